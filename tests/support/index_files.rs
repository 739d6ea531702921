//! What an index holds: its files, its releases, its counts.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use dragnet::index::OpenIndex;
use dragnet::knowledge::Knowledge;
use dragnet::query::{Request, search};
use tantivy::schema::Value;

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
    for segment in index.searcher.segment_readers() {
        let store = segment.get_store_reader(10).expect("a store");
        for document in store.iter::<tantivy::TantivyDocument>(segment.alive_bitset()) {
            let document = document.expect("a document");
            let text = |field| {
                let value = document.get_first(field)?;
                value.as_str().map(str::to_owned)
            };
            let Some(release) = text(index.fields.release) else {
                continue;
            };
            let id: dragnet::model::Release = serde_json::from_str(&release).expect("a release");
            let body = text(index.fields.body).unwrap_or_default();
            let twice = releases.insert(id.id, (release, body));
            assert_eq!(twice, None, "a release that stands twice");
        }
    }
    let mut request = Request::new("", || jiff::civil::Date::constant(2026, 1, 1));
    request.facets = dragnet::query::FACETS.map(str::to_owned).into();
    let results = search(index, Knowledge::builtin(), &request).expect("an answer");
    assert_eq!(results.summary.total, releases.len());
    let facets = results.summary.facets.iter();
    Contents {
        releases,
        facets: facets.map(|facet| format!("{facet:?}")).collect(),
    }
}
