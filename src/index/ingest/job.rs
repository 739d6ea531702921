//! One piece of work for the worker threads.

use crate::corpus::Record;
use crate::index::manifest::doc_kind::Provenance;
use crate::index::segment::index_document::IndexDocument;
use crate::model::{Page, RecordId, Skip};

/// One piece of work.
pub(crate) enum Job {
    /// A record to convert. It becomes a release or a skip.
    Record {
        record: Record,
        provenance: Provenance,
    },
    /// A record that has been converted. It becomes a release.
    Page {
        id: RecordId,
        page: Box<Page>,
        provenance: Provenance,
    },
    /// A record, or a whole file, that is left out.
    Skip { skip: Skip, provenance: Provenance },
    /// A document to add as it is: the fingerprint of a file.
    Document(IndexDocument),
}

impl Job {
    /// The text that waits, in bytes.
    pub(crate) fn bytes(&self) -> usize {
        match self {
            Job::Record { record, .. } => record.content.text_len(),
            Job::Page { page, .. } => page.text.len(),
            Job::Skip { .. } | Job::Document(_) => 0,
        }
    }
}
