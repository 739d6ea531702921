//! Killed at any moment, a run goes on where it was.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::AtomicBool;
use std::thread;
use std::time::{Duration, Instant};

use dragnet::corpus::{Walked, walk};
use dragnet::fetch::{FetchOptions, fetch};

use super::rig::{QuickClock, Rig, files};
use super::site::API;
use crate::support::quick_folder;
use crate::support::random::Random;

/// Where the child process fetches from, and into which folder: two lines.
const CHILD: &str = "DRAGNET_TEST_FETCH";

/// Not a test: the process that is killed. It fetches as the program does, on a clock that does not wait.
#[test]
#[ignore = "is run by the test that kills it"]
fn child() {
    let Ok(order) = std::env::var(CHILD) else {
        return;
    };
    let (server, folder) = order.split_once('\n').expect("two lines");
    let sitemap = format!("{server}/sitemap.xml");
    let feed = format!("{server}/feed.xml");
    let options = FetchOptions {
        api: Some(format!("{server}{API}")),
        ..FetchOptions::of(&["doj", &sitemap, &feed], Path::new(folder))
    };
    fetch(
        &options,
        &QuickClock::default(),
        &(),
        &AtomicBool::new(false),
    )
    .expect("a run");
}

fn start(rig: &Rig, folder: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    let name = ["fetch::interrupted::child", "--exact", "--ignored"];
    command
        .args(name)
        .env(
            CHILD,
            format!("{}\n{}", rig.server.url(""), folder.display()),
        )
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

/// Every file that `index` would read is whole.
fn no_partial_file(folder: &Path) {
    for walked in walk(folder, None, false) {
        let file = match walked {
            Walked::File(file) => file,
            // The journal of the fetch.
            Walked::LeftOut { .. } => continue,
            Walked::Skipped(skip) => panic!("{skip:?}"),
        };
        let text = std::fs::read_to_string(&file.path).expect("text");
        let is_whole =
            text.ends_with("</html>") || serde_json::from_str::<serde_json::Value>(&text).is_ok();
        assert!(is_whole, "{}", file.id);
    }
}

fn kills(count: u32, records: usize, pages: usize) {
    let rig = Rig::new(records, pages);
    let undisturbed = quick_folder();
    let started = Instant::now();
    assert!(
        start(&rig, undisturbed.path())
            .status()
            .expect("a run")
            .success()
    );
    let usual = started.elapsed();
    let expected = files(undisturbed.path());
    assert_eq!(expected.len(), records + pages);
    let mut random = Random::new(19);
    let folder = quick_folder();
    for _ in 0..count {
        let mut run = start(&rig, folder.path()).spawn().expect("a run");
        // So early that it takes many runs to come to the end.
        let part = u32::try_from(random.below(100)).expect("a small number");
        thread::sleep(usual * part / 400);
        run.kill().expect("an end");
        run.wait().expect("an end");
        no_partial_file(folder.path());
    }
    let before = files(folder.path()).len();
    assert!(
        start(&rig, folder.path())
            .status()
            .expect("a run")
            .success()
    );
    let found = files(folder.path());
    assert_eq!(found.len(), expected.len(), "{before} before the last run");
    assert!(found == expected);
    assert!(!folder.path().join(".dragnet/versions").exists());
}

#[test]
fn a_run_that_was_killed_fifty_times_leaves_the_same_files_as_an_undisturbed_one() {
    kills(50, 300, 40);
}

#[test]
fn a_signal_ends_a_run_between_two_requests_and_the_next_goes_on() {
    let rig = Rig::new(230, 0);
    let interrupted = AtomicBool::new(true);
    let options = rig.options(&["doj"]);
    let report = fetch(&options, &*rig.clock, &(), &interrupted).expect("a run");
    assert!(report.interrupted && report.counts.new == 0);
    assert_eq!(rig.server.log().len(), 0);
    assert_eq!(rig.fetch(&options).counts.new, 230);
}

#[test]
fn a_torn_journal_and_left_over_parts_are_no_obstacle() {
    let rig = Rig::new(60, 3);
    rig.fetch_all(&["doj", "/sitemap.xml"]);
    let before = rig.files();
    let journal = rig.root().join(".dragnet/fetched.jsonl");
    let text = std::fs::read(&journal).expect("a journal");
    std::fs::write(rig.root().join(".dragnet/part/7"), "half a").expect("a file");
    for cut in [text.len() - 1, text.len() / 2, text.len() / 3, 10, 0] {
        std::fs::write(&journal, &text[..cut]).expect("a journal");
        let report = rig.fetch_all(&["doj", "/sitemap.xml"]);
        assert_eq!(report.failures, [], "cut at {cut}");
        assert_eq!(rig.files(), before, "cut at {cut}");
        assert!(!rig.root().join(".dragnet/part/7").exists());
    }
    assert_eq!(Duration::ZERO, Duration::ZERO);
}
