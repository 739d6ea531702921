//! Whichever write fails: the last commit stays readable, and the next run completes the work.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use crate::error::Result;
use crate::index::storage::fail_points::{FAILURE, Failure};
use crate::index::{Health, OpenIndex, Options, Report, build, check};
use crate::knowledge::Knowledge;

fn run(options: &Options) -> Result<Report> {
    let never = AtomicBool::new(false);
    build(options, Knowledge::builtin(), &(), &never)
}

/// The text of every release, by the release itself as JSON.
fn texts(index: &Path) -> BTreeMap<String, String> {
    let index = OpenIndex::open(index, Knowledge::builtin()).expect("an index");
    let mut texts = BTreeMap::new();
    let read = index.for_each_release(|release, text| {
        let release = serde_json::to_string(&release).expect("JSON");
        assert_eq!(
            texts.insert(release, text),
            None,
            "a release is there twice"
        );
    });
    read.expect("a sound index");
    texts
}

fn copy(from: &Path, to: &Path) {
    let _ = fs::remove_dir_all(to);
    fs::create_dir(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

#[test]
fn any_failed_write_leaves_the_last_commit_readable_and_the_next_run_completes() {
    let folder =
        tempfile::tempdir_in("/dev/shm").unwrap_or_else(|_| tempfile::tempdir().expect("a folder"));
    let options = Options::of(&folder.path().join("corpus"), &folder.path().join("index"));
    fs::create_dir(&options.corpora[0]).expect("a folder");
    let write = |file: &str, text: &str| {
        fs::write(options.corpora[0].join(file), text).expect("a file");
    };
    let release = |number: usize| format!("Release {number}\n\nA matter was settled today.\n");
    for number in 0..6 {
        write(&format!("{number}.txt"), &release(number));
    }
    write(
        "many.jsonl",
        "{\"title\": \"A\", \"body\": \"One.\"}\n{\"title\": \"B\"}\n",
    );
    run(&options).expect("a build");
    let good = folder.path().join("good");
    copy(&options.index, &good);
    let old = texts(&options.index);

    write("1.txt", &release(11));
    write(
        "many.jsonl",
        "{\"title\": \"A\", \"body\": \"One.\"}\n{\"title\": \"C\"}\n",
    );
    write("scan.txt", "%PDF-1.7");
    fs::remove_file(options.corpora[0].join("2.txt")).expect("the file");
    run(&options).expect("an update");
    let new = texts(&options.index);

    for (full, once) in [(false, false), (false, true), (true, false)] {
        let (mut failed, mut told_of_failures) = (0, 0);
        for after in 0.. {
            let case = format!("full {full}, once {once}, after {after}");
            copy(&good, &options.index);
            *FAILURE.lock().expect("a lock") = Some(Failure {
                folder: options.index.clone(),
                after,
                once,
            });
            let ran = run(&Options {
                full,
                ..options.clone()
            });
            let failure = FAILURE.lock().expect("a lock").take().expect("a failure");
            let found = texts(&options.index);
            match &ran {
                Ok(told) => {
                    assert_eq!(found, new, "{case}");
                    if told.not_tidied.is_some() {
                        failed += 1;
                        told_of_failures += 1;
                        assert_eq!(told.releases, new.len() as u64, "{case}");
                        assert!(full || told.changes.removed == 1, "{case}: {told:?}");
                    }
                }
                Err(_) => {
                    failed += 1;
                    assert!(found == old || found == new, "{case}: {found:?}");
                }
            }
            run(&options).expect("the next run");
            assert_eq!(texts(&options.index), new, "{case}");
            // The run has passed fewer fail points than that.
            if failure.after > 0 && failure.after <= after {
                break;
            }
            if after % 4 > 0 {
                continue;
            }
            let never = AtomicBool::new(false);
            let report = check(&options.index, Knowledge::builtin(), &(), &never).expect("a check");
            assert_eq!(report.health, Health::Ok, "{:?}", report.findings);
        }
        assert!(failed > 20, "{failed}");
        // A small index that is built anew has nothing to merge.
        assert!(full || told_of_failures > 0, "once {once}");
    }
}
