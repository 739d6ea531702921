//! What an index holds: its files, its releases, its counts.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use dragnet::index::OpenIndex;
use dragnet::knowledge::Knowledge;
use dragnet::query::{Request, search};

use super::test_repo::TestRepo;

/// The file of an index in `index/` that holds the texts.
pub fn store(repo: &TestRepo) -> PathBuf {
    files(&repo.path().join("index"))
        .into_iter()
        .find(|path| path.extension().is_some_and(|ending| ending == "store"))
        .expect("a store")
}

/// Every file of the index that holds data: locks hold none.
pub fn files(index: &Path) -> Vec<PathBuf> {
    let mut files = vec![index.join("CURRENT")];
    for entry in fs::read_dir(index).expect("the index") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(
                fs::read_dir(path)
                    .expect("a generation")
                    .map(|entry| entry.expect("an entry").path()),
            );
        }
    }
    files.retain(|path| path.extension().is_none_or(|ending| ending != "lock"));
    files.sort();
    files
}

/// All that an index says: each release with its text, by id, and the counts of its facets.
#[derive(Debug, PartialEq)]
pub struct Contents {
    pub releases: BTreeMap<String, (String, String)>,
    pub facets: Vec<String>,
}

pub fn contents(index: &OpenIndex) -> Contents {
    let mut releases = BTreeMap::new();
    index
        .for_each_release(|release, text| {
            let stored = serde_json::to_string(&release).expect("JSON");
            let twice = releases.insert(release.id, (stored, text));
            assert_eq!(twice, None, "a release that is there twice");
        })
        .expect("releases");
    let mut request = Request::new("", || jiff::civil::Date::constant(2026, 1, 1));
    request.copies = true;
    request.facets = dragnet::schema::facets()
        .map(|(name, ..)| name.to_owned())
        .collect();
    let results = search(index, Knowledge::builtin(), &request).expect("an answer");
    assert_eq!(results.summary.total, releases.len());
    let facets = results.summary.facets.iter();
    Contents {
        releases,
        facets: facets.map(|facet| format!("{facet:?}")).collect(),
    }
}
