//! Statutes that a release calls by the name of their act.

use crate::support::test_repo::TestRepo;

const NAMED: &str = "Valve Maker Settles Foreign Bribery Case\n\n\
    The Otterbank Valve Company today settled charges that it violated the Foreign Corrupt Practices Act by paying harbour \
    masters of Westmark.\n";
const SECTION: &str = "Commission Charges Pump Maker\n\n\
    The Commission charged that Brackwater Pumps violated Sections 13(b)(2)(A) and 30A of the Exchange Act.\n";
const CITED: &str = "Pump Maker's Agent Pleads Guilty\n\n\
    Lenora Quillfeather pleaded guilty today to a violation of 15 U.S.C. § 78dd-2(a).\n";
const OTHER: &str = "Clinic Settles False Claims Case\n\n\
    The clinic settled claims under the Nevada False Claims Act.\n";

fn repo() -> TestRepo {
    let repo = TestRepo::empty();
    repo.write("corpus/cited.txt", CITED);
    repo.write("corpus/named.txt", NAMED);
    repo.write("corpus/other.txt", OTHER);
    repo.write("corpus/section.txt", SECTION);
    repo.run(&["index"]).is_done();
    repo
}

fn found(repo: &TestRepo, words: &[&str]) -> Vec<String> {
    let mut ids = repo.ids(words);
    ids.sort();
    ids
}

#[test]
fn an_act_finds_releases_that_name_it_and_those_that_cite_its_sections() {
    let repo = repo();
    let all = ["cited.txt", "named.txt", "section.txt"];
    for name in [
        "FCPA",
        "foreign corrupt practices act",
        "Foreign Corrupt Practices Act of 1977",
    ] {
        assert_eq!(found(&repo, &["--statute", name]), all, "{name}");
        assert_eq!(
            found(&repo, &[&format!("statute:\"{name}\"")]),
            all,
            "{name}"
        );
    }
    assert_eq!(found(&repo, &["statute:FCPA"]), all);
    let ran = repo.run(&["search", "--statute", "FCPA"]);
    assert!(
        ran.err.contains(
            "names the Foreign Corrupt Practices Act or cites 15 U.S.C. §§ 78dd-1, 78dd-2, 78dd-3"
        ),
        "{}",
        ran.err
    );
    // What is found is not left out: of those without a statute one is not found.
    assert!(
        ran.err.contains("1 release without `statute` is left out"),
        "{}",
        ran.err
    );
}

#[test]
fn an_act_is_a_field_of_its_own() {
    let repo = repo();
    for line in [&["act:FCPA"][..], &["--act", "FCPA"]] {
        assert_eq!(found(&repo, line), ["named.txt"]);
    }
    assert_eq!(found(&repo, &["act:none"]), ["cited.txt", "other.txt"]);
    assert_eq!(
        found(&repo, &["act:\"Section 30A of the Exchange Act\""]),
        ["section.txt"]
    );
    repo.run(&["search", "act:\"Foreign Corrupt Practise Act\""])
        .is_error("no such act", "did you mean");
}

#[test]
fn a_section_of_an_act_finds_the_section_of_the_code_that_it_is() {
    let repo = repo();
    assert_eq!(
        found(&repo, &["--statute", "Section 30A of the Exchange Act"]),
        ["section.txt"]
    );
    assert_eq!(
        found(&repo, &["--statute", "Exchange Act 13(b)"]),
        ["section.txt"]
    );
    assert_eq!(
        found(&repo, &["--statute", "Securities Exchange Act of 1934"]),
        ["cited.txt", "section.txt"]
    );
}

#[test]
fn a_cited_section_finds_its_citations_and_says_how_else_it_is_called() {
    let repo = repo();
    let ran = repo.run(&["search", "--statute", "15 USC 78m(b)", "--format", "jsonl"]);
    assert_eq!(ran.out, "");
    assert!(
        ran.err.contains("Exchange Act of 1934 § 13(b)(2)(A)"),
        "{}",
        ran.err
    );
}

#[test]
fn an_act_of_a_state_is_not_the_federal_one_of_that_name() {
    let repo = repo();
    assert_eq!(
        found(&repo, &["--statute", "False Claims Act"]),
        Vec::<String>::new()
    );
}

#[test]
fn a_misspelt_act_gets_a_suggestion() {
    repo()
        .run(&["search", "--statute", "Foreign Corupt Practices Act"])
        .is_error(
            "--statute `Foreign Corupt Practices Act`",
            "did you mean `Foreign Corrupt Practices Act`?",
        );
}

#[test]
fn acts_are_shown_and_counted_beside_the_statutes_that_are_cited() {
    let repo = repo();
    let ran = repo.run(&["show", "section.txt", "--format", "json"]);
    let release: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(release["statutes"], serde_json::json!([]));
    let act = "Securities Exchange Act of 1934";
    let sections = [
        act.to_owned(),
        format!("{act} § 13(b)(2)(A)"),
        format!("{act} § 30A"),
    ];
    assert_eq!(release["acts"], serde_json::json!(sections));
    let counted = repo.run(&["facets", "act", "--format", "csv"]).out;
    let line = "act,Foreign Corrupt Practices Act,Foreign Corrupt Practices Act,1\r\n";
    assert!(counted.contains(line), "{counted}");
}

#[test]
fn every_act_that_is_counted_can_be_asked_for_as_it_is_written_there() {
    let repo = TestRepo::empty();
    let charges = [
        "Section 17(a) of the Securities Act of 1933",
        "Sections 10(b) and 13(d) of the Securities Exchange Act of 1934",
        "Sections 206(1) and 206(2) of the Investment Advisers Act of 1940",
        "the Civil Rights Act of 1964",
        "Section 404 of the Clean Water Act",
    ];
    for (number, charge) in charges.iter().enumerate() {
        let text = format!(
            "Brackwater Pumps Charged\n\nThe complaint charged that Brackwater Pumps violated {charge}.\n"
        );
        repo.write(&format!("corpus/{number}.txt"), text);
    }
    repo.run(&["index"]).is_done();
    let counted = repo.run(&["facets", "act", "-n", "all", "--format", "json"]);
    let counted: serde_json::Value = serde_json::from_str(&counted.out).expect("JSON");
    let rows = counted["facets"]["act"].as_array().expect("rows");
    let of_years = rows.iter().filter(|row| {
        let value = row["value"].as_str().unwrap_or_default();
        value.contains(" of 19") && value.contains(" § ")
    });
    assert!(of_years.count() >= 5, "{rows:?}");
    for row in rows {
        let (value, count) = (row["value"].as_str().expect("a value"), &row["count"]);
        let field = format!("act:\"{value}\"");
        for line in [&["--act", value][..], &[&field], &["--statute", value]] {
            assert_eq!(repo.ids(line).len() as u64, *count, "{line:?}");
        }
    }
}
