//! What do answers and errors look like to a person, a script and a spreadsheet?

use std::fs::{self, File};

use crate::support::test_repo::TestRepo;

fn indexed() -> TestRepo {
    let repo = TestRepo::new();
    repo.run(&["index"]);
    repo
}

#[test]
fn an_error_in_a_value_shows_its_place() {
    let repo = indexed();
    for (query, line, marks) in [
        (
            "fraud date:2021-02-30 pension",
            "  fraud date:2021-02-30 pension\n",
            "             ^^^^^^^^^^\n",
        ),
        (
            "agency:(FBI OR FBX)",
            "  agency:(FBI OR FBX)\n",
            "                 ^^^\n",
        ),
        (
            "prosecutor:\"Nobody Atall\"",
            "  prosecutor:\"Nobody Atall\"\n",
            "              ^^^^^^^^^^^^\n",
        ),
        (
            "-(fraud district:Atlantis)",
            "  -(fraud district:Atlantis)\n",
            "                   ^^^^^^^^\n",
        ),
        ("statute:FBI", "  statute:FBI\n", "          ^^^\n"),
    ] {
        let run = repo.run(&["search", "--", query]);
        run.is_error("error: ", &format!("{line}{marks}"));
    }
    // An option's value needs no mark: its place is clear.
    let run = repo.run(&["search", "--since", "soon"]);
    assert!(!run.err.contains('^'), "{}", run.err);
}

#[test]
fn an_unknown_field_is_text() {
    let repo = indexed();
    for query in ["re: tannery", "subject:tannery", "x:y tannery"] {
        let run = repo.run(&["search", "--any", query]);
        assert_eq!(run.status, 0, "{query}: {}", run.err);
        assert!(run.out.contains("Tannery Fined"), "{query}: {}", run.out);
    }
}

#[test]
fn a_csv_file_begins_with_a_byte_order_mark_and_a_pipe_does_not() {
    let repo = indexed();
    let line = [
        "search",
        "otter",
        "--format",
        "csv",
        "--fields",
        "title, snippet",
    ];
    let piped = repo.run(&line).out;
    assert!(piped.starts_with("title,snippet\r\n"), "{piped}");
    let path = repo.path().join("hits.csv");
    let write = |file: File| {
        let status = repo.command(&line).stdout(file).status();
        assert!(status.expect("dragnet runs").success());
        fs::read_to_string(&path).expect("the file")
    };
    let written = write(File::create(&path).expect("a file"));
    assert_eq!(written, format!("\u{feff}{piped}"));
    // Only a file begins with the byte order mark.
    let options = File::options().append(true).open(&path);
    assert_eq!(write(options.expect("the file")), written.clone() + &piped);
}

#[test]
fn counts_beside_hits_are_the_most_frequent_with_a_hint() {
    let repo = TestRepo::new();
    for number in 0..15 {
        let text = format!(
            "Clerk Sentenced for Theft\n\nA clerk was sentenced today. The case was prosecuted by Assistant U.S. Attorney {} Quillfeather.\n",
            [
                "Ada", "Bea", "Cal", "Dov", "Eva", "Fay", "Gus", "Hal", "Ida", "Jon", "Kay", "Lee",
                "Mia", "Ned", "Ora"
            ][number],
        );
        repo.write(&format!("corpus/clerk{number}.txt"), text);
    }
    repo.run(&["index"]);
    let line = [
        "search",
        "clerk",
        "--alternatives",
        "--facet",
        "prosecutor",
        "--prosecutor",
        "Ora Quillfeather",
    ];
    let out = repo.run(&line).out;
    assert!(out.contains("* 1  Ora Quillfeather\n"), "{out}");
    assert!(out.contains("2 more: dragnet facets prosecutor"), "{out}");
    let all = repo.run(&["facets", "prosecutor", "clerk"]).out;
    assert_eq!(all.matches("Quillfeather").count(), 15, "{all}");
    let few = repo.run(&[
        "facets",
        "prosecutor",
        "--limit",
        "2",
        "--alternatives",
        "--prosecutor",
        "Ora Quillfeather",
    ]);
    // A heading, the two, the one that is selected, and those without a value.
    assert_eq!(few.out.lines().count(), 5, "{}", few.out);
}

#[test]
fn a_statute_is_found_in_every_form_and_a_subsection_suggests_its_section() {
    let repo = TestRepo::new();
    repo.write(
        "corpus/wire.txt",
        "Cashier Charged\n\nA cashier was charged today with wire fraud in violation of 18 U.S.C. § 1343.\n",
    );
    repo.run(&["index"]);
    for query in [
        "18USC1343",
        "18 usc 1343",
        "title 18 section 1343",
        "18 U.S.C. § 1343",
        "statute:1343",
    ] {
        assert_eq!(repo.ids(&["--", query]), ["wire.txt"], "{query}");
    }
    assert_eq!(repo.ids(&["--statute", "section 1343"]), ["wire.txt"]);
    let run = repo.run(&["search", "18 USC 1343(a)"]);
    assert!(
        run.err.contains("did you mean 18 U.S.C. § 1343?"),
        "{}",
        run.err
    );
    assert!(run.out.contains("Cashier Charged"), "{}", run.out);
}

#[test]
fn an_agency_of_several_in_parentheses_is_a_filter_whose_counts_show_the_alternatives() {
    let repo = TestRepo::new();
    for (name, agency) in [("a", "FBI"), ("b", "DEA"), ("c", "ATF")] {
        repo.write(
            &format!("corpus/{name}.txt"),
            format!("Clerk Sentenced\n\nA clerk was sentenced today. The {agency} investigated the case.\n"),
        );
    }
    repo.run(&["index"]);
    for filter in [
        &["agency:(FBI OR DEA)"][..],
        &["--agency", "FBI", "--agency", "DEA"],
    ] {
        let line = [&["search", "clerk", "--facet", "agency"], filter].concat();
        let out = repo.run(&line).out;
        assert!(!out.contains("Bureau of Alcohol"), "{out}");
        let run = repo.run(&[&line[..], &["--alternatives"]].concat());
        let told = "`agency` is counted as if there were no filter on it";
        assert!(run.err.contains(told), "{}", run.err);
        let out = run.out;
        assert!(out.starts_with("2 releases\n"), "{out}");
        assert!(out.contains("  1    Bureau of Alcohol"), "{out}");
        assert!(out.contains("* 1    Federal Bureau"), "{out}");
    }
}

#[test]
fn hits_of_a_later_page_keep_their_numbers() {
    let repo = indexed();
    let out = repo.run(&["search", "brackwater", "--offset", "1"]).out;
    assert!(out.contains("\n 2. ") && !out.contains("\n 1. "), "{out}");
}

#[test]
fn the_first_line_of_a_list_says_whether_any_release_has_all_words() {
    let repo = indexed();
    for (query, head) in [
        ("quillfeather pension", "2 releases\n"),
        (
            "quillfeather pleaded chromium",
            "no release has all the words\n",
        ),
        ("quilfeather", ""),
    ] {
        let out = repo.run(&["search", query]).out;
        assert!(out.starts_with(head), "{query}: {out}");
    }
    let none = repo.run(&["search", "quilfeather"]);
    assert_eq!((none.status, none.out.as_str()), (1, ""));
    let lines: Vec<&str> = none.err.lines().collect();
    assert_eq!(
        lines,
        [
            "nothing found",
            "no release has `quilfeather`; did you mean `quillfeather`?"
        ]
    );
    let any = repo.run(&["search", "--any", "quillfeather chromium"]).out;
    assert!(any.starts_with("3 releases\n"), "{any}");
}

#[test]
fn a_column_named_twice_is_printed() {
    let repo = indexed();
    let line = [
        "search", "tannery", "--format", "jsonl", "--fields", "id,id",
    ];
    assert_eq!(repo.run(&line).out, "{\"id\":\"spill.txt\"}\n");
}

#[test]
fn a_branch_of_agencies_may_be_named_by_any_name() {
    let repo = TestRepo::new();
    repo.write(
        "corpus/a.txt",
        "Clerk Sentenced\n\nA clerk was sentenced today. The FBI investigated the case.\n",
    );
    repo.run(&["index"]);
    let named = repo.run(&["facets", "agency:FBI"]);
    assert!(
        named.out.contains("Federal Bureau of Investigation"),
        "{}",
        named.out
    );
    repo.run(&["facets", "agency:FBX"])
        .is_error("FBX", "hint: did you mean");
}

/// The output without the scores: their last digits may differ between machines.
fn without_scores(text: &str) -> String {
    let mut out = String::new();
    let (mut rest, head);
    // Which index it was differs between versions.
    match text.split_once("\"index\":{") {
        Some((before, after)) => {
            head = format!("{before}\"index\":{{}},");
            rest = after.split_once("},").map_or(after, |(_, rest)| rest);
        }
        None => (head, rest) = (String::new(), text),
    }
    out += &head;
    while let Some((before, after)) = rest.split_once("\"score\":") {
        out += before;
        out += "\"score\":?";
        rest = after.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    }
    out + rest
}

#[test]
fn the_shape_of_each_format_is_unchanged() {
    let repo = indexed();
    let line = [
        "search",
        "quillfeather",
        "--facet",
        "agency",
        "--facet",
        "year",
    ];
    for (format, name) in [
        ("text", "hits-text"),
        ("json", "hits-json"),
        ("jsonl", "hits-jsonl"),
    ] {
        let out = repo.run(&[&line[..], &["--format", format]].concat()).out;
        insta::assert_snapshot!(name, without_scores(&out));
    }
    let columns = "id,title,date,agencies,prosecutors,snippet,missing";
    let csv = ["--format", "csv", "--fields", columns];
    insta::assert_snapshot!("hits-csv", repo.run(&[&line[..2], &csv].concat()).out);
    for (format, name) in [
        ("text", "counts-text"),
        ("json", "counts-json"),
        ("csv", "counts-csv"),
    ] {
        let line = ["facets", "agency", "pension", "--format", format];
        insta::assert_snapshot!(name, without_scores(&repo.run(&line).out));
    }
    let shown = repo.run(&["show", "2019/plea.txt", "--format", "json"]);
    insta::assert_snapshot!("release-json", shown.out);
}

#[test]
fn a_place_after_an_agency_suggests_the_agency() {
    let repo = indexed();
    repo.run(&["search", "--agency", "FBI San Diego"])
        .is_error("FBI San Diego", "Federal Bureau of Investigation (FBI)?");
}
