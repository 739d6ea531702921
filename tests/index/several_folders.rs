//! A corpus of several folders, a corpus that was moved, and the names of what a run changes.

use std::fs;

use serde_json::{Value, json};

use crate::support::test_repo::{PLEA, SENTENCE, SPILL, TestRepo};

/// Two folders with releases.
fn two_folders() -> TestRepo {
    let repo = TestRepo::empty();
    repo.write("doj/plea.txt", PLEA);
    repo.write("state/spill.txt", SPILL);
    repo.run(&["index", "doj", "state"]).is_done();
    repo
}

fn sorted(mut ids: Vec<String>) -> Vec<String> {
    ids.sort();
    ids
}

#[test]
fn several_folders_are_one_corpus_with_ids_that_tell_them_apart() {
    let repo = two_folders();
    assert_eq!(sorted(repo.ids(&[])), ["doj/plea.txt", "state/spill.txt"]);
    assert!(
        repo.run(&["show", "state/spill.txt"])
            .out
            .starts_with("Tannery Fined")
    );
    // The same folders in another order, written otherwise, are the same corpus; without any it is that of the index.
    repo.write("state/2.txt", SENTENCE);
    assert_eq!(repo.report(&["./state", "doj"])["added"], 1);
    repo.write("doj/3.txt", SENTENCE);
    assert_eq!(repo.report(&[])["names"]["added"], json!(["doj/3.txt"]));
    repo.run(&["check"]).is_done();
    fs::remove_file(repo.path().join("doj/3.txt")).expect("the file");
    assert!(
        repo.run(&["check"])
            .out
            .contains("files of its corpus: 1 gone")
    );
}

#[test]
fn two_folders_of_one_name_have_different_ids() {
    let repo = TestRepo::empty();
    repo.write("2019/releases/plea.txt", PLEA);
    repo.write("2020/releases/plea.txt", SENTENCE);
    repo.run(&["index", "2019/releases", "2020/releases"])
        .is_done();
    assert_eq!(
        sorted(repo.ids(&["quillfeather"])),
        ["2019-releases/plea.txt", "2020-releases/plea.txt"]
    );
}

#[test]
fn another_set_of_folders_is_an_error_that_says_what_to_type() {
    let repo = two_folders();
    repo.write("sec/a.txt", SPILL);
    for line in [&["index", "doj"][..], &["index", "doj", "state", "sec"]] {
        repo.run(line).is_error("belongs to corpus `", "--full");
    }
    repo.run(&["index", "doj", "state", "sec", "--full"])
        .is_done();
    assert_eq!(repo.ids(&["tannery"]).len(), 2);
    repo.write("doj/in/b.txt", SPILL);
    repo.run(&["index", "doj", "doj/in", "--index", "other"])
        .is_error("it is inside", "hint:");
}

#[test]
fn one_of_several_folders_that_is_empty_does_not_empty_the_index() {
    let repo = two_folders();
    fs::remove_file(repo.path().join("state/spill.txt")).expect("the file");
    repo.run(&["index"])
        .is_error("is empty, but the index holds 1 releases", "--allow-empty");
    assert_eq!(repo.ids(&["tannery"]), ["state/spill.txt"]);
}

#[test]
fn the_index_of_a_moved_corpus_goes_on() {
    let repo = TestRepo::new();
    repo.run(&["index", "--index", "ix"]).is_done();
    fs::rename(repo.path().join("corpus"), repo.path().join("moved")).expect("a new place");
    repo.run(&["index", "moved", "--index", "ix"]).is_error(
        "belongs to corpus",
        "`dragnet index moved --moved --index ix`",
    );
    let checked = repo.run(&["check", "--index", "ix"]);
    assert!(
        checked.err.contains("--moved --index ix"),
        "{}",
        checked.err
    );
    repo.write("other/a.txt", SPILL);
    repo.run(&["index", "other", "--index", "ix", "--moved"])
        .is_error(
            "not one of the 3 files of index `ix` is there",
            "--full --index ix",
        );
    let report = repo.report(&["moved", "--index", "ix", "--moved"]);
    assert_eq!(
        (&report["mode"], &report["unchanged"], &report["added"]),
        (&json!("update"), &json!(3), &json!(0))
    );
    repo.run(&["check", "--index", "ix"]).is_done();
    assert_eq!(repo.report(&["moved", "--index", "ix"])["unchanged"], 3);
}

#[test]
fn several_moved_folders_keep_their_ids() {
    let repo = two_folders();
    for name in ["doj", "state"] {
        let new = repo.path().join("disk");
        fs::create_dir_all(&new).expect("a folder");
        fs::rename(repo.path().join(name), new.join(name)).expect("a new place");
    }
    let report = repo.report(&["disk/state", "disk/doj", "--moved"]);
    assert_eq!(
        (&report["unchanged"], &report["added"]),
        (&json!(2), &json!(0))
    );
    assert_eq!(sorted(repo.ids(&[])), ["doj/plea.txt", "state/spill.txt"]);
}

#[test]
fn one_of_several_moved_folders_may_have_a_new_name() {
    let repo = two_folders();
    fs::rename(repo.path().join("state"), repo.path().join("states")).expect("a new name");
    repo.run(&["index", "doj", "states"])
        .is_error("belongs to corpus", "`dragnet index doj states --moved`");
    repo.run(&["index", "states", "--moved"])
        .is_error("belongs to corpus", "the index has 2 folders: name each");
    let report = repo.report(&["doj", "states", "--moved"]);
    assert_eq!(report["unchanged"], 2);
    assert_eq!(sorted(repo.ids(&[])), ["doj/plea.txt", "state/spill.txt"]);
}

#[test]
fn an_index_is_no_corpus_and_its_files_are_no_releases() {
    let repo = TestRepo::new();
    repo.run(&["index", "--index", "corpus/ix"]).is_done();
    repo.run(&["index", "corpus/ix", "--index", "other", "--full"])
        .is_error(
            "it is an index, not a folder of releases",
            "dragnet search WORDS --index corpus/ix",
        );
    assert_eq!(repo.report(&["corpus", "--index", "other"])["files"], 3);
}

#[test]
fn a_hint_names_a_command_that_works_from_here() {
    let repo = TestRepo::new();
    repo.run(&["index", "corpus", "--index", "my index"])
        .is_done();
    repo.write("corpus/new.txt", SENTENCE);
    let checked = repo.run(&["check", "--index", "my index"]);
    assert!(
        checked
            .err
            .contains("run `dragnet index --index 'my index'`"),
        "{}",
        checked.err
    );
    repo.run(&["index", "--index", "my index"]).is_done();
    assert_eq!(repo.run(&["check", "--index", "my index"]).status, 0);
}

/// One record of a file that holds many.
fn record(name: &str) -> String {
    json!({"title": format!("{name} Sentenced"), "body": format!("{name} of Oldport was sentenced today for wire fraud.")})
        .to_string()
}

/// A corpus in which every kind of change has happened since it was indexed.
fn changed() -> TestRepo {
    let repo = TestRepo::new();
    repo.write(
        "corpus/list.jsonl",
        [record("Ada"), record("Bea"), record("Cal")].join("\n"),
    );
    repo.write("corpus/once.json", "{\"title\": \"Half a rec");
    repo.write("corpus/breaks.txt", PLEA);
    repo.run(&["index"]).is_done();
    repo.write(
        "corpus/list.jsonl",
        [
            record("Ada"),
            record("Beatrice"),
            record("Cal"),
            record("Dov"),
            "{}".to_owned(),
        ]
        .join("\n"),
    );
    repo.write(
        "corpus/more.jsonl",
        [record("Eva"), "no JSON".to_owned()].join("\n"),
    );
    repo.write("corpus/new.txt", SENTENCE);
    repo.write(
        "corpus/2020/sentence.txt",
        SENTENCE.replace("40 months", "fifty months"),
    );
    repo.write("corpus/2019/plea.txt", PLEA);
    repo.write("corpus/breaks.txt", b"\x00\x01\x02");
    repo.write("corpus/empty.txt", "");
    fs::remove_file(repo.path().join("corpus/spill.txt")).expect("the file");
    repo
}

/// A report without what differs between a dry run and the run.
fn told(mut report: Value) -> Value {
    for member in ["dry_run", "seconds"] {
        report.as_object_mut().expect("an object").remove(member);
    }
    report
}

#[test]
fn a_dry_run_counts_what_the_run_then_does() {
    let repo = changed();
    let dry = repo.report(&["--dry-run"]);
    assert_eq!(dry["dry_run"], true);
    assert_eq!(told(dry), told(repo.report(&[])));
    // Of a first build, too.
    let dry = repo.report(&["--dry-run", "--index", "fresh"]);
    assert_eq!(
        told(dry),
        told(repo.report(&["corpus", "--index", "fresh"]))
    );
    // Only what a rebuild has lost is not known before it.
    let full = ["--full", "--accept-losses"];
    let (dry, mut run) = (
        repo.report(&[&full[..], &["--dry-run"]].concat()),
        repo.report(&full),
    );
    assert_eq!(run["lost"][0]["id"], "breaks.txt");
    run["lost"] = json!([]);
    assert_eq!(told(dry), told(run));
}

#[test]
fn a_run_names_what_was_added_changed_and_removed() {
    let repo = changed();
    let names = repo.report(&["--dry-run"])["names"].clone();
    assert_eq!(
        names,
        json!({
            "added": ["empty.txt", "more.jsonl", "new.txt"],
            "changed": ["2020/sentence.txt", "list.jsonl"],
            "removed": ["spill.txt"],
            "records": {"added": ["list.jsonl#3"], "changed": ["list.jsonl#1"], "removed": []},
            "left_out": 0,
        })
    );
    let ran = repo.run(&["index", "--verbose"]);
    for line in [
        "new new.txt\n",
        "changed list.jsonl\n",
        "changed list.jsonl#1\n",
        "deleted spill.txt\n",
    ] {
        assert!(ran.err.contains(line), "{line:?} is not in {}", ran.err);
    }
    let again = repo.report(&[])["names"].clone();
    assert_eq!(
        (&again["added"], &again["removed"]),
        (&json!([]), &json!([]))
    );
}
