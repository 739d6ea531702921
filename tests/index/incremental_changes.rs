//! What does an update do with files that were touched, edited, broken or skipped, and after an interrupted build?

use std::fs::{self, File};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};

use dragnet::error::{Done, Error};
use dragnet::index::{Mode, Options, Progress, RecordChanges, build};
use dragnet::knowledge::Knowledge;
use tempfile::TempDir;

use crate::support::index_files::contents;
use crate::support::made_up::text;
use crate::support::random::Random;
use crate::support::test_repo::{PLEA, SENTENCE, SPILL, TestRepo};
use crate::support::{index, open, quick_folder};

/// A folder with an empty corpus in it.
fn folder() -> (TempDir, Options) {
    let folder = quick_folder();
    fs::create_dir(folder.path().join("corpus")).expect("a folder");
    let options = Options::of(&folder.path().join("corpus"), &folder.path().join("index"));
    (folder, options)
}

fn write(options: &Options, file: &str, content: impl AsRef<[u8]>) {
    fs::write(options.corpora[0].join(file), content).expect("a file");
}

fn records(count: usize) -> Vec<String> {
    (0..count)
        .map(|number| {
            format!(
                r#"{{"title": "Case {number}", "body": "A person was charged in case {number}."}}"#
            )
        })
        .collect()
}

fn set_time(path: &Path, seconds: u64) {
    let time = std::time::UNIX_EPOCH + std::time::Duration::from_secs(seconds);
    let file = File::options().append(true).open(path).expect("a file");
    file.set_modified(time).expect("a time");
}

/// Counts the bytes that a run reads.
#[derive(Default)]
struct BytesRead(AtomicU64);

impl Progress for BytesRead {
    fn read(&self, bytes: u64) {
        self.0.fetch_add(bytes, Ordering::Relaxed);
    }
}

#[test]
fn a_touched_file_is_read_once() {
    let (_folder, options) = folder();
    write(&options, "spill.txt", SPILL);
    write(&options, "many.jsonl", records(3).join("\n"));
    index(&options).expect("a build");
    for (night, name) in ["spill.txt", "many.jsonl", "spill.txt", "many.jsonl"]
        .iter()
        .enumerate()
    {
        let path = options.corpora[0].join(name);
        set_time(&path, 1_700_000_000 + night as u64);
        for is_first in [true, false] {
            let read = BytesRead::default();
            let never = AtomicBool::new(false);
            let report = build(&options, Knowledge::builtin(), &read, &never).expect("a night");
            assert_eq!((report.changes.changed, report.changes.unchanged), (0, 2));
            assert_eq!(read.0.into_inner() > 0, is_first);
        }
    }
    assert_eq!(open(&options.index).releases().expect("a count"), 4);
}

#[cfg(unix)]
#[test]
fn a_file_put_in_the_place_of_one_of_the_same_size_and_time_is_noticed() {
    let repo = TestRepo::new();
    let path = |name: &str| repo.path().join(name);
    let other = SPILL.replace("Tannery", "Factory");
    let set = |name: &str| set_time(&path(name), 1_700_000_000);
    set("corpus/spill.txt");
    assert_eq!(repo.run(&["index"]).status, 0);
    // Moved over it, as rsync and git do.
    repo.write("spare.txt", &other);
    set("spare.txt");
    fs::rename(path("spare.txt"), path("corpus/spill.txt")).expect("a file");
    let checked = repo.run(&["check"]);
    assert!(checked.out.contains("1 written to since"), "{checked:?}");
    repo.run(&["index"]);
    assert_eq!(repo.ids(&["factory", "--strict"]), ["spill.txt"]);
    // Written over it, with its time.
    repo.write("corpus/spill.txt", SPILL);
    set("corpus/spill.txt");
    repo.run(&["index"]);
    assert_eq!(repo.ids(&["factory", "--strict"]), [""; 0]);
    assert_eq!(repo.run(&["check"]).status, 0);
    // Only the time of its name changes: it is as the index has it.
    fs::rename(path("corpus/spill.txt"), path("corpus/a.txt")).expect("a file");
    fs::rename(path("corpus/a.txt"), path("corpus/spill.txt")).expect("a file");
    let checked = repo.run(&["check"]);
    assert_eq!(checked.status, 0, "{checked:?}");
}

#[test]
fn a_search_before_the_first_build_has_ended_says_so() {
    let repo = TestRepo::new();
    fs::create_dir_all(repo.path().join("ix/generation-1")).expect("a folder");
    let searched = repo.run(&["search", "fraud", "--index", "ix"]);
    assert!(searched.err.contains("is not built yet"), "{searched:?}");
    assert!(
        searched.err.contains("it goes on where it was"),
        "{searched:?}"
    );
    let built = repo.run(&["index", "corpus", "--index", "ix"]);
    assert_eq!(built.status, 0, "{built:?}");
    let found = repo.run(&["search", "fraud", "--index", "ix"]);
    assert_eq!(found.status, 0, "{found:?}");
}

#[test]
fn hidden_files_and_leftovers_are_named_with_verbose() {
    let repo = TestRepo::new();
    for name in [
        ".hidden.txt",
        ".git/a.txt",
        "README.md",
        "a.txt~",
        "Thumbs.db",
    ] {
        repo.write(&format!("corpus/2019/{name}"), SPILL);
    }
    let ran = repo.run(&["index", "--verbose", "--strict"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    for told in [
        "left out 2019/.git: hidden",
        "left out 2019/.hidden.txt: hidden",
        "left out 2019/README.md: a README",
        "left out 2019/a.txt~: a leftover of a program",
        "left out 2019/Thumbs.db: a leftover of a program",
    ] {
        assert!(
            ran.err.lines().any(|line| line == told),
            "{told}: {}",
            ran.err
        );
    }
    assert!(
        ran.err.contains("3 releases from 3 files, 0 skipped"),
        "{}",
        ran.err
    );
}

#[test]
fn only_edited_records_of_a_file_are_indexed_again() {
    let (_folder, options) = folder();
    let mut lines = records(50);
    write(&options, "many.jsonl", lines.join("\n"));
    index(&options).expect("a build");
    lines[17] = r#"{"title": "Case 17", "body": "The charge was dropped."}"#.to_owned();
    lines.push(r#"{"title": "Case 50", "body": "One more was charged."}"#.to_owned());
    write(&options, "many.jsonl", lines.join("\n"));
    let report = index(&options).expect("a night");
    assert_eq!(report.changes.changed, 1);
    let expected = RecordChanges {
        added: 1,
        changed: 1,
        removed: 0,
        unchanged: 49,
    };
    assert_eq!(report.records, expected);
    lines.truncate(40);
    lines[3] = "{broken".to_owned();
    write(&options, "many.jsonl", lines.join("\n"));
    let report = index(&options).expect("a night");
    let expected = RecordChanges {
        added: 0,
        changed: 0,
        removed: 12,
        unchanged: 39,
    };
    assert_eq!(report.records, expected);
    assert_eq!(report.releases, 39);
    assert_eq!(report.skipped[0].id, "many.jsonl#3");
    assert!(report.skipped[0].new);
    let index = open(&options.index);
    let (_, text) = index.release("many.jsonl#17").expect("the release");
    assert_eq!(text, "The charge was dropped.");
    assert!(index.release("many.jsonl#3").is_err());
}

#[test]
fn a_broken_file_keeps_its_indexed_releases_until_it_is_repaired() {
    let (_folder, options) = folder();
    let array = format!("[{}]", records(3).join(","));
    let packed = zstd::encode_all(records(200).join("\n").as_bytes(), 3).expect("zstd");
    write(&options, "array.json", &array);
    write(&options, "packed.jsonl.zst", &packed);
    write(&options, "plea.txt", PLEA);
    index(&options).expect("a build");
    let before = contents(&open(&options.index));
    write(&options, "array.json", &array[..array.len() - 9]);
    write(&options, "packed.jsonl.zst", &packed[..packed.len() / 2]);
    write(&options, "plea.txt", "%PDF-1.7");
    for _ in 0..2 {
        let report = index(&options).expect("a night");
        let kept: Vec<&str> = report.kept.iter().map(|kept| kept.id.as_str()).collect();
        assert_eq!(kept, ["array.json", "packed.jsonl.zst", "plea.txt"]);
        assert_eq!(report.changes.changed, 0);
        assert_eq!(report.skipped, []);
        assert_eq!(contents(&open(&options.index)), before);
    }
    write(
        &options,
        "array.json",
        format!("[{}]", records(2).join(",")),
    );
    write(&options, "packed.jsonl.zst", &packed);
    write(&options, "plea.txt", SENTENCE);
    let report = index(&options).expect("a night");
    assert_eq!(report.kept, []);
    assert_eq!((report.changes.changed, report.changes.unchanged), (2, 1));
    assert_eq!(report.releases, 203);
}

#[test]
fn a_new_truncated_file_gives_no_release_and_is_tried_again() {
    let (_folder, options) = folder();
    let packed = zstd::encode_all(records(20_000).join("\n").as_bytes(), 3).expect("zstd");
    write(&options, "plea.txt", PLEA);
    write(&options, "packed.jsonl.zst", &packed[..packed.len() / 2]);
    for night in 0..3 {
        let report = index(&options).expect("a night");
        assert_eq!(report.releases, 1);
        assert_eq!(report.skipped.len(), 1);
        assert_eq!(report.skipped[0].new, night == 0);
    }
    write(&options, "packed.jsonl.zst", &packed);
    let report = index(&options).expect("a night");
    assert_eq!((report.releases, report.changes.added), (20_001, 1));
    assert_eq!(report.skipped, []);
}

#[test]
fn every_run_lists_skipped_files_and_marks_new_ones() {
    let repo = TestRepo::new();
    repo.write("corpus/scan.pdf", b"%PDF-1.7\n");
    let first = repo.run(&["index"]).err;
    assert!(
        first.contains("1 skipped (--verbose lists them)"),
        "{first}"
    );
    let second = repo.run(&["index", "--verbose"]).err;
    assert!(
        second.contains("skipped scan.pdf: not read: a PDF that cannot be read: "),
        "{second}"
    );
    assert!(second.contains("(nothing new), 1 skipped, "), "{second}");
    repo.write("corpus/empty.txt", b"");
    let third = repo.run(&["index", "--format", "json"]).out;
    let report: serde_json::Value = serde_json::from_str(&third).expect("JSON");
    assert_eq!(report["added"], 1);
    assert_eq!(report["skipped"][0]["id"], "empty.txt");
    assert_eq!(report["skipped"][0]["new"], true);
    assert_eq!(report["skipped"][1]["id"], "scan.pdf");
    assert_eq!(report["skipped"][1]["new"], false);
    assert_eq!(repo.run(&["index", "--strict"]).status, 2);
    repo.run(&["show", "scan.pdf"]).is_error("`scan.pdf`", "");
    // It is no longer listed if the file is removed, or becomes a release.
    fs::remove_file(repo.path().join("corpus/scan.pdf")).expect("the file");
    repo.write("corpus/empty.txt", SPILL);
    assert!(repo.run(&["index"]).err.contains("0 skipped"));
    assert_eq!(repo.run(&["index", "--strict"]).status, 0);
}

#[test]
fn a_dry_run_makes_no_folder_and_ignores_the_lock() {
    let repo = TestRepo::new();
    let dry = repo.run(&["index", "--dry-run", "--format", "json"]);
    assert_eq!(dry.status, 0, "{}", dry.err);
    assert!(dry.out.contains("\"added\":3"), "{}", dry.out);
    assert!(!repo.path().join("index").exists());
    repo.run(&["index"]);
    let lock = File::options()
        .write(true)
        .open(repo.path().join("index/writer.lock"))
        .expect("the lock");
    lock.lock().expect("the lock");
    repo.run(&["index"]).is_error("`index`", "wait");
    set_time(&repo.path().join("corpus/spill.txt"), 1_700_000_000);
    repo.write("corpus/2020/sentence.txt", PLEA);
    let dry = repo.run(&["index", "--dry-run"]);
    assert!(dry.err.contains("(1 changed)"), "{}", dry.err);
}

/// Interrupts a build after a number of commits.
struct After {
    commits: AtomicUsize,
    stop: AtomicBool,
}

impl Progress for After {
    fn committed(&self) {
        if self.commits.fetch_sub(1, Ordering::Relaxed) == 1 {
            self.stop.store(true, Ordering::Relaxed);
        }
    }
}

#[test]
fn an_interrupted_first_build_continues_from_its_last_commit() {
    let (_folder, mut options) = folder();
    let mut random = Random::new(7);
    for number in 0..30 {
        write(&options, &format!("{number}.txt"), text(&mut random));
    }
    write(&options, "many.jsonl", records(400).join("\n"));
    options.commit_every = 6000;
    let fresh = Options::of(&options.corpora[0], &options.index.with_file_name("fresh"));
    index(&fresh).expect("a build");
    let mut interruptions = 0;
    let report = loop {
        let after = After {
            commits: AtomicUsize::new(1 + interruptions % 2),
            stop: AtomicBool::new(false),
        };
        match build(&options, Knowledge::builtin(), &after, &after.stop) {
            Ok(report) => break report,
            Err(Error::Interrupted {
                done: Done::Part, ..
            }) => interruptions += 1,
            Err(error) => panic!("{error}"),
        }
        // Between two runs the corpus may change.
        write(&options, &format!("{interruptions}.txt"), text(&mut random));
        write(&fresh, &format!("{interruptions}.txt"), text(&mut random));
    };
    assert!(interruptions >= 2, "{interruptions}");
    assert!(report.resumed);
    assert_eq!((report.mode, report.releases), (Mode::First, 430));
    index(&fresh).expect("a night");
    assert_eq!(
        contents(&open(&options.index)),
        contents(&open(&fresh.index))
    );
}

#[test]
fn an_index_of_an_older_schema_is_rebuilt_and_not_damaged() {
    let repo = TestRepo::new();
    let corpus = repo.path().join("corpus").canonicalize().expect("a corpus");
    let origin =
        serde_json::json!({"schema": 1, "knowledge": 7, "corpus": corpus, "program": "0.0.9"});
    let meta = serde_json::json!({"segments": [], "schema": [], "opstamp": 3, "payload": origin.to_string()});
    repo.write("index/CURRENT", "generation-3\n");
    repo.write("index/generation-3/meta.json", format!("{meta:#}\n"));
    repo.run(&["search", "pension"])
        .is_error("another version of dragnet", "run `dragnet index`");
    let other = repo.run(&["index", "corpus/2019"]);
    other.is_error("belongs to corpus", "--index DIR");
    let rebuilt = repo.report(&[]);
    assert_eq!(rebuilt["mode"], "other_version");
    assert_eq!(rebuilt["releases"], 3);
    assert_eq!(repo.ids(&["quillfeather"]).len(), 2);
}
