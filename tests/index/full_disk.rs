//! Indexing on a full disk, and on a read-only one. These tests need permission to mount, and say that they were skipped
//! without it.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::made_up::text;
use crate::support::random::Random;
use crate::support::skipped;
use crate::support::test_repo::{SPILL, TestRepo};

/// A file system in memory, removed at the end.
pub struct Mounted<'a>(&'a Path);

impl<'a> Mounted<'a> {
    pub fn of(folder: &'a Path, size: &str) -> Option<Self> {
        fs::create_dir_all(folder).expect("a folder");
        let options = format!("size={size}");
        let line = ["-t", "tmpfs", "-o", &options, "tmpfs"];
        let mounted = Command::new("mount").args(line).arg(folder).output();
        if mounted.is_ok_and(|mounted| mounted.status.success()) {
            Some(Mounted(folder))
        } else {
            skipped("a full or read-only disk", "nothing can be mounted here");
            None
        }
    }

    fn remount(&self, how: &str) {
        let remounted = Command::new("mount")
            .args(["-o", &format!("remount,{how}")])
            .arg(self.0)
            .status();
        assert!(remounted.expect("mount runs").success());
    }
}

impl Drop for Mounted<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0).status();
    }
}

/// How many releases of the pension fund the index on the disk finds.
fn found(repo: &TestRepo) -> usize {
    let ran = repo.run(&[
        "search",
        "quillfeather",
        "--index",
        "disk/index",
        "--format",
        "jsonl",
    ]);
    ran.out.lines().count()
}

#[test]
fn a_full_disk_keeps_the_last_commit_and_the_next_run_succeeds() {
    let repo = TestRepo::new();
    let disk = repo.path().join("disk");
    let Some(_mounted) = Mounted::of(&disk, "640k") else {
        return;
    };
    let index = |more: &[&str]| repo.run(&[&["index", "--index", "disk/index"], more].concat());
    let search = || found(&repo);
    // Too little space is left for a first build.
    fs::write(disk.join("ballast"), vec![0; 630 << 10]).expect("ballast");
    let first = index(&[]);
    assert_eq!(first.status, 2, "{}", first.err);
    first.has_no_internal_error();
    fs::remove_file(disk.join("ballast")).expect("the ballast");
    assert_eq!(index(&[]).status, 0);
    assert_eq!(search(), 2);

    let mut random = Random::new(5);
    for number in 0..300 {
        // Text that cannot be compressed.
        let noise: Vec<String> = (0..600)
            .map(|_| random.below(1 << 30).to_string())
            .collect();
        repo.write(
            &format!("corpus/many/{number}.txt"),
            text(&mut random) + &noise.join(" "),
        );
    }
    for more in [&[][..], &["--full"], &[]] {
        let full = index(more);
        assert_eq!(full.status, 2, "{}", full.err);
        assert!(
            full.err.contains("error: ") && full.err.contains("No space left"),
            "{}",
            full.err
        );
        assert!(full.err.contains("hint: free some space"), "{}", full.err);
        assert_eq!(search(), 2);
    }
    fs::remove_dir_all(repo.path().join("corpus/many")).expect("the files");
    repo.write("corpus/2021/spill.txt", SPILL);
    let last = repo.report(&["--index", "disk/index"]);
    assert_eq!([&last["releases"], &last["files"]], [4, 4]);
    let check = repo.run(&["check", "--index", "disk/index"]);
    assert_eq!(check.status, 0, "{}{}", check.out, check.err);
}

#[test]
fn a_disk_on_which_no_more_files_can_be_made_is_told_in_the_words_of_the_system() {
    let repo = TestRepo::new();
    let disk = repo.path().join("disk");
    let Some(_mounted) = Mounted::of(&disk, "8m,nr_inodes=60") else {
        return;
    };
    repo.run(&["index", "--index", "disk/index"]).is_done();
    let ballast = |number: usize| disk.join(format!("ballast{number}"));
    let made = (0..60).take_while(|number| fs::write(ballast(*number), "").is_ok());
    let made = made.count();
    for freed in 0..3 {
        let ran = repo.run(&["index", "--full", "--index", "disk/index"]);
        ran.is_error("error: cannot write `", "No space left on device");
        assert!(!ran.err.contains("Lockfile"), "{}", ran.err);
        fs::remove_file(ballast(made - 1 - freed)).expect("ballast");
    }
    assert_eq!(found(&repo), 2);
}

#[test]
fn a_read_only_disk_can_be_searched_and_indexing_is_an_error() {
    let repo = TestRepo::new();
    let disk = repo.path().join("disk");
    let Some(mounted) = Mounted::of(&disk, "8m") else {
        return;
    };
    repo.run(&["index", "--index", "disk/index"]);
    mounted.remount("ro");
    repo.write("corpus/2021/spill.txt", SPILL);
    assert_eq!(found(&repo), 2);
    repo.run(&["index", "--index", "disk/index"])
        .is_error("`disk/index", "Read-only file system");
    let dry = repo.run(&["index", "--index", "disk/index", "--dry-run"]);
    assert!(dry.err.contains("(1 new)"), "{}", dry.err);
    assert_eq!(repo.run(&["check", "--index", "disk/index"]).status, 1);
    mounted.remount("rw");
    let last = repo.report(&["--index", "disk/index"]);
    assert_eq!([&last["releases"], &last["files"]], [4, 4]);
}
