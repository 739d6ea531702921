//! If a run is killed or stopped, does the last commit answer, and does the next run finish the work?

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use dragnet::index::{Health, Options, Progress, build, check};
use dragnet::knowledge::Knowledge;

use crate::support::index_files::{Contents, contents};
use crate::support::made_up::{Corpus, text};
use crate::support::random::Random;
use crate::support::test_repo::{Ran, TestRepo};
use crate::support::{index, open, quick_folder};

fn dragnet(corpus: &Corpus, line: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dragnet"));
    command
        .args(["index", "--quiet", "--index"])
        .arg(corpus.index())
        .arg(corpus.root())
        .args(line)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

/// The contents of a new index.
fn built_today(corpus: &Corpus) -> Contents {
    let fresh = corpus.folder.path().join("fresh");
    index(&Options::of(&corpus.root(), &fresh)).expect("a build");
    let contents = contents(&open(&fresh));
    fs::remove_dir_all(fresh).expect("the index");
    contents
}

fn is_whole(index: &Path) {
    let going_on = AtomicBool::new(false);
    let checked = check(index, Knowledge::builtin(), &(), &going_on).expect("a check");
    assert_eq!(checked.health, Health::Ok, "{:?}", checked.findings);
    assert_eq!(checked.left_over, Vec::<String>::new());
}

/// Kills a number of runs, each at a random moment.
fn kills(count: usize, seed: u64) {
    let mut random = Random::new(seed);
    let mut corpus = Corpus::new(&mut random);
    let started = Instant::now();
    dragnet(&corpus, &[]).status().expect("dragnet runs");
    let usual = started.elapsed();
    let (mut old, mut new, mut none) = (0, 0, 0);
    let mut before = Some(built_today(&corpus));
    for kill in 0..count {
        // Sometimes there is no index yet.
        if kill % 5 == 4 {
            fs::remove_dir_all(corpus.index()).expect("the index");
            before = None;
        }
        for _ in 0..3 {
            corpus.change(&mut random);
        }
        corpus.remove_if_there("turncoat.txt");
        let now = built_today(&corpus);
        let line: &[&str] = if kill % 2 == 0 { &[] } else { &["--full"] };
        let mut run = dragnet(&corpus, line).spawn().expect("dragnet runs");
        let part = u32::try_from(random.below(120)).expect("a small number");
        thread::sleep(usual * part / 100);
        run.kill().expect("an end");
        run.wait().expect("an end");
        if corpus.index().join("CURRENT").exists() {
            let found = contents(&open(&corpus.index()));
            if found == now {
                new += 1;
            } else {
                assert_eq!(Some(found), before, "kill {kill} of {seed}");
                old += 1;
            }
        } else {
            assert_eq!(before, None, "kill {kill} of {seed}");
            none += 1;
        }
        index(&Options::of(&corpus.root(), &corpus.index())).expect("the next run");
        assert_eq!(
            contents(&open(&corpus.index())),
            now,
            "kill {kill} of {seed}"
        );
        is_whole(&corpus.index());
        before = Some(now);
    }
    println!(
        "{old} searches answered from the commit before, {new} from the new one, {none} had none"
    );
}

#[test]
fn a_killed_run_keeps_the_last_commit_and_the_next_run_succeeds() {
    kills(20, 11);
}

#[test]
#[ignore = "takes a minute: cargo test -- --ignored hundreds_of_killed_runs"]
fn hundreds_of_killed_runs_keep_the_last_commit() {
    kills(150, 12);
    kills(150, 13);
}

/// A corpus that is large enough for a run to be interrupted.
fn large_repo() -> TestRepo {
    let repo = TestRepo::new();
    let mut random = Random::new(3);
    for number in 0..1500 {
        repo.write(&format!("corpus/many/{number}.txt"), text(&mut random));
    }
    repo
}

#[cfg(unix)]
fn signal(name: &str, process: u32) {
    let sent = Command::new("kill")
        .args(["-s", name, &process.to_string()])
        .stderr(Stdio::null())
        .status();
    // It may have ended before.
    assert!(sent.is_ok());
}

#[cfg(unix)]
#[test]
fn a_signal_stops_a_run_at_any_moment() {
    let repo = large_repo();
    let mut stopped = 0;
    for (round, name) in ["INT", "TERM", "INT", "TERM", "INT", "TERM"]
        .iter()
        .enumerate()
    {
        let run = repo
            .command(&["index"])
            .stderr(Stdio::piped())
            .spawn()
            .expect("dragnet runs");
        thread::sleep(Duration::from_millis(60 + 90 * round as u64));
        signal(name, run.id());
        let ended = Ran::from(run.wait_with_output().expect("an end"));
        if ended.status == 130 {
            stopped += 1;
            assert!(ended.err.contains("error: interrupted: "), "{}", ended.err);
        } else {
            assert_eq!(ended.status, 0, "{}", ended.err);
        }
    }
    assert!(stopped > 0);
    let last = repo.report(&[]);
    assert_eq!([&last["releases"], &last["files"]], [1503, 1503]);
    assert_eq!(repo.run(&["check"]).status, 0);
}

#[cfg(unix)]
#[test]
fn a_second_signal_stops_a_run_at_once() {
    let repo = large_repo();
    let run = repo
        .command(&["index"])
        .stderr(Stdio::piped())
        .spawn()
        .expect("dragnet runs");
    thread::sleep(Duration::from_millis(150));
    signal("INT", run.id());
    signal("INT", run.id());
    let ended = Ran::from(run.wait_with_output().expect("an end"));
    assert!([0, 130].contains(&ended.status), "{}", ended.err);
    assert_eq!(repo.run(&["index"]).status, 0);
    assert_eq!(repo.run(&["check"]).status, 0);
}

/// Sends the signal when the last commit is done.
struct StopsAtTidying(AtomicBool);

impl Progress for StopsAtTidying {
    fn tidying(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

#[test]
fn a_run_that_is_stopped_after_its_commit_still_reports_what_it_has_deleted() {
    let folder = quick_folder();
    let corpus = folder.path().join("corpus");
    fs::create_dir(&corpus).expect("a folder");
    let options = Options::of(&corpus, &folder.path().join("index"));
    let write = |file: usize, what: &str| {
        let text = format!("Release {file}\n\nA matter of Ferrywright was {what} today.\n");
        fs::write(corpus.join(format!("{file}.txt")), text).expect("a file");
    };
    (0..20).for_each(|file| write(file, "charged"));
    index(&options).expect("a build");
    // So many documents are deleted that their part is written anew.
    (0..15).for_each(|file| write(file, "settled"));
    fs::remove_file(corpus.join("19.txt")).expect("the file");
    let stopping = StopsAtTidying(AtomicBool::new(false));
    let report = build(&options, Knowledge::builtin(), &stopping, &stopping.0).expect("a report");
    assert_eq!([report.changes.changed, report.changes.removed], [15, 1]);
    assert_eq!(report.releases, 19);
    let why = report.not_tidied.expect("a reason");
    assert!(why.is_interruption(), "{why}");
    assert_eq!(index(&options).expect("the next run").releases, 19);
    assert_eq!(contents(&open(&options.index)).releases.len(), 19);
}

#[test]
fn searches_during_indexing_see_complete_commits() {
    let folder = quick_folder();
    let corpus: PathBuf = folder.path().join("corpus");
    fs::create_dir(&corpus).expect("a folder");
    let options = Options::of(&corpus, &folder.path().join("index"));
    let write = |version: usize| {
        for file in 0..20 {
            let text = format!("Release {file}\n\nThis is version v{version}v of the matter.\n");
            fs::write(corpus.join(format!("{file}.txt")), text).expect("a file");
        }
    };
    write(0);
    index(&options).expect("a build");
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        let searchers: Vec<_> = (0..8)
            .map(|_| {
                scope.spawn(|| {
                    let mut answers = 0;
                    while !done.load(Ordering::Relaxed) {
                        let contents = contents(&open(&options.index));
                        assert_eq!(contents.releases.len(), 20);
                        let mut versions: Vec<&str> = (contents.releases.values())
                            .filter_map(|(_, body)| {
                                body.split_whitespace()
                                    .find(|word| word.starts_with('v') && word.ends_with('v'))
                            })
                            .collect();
                        versions.dedup();
                        assert_eq!(versions.len(), 1, "a torn answer: {versions:?}");
                        answers += 1;
                    }
                    answers
                })
            })
            .collect();
        for version in 1..=10 {
            write(version);
            let report = index(&Options {
                full: version % 3 == 0,
                ..options.clone()
            })
            .expect("a night");
            assert_eq!(report.releases, 20);
        }
        done.store(true, Ordering::Relaxed);
        for searcher in searchers {
            assert!(searcher.join().expect("a searcher without an error") > 0);
        }
    });
}
