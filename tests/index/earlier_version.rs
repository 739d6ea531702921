//! An index that an earlier version of dragnet wrote: `tests/fixtures/index-v9`.
//!
//! Where it names its corpus, it says `CORPUS`: an index belongs to the folder that it was built from.

use std::fs;
use std::path::Path;

use twox_hash::XxHash3_64;

use crate::support::copy;
use crate::support::test_repo::TestRepo;

/// A folder with the index and its corpus.
fn with_index_of_version_9() -> TestRepo {
    let repo = TestRepo::empty();
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/index-v9");
    copy(&fixture, repo.path());
    let meta = repo.path().join("index/generation-1/meta.json");
    let text = fs::read_to_string(&meta).expect("meta.json");
    let (text, _) = text.rsplit_once("xxh3 ").expect("a checksum");
    let corpus = repo.path().join("corpus").canonicalize().expect("a path");
    let text = text.replace("CORPUS", corpus.to_str().expect("UTF-8"));
    let sum = XxHash3_64::oneshot(text.as_bytes());
    fs::write(&meta, format!("{text}xxh3 {sum:016x}\n")).expect("meta.json");
    repo
}

#[test]
fn a_search_in_an_index_of_version_9_says_what_to_run() {
    let repo = with_index_of_version_9();
    for line in [
        &["search", "chromium"][..],
        &["facets", "agency"],
        &["show", "spill.txt"],
    ] {
        repo.run(line)
            .is_error("another version of dragnet", "run `dragnet index`");
    }
    assert_eq!(repo.run(&["check"]).status, 1);
}

#[test]
fn an_index_of_version_9_is_rebuilt() {
    let repo = with_index_of_version_9();
    let ran = repo.run(&["index", "--format", "json"]);
    ran.is_done();
    let report: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(report["mode"], "other_version");
    assert_eq!(report["releases"], 2);
    assert_eq!(report["skipped"][0]["id"], "broken.json");
    assert_eq!(repo.ids(&["chromium"]), ["spill.txt"]);
    assert_eq!(repo.run(&["check"]).status, 0);
}
