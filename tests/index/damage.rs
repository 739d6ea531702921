//! Whichever byte of an index is flipped, whichever file is cut or missing: every question gets the right answer or an error
//! that says what to do, never a panic or a wrong answer.

use std::collections::BTreeMap;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use dragnet::error::Error;
use dragnet::index::{Health, OpenIndex, Options, check};
use dragnet::knowledge::Knowledge;
use dragnet::print::{self, PrintError, PrintOptions, Style};
use dragnet::query::{Limit, Request, search};
use jiff::civil::date;
use tempfile::TempDir;
use twox_hash::XxHash3_64;

use crate::support::index_files::{files, store};
use crate::support::test_repo::TestRepo;
use crate::support::{copy, index};

/// What is asked of each damaged index, one question after the other.
const QUESTIONS: [&str; 9] = [
    "fraud",
    "\"wire fraud\" scheme",
    "gantry street racketeering",
    "extradit* OR sentenc*",
    "pension w/9 fund",
    "racketering~ -medicare",
    "agency:FBI statute:\"18 USC 1343\" date:2015..2022",
    "prosecutor:vandersloot",
    "",
];

/// The searches, and showing one release.
const ALL: usize = QUESTIONS.len() + 1;

/// How a question was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Right,
    Error,
}

/// A copy of the sample corpus and its index. One release was removed, so that a segment has a list of deleted documents.
struct Sample {
    folder: TempDir,
    id: String,
    right: Vec<Vec<u8>>,
}

impl Sample {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let corpus = folder.path().join("corpus");
        copy(Path::new("corpus"), &corpus);
        let mut sample = Sample {
            folder,
            id: String::new(),
            right: Vec::new(),
        };
        fs::write(
            corpus.join("new.txt"),
            "Tanner Fined\n\nA tanner was fined today.\n",
        )
        .expect("a file");
        sample.build();
        // One deleted document is too little for the segment to be merged.
        fs::remove_file(corpus.join("justice.gov/2018/bookkeeper-gantry-street-organization-pleads-guilty-racketeering-conspiracy.html"))
            .expect("a file");
        sample.build();
        let index = sample.open().expect("an index");
        let mut request = request("gantry");
        request.limit = Limit::Count(1);
        let mut results = search(&index, Knowledge::builtin(), &request).expect("an answer");
        let hit = results.hits.next().expect("a hit").expect("a release");
        sample.id = hit.release.id;
        let endings: Vec<_> = files(&sample.index())
            .iter()
            .filter_map(|file| file.extension().map(|ending| ending.display().to_string()))
            .collect();
        assert!(endings.contains(&"del".to_owned()), "{endings:?}");
        drop(results);
        for question in 0..ALL {
            sample
                .right
                .push(sample.ask(question).expect("a right answer"));
        }
        sample
    }

    fn index(&self) -> PathBuf {
        self.folder.path().join("index")
    }

    fn build(&self) {
        let corpus = self.folder.path().join("corpus");
        index(&Options::of(&corpus, &self.index())).expect("a build");
    }

    fn open(&self) -> Result<OpenIndex, Error> {
        OpenIndex::open(&self.index(), Knowledge::builtin())
    }

    fn ask(&self, question: usize) -> Result<Vec<u8>, Error> {
        let (index, knowledge) = (self.open()?, Knowledge::builtin());
        let mut out = Vec::new();
        match QUESTIONS.get(question) {
            Some(words) => {
                let results = search(&index, knowledge, &request(words))?;
                let options = PrintOptions {
                    style: Style::default(),
                    lists_copies: false,
                    lists_cases: false,
                    columns: &[],
                    knowledge,
                    index: None,
                };
                let json = print::format("json").expect("a format");
                match json.hits(words, results, &options, &mut out) {
                    Err(PrintError::Search(error)) => return Err(error),
                    printed => assert!(printed.is_ok()),
                }
            }
            None => {
                let (release, text) = index.release(&self.id)?;
                out = format!("{release:?}{text}").into_bytes();
            }
        }
        Ok(out)
    }

    /// Asks all questions of a damaged index, and counts the outcomes.
    fn try_all(&self, damaged: &str, outcomes: &mut BTreeMap<Outcome, u32>) {
        self.try_each(1, damaged, outcomes);
    }

    /// The same with every `step`-th question.
    fn try_each(&self, step: usize, damaged: &str, outcomes: &mut BTreeMap<Outcome, u32>) {
        for question in (0..ALL).step_by(step) {
            let asked = QUESTIONS.get(question).unwrap_or(&"show");
            let answer = catch_unwind(AssertUnwindSafe(|| self.ask(question)))
                .unwrap_or_else(|_| panic!("{damaged}: {asked}: a panic"));
            let outcome = match answer {
                Ok(answer) => {
                    assert!(
                        answer == self.right[question],
                        "{damaged}: {asked}: another answer, and no word of it"
                    );
                    Outcome::Right
                }
                Err(error) => {
                    // What `dragnet index` mends.
                    let known = matches!(
                        error,
                        Error::Damaged { .. }
                            | Error::NoIndex { .. }
                            | Error::NotBuilt { .. }
                            | Error::OtherVersion { .. }
                    );
                    assert!(known, "{damaged}: {error}");
                    Outcome::Error
                }
            };
            *outcomes.entry(outcome).or_default() += 1;
        }
        let checked = catch_unwind(AssertUnwindSafe(|| {
            let knowledge = Knowledge::builtin();
            check(&self.index(), knowledge, &(), &AtomicBool::new(false))
        }))
        .unwrap_or_else(|_| panic!("{damaged}: check: a panic"));
        assert!(
            checked.is_err() || checked.is_ok_and(|checked| checked.health == Health::Corrupt),
            "{damaged}: not found by a check"
        );
    }

    /// Flips bytes and cuts files, one at a time, at random places that are the same in every run, and removes each file
    /// once. Prints how many answers were right and how many were errors.
    fn damage(&self, flips: u64, cuts: u64) {
        let files: Vec<(PathBuf, Vec<u8>)> = files(&self.index())
            .into_iter()
            .map(|path| (path.clone(), fs::read(path).expect("a file")))
            .collect();
        let total: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
        // Half of the places are random among all bytes; half are in a random file, so that small files are hit, too.
        let place = |number: u64| {
            let mut at = chance(number, total);
            let file = if number.is_multiple_of(2) {
                files.iter().position(|(_, bytes)| {
                    let within = at < bytes.len();
                    at -= if within { 0 } else { bytes.len() };
                    within
                })
            } else {
                Some(chance(number ^ u64::MAX, files.len()))
            };
            let (path, bytes) = &files[file.expect("a place in a file")];
            (path, bytes, at % bytes.len())
        };
        let mut outcomes = BTreeMap::new();
        for number in 0..flips {
            let (path, good, at) = place(number);
            let mut bad = good.clone();
            bad[at] ^= 1 + u8::try_from(chance(number << 32, 255)).expect("a byte");
            fs::write(path, bad).expect("a file");
            let damaged = format!("{}: byte {at} flipped", path.display());
            self.try_all(&damaged, &mut outcomes);
            fs::write(path, good).expect("a file");
        }
        println!("{flips} flips: answers {outcomes:?}, all found by check");
        outcomes.clear();
        for number in 0..cuts {
            let (path, good, at) = place(number + flips);
            fs::write(path, &good[..at]).expect("a file");
            let damaged = format!("{}: cut at {at}", path.display());
            self.try_all(&damaged, &mut outcomes);
            fs::write(path, good).expect("a file");
        }
        println!("{cuts} cuts: answers {outcomes:?}, all found by check");
        outcomes.clear();
        for (path, good) in &files {
            fs::remove_file(path).expect("a file");
            // Opening waits for a missing file, because an indexer may be writing it: ask fewer questions.
            self.try_each(6, &format!("{}: missing", path.display()), &mut outcomes);
            fs::write(path, good).expect("a file");
        }
        println!(
            "{} files missing: answers {outcomes:?}, all found by check",
            files.len()
        );
    }
}

fn request(words: &str) -> Request {
    let mut request = Request::new(words, || date(2026, 1, 1));
    request.facets = vec!["agency".to_owned(), "year".to_owned()];
    request
}

fn chance(number: u64, below: usize) -> usize {
    let sum = XxHash3_64::oneshot_with_seed(7, &number.to_le_bytes());
    usize::try_from(sum % below as u64).expect("a small number")
}

#[test]
fn every_damage_gives_a_right_answer_or_an_error() {
    Sample::new().damage(100, 20);
}

/// The same at length: `cargo test --release -- --ignored --nocapture every_damage`.
#[test]
#[ignore = "takes minutes"]
fn every_damage_gives_a_right_answer_or_an_error_at_length() {
    Sample::new().damage(2000, 200);
}

#[test]
fn a_damaged_page_is_an_error_with_its_file_and_a_hint() {
    let repo = TestRepo::new();
    repo.run(&["index"]);
    let store = store(&repo);
    let good = fs::read(&store).expect("the store");
    let mut bad = good.clone();
    bad[10] ^= 1;
    fs::write(&store, &bad).expect("the store");
    let name = store.file_name().expect("a name").display().to_string();
    let said = format!("`{name}` does not agree with the sums at its end");
    for line in [
        &["search", "fraud"][..],
        &["search", "fraud", "--format", "json"],
        &["show", "spill.txt"],
    ] {
        let ran = repo.run(line);
        assert_eq!(ran.status, 2, "{line:?}: {}", ran.out);
        assert!(ran.err.contains(&said), "{line:?}: {}", ran.err);
        let hint = "hint: run `dragnet index --full` to rebuild it";
        assert!(ran.err.contains(hint), "{line:?}: {}", ran.err);
        ran.has_no_internal_error();
    }
    repo.run(&["index", "--full"]);
    assert_eq!(repo.run(&["search", "fraud"]).status, 0);
}

#[test]
fn an_update_of_a_damaged_index_gives_right_answers_or_an_error() {
    let repo = TestRepo::new();
    repo.run(&["index"]);
    let right = repo.run(&["search", "fraud"]).out;
    let index = repo.path().join("index");
    // The names of the files change with each rebuild.
    for number in 0..files(&index).len() {
        let path = &files(&index)[number];
        let good = fs::read(path).expect("a file");
        let mut bad = good.clone();
        bad[good.len() / 3] ^= 1;
        fs::write(path, &bad).expect("a file");
        repo.write(
            "corpus/spill.txt",
            format!("Tannery Fined\n\n{}\n", path.display()),
        );
        let updated = repo.run(&["index"]);
        updated.has_no_internal_error();
        let found = repo.run(&["search", "fraud"]);
        if found.status == 0 {
            assert_eq!(found.out, right, "{}: {}", path.display(), updated.err);
        } else {
            assert!(found.err.contains("index --full"), "{}", found.err);
        }
        let rebuilt = repo.run(&["index", "--full"]);
        assert_eq!(rebuilt.status, 0, "{}", rebuilt.err);
        assert_eq!(repo.run(&["search", "fraud"]).out, right);
    }
}

#[test]
fn an_index_without_checksums_of_an_older_version_is_rebuilt() {
    let repo = TestRepo::new();
    repo.run(&["index"]);
    let right = repo.run(&["search", "fraud"]).out;
    let generation = repo.path().join("index/generation-1");
    let meta = generation.join("meta.json");
    let text = fs::read_to_string(&meta).expect("meta.json");
    let (text, _) = text.rsplit_once("xxh3 ").expect("a sum");
    let now = format!("\\\"schema\\\":{}", dragnet::schema::SCHEMA_VERSION);
    assert!(text.contains(&now), "{text}");
    let text = text.replace(&now, "\\\"schema\\\":1");
    let sum = XxHash3_64::oneshot(text.as_bytes());
    fs::write(&meta, format!("{text}xxh3 {sum:016x}\n")).expect("meta.json");
    // Its files had no checksums at their ends.
    for path in files(&repo.path().join("index")) {
        if path.extension().is_some_and(|ending| ending == "store") {
            let mut bytes = fs::read(&path).expect("a file");
            bytes.truncate(bytes.len() - 24);
            fs::write(&path, bytes).expect("a file");
        }
    }
    let other = "was built with another version of dragnet";
    repo.run(&["search", "fraud"])
        .is_error(other, "hint: run `dragnet index` to rebuild it");
    let checked = repo.run(&["check"]);
    assert_eq!(checked.status, 1, "{}{}", checked.out, checked.err);
    let rebuilt = repo.run(&["index"]);
    assert_eq!(rebuilt.status, 0, "{}", rebuilt.err);
    assert_eq!(repo.run(&["search", "fraud"]).out, right);
}
