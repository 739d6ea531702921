//! A folder in which commands are run as a person would run them.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

/// A folder with a small corpus of text releases, in which commands are run.
pub struct TestRepo {
    folder: TempDir,
}

/// A release.
pub const PLEA: &str = "Treasurer of Brackwater Pension Fund Pleads Guilty to Wire Fraud\n\n\
    PORTLAND, Maine – Lenora Quillfeather pleaded guilty today to wire fraud for stealing from the pension fund.\n\n\
    The case is being prosecuted by Assistant U.S. Attorney Dana Q. Whitlock.\n";
/// What became of that case.
pub const SENTENCE: &str = "Former Treasurer Sentenced for Defrauding Brackwater Pension Fund\n\n\
    PORTLAND, Maine – Lenora Quillfeather was sentenced today to 40 months in prison for wire fraud.\n";
/// Another case.
pub const SPILL: &str = "Tannery Fined for Spilling Chromium into Otter Creek\n\n\
    BURLINGTON, Vt. – The Otterbank Tannery was fined $1.2 million today under the Clean Water Act.\n";

impl TestRepo {
    /// With nothing in it.
    pub fn empty() -> Self {
        TestRepo {
            folder: tempfile::tempdir().expect("a folder"),
        }
    }

    /// With three releases in `corpus/`.
    pub fn new() -> Self {
        let repo = TestRepo::empty();
        repo.write("corpus/2019/plea.txt", PLEA);
        repo.write("corpus/2020/sentence.txt", SENTENCE);
        repo.write("corpus/spill.txt", SPILL);
        repo
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn write(&self, file: &str, content: impl AsRef<[u8]>) {
        let path = self.path().join(file);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, content).expect("a file");
    }

    pub fn command(&self, line: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dragnet"));
        command
            .args(line)
            .current_dir(self.path())
            .env_remove("RUST_BACKTRACE")
            .env_remove("DRAGNET_CONTACT")
            .env_remove("DRAGNET_INDEX")
            .env_remove("DRAGNET_KNOWLEDGE");
        command
    }

    pub fn run(&self, line: &[&str]) -> Ran {
        Ran::from(self.command(line).output().expect("dragnet runs"))
    }

    /// Indexes, and returns the report of the run.
    pub fn report(&self, line: &[&str]) -> serde_json::Value {
        let ran = self.run(&[&["index", "--format", "json"], line].concat());
        ran.is_done();
        serde_json::from_str(&ran.out).expect("JSON")
    }

    /// The ids of the releases that have all these words, each copy of a release on its own.
    pub fn ids(&self, words: &[&str]) -> Vec<String> {
        let line = [
            &["search", "--format", "jsonl", "--strict", "--copies"],
            words,
        ]
        .concat();
        self.run(&line).out.lines().map(id).collect()
    }
}

fn id(line: &str) -> String {
    let hit: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
    hit["id"].as_str().expect("an id").to_owned()
}

/// How a command ended.
#[derive(Debug)]
pub struct Ran {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Ran {
            status: output.status.code().expect("an exit status"),
            out: String::from_utf8(output.stdout).expect("UTF-8"),
            err: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }
}

impl Ran {
    /// It ended with status 0.
    pub fn is_done(&self) {
        assert_eq!(self.status, 0, "{}{}", self.out, self.err);
    }

    /// An error with a hint, and nothing on standard output.
    pub fn is_error(&self, message: &str, hint: &str) {
        assert_eq!(self.status, 2, "{}{}", self.out, self.err);
        assert_eq!(self.out, "");
        assert!(
            self.err.contains(message),
            "{message:?} is not in {:?}",
            self.err
        );
        assert!(self.err.contains(hint), "{hint:?} is not in {:?}", self.err);
        self.has_no_internal_error();
    }

    /// No panic, neither as such nor as dragnet reports it.
    pub fn has_no_internal_error(&self) {
        for message in ["panicked", "dragnet failed"] {
            assert!(!self.err.contains(message), "{}", self.err);
        }
    }
}
