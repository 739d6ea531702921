//! What may not be read is listed, and nothing else is lost. A search needs no permission to write. The superuser may read
//! every file, so that dragnet is run as another user there.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use crate::support::test_repo::{Ran, SPILL, TestRepo};

/// The number of the user `nobody`, and of its group.
const NOBODY: u32 = 65_534;

/// A folder of files that belong to the user who runs dragnet in it, and who is not the superuser.
pub struct Lodger {
    pub repo: TestRepo,
    is_superuser: bool,
}

impl Lodger {
    pub fn new() -> Self {
        let repo = TestRepo::new();
        let is_superuser = fs::metadata(repo.path()).expect("the folder").uid() == 0;
        let lodger = Lodger { repo, is_superuser };
        if is_superuser {
            // The program may be in a folder that only the superuser may enter. `cp` copies it: had this process written
            // it, another test's child could still have it open for writing, and it could not be run.
            let mut copy = Command::new("cp");
            copy.arg(env!("CARGO_BIN_EXE_dragnet"))
                .arg(lodger.program());
            assert!(copy.status().expect("cp").success());
            give_away(lodger.repo.path());
        }
        lodger
    }

    fn program(&self) -> std::path::PathBuf {
        self.repo.path().join("dragnet-of-nobody")
    }

    pub fn run(&self, line: &[&str]) -> Ran {
        let mut command = self.repo.command(line);
        if self.is_superuser {
            command = Command::new(self.program());
            command.args(line).current_dir(self.repo.path());
            command.env_clear().uid(NOBODY).gid(NOBODY);
        }
        Ran::from(command.output().expect("dragnet runs"))
    }

    pub fn allow(&self, path: &str, mode: u32) {
        let path = self.repo.path().join(path);
        fs::set_permissions(path, Permissions::from_mode(mode)).expect("permissions");
    }
}

impl Drop for Lodger {
    fn drop(&mut self) {
        open_all(self.repo.path());
    }
}

fn give_away(path: &Path) {
    chown(path, Some(NOBODY), Some(NOBODY)).expect("another owner");
    if path.is_dir() {
        for entry in fs::read_dir(path).expect("a folder").flatten() {
            give_away(&entry.path());
        }
    }
}

/// Folders without permission to write cannot be removed.
fn open_all(folder: &Path) {
    let _ = fs::set_permissions(folder, Permissions::from_mode(0o755));
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.path().is_dir() {
            open_all(&entry.path());
        }
    }
}

#[test]
fn an_unreadable_folder_is_listed_and_keeps_its_indexed_releases() {
    let lodger = Lodger::new();
    lodger.run(&["index"]).is_done();
    lodger.allow("corpus/2019", 0o000);
    let ran = lodger.run(&["index", "--verbose"]);
    ran.is_done();
    assert!(ran.err.contains("kept 2019: cannot be read"), "{}", ran.err);
    let found = lodger.run(&["search", "treasurer", "--format", "csv", "--fields", "id"]);
    assert!(found.out.contains("2019/plea.txt"), "{}", found.out);
    lodger.allow("corpus/2019", 0o755);
    let again = lodger.run(&["index", "--format", "json"]);
    assert!(again.out.contains("\"unchanged\":3"), "{}", again.out);
}

#[test]
fn a_folder_that_can_be_listed_but_not_entered_is_told_in_the_words_of_the_system() {
    let lodger = Lodger::new();
    lodger.run(&["index"]).is_done();
    lodger.allow("corpus/2019", 0o444);
    let ran = lodger.run(&["index"]);
    let told = "kept 2019/plea.txt: cannot be read: Permission denied (os error 13)\n";
    assert!(ran.err.contains(told), "{}", ran.err);
}

#[test]
fn a_corpus_whose_only_folder_cannot_be_read_is_not_called_empty() {
    let lodger = Lodger::new();
    fs::remove_dir_all(lodger.repo.path().join("corpus/2020")).expect("a folder");
    fs::remove_file(lodger.repo.path().join("corpus/spill.txt")).expect("a file");
    lodger.run(&["index"]).is_done();
    lodger.allow("corpus/2019", 0o000);
    let ran = lodger.run(&["index"]);
    ran.is_done();
    let told = "kept 2019: cannot be read: Permission denied (os error 13)\n";
    assert!(ran.err.contains(told), "{}", ran.err);
    assert!(!ran.err.contains("empty"), "{}", ran.err);
}

#[test]
fn a_check_names_folders_and_files_that_cannot_be_read_and_says_what_ends_that() {
    let lodger = Lodger::new();
    lodger.run(&["index"]).is_done();
    for path in ["corpus/2019", "corpus/spill.txt"] {
        let mode = fs::metadata(lodger.repo.path().join(path)).expect("it");
        lodger.allow(path, 0o000);
        // Of a file it is the time of its change that tells a run to read it.
        for _ in 0..2 {
            let checked = lodger.run(&["check"]);
            assert_eq!(checked.status, 1, "{}{}", checked.out, checked.err);
            let name = path.trim_start_matches("corpus/");
            let told = format!(
                "kept as indexed: {name}: cannot be read: Permission denied (os error 13)\n"
            );
            assert!(checked.out.contains(&told), "{}", checked.out);
            let hint = "hint: what cannot be read is kept until it is mended";
            assert!(checked.err.contains(hint), "{}", checked.err);
            assert!(!checked.err.contains("dragnet index"), "{}", checked.err);
            lodger.run(&["index"]).is_done();
        }
        lodger.allow(path, mode.permissions().mode());
        lodger.run(&["index"]).is_done();
        assert_eq!(lodger.run(&["check"]).status, 0, "{path}");
    }
    lodger.repo.write("corpus/2022/new.txt", SPILL);
    lodger.allow("corpus/2022", 0o000);
    let checked = lodger.run(&["check"]);
    assert!(
        checked.out.contains("1 new that cannot be read\n"),
        "{}",
        checked.out
    );
    lodger.run(&["index"]).is_done();
    assert_eq!(lodger.run(&["check"]).status, 0);
}

#[test]
fn an_unreadable_file_is_listed_and_read_later() {
    let lodger = Lodger::new();
    lodger.allow("corpus/spill.txt", 0o000);
    let ran = lodger.run(&["index", "--verbose"]);
    ran.is_done();
    assert!(
        ran.err.contains("skipped spill.txt: cannot be read"),
        "{}",
        ran.err
    );
    assert_eq!(lodger.run(&["search", "chromium"]).status, 1);
    lodger.allow("corpus/spill.txt", 0o644);
    lodger.run(&["index"]).is_done();
    assert_eq!(lodger.run(&["search", "chromium"]).status, 0);
}

#[test]
fn an_unreadable_corpus_is_an_error_and_keeps_the_index() {
    let lodger = Lodger::new();
    lodger.run(&["index"]).is_done();
    lodger.allow("corpus", 0o000);
    assert_eq!(lodger.run(&["index"]).status, 2);
    assert_eq!(lodger.run(&["search", "chromium"]).status, 0);
}

#[test]
fn a_read_only_index_can_be_searched() {
    let lodger = Lodger::new();
    lodger.run(&["index"]).is_done();
    for entry in walkdir::WalkDir::new(lodger.repo.path().join("index")) {
        let entry = entry.expect("an entry");
        let mode = if entry.file_type().is_dir() {
            0o555
        } else {
            0o444
        };
        fs::set_permissions(entry.path(), Permissions::from_mode(mode)).expect("permissions");
    }
    for line in [
        &["search", "chromium"][..],
        &["facets", "agency"],
        &["show", "spill.txt"],
        &["check"],
    ] {
        let ran = lodger.run(line);
        assert_eq!(ran.status, 0, "{line:?}: {}", ran.err);
    }
    lodger.run(&["index", "--full"]).is_error("writer.lock", "");
}
