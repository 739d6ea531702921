//! The commands from end to end: what a person types, and what dragnet answers.

use std::fs;
use std::process::Stdio;

use crate::support::test_repo::{Ran, SENTENCE, SPILL, TestRepo};

#[test]
fn the_first_search_builds_the_index_and_says_so() {
    let repo = TestRepo::new();
    let first = repo.run(&["search", "pension"]);
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
    let second = repo.run(&["search", "pension"]);
    assert_eq!(second.err, "");
    assert_eq!(second.out, first.out);
}

#[test]
fn an_empty_variable_counts_as_none() {
    let repo = TestRepo::new();
    for line in [&["index"][..], &["search", "pension"]] {
        let mut command = repo.command(line);
        command
            .env("DRAGNET_INDEX", "")
            .env("DRAGNET_KNOWLEDGE", "");
        Ran::from(command.output().expect("dragnet runs")).is_done();
    }
    assert!(repo.path().join("index/CURRENT").exists());
    repo.run(&["search", "pension", "--index", ""])
        .is_error("--index", "");
}

#[test]
fn a_second_run_indexes_only_changes() {
    let repo = TestRepo::new();
    assert!(
        repo.run(&["index"])
            .err
            .contains("3 releases from 3 files, 0 skipped")
    );
    assert!(
        repo.run(&["index"])
            .err
            .contains("3 releases from 3 files (nothing new)")
    );
    assert_eq!(repo.ids(&["quillfeather"]).len(), 2);

    repo.write("corpus/2021/new.txt", "Brackwater Cashier Charged\n\nA cashier of the Brackwater Pension Fund was charged today.\n");
    repo.write(
        "corpus/2020/sentence.txt",
        SENTENCE.replace("40 months", "fifty months"),
    );
    fs::remove_file(repo.path().join("corpus/spill.txt")).expect("the file");
    let third = repo.run(&["index"]);
    assert!(
        third
            .err
            .contains("3 releases from 3 files (1 new, 1 changed, 1 deleted)"),
        "{}",
        third.err
    );
    assert_eq!(repo.ids(&["tannery"]), Vec::<String>::new());
    assert_eq!(repo.ids(&["fifty"]), ["2020/sentence.txt"]);
    assert_eq!(repo.ids(&["cashier"]), ["2021/new.txt"]);
}

#[test]
fn a_touched_file_counts_as_unchanged() {
    let repo = TestRepo::new();
    repo.run(&["index"]);
    repo.write("corpus/spill.txt", SPILL);
    assert_eq!(repo.report(&[])["unchanged"], 3);
}

#[test]
fn a_dry_run_says_what_would_change_and_changes_nothing() {
    let repo = TestRepo::new();
    repo.run(&["index"]);
    repo.write(
        "corpus/new.txt",
        "A New Release\n\nSomebody was charged with arson today, the office announced.\n",
    );
    let dry = repo.run(&["index", "--dry-run"]);
    assert!(dry.err.contains("1 new"), "{}", dry.err);
    assert_eq!(repo.ids(&["arson"]), Vec::<String>::new());
}

#[test]
fn a_full_rebuild_leaves_one_generation() {
    let repo = TestRepo::new();
    repo.run(&["index"]);
    repo.run(&["index", "--full"]);
    let generations = fs::read_dir(repo.path().join("index"))
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
    assert_eq!(repo.ids(&["quillfeather"]).len(), 2);
}

#[test]
fn every_error_has_a_message_a_hint_and_status_two() {
    let repo = TestRepo::new();
    repo.run(&["index", "nowhere"]).is_error(
        "cannot read corpus `nowhere`: no such directory",
        "hint: name the folder",
    );
    repo.run(&["index", "corpus/spill.txt"])
        .is_error("not a directory", "hint:");
    fs::create_dir(repo.path().join("empty")).expect("a folder");
    repo.run(&["index", "empty"]).is_error(
        "cannot read corpus `empty`: there is no file in it",
        "hint:",
    );
    repo.run(&["search", "fraud", "--index", "elsewhere"])
        .is_error(
            "cannot open index `elsewhere`: no such directory",
            "hint: run `dragnet index CORPUS --index elsewhere`",
        );
    repo.run(&["search", "fraud", "--index", "corpus"])
        .is_error("`corpus`", "hint: run");
    repo.run(&["search", "fraud", "--index", "corpus/spill.txt"])
        .is_error("not a directory", "hint: run");
    repo.run(&["index", "--index", "corpus"])
        .is_error("`corpus`", "name a new or an empty folder");
    repo.run(&["search", "fraud", "--agncy", "FBI"])
        .is_error("--agncy", "--agency");
    repo.run(&["index"]);
    repo.run(&["search", "fraud", "--agency", "FBX"]).is_error(
        "FBX",
        "hint: did you mean Federal Bureau of Investigation (FBI)?",
    );
    repo.run(&["show", "2019/ple"]).is_error(
        "no release has the id `2019/ple`",
        "hint: did you mean `2019/plea.txt`?",
    );
    repo.run(&["show", "plea.txt"])
        .is_error("`plea.txt`", "`2019/plea.txt`");
    repo.run(&["index", "2019"])
        .is_error("cannot read corpus `2019`", "hint:");
    repo.run(&["index", "corpus/2019"])
        .is_error("belongs to corpus", "--index DIR");
    repo.run(&["search", "fraud", "--fields", "id"])
        .is_error("--fields", "--format csv");
    repo.run(&["search", "fraud", "--fields", "colour", "--format", "csv"])
        .is_error("`colour`", "the columns are id");
}

#[test]
fn a_record_of_a_list_is_shown_by_its_number_and_no_other() {
    let repo = TestRepo::new();
    let record = |name: &str| {
        let told = "was sentenced today to a year in prison for wire fraud, the prosecutors said.";
        format!(r#"{{"title": "{name} Is Sentenced", "body": "{name} of Oldport {told}"}}"#)
    };
    let records: Vec<String> = (0..12).map(|at| record(&format!("Wendell {at}"))).collect();
    repo.write("corpus/list.jsonl", records.join("\n"));
    repo.run(&["index"]);
    for at in [0, 1, 11] {
        let shown = repo.run(&["show", &format!("list.jsonl#{at}")]);
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
        repo.run(&["show", typed])
            .is_error(&format!("no release has the id `{typed}`"), nearest);
    }
}

#[test]
fn an_empty_corpus_does_not_empty_the_index() {
    let repo = TestRepo::new();
    repo.run(&["index"]);
    fs::remove_dir_all(repo.path().join("corpus")).expect("the corpus");
    repo.run(&["index"]).is_error("no such directory", "hint:");
    fs::create_dir(repo.path().join("corpus")).expect("the corpus");
    repo.run(&["index"])
        .is_error("is empty, but the index holds 3 releases", "--allow-empty");
    assert_eq!(repo.ids(&["quillfeather"]).len(), 2);
    let emptied = repo.run(&["index", "--allow-empty"]);
    assert!(
        emptied.err.contains("0 releases from 0 files (3 deleted)"),
        "{}",
        emptied.err
    );
}

#[test]
fn the_exit_status_is_0_for_hits_1_for_none_2_for_an_error() {
    let repo = TestRepo::new();
    repo.run(&["index"]);
    assert_eq!(repo.run(&["search", "tannery"]).status, 0);
    let nothing = repo.run(&["search", "xylophone"]);
    assert_eq!((nothing.status, nothing.out.as_str()), (1, ""));
    assert_eq!(repo.run(&["search", "--no-such-option"]).status, 2);
}

#[test]
fn a_closed_pipe_is_no_error() {
    let repo = TestRepo::new();
    repo.run(&["index"]);
    let mut child = repo
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
fn all_formats_hold_the_same_values() {
    let repo = TestRepo::new();
    repo.run(&["index"]);
    let json: serde_json::Value = serde_json::from_str(
        &repo
            .run(&["search", "quillfeather", "--format", "json"])
            .out,
    )
    .expect("JSON");
    assert_eq!(json["version"], 2);
    assert_eq!(json["total"], 2);
    let hits = json["hits"].as_array().expect("hits");
    let lines = repo
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
        let all = dragnet::print::Column::all().into_iter();
        let all: Vec<String> = all.map(dragnet::print::Column::name).collect();
        assert_eq!(columns, all);
        columns.sort_unstable();
        assert!(
            hit["snippet"]
                .as_str()
                .is_some_and(|snippet| snippet.contains("<b>")),
            "{hit}"
        );
    }
    let csv = repo
        .run(&[
            "search", "pension", "--format", "csv", "--fields", "id,title",
        ])
        .out;
    assert_eq!(csv.lines().count(), 3);
    assert!(csv.starts_with("id,title\r\n"), "{csv}");
}

#[test]
fn a_release_is_shown_with_its_fields_and_its_text() {
    let repo = TestRepo::new();
    repo.run(&["index"]);
    let shown = repo.run(&["show", "2019/plea.txt"]).out;
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
    let repo = TestRepo::new();
    repo.write("corpus/scan.pdf", b"%PDF-1.7\n\x00\x01");
    repo.write("corpus/empty.txt", b"");
    repo.write("corpus/broken.json", b"{\"title\": \"Half a rec");
    let run = repo.run(&["index", "--verbose"]);
    assert_eq!(run.status, 0);
    for reason in [
        "skipped scan.pdf: not read: a PDF",
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
    assert_eq!(repo.run(&["index", "--full", "--strict"]).status, 2);
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_keeps_its_indexed_releases() {
    let repo = TestRepo::new();
    repo.run(&["index"]);
    // Nobody can read a link to itself, not even the superuser.
    let plea = repo.path().join("corpus/2019/plea.txt");
    fs::remove_file(&plea).expect("the file");
    std::os::unix::fs::symlink(&plea, &plea).expect("a link");
    let again = repo.run(&["index", "--verbose"]);
    assert!(again.err.contains("kept 2019/plea.txt:"), "{}", again.err);
    assert_eq!(repo.ids(&["quillfeather"]).len(), 2);
}

#[test]
fn help_completions_and_manual_pages_are_printed() {
    let repo = TestRepo::new();
    assert!(repo.run(&["--help"]).out.contains("Examples:"));
    assert!(repo.run(&["search", "--help"]).out.contains("--prosecutor"));
    assert!(
        repo.run(&["completions", "bash"])
            .out
            .contains("_dragnet()")
    );
    assert!(repo.run(&["man"]).out.contains(".TH dragnet"));
    assert!(repo.run(&["--version"]).out.starts_with("dragnet "));
}

#[test]
fn each_file_of_the_broken_corpus_is_skipped_with_its_reason() {
    let repo = TestRepo::new();
    let broken = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/broken");
    let run = repo.run(&["index", broken, "--index", "broken-index", "--verbose"]);
    assert_eq!(run.status, 0, "{}", run.err);
    for reason in [
        "bad.json: not valid JSON",
        "bot-wall.html: no release: a bot wall",
        "bot-wall.txt: no release: a bot wall",
        "cut-short.html.gz: cannot be read",
        "empty.html: no text in it",
        "listing.html: no release: a list of releases",
        "no-release-fields.json: a record without a title or text",
        "not-found.html: no release: an error page",
        "one-bad-line.jsonl#1: not valid JSON",
        "picture.html: not read: a picture",
        "print.txt: not read: a PDF",
        "zeros.txt: not read: binary data",
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
fn help_query_describes_the_query_language() {
    let repo = TestRepo::new();
    let help = repo.run(&["help", "query"]);
    assert_eq!(help.status, 0);
    assert!(help.out.starts_with("THE QUERY LANGUAGE\n"), "{}", help.out);
}

#[test]
fn own_agencies_are_found_and_bad_rows_are_errors() {
    let repo = TestRepo::new();
    repo.write(
        "own.tsv",
        "path\tname\tshort\tabbreviations\n/pufb\tPuffin Conservation Board\tPCB\tPUFB\n",
    );
    repo.write("corpus/puffin.txt", "Egg Thief Fined\n\nThe Puffin Conservation Board announced today that a thief was fined.\n");
    let with = |line: &[&str]| repo.run(&[&["--knowledge", "own.tsv"], line].concat());
    assert_eq!(with(&["index"]).status, 0);
    assert!(
        with(&["search", "--agency", "PUFB"])
            .out
            .contains("Egg Thief Fined")
    );
    repo.run(&["search", "egg"])
        .is_error("other knowledge", "run `dragnet index`");
    repo.write("own.tsv", "path\tname\npuffin\tPuffin Conservation Board\n");
    with(&["index"]).is_error("own.tsv, line 2:", "docs/agencies.md says what a row");
    repo.run(&["--knowledge", "missing.tsv", "index"])
        .is_error("missing.tsv", "--knowledge");
}
