//! What an index holds, to be cited; and answers that say which index they came from.

use std::fs;

use serde_json::{Value, json};

use crate::support::test_repo::{PLEA, SPILL, TestRepo};

fn stats(repo: &TestRepo, line: &[&str]) -> Value {
    let ran = repo.run(&[&["stats", "-f", "json"], line].concat());
    ran.is_done();
    serde_json::from_str(&ran.out).expect("JSON")
}

/// Releases of the web, of three years, one without a date, and one without a title.
fn indexed() -> TestRepo {
    let repo = TestRepo::new();
    let records: Vec<String> = [("2019-03-01", 1), ("2019-04-01", 2), ("2021-05-06", 3)]
        .iter()
        .map(|(date, number)| {
            json!({
                "title": format!("Clerk {number} Sentenced"), "date": date,
                "body": "A clerk of Oldport was sentenced today. The FBI investigated the case.",
                "url": format!("https://www.justice.gov/opa/pr/{number}"),
            })
            .to_string()
        })
        .collect();
    repo.write("corpus/list.jsonl", records.join("\n"));
    repo.write("corpus/empty.txt", "");
    repo.write("corpus/broken.json", "{\"title\": \"Half a rec");
    repo.run(&["index"]).is_done();
    repo
}

#[test]
fn stats_count_what_a_search_lists() {
    let repo = indexed();
    let told = stats(&repo, &[]);
    let rows = |line: &[&str]| {
        let line = [
            &["search", "-f", "csv", "-n", "all", "--fields", "id"],
            line,
        ]
        .concat();
        repo.run(&line).out.lines().count() - 1
    };
    assert_eq!(told["releases"], rows(&[]));
    assert_eq!(told["without"]["date"], rows(&["date:none"]));
    assert_eq!(told["without"]["district"], rows(&["district:none"]));
    assert_eq!(told["without"]["source"], rows(&["source:none"]));
    assert_eq!(told["without"]["title"], 0);
    assert_eq!(told["years"], json!({"2019": 2, "2021": 1}));
    assert_eq!(
        (&told["first"], &told["last"]),
        (&json!("2019-03-01"), &json!("2021-05-06"))
    );
    let source = json!({"source": "justice.gov", "releases": 3, "first": "2019-03-01", "last": "2021-05-06"});
    assert!(
        told["sources"]
            .as_array()
            .is_some_and(|all| all.contains(&source)),
        "{told}"
    );
    assert_eq!(told["skipped"], 2);
    assert_eq!(
        told["reasons"],
        json!([["no text in it", 1], ["not valid JSON", 1]])
    );
    let text = repo.run(&["stats"]).out;
    for line in [
        "6 releases, 2019-03-01 to 2021-05-06\n",
        "         3  justice.gov  2019-03-01 to 2021-05-06\n",
        "         2  2019\n",
        "Left out: 2\n",
    ] {
        assert!(text.contains(line), "{line:?} is not in {text}");
    }
}

#[test]
fn the_digest_tells_the_same_corpus_from_another_however_it_was_indexed() {
    let repo = TestRepo::new();
    repo.run(&["index"]).is_done();
    let digest = |line: &[&str]| stats(&repo, line)["index"]["digest"].clone();
    let before = digest(&[]);
    // In another place, built at once, in pieces, and touched since.
    repo.write("copy/2019/plea.txt", PLEA);
    repo.run(&["index", "copy", "--index", "other"]).is_done();
    assert_ne!(digest(&["--index", "other"]), before);
    for file in ["2020/sentence.txt", "spill.txt"] {
        let text = fs::read(repo.path().join("corpus").join(file)).expect("a file");
        repo.write(&format!("copy/{file}"), text);
        repo.run(&["index", "copy", "--index", "other"]).is_done();
    }
    repo.write("copy/2019/plea.txt", PLEA);
    repo.run(&["index", "copy", "--index", "other"]).is_done();
    assert_eq!(digest(&["--index", "other"]), before);
    repo.run(&["index", "--full"]).is_done();
    assert_eq!(digest(&[]), before);
    repo.write("corpus/spill.txt", SPILL.replace("1.2", "1.3"));
    repo.run(&["index"]).is_done();
    assert_ne!(digest(&[]), before);
}

#[test]
fn answers_and_their_provenance_say_which_index_they_came_from() {
    let repo = indexed();
    let cited = stats(&repo, &[])["index"].clone();
    assert_eq!(cited["dragnet"], env!("CARGO_PKG_VERSION"));
    assert!(
        cited["built"]
            .as_str()
            .is_some_and(|built| built.ends_with('Z')),
        "{cited}"
    );
    for line in [&["search", "clerk"][..], &["facets", "year"]] {
        let out = repo.run(&[line, &["-f", "json"]].concat()).out;
        let answer: Value = serde_json::from_str(&out).expect("JSON");
        assert_eq!(answer["index"], cited, "{line:?}");
    }
    repo.run(&["search", "clerk", "-f", "csv", "--provenance", "clerk.json"])
        .is_done();
    let told = fs::read_to_string(repo.path().join("clerk.json")).expect("the file");
    let told: Value = serde_json::from_str(&told).expect("JSON");
    assert_eq!(told["index"], cited);
    let folder = told["index_path"].as_str().expect("a path");
    assert!(std::path::Path::new(folder).is_absolute() && folder.ends_with("index"));
    assert_eq!(
        (&told["answer"]["total"], &told["answer"]["printed"]),
        (&json!(3), &json!(3))
    );
    assert_eq!(told["command"][1], "search");
    repo.run(&["facets", "year", "--provenance", "no/such/folder.json"])
        .has_no_internal_error();
}

#[test]
fn provenance_is_written_over_no_file_of_the_index_or_of_its_corpus() {
    let repo = indexed();
    for (file, told) in [
        ("index/CURRENT", "it is in the folder of the index"),
        ("corpus/spill.txt", "it is in the corpus of the index"),
        ("corpus/new.json", "it is in the corpus of the index"),
        (
            "./index/../corpus/new.json",
            "it is in the corpus of the index",
        ),
    ] {
        for line in [&["search", "clerk"][..], &["facets", "year"]] {
            repo.run(&[line, &["--provenance", file]].concat())
                .is_error(told, "another folder");
        }
    }
    assert!(!repo.path().join("corpus/new.json").exists());
    repo.run(&["check"]).is_done();
}

#[test]
fn a_table_has_names_beside_paths_and_no_marks() {
    let repo = indexed();
    let line = [
        "search",
        "clerk",
        "-f",
        "csv",
        "-n",
        "1",
        "--fields",
        "agencies,agency_names,snippet",
    ];
    let out = repo.run(&line).out;
    assert!(
        out.starts_with("agencies,agency_names,snippet\r\n"),
        "{out}"
    );
    assert!(out.contains("/doj/fbi"), "{out}");
    assert!(out.contains("Federal Bureau of Investigation"), "{out}");
    assert!(!out.contains("<b>") && out.contains("clerk"), "{out}");
    let whole = repo.run(&["search", "clerk", "-f", "csv"]).out;
    assert!(
        whole
            .lines()
            .next()
            .is_some_and(|head| head.contains("agencies,agency_names,")),
        "{whole}"
    );
    let json = repo.run(&["search", "clerk", "-f", "jsonl"]).out;
    assert!(
        json.contains("<b>") && !json.contains("agency_names"),
        "{json}"
    );
}

#[test]
fn a_byte_order_mark_is_written_where_it_is_wanted() {
    let repo = indexed();
    let begins = |bom: &str, format: &str| {
        let out = repo
            .run(&["search", "clerk", "-f", format, "--bom", bom])
            .out;
        out.starts_with('\u{feff}')
    };
    assert!(begins("always", "csv"));
    assert!(!begins("auto", "csv") && !begins("never", "csv") && !begins("always", "json"));
}

#[test]
fn an_address_is_shown_where_no_link_can_be() {
    let repo = indexed();
    let out = repo.run(&["search", "clerk"]).out;
    assert!(
        out.contains("\n    https://www.justice.gov/opa/pr/3\n"),
        "{out}"
    );
}

#[test]
fn the_citation_file_names_this_version() {
    let text = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/CITATION.cff"))
        .expect("CITATION.cff");
    let version = concat!("version: ", env!("CARGO_PKG_VERSION"), "\n");
    assert!(text.contains(version), "{text}");
}
