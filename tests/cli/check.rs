//! What does `dragnet check` say about a good, a stale and a damaged index, and does it find every damage?

use std::fs;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use dragnet::index::{Health, check};
use dragnet::knowledge::Knowledge;

use crate::support::index_files::{files, store};
use crate::support::test_repo::{Ran, TestRepo};

fn state(index: &Path) -> Option<Health> {
    check(index, Knowledge::builtin(), &(), &AtomicBool::new(false))
        .ok()
        .map(|checked| checked.health)
}

#[test]
fn a_good_index_is_reported_as_good() {
    let repo = TestRepo::new();
    repo.run(&["index"]);
    let ran = repo.run(&["check"]);
    assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("up to date"), "{}", ran.out);
    assert!(ran.out.contains("3 releases"), "{}", ran.out);
    assert_eq!(ran.err, "");
}

#[test]
fn an_index_behind_its_corpus_is_status_one() {
    let repo = TestRepo::new();
    repo.run(&["index"]);
    repo.write("corpus/new.txt", "New\n\nSomething was announced today.\n");
    fs::remove_file(repo.path().join("corpus/spill.txt")).expect("the file");
    let ran = repo.run(&["check"]);
    assert_eq!(ran.status, 1, "{}{}", ran.out, ran.err);
    assert!(
        ran.out.contains("files of its corpus: 1 new, 1 gone"),
        "{}",
        ran.out
    );
    assert!(ran.err.contains("hint: run `dragnet index`"), "{}", ran.err);
    repo.run(&["index"]);
    assert_eq!(repo.run(&["check"]).status, 0);
}

#[cfg(unix)]
#[test]
fn from_a_folder_that_was_removed_an_index_is_not_called_damaged() {
    let repo = TestRepo::new();
    repo.run(&["index"]).is_done();
    let line = r#"mkdir gone && cd gone && rmdir ../gone && "$0" "$@" --index ../index"#;
    for command in [&["check"][..], &["search", "chromium"]] {
        let mut shell = std::process::Command::new("sh");
        shell.args(["-c", line, env!("CARGO_BIN_EXE_dragnet")]);
        shell.args(command).current_dir(repo.path());
        let ran = Ran::from(shell.output().expect("a shell"));
        ran.is_error("the working folder was removed", "`../index`");
    }
}

#[test]
fn damage_is_reported_with_its_file_and_a_hint() {
    let repo = TestRepo::new();
    repo.run(&["index"]);
    let store = store(&repo);
    let mut bytes = fs::read(&store).expect("the store");
    bytes[10] ^= 1;
    fs::write(&store, bytes).expect("the store");
    let ran = repo.run(&["check", "--format", "json"]);
    assert_eq!(ran.status, 2, "{}{}", ran.out, ran.err);
    let found: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(found["state"], "damaged");
    let name = store.file_name().expect("a name").to_string_lossy();
    let file = found["findings"][0]["file"].as_str().expect("a file");
    assert!(file.ends_with(&*name), "{file}");
    assert!(ran.err.contains("--full"), "{}", ran.err);
    repo.run(&["index", "--full"]);
    assert_eq!(repo.run(&["check"]).status, 0);
}

#[test]
fn no_index_is_an_error_with_a_hint() {
    let repo = TestRepo::new();
    repo.run(&["check"])
        .is_error("cannot open index `index`", "hint: run `dragnet index");
}

#[test]
fn every_flipped_byte_cut_and_missing_file_is_found() {
    let repo = TestRepo::new();
    repo.run(&["index"]);
    let index = repo.path().join("index");
    assert_eq!(state(&index), Some(Health::Ok));
    for path in files(&index) {
        let good = fs::read(&path).expect("a file");
        let damaged = |what: &str| {
            let state = state(&index);
            assert!(
                matches!(state, Some(Health::Corrupt) | None),
                "{}: {what}: {state:?}",
                path.display()
            );
        };
        // Some places in the file, and its whole end with the checksums.
        let step = (good.len() / 16).max(1);
        let end = good.len().saturating_sub(40);
        for at in (0..end).step_by(step).chain(end..good.len()) {
            let mut bad = good.clone();
            bad[at] ^= 1 << (at % 8);
            fs::write(&path, &bad).expect("a file");
            damaged(&format!("byte {at} flipped"));
        }
        for length in [0, good.len() / 2, good.len() - 1] {
            fs::write(&path, &good[..length]).expect("a file");
            damaged(&format!("cut at {length}"));
        }
        fs::remove_file(&path).expect("a file");
        damaged("removed");
        fs::write(&path, &good).expect("a file");
        assert_eq!(state(&index), Some(Health::Ok));
    }
}

#[test]
fn a_search_in_a_damaged_index_never_panics() {
    let repo = TestRepo::new();
    repo.run(&["index"]);
    for path in files(&repo.path().join("index")) {
        let good = fs::read(&path).expect("a file");
        for at in [0, good.len() / 3, good.len() - 30] {
            let mut bad = good.clone();
            for byte in bad.iter_mut().skip(at).take(8) {
                *byte = !*byte;
            }
            fs::write(&path, &bad).expect("a file");
            let ran = repo.run(&["search", "fraud", "--facet", "agency"]);
            assert!(ran.status <= 2, "{}", ran.status);
            assert!(!ran.err.contains("panicked"), "{}", ran.err);
            if ran.status == 2 {
                assert!(ran.err.contains("hint:"), "{}: {}", path.display(), ran.err);
            }
        }
        fs::write(&path, &good).expect("a file");
    }
}

#[test]
fn a_file_that_no_run_could_read_leaves_nothing_to_do() {
    let repo = TestRepo::new();
    let packed = zstd::encode_all(&[b'x'; 9000][..], 3).expect("memory");
    repo.write("corpus/cut.txt.zst", &packed[..packed.len() - 4]);
    for _ in 0..2 {
        let ran = repo.run(&["index"]);
        assert!(ran.err.contains("1 skipped"), "{}", ran.err);
        let ran = repo.run(&["check"]);
        assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
    }
    repo.write("corpus/cut.txt.zst", &packed);
    assert_eq!(repo.run(&["check"]).status, 1);
}

/// Runs a command that may have so many files open.
#[cfg(unix)]
fn run_with_files(repo: &TestRepo, most: u32, line: &[&str]) -> std::process::Output {
    let mut shell = std::process::Command::new("sh");
    let script = format!("ulimit -n {most} && exec \"$0\" \"$@\"");
    shell.args(["-c", &script, env!("CARGO_BIN_EXE_dragnet")]);
    shell.args(line).current_dir(repo.path());
    shell.output().expect("a shell")
}

#[cfg(unix)]
#[test]
fn too_few_open_files_are_not_told_as_damage() {
    let repo = TestRepo::new();
    repo.run(&["index"]).is_done();
    let lines: [&[&str]; 4] = [
        &["search", "fraud"],
        &["check"],
        &["index", "--full"],
        &["index"],
    ];
    let mut told = 0;
    for line in lines {
        for most in 4..24 {
            let ran = run_with_files(&repo, most, line);
            let err = String::from_utf8_lossy(&ran.stderr);
            // With fewer the system cannot even start the program.
            if err.contains("shared libraries") {
                continue;
            }
            for wrong in ["IoError", "damage", "rebuild", "to build one", "panicked"] {
                assert!(!err.contains(wrong), "{line:?} with {most}: {err}");
            }
            let out = String::from_utf8_lossy(&ran.stdout);
            assert!(!out.contains("damaged"), "{line:?} with {most}: {out}");
            // A folder of the corpus that cannot be read is kept, and ends no run.
            if err.contains("error: ") && err.contains("Too many open files") {
                told += 1;
                assert!(err.contains("ulimit -n"), "{line:?} with {most}: {err}");
            }
        }
    }
    assert!(told > 0);
    assert_eq!(repo.run(&["check"]).status, 0);
}
