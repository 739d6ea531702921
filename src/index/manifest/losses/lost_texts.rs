//! Which releases of a file have lost most of their text in an index that is built anew, although the file holds as many?

use std::collections::BTreeMap;

use tantivy::{DocAddress, Searcher};

use crate::error::Result;
use crate::index::manifest::columns::Columns;
use crate::index::manifest::losses::text_loss::{is_release, text_loss};
use crate::index::manifest::release_lookup::{releases_of_file, stored_texts};
use crate::model::{Page, RecordPlace, Release, SkipReason};

/// What each of the releases of a file has lost that have lost most of their text, between the first index and the second.
pub(super) fn lost_texts(path: &str, indexes: [&Searcher; 2]) -> Result<Vec<SkipReason>> {
    let [before, now] = indexes;
    let releases: BTreeMap<RecordPlace, DocAddress> =
        releases_of_file(now, path)?.into_iter().collect();
    let mut lost = Vec::new();
    for (place, address) in releases_of_file(before, path)? {
        let Some(there) = releases.get(&place) else {
            continue;
        };
        if content_hash(before, address)? == content_hash(now, *there)? {
            continue;
        }
        let (had, text) = stored(before, address)?;
        let (has, now_text) = stored(now, *there)?;
        let page = Page {
            title: has.title,
            text: now_text,
            ..Page::default()
        };
        let is_other = || is_release(has.date.is_some(), has.stage, &page.text);
        lost.extend(text_loss([&had.title, &text], &page, is_other));
    }
    Ok(lost)
}

/// XXH3 of what a release was read from.
fn content_hash(index: &Searcher, address: DocAddress) -> Result<Option<u64>> {
    Ok(Columns::open(index.segment_reader(address.segment_ord))?.hash(address.doc_id))
}

fn stored(index: &Searcher, address: DocAddress) -> Result<(Release, String)> {
    let [release, text] = stored_texts(index, address)?;
    let release = serde_json::from_str(&release).unwrap_or_default();
    Ok((release, text))
}
