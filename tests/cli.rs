//! The command line from end to end: what a person types, and what comes back.

use std::fs;
use std::process::Stdio;

use crate::house::{House, Ran, SENTENCE, SPILL};

#[test]
fn the_first_search_builds_the_index_and_says_so() {
    let house = House::new();
    let first = house.run(&["search", "pension"]);
    assert_eq!(first.status, 0, "{}", first.err);
    assert!(
        first.err.contains("building `index` from `corpus`"),
        "{}",
        first.err
    );
    assert!(
        first.err.contains("3 releases from 3 files, 0 skipped"),
        "{}",
        first.err
    );
    assert!(
        first
            .out
            .contains("Treasurer of Brackwater Pension Fund Pleads Guilty to Wire Fraud"),
        "{}",
        first.out
    );
    let second = house.run(&["search", "pension"]);
    assert_eq!(second.err, "");
    assert_eq!(second.out, first.out);
}

#[test]
fn a_second_run_adds_nothing_twice_and_follows_the_files() {
    let house = House::new();
    assert!(
        house
            .run(&["index"])
            .err
            .contains("3 releases from 3 files, 0 skipped")
    );
    assert!(
        house
            .run(&["index"])
            .err
            .contains("3 releases from 3 files (nothing new)")
    );
    assert_eq!(house.ids(&["quillfeather"]).len(), 2);

    house.write("corpus/2021/new.txt", "Brackwater Cashier Charged\n\nA cashier of the Brackwater Pension Fund was charged today.\n");
    house.write(
        "corpus/2020/sentence.txt",
        SENTENCE.replace("40 months", "fifty months"),
    );
    fs::remove_file(house.path().join("corpus/spill.txt")).expect("the file");
    let third = house.run(&["index"]);
    assert!(
        third
            .err
            .contains("3 releases from 3 files (1 new, 1 changed, 1 gone)"),
        "{}",
        third.err
    );
    assert_eq!(house.ids(&["tannery"]), Vec::<String>::new());
    assert_eq!(house.ids(&["fifty"]), ["2020/sentence.txt"]);
    assert_eq!(house.ids(&["cashier"]), ["2021/new.txt"]);
}

#[test]
fn a_file_that_was_only_touched_is_not_changed() {
    let house = House::new();
    house.run(&["index"]);
    house.write("corpus/spill.txt", SPILL);
    let again = house.run(&["index"]);
    assert!(again.err.contains("(nothing new)"), "{}", again.err);
}

#[test]
fn a_dry_run_says_what_would_change_and_changes_nothing() {
    let house = House::new();
    house.run(&["index"]);
    house.write(
        "corpus/new.txt",
        "A New Release\n\nSomebody was charged with arson today, the office announced.\n",
    );
    let dry = house.run(&["index", "--dry-run"]);
    assert!(dry.err.contains("1 new"), "{}", dry.err);
    assert_eq!(house.ids(&["arson"]), Vec::<String>::new());
}

#[test]
fn a_full_rebuild_leaves_one_generation() {
    let house = House::new();
    house.run(&["index"]);
    house.run(&["index", "--full"]);
    let generations = fs::read_dir(house.path().join("index"))
        .expect("the index")
        .filter(|entry| {
            entry
                .as_ref()
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .starts_with("generation-")
        })
        .count();
    assert_eq!(generations, 1);
    assert_eq!(house.ids(&["quillfeather"]).len(), 2);
}

#[test]
fn every_mistake_has_a_message_a_hint_and_status_two() {
    let house = House::new();
    house.run(&["index", "nowhere"]).is_error(
        "cannot read corpus `nowhere`: no such directory",
        "hint: name the folder",
    );
    house
        .run(&["index", "corpus/spill.txt"])
        .is_error("not a directory", "hint:");
    fs::create_dir(house.path().join("empty")).expect("a folder");
    house.run(&["index", "empty"]).is_error(
        "cannot read corpus `empty`: there is no file in it",
        "hint:",
    );
    house
        .run(&["search", "fraud", "--index", "elsewhere"])
        .is_error(
            "cannot open index `elsewhere`: no such directory",
            "hint: run `dragnet index CORPUS --index elsewhere`",
        );
    house
        .run(&["search", "fraud", "--index", "corpus"])
        .is_error("there is no index in this directory", "hint: run");
    house
        .run(&["search", "fraud", "--index", "corpus/spill.txt"])
        .is_error("not a directory", "hint: run");
    house
        .run(&["index", "--index", "corpus"])
        .is_error("it is no index", "name a new or empty one");
    house
        .run(&["search", "fraud", "--agncy", "FBI"])
        .is_error("--agncy", "--agency");
    house.run(&["index"]);
    house
        .run(&["search", "fraud", "--agency", "FBX"])
        .is_error("FBX", "hint: did you mean `");
    house.run(&["show", "2019/ple"]).is_error(
        "no release has the id `2019/ple`",
        "hint: did you mean `2019/plea.txt`?",
    );
    house
        .run(&["show", "plea.txt"])
        .is_error("no release has the id", "`2019/plea.txt`");
    house
        .run(&["index", "2019"])
        .is_error("cannot read corpus `2019`", "hint:");
    house
        .run(&["index", "corpus/2019"])
        .is_error("belongs to corpus", "--index DIR");
    house
        .run(&["search", "fraud", "--fields", "id"])
        .is_error("--fields", "--format csv");
    house
        .run(&["search", "fraud", "--fields", "colour", "--format", "csv"])
        .is_error("`colour`", "the columns are id");
}

#[test]
fn a_record_of_a_list_is_shown_by_its_number_and_no_other() {
    let house = House::new();
    let record = |name: &str| {
        let told = "was sentenced today to a year in prison for wire fraud, the prosecutors said.";
        format!(r#"{{"title": "{name} Is Sentenced", "body": "{name} of Oldport {told}"}}"#)
    };
    let records: Vec<String> = (0..12).map(|at| record(&format!("Wendell {at}"))).collect();
    house.write("corpus/list.jsonl", records.join("\n"));
    house.run(&["index"]);
    for at in [0, 1, 11] {
        let shown = house.run(&["show", &format!("list.jsonl#{at}")]);
        assert!(shown.out.contains(&format!("Wendell {at} Is")), "{at}");
    }
    for (typed, nearest) in [
        ("list.jsonl#12", "hint: ids are shown"),
        ("list.jsonl#01", "hint: ids are shown"),
        (
            "list.jsonl",
            "`list.jsonl#0`, `list.jsonl#1`, `list.jsonl#2`",
        ),
        (
            "ist.jsonl#1",
            "`list.jsonl#1`, `list.jsonl#10`, `list.jsonl#11`?",
        ),
    ] {
        house
            .run(&["show", typed])
            .is_error(&format!("no release has the id `{typed}`"), nearest);
    }
}

#[test]
fn a_corpus_that_has_become_empty_deletes_nothing() {
    let house = House::new();
    house.run(&["index"]);
    fs::remove_dir_all(house.path().join("corpus")).expect("the corpus");
    house.run(&["index"]).is_error("no such directory", "hint:");
    fs::create_dir(house.path().join("corpus")).expect("the corpus");
    house
        .run(&["index"])
        .is_error("is empty, but the index holds 3 releases", "--allow-empty");
    assert_eq!(house.ids(&["quillfeather"]).len(), 2);
    let emptied = house.run(&["index", "--allow-empty"]);
    assert!(
        emptied.err.contains("0 releases from 0 files (3 gone)"),
        "{}",
        emptied.err
    );
}

#[test]
fn the_exit_status_says_found_nothing_found_or_error() {
    let house = House::new();
    house.run(&["index"]);
    assert_eq!(house.run(&["search", "tannery"]).status, 0);
    let nothing = house.run(&["search", "xylophone"]);
    assert_eq!((nothing.status, nothing.out.as_str()), (1, ""));
    assert_eq!(house.run(&["search", "--no-such-option"]).status, 2);
}

#[test]
fn a_closed_pipe_is_no_error() {
    let house = House::new();
    house.run(&["index"]);
    let mut child = house
        .command(&["search", "--limit", "all", "--format", "jsonl"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("dragnet runs");
    drop(child.stdout.take());
    let ended = Ran::from(child.wait_with_output().expect("an end"));
    assert_eq!((ended.status, ended.err.as_str()), (0, ""));
}

#[test]
fn each_format_says_the_same() {
    let house = House::new();
    house.run(&["index"]);
    let json: serde_json::Value = serde_json::from_str(
        &house
            .run(&["search", "quillfeather", "--format", "json"])
            .out,
    )
    .expect("JSON");
    assert_eq!(json["version"], 1);
    assert_eq!(json["total"], 2);
    let hits = json["hits"].as_array().expect("hits");
    let lines = house
        .run(&["search", "quillfeather", "--format", "jsonl"])
        .out;
    let lines: Vec<serde_json::Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(*hits, lines);
    for hit in hits {
        let mut columns: Vec<&str> = hit
            .as_object()
            .expect("a hit")
            .keys()
            .map(String::as_str)
            .collect();
        assert_eq!(columns, dragnet::print::COLUMNS);
        columns.sort_unstable();
        assert!(
            hit["snippet"]
                .as_str()
                .is_some_and(|snippet| snippet.contains("<b>")),
            "{hit}"
        );
    }
    let csv = house
        .run(&[
            "search", "pension", "--format", "csv", "--fields", "id,title",
        ])
        .out;
    assert_eq!(csv.lines().count(), 3);
    assert!(csv.starts_with("id,title\r\n"), "{csv}");
}

#[test]
fn a_release_is_shown_with_its_fields_and_its_text() {
    let house = House::new();
    house.run(&["index"]);
    let shown = house.run(&["show", "2019/plea.txt"]).out;
    assert!(
        shown.starts_with("Treasurer of Brackwater Pension Fund Pleads Guilty to Wire Fraud\n"),
        "{shown}"
    );
    assert!(shown.contains("id           2019/plea.txt\n"), "{shown}");
    assert!(shown.contains("stealing from the pension fund."), "{shown}");
    assert_eq!(
        shown.matches("Treasurer of Brackwater").count(),
        1,
        "the title stands once: {shown}"
    );
}

#[test]
fn bad_files_are_named_with_a_reason_and_good_ones_are_found() {
    let house = House::new();
    house.write("corpus/scan.pdf", b"%PDF-1.7\n\x00\x01");
    house.write("corpus/empty.txt", b"");
    house.write("corpus/broken.json", b"{\"title\": \"Half a rec");
    let run = house.run(&["index", "--verbose"]);
    assert_eq!(run.status, 0);
    for reason in [
        "skipped scan.pdf: neither HTML, text nor JSON: a PDF",
        "skipped empty.txt: no text in it",
        "skipped broken.json: not valid JSON",
    ] {
        assert!(run.err.contains(reason), "{reason:?} is not in {}", run.err);
    }
    assert!(
        run.err.contains("3 releases from 6 files, 3 skipped"),
        "{}",
        run.err
    );
    assert_eq!(house.run(&["index", "--full", "--strict"]).status, 2);
}

#[cfg(unix)]
#[test]
fn a_file_that_has_become_unreadable_keeps_what_was_indexed_from_it() {
    let house = House::new();
    house.run(&["index"]);
    // A folder that is a link to itself cannot be read by anyone, the superuser included.
    let plea = house.path().join("corpus/2019/plea.txt");
    fs::remove_file(&plea).expect("the file");
    std::os::unix::fs::symlink(&plea, &plea).expect("a link");
    let again = house.run(&["index", "--verbose"]);
    assert!(again.err.contains("kept 2019/plea.txt:"), "{}", again.err);
    assert_eq!(house.ids(&["quillfeather"]).len(), 2);
}

#[test]
fn help_and_completions_and_manual_are_there() {
    let house = House::new();
    assert!(house.run(&["--help"]).out.contains("Examples:"));
    assert!(
        house
            .run(&["search", "--help"])
            .out
            .contains("--prosecutor")
    );
    assert!(
        house
            .run(&["completions", "bash"])
            .out
            .contains("_dragnet()")
    );
    assert!(house.run(&["man"]).out.contains(".TH dragnet"));
    assert!(house.run(&["--version"]).out.starts_with("dragnet "));
}

#[test]
fn a_broken_corpus_is_read_as_its_readme_says() {
    let house = House::new();
    let broken = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/broken");
    let run = house.run(&["index", broken, "--index", "broken-index", "--verbose"]);
    assert_eq!(run.status, 0, "{}", run.err);
    for reason in [
        "bad.json: not valid JSON",
        "bot-wall.html: no release: a bot wall",
        "bot-wall.txt: no release: a bot wall",
        "cut-short.html.gz: cannot be read",
        "empty.html: no text in it",
        "listing.html: no release: a list of releases",
        "no-release-fields.json: a JSON record without a title or text",
        "not-found.html: no release: an error page",
        "one-bad-line.jsonl#1: not valid JSON",
        "picture.html: neither HTML, text nor JSON: a picture",
        "print.txt: neither HTML, text nor JSON: a PDF",
        "zeros.txt: neither HTML, text nor JSON: binary data",
    ] {
        assert!(
            run.err.contains(&format!("skipped {reason}")),
            "{reason:?} is not in {}",
            run.err
        );
    }
    assert!(
        run.err.contains("4 releases from 14 files, 12 skipped"),
        "{}",
        run.err
    );
}

#[test]
fn the_query_language_has_a_page_of_help() {
    let house = House::new();
    let help = house.run(&["help", "query"]);
    assert_eq!(help.status, 0);
    assert!(help.out.starts_with("THE QUERY LANGUAGE\n"), "{}", help.out);
}

#[test]
fn agencies_of_ones_own_are_found_and_bad_rows_named() {
    let house = House::new();
    house.write(
        "own.tsv",
        "path\tname\tshort\tabbreviations\n/pufb\tPuffin Conservation Board\tPCB\tPUFB\n",
    );
    house.write("corpus/puffin.txt", "Egg Thief Fined\n\nThe Puffin Conservation Board announced today that a thief was fined.\n");
    let with = |line: &[&str]| house.run(&[&["--knowledge", "own.tsv"], line].concat());
    assert_eq!(with(&["index"]).status, 0);
    assert!(
        with(&["search", "--agency", "PUFB"])
            .out
            .contains("Egg Thief Fined")
    );
    house.run(&["search", "egg"]).is_error(
        "was built with other knowledge",
        "run `dragnet index` to rebuild it",
    );
    house.write("own.tsv", "path\tname\npuffin\tPuffin Conservation Board\n");
    with(&["index"]).is_error("own.tsv, line 2:", "README");
    house
        .run(&["--knowledge", "missing.tsv", "index"])
        .is_error("cannot read missing.tsv", "a table of agencies of your own");
}
