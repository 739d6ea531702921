//! What several tests need.

pub mod index_files;
pub mod made_up;
pub mod packing;
pub mod random;
pub mod real_releases;
pub mod small_index;
pub mod test_repo;

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use dragnet::index::{OpenIndex, Options, Report, build};
use dragnet::knowledge::Knowledge;
use tempfile::TempDir;

/// Indexes, and is never interrupted.
pub fn index(options: &Options) -> dragnet::error::Result<Report> {
    let knowledge = Knowledge::builtin();
    build(options, knowledge, &(), &AtomicBool::new(false))
}

pub fn open(index: &Path) -> OpenIndex {
    OpenIndex::open(index, Knowledge::builtin()).expect("an index")
}

/// A folder in memory, where there is one: an index is flushed to disk many times in a test.
pub fn quick_folder() -> TempDir {
    tempfile::tempdir_in("/dev/shm").unwrap_or_else(|_| tempfile::tempdir().expect("a folder"))
}

/// Copies a folder with all that is in it.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).expect("a file");
        }
    }
}

/// Says on standard error that a test, or a part of it, did not run. Unlike `eprintln!`, it is shown for tests that pass.
pub fn skipped(what: &str, reason: &str) {
    let _ = writeln!(std::io::stderr(), "SKIPPED: {what}: {reason}");
}
