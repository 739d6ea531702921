//! What people type every day: it does what is meant, or says what to type.

use crate::support::test_repo::{SPILL, TestRepo};

fn indexed() -> TestRepo {
    let repo = TestRepo::new();
    repo.run(&["index"]);
    repo
}

#[test]
fn short_options_after_words_are_not_swallowed_as_words() {
    let repo = indexed();
    let ran = repo.run(&["search", "quillfeather", "-n", "1", "-f", "jsonl"]);
    ran.is_done();
    assert_eq!(ran.out.lines().count(), 1, "{}", ran.out);
    assert!(ran.out.starts_with("{\"id\":"), "{}", ran.out);
    let without = repo.ids(&["quillfeather", "-guilty"]);
    assert_eq!(without, ["2020/sentence.txt"]);
}

#[test]
fn words_without_a_command_are_searched_for_with_a_note() {
    let repo = indexed();
    let ran = repo.run(&["Otterbank", "Tannery"]);
    ran.is_done();
    assert!(ran.out.contains("Tannery Fined"), "{}", ran.out);
    assert!(
        ran.err
            .contains("there is no command `Otterbank`: this is `dragnet search`"),
        "{}",
        ran.err
    );
    repo.run(&["serch", "tannery"]).is_error(
        "there is no command `serch`",
        "did you mean `dragnet search`?",
    );
}

#[test]
fn two_indexes_are_an_error_that_names_both() {
    indexed()
        .run(&["--index", "one", "search", "fraud", "--index", "two"])
        .is_error(
            "--index is given twice: `one` and `two`",
            "hint: name one index",
        );
}

#[test]
fn a_limit_of_zero_still_counts_and_a_negative_one_is_shown_as_typed() {
    let repo = indexed();
    let none = repo.run(&["search", "quillfeather", "--limit", "0"]);
    assert_eq!((none.status, none.out.as_str()), (0, ""));
    assert_eq!(
        none.err,
        "2 releases match; --limit 0 prints none of them\n"
    );
    repo.run(&["search", "fraud", "--limit", "-5"])
        .is_error("invalid value '-5' for '--limit <N>'", "a number, or `all`");
}

#[test]
fn a_facet_lists_fifty_values_and_says_how_many_more_there_are() {
    let repo = TestRepo::empty();
    let names = ["Ada", "Bea", "Cal", "Dov", "Eva", "Fay", "Gus", "Hal"];
    for (at, (first, last)) in names
        .iter()
        .flat_map(|first| names.iter().map(move |last| (first, last)))
        .enumerate()
    {
        let text = format!(
            "Clerk Sentenced for Theft\n\nJanuary 1, {}\n\nA clerk was sentenced today. The case was prosecuted by \
             Assistant U.S. Attorney {first} {last}quill.\n",
            1950 + at,
        );
        repo.write(&format!("corpus/clerk{at}.txt"), text);
    }
    repo.run(&["index"]);
    for format in ["text", "csv", "jsonl"] {
        let few = repo.run(&["facets", "prosecutor", "-f", format]);
        assert_eq!(
            few.out.matches("quill").count() / (1 + usize::from(format != "text")),
            50
        );
        assert_eq!(
            few.err,
            "the 50 most frequent values of prosecutor; 14 more with --limit all\n"
        );
        let all = repo.run(&["facets", "prosecutor", "-f", format, "-n", "all"]);
        assert_eq!(
            all.out.matches("quill").count() / (1 + usize::from(format != "text")),
            64
        );
        assert_eq!(all.err, "");
    }
    // A year that is left out would look like a year without releases.
    let years = repo.run(&["facets", "year"]);
    assert_eq!((years.out.lines().count(), years.err.as_str()), (65, ""));
}

#[test]
fn agencies_are_listed_with_what_to_type() {
    let repo = TestRepo::empty();
    let all = repo.run(&["help", "agencies"]);
    assert!(
        all.out
            .contains("FBI                     Federal Bureau of Investigation  /doj/fbi\n")
    );
    let some = repo.run(&["help", "agencies", "Homeland", "inspector"]);
    assert_eq!(some.out.lines().count(), 1, "{}", some.out);
    assert!(some.out.starts_with("DHS-OIG"), "{}", some.out);
    assert_eq!(repo.run(&["help", "agencies", "Atlantis"]).status, 1);
    indexed()
        .run(&["search", "--agency", "Xyzzyplugh"])
        .is_error("no such agency", "`dragnet help agencies`");
}

#[test]
fn districts_are_listed_with_what_to_type() {
    let repo = TestRepo::empty();
    let all = repo.run(&["help", "districts"]);
    assert!(
        all.out.contains("SDNY    Southern District of New York"),
        "{}",
        all.out
    );
    let some = repo.run(&["help", "districts", "miami"]);
    assert_eq!(some.out.lines().count(), 1, "{}", some.out);
    assert!(some.out.starts_with("SDFL"), "{}", some.out);
    assert_eq!(repo.run(&["help", "districts", "Atlantis"]).status, 1);
}

#[test]
fn agencies_are_counted_in_the_order_of_their_counts() {
    let repo = TestRepo::empty();
    for (file, agency) in [("a", "DEA"), ("b", "FBI"), ("c", "FBI"), ("d", "SEC")] {
        let text =
            format!("Clerk Fined\n\nA clerk was fined. The {agency} investigated the case.\n");
        repo.write(&format!("corpus/{file}.txt"), text);
    }
    repo.run(&["index"]).is_done();
    let counts = |line: &[&str]| -> Vec<(usize, String)> {
        let out = repo
            .run(&[&["facets", "agency", "-f", "csv", "--copies"], line].concat())
            .out;
        let mut rows = csv::Reader::from_reader(out.as_bytes());
        let rows = rows.records().map(|row| row.expect("a row"));
        rows.map(|row| (row[3].parse().expect("a count"), row[1].to_owned()))
            .collect()
    };
    let mut tree = counts(&[]);
    assert_eq!(counts(&["--sort", "name"]), tree);
    let by_count = counts(&["--sort", "count"]);
    assert_ne!(by_count, tree);
    tree.sort_by(|a, b| (b.0, &a.1).cmp(&(a.0, &b.1)));
    assert_eq!(by_count, tree);
    // In the order of counts the paths are no tree, and not indented.
    let text = repo.run(&["facets", "agency", "--sort", "count"]).out;
    let is_flat = |line: &str| !line.contains("   ") || line.trim_start().contains("  ");
    assert!(text.lines().skip(1).all(is_flat), "{text}");
}

#[test]
fn hints_name_agencies_and_districts_as_people_do() {
    let repo = indexed();
    repo.run(&["search", "--agency", "Homeland Security"]).is_error(
        "no such agency",
        "did you mean Department of Homeland Security (DHS), Homeland Security Investigations (HSI)",
    );
    repo.run(&["search", "--district", "California"])
        .is_error("ambiguous", "Central District of California (CDCA)");
}

#[test]
fn an_id_that_begins_or_ends_with_a_space_is_found_by_every_command_that_takes_one() {
    let repo = TestRepo::new();
    for id in [" lead.txt", "lead.txt "] {
        repo.write(&format!("corpus/{id}"), SPILL);
    }
    repo.run(&["index"]).is_done();
    for id in [" lead.txt", "lead.txt "] {
        for command in ["show", "matter", "similar"] {
            let ran = repo.run(&[command, id, "--format", "json"]);
            assert!(ran.status <= 1, "{command} {id:?}: {}", ran.err);
        }
        let matter = repo.run(&["matter", id, "--format", "json"]);
        assert!(
            matter.out.contains(&format!("\"{id}\"")),
            "{id:?}: {}",
            matter.out
        );
    }
    let ran = repo.run(&["show", "spill.txt"]);
    ran.is_done();
    // Spaces around words and other ids are none of them.
    repo.run(&["matter", " spill.txt "]).is_done();
}
