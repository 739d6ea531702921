//! Which files and records were left out of the index, and why?

use std::collections::HashMap;
use std::path::Path;

use tantivy::{Searcher, Term};

use crate::error::{Error, Result};
use crate::index::manifest::columns::{Columns, docs_with_term, first_text};
use crate::index::manifest::doc_kind::DocKind;
use crate::index::report::SkippedFile;
use crate::model::{RecordId, SkipReason};
use crate::schema::DOC_KIND;

/// The reason for each file and record that was left out, by its id.
pub(crate) type Skips = HashMap<RecordId, SkipReason>;

/// Whether `before` does not have this skip, or has it with another reason.
pub(crate) fn is_new(before: &Skips, id: &RecordId, reason: &SkipReason) -> bool {
    before.get(id) != Some(reason)
}

/// Reads all skips of a commit of the index in `path`.
pub(crate) fn read_skips(path: &Path, searcher: &Searcher) -> Result<Skips> {
    let mut skips = Skips::new();
    let term = Term::from_field_text(DOC_KIND, DocKind::Skip.term());
    for segment in searcher.segment_readers() {
        let docs = docs_with_term(segment, &term)?;
        if docs.is_empty() {
            continue;
        }
        let columns = Columns::open(segment)?;
        let Some(reasons) = segment.fast_fields().str("reason")? else {
            continue;
        };
        for doc in docs {
            let (Some(id), Some(reason)) = (columns.id(doc)?, first_text(&reasons, doc)?) else {
                continue;
            };
            let reason = serde_json::from_str(&reason).map_err(|error| Error::Damaged {
                path: path.to_owned(),
                why: format!("the reason for leaving out `{id}` cannot be read: {error}"),
            })?;
            skips.insert(id, reason);
        }
    }
    Ok(skips)
}

/// The list of skips for a report, sorted by id. Those that were not in `before` are marked as new.
pub(crate) fn list_skips(before: &Skips, now: Skips) -> Vec<SkippedFile> {
    let mut skipped: Vec<SkippedFile> = now
        .into_iter()
        .map(|(id, reason)| SkippedFile {
            new: is_new(before, &id, &reason),
            id: id.to_string(),
            reason,
        })
        .collect();
    skipped.sort_unstable_by(|a, b| a.id.cmp(&b.id));
    skipped
}
