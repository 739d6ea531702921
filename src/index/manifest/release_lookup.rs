//! Finds releases by their ids.
//!
//! An id contains the path of the file and the number of the record in it. So the index needs no list of ids beside its
//! list of files.

use std::sync::Arc;

use tantivy::schema::Value as _;
use tantivy::{DocAddress, Searcher, TantivyDocument};

use crate::error::Result;
use crate::index::manifest::columns::{Columns, docs_of_file, file_term};
use crate::index::manifest::doc_kind::DocKind;
use crate::model::{RecordId, RecordPlace};
use crate::schema::{BODY, RELEASE};

/// Maximum number of similar ids that are suggested for an unknown id.
pub(crate) const MAX_SIMILAR: usize = 3;

/// The document of the release with this id. A skip has an id, too, but is not a release.
pub(crate) fn find_release(searcher: &Searcher, id: &str) -> Result<Option<DocAddress>> {
    let RecordId { path, number, .. } = RecordId::from(id);
    // Each part of the path may be an archive, with the rest as the path of a member.
    let ends = std::iter::once(path.len()).chain(path.rmatch_indices('/').map(|(at, _)| at));
    for end in ends {
        let place = RecordPlace {
            member: path.get(end + 1..).map(Arc::from),
            number,
        };
        let releases = releases_of_file(searcher, &path[..end])?;
        if let Some((_, address)) = releases.into_iter().find(|(found, _)| *found == place) {
            return Ok(Some(address));
        }
    }
    Ok(None)
}

/// What a document stores of its release: the release as JSON, and its text.
pub(crate) fn stored_texts(searcher: &Searcher, address: DocAddress) -> Result<[String; 2]> {
    let document: TantivyDocument = searcher.doc(address)?;
    Ok([RELEASE, BODY].map(|field| {
        let value = document.get_first(field);
        let text = value.and_then(|value| value.as_str());
        text.unwrap_or_default().to_owned()
    }))
}

/// The releases of a file: where in it each is, and its document.
pub(crate) fn releases_of_file(
    searcher: &Searcher,
    file_path: &str,
) -> Result<Vec<(RecordPlace, DocAddress)>> {
    let term = file_term(file_path);
    let mut releases = Vec::new();
    for (segment_ord, segment) in (0..).zip(searcher.segment_readers()) {
        let docs = docs_of_file(segment, &term, file_path)?;
        if docs.is_empty() {
            continue;
        }
        let columns = Columns::open(segment)?;
        let release = columns.kind_ordinal(DocKind::Release)?;
        for doc in docs {
            if columns.has_kind(doc, release) {
                let address = DocAddress::new(segment_ord, doc);
                releases.push((columns.place(doc)?, address));
            }
        }
    }
    Ok(releases)
}

/// Ids that contain the last part of what was typed, those below the typed folder first: at most [`MAX_SIMILAR`].
pub(crate) fn similar_ids(searcher: &Searcher, typed: &str) -> Result<Vec<String>> {
    let wanted = typed.rsplit('/').next().unwrap_or(typed).to_lowercase();
    let folder = typed.rfind('/').map_or("", |at| &typed[..=at]);
    // Ids below the folder, and others.
    let (mut similar, mut others) = (Vec::new(), Vec::new());
    if wanted.is_empty() {
        return Ok(similar);
    }
    // The list of files has no record numbers: of `list.json#12` it has `list.json`.
    let wanted_file = wanted.rsplit_once('#').map_or(&*wanted, |(file, _)| file);
    for segment in searcher.segment_readers() {
        let Some(paths) = Columns::open(segment)?.file_path else {
            continue;
        };
        let mut paths = paths.dictionary().stream()?;
        while paths.advance() {
            let Ok(path) = std::str::from_utf8(paths.key()) else {
                continue;
            };
            // Of a member the list has the archive.
            let is_archive = typed
                .strip_prefix(path)
                .is_some_and(|member| member.starts_with('/'));
            let is_full = others.len() == MAX_SIMILAR && !path.starts_with(folder);
            if is_full || !is_archive && !path.to_lowercase().contains(wanted_file) {
                continue;
            }
            let mut releases = releases_of_file(searcher, path)?;
            releases.sort_unstable();
            for (place, _) in releases {
                let id = place.in_file(path).to_string();
                if !id.to_lowercase().contains(&wanted) {
                    continue;
                }
                let list = if id.starts_with(folder) {
                    &mut similar
                } else {
                    &mut others
                };
                if list.len() < MAX_SIMILAR && !list.contains(&id) {
                    list.push(id);
                }
                if similar.len() == MAX_SIMILAR {
                    return Ok(similar);
                }
            }
        }
    }
    similar.append(&mut others);
    similar.truncate(MAX_SIMILAR);
    Ok(similar)
}
