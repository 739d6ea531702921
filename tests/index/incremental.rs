//! Is an index that was updated many times equal to a new one, whatever happened to the files of its corpus?

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use dragnet::index::{Changes, Mode, Options, Report};
use dragnet::model::SkipReason;

use crate::support::index_files::contents;
use crate::support::made_up::Corpus;
use crate::support::random::Random;
use crate::support::{index, open};

/// The size of a folder's files in bytes.
fn size(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).expect("a folder");
    entries
        .map(|entry| {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                size(&path)
            } else {
                path.metadata().expect("a file").len()
            }
        })
        .sum()
}

/// The difference of two states of a corpus, counted without an index.
fn difference(before: &BTreeMap<String, String>, now: &BTreeMap<String, String>) -> Changes {
    let mut changes = Changes::default();
    for (file, content) in now {
        match before.get(file) {
            None => changes.added += 1,
            Some(old) if old == content => changes.unchanged += 1,
            Some(_) => changes.changed += 1,
        }
    }
    let gone = before.keys().filter(|file| !now.contains_key(*file));
    changes.removed = gone.count() as u64;
    changes
}

fn skips(report: &Report) -> Vec<(String, SkipReason)> {
    let skipped = report.skipped.iter();
    skipped
        .map(|skip| (skip.id.clone(), skip.reason.clone()))
        .collect()
}

/// Changes a corpus and updates its index, `count` times. Each time the index equals a new one, and the report is right.
fn nights(count: usize, seed: u64) {
    let mut random = Random::new(seed);
    let mut corpus = Corpus::new(&mut random);
    let options = Options::of(&corpus.root(), &corpus.index());
    assert_eq!(index(&options).expect("a build").mode, Mode::First);
    // The files as the index has them.
    let mut indexed = corpus.files.clone();
    for night in 0..count {
        for _ in 0..random.below(4) {
            corpus.change(&mut random);
        }
        // What a run keeps, another one takes as it is.
        let options = Options {
            accept_losses: night % 2 == 1,
            ..options.clone()
        };
        let report = index(&options).expect("a night");
        assert_eq!(report.mode, Mode::Update);
        let expected = difference(&indexed, &corpus.files);
        let mut now = corpus.files.clone();
        for kept in &report.kept {
            now.insert(kept.id.clone(), indexed[&kept.id].clone());
        }
        indexed = now;
        // A broken file keeps what was indexed from it: see `losses`.
        if report.kept.is_empty() {
            assert_eq!(report.changes, expected, "night {night} of {seed}");
        }
        let built = corpus.folder.path().join("fresh");
        let fresh = index(&Options::of(&corpus.root(), &built)).expect("a build");
        let (kept, new) = (open(&corpus.index()), open(&built));
        let (mut contents_kept, contents_new) = (contents(&kept), contents(&new));
        if report.kept.is_empty() {
            assert_eq!(skips(&report), skips(&fresh), "night {night} of {seed}");
        } else {
            assert_eq!(report.kept[0].id, "turncoat.txt");
            contents_kept.releases.remove("turncoat.txt");
            contents_kept.facets.clone_from(&contents_new.facets);
        }
        assert_eq!(contents_kept, contents_new, "night {night} of {seed}");
        let again = index(&options).expect("a night with nothing new");
        assert_eq!(again.changes.added + again.changes.changed, 0);
        assert_eq!(
            again.changes.unchanged + again.kept.len() as u64,
            again.files
        );
        if night + 1 == count {
            let (ours, theirs) = (size(&corpus.index()), size(&built));
            assert!(ours * 10 <= theirs * 13, "{ours} bytes against {theirs}");
            assert!(kept.segment_count() * 10 <= new.segment_count() * 13);
        }
        drop((kept, new));
        fs::remove_dir_all(built).expect("the index");
    }
}

#[test]
fn an_index_updated_100_times_equals_a_new_one() {
    nights(100, 1);
}

#[test]
#[ignore = "takes minutes: cargo test -- --ignored 365_times"]
fn indexes_updated_365_times_equal_new_ones() {
    for seed in 1..=6 {
        nights(365, seed);
    }
}
