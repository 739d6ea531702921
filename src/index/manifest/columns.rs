//! What does one segment say about the files its documents came from? Reads it from the columns and postings.

use std::sync::Arc;

use tantivy::columnar::{Column, StrColumn};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED, Term};
use twox_hash::XxHash3_64;

use crate::error::Result;
use crate::index::manifest::doc_kind::{DocKind, FileFingerprint};
use crate::model::{RecordId, RecordPlace};
use crate::schema::FILE_KEY;

/// The columns of one segment.
pub(crate) struct Columns {
    pub(crate) file_path: Option<StrColumn>,
    doc_kind: Option<StrColumn>,
    size: Column<u64>,
    modified: Column<i64>,
    changed: Column<i64>,
    hash: Column<u64>,
    pub(crate) member: Option<StrColumn>,
    record: Column<u64>,
}

impl Columns {
    /// Opens the columns of a segment.
    pub(crate) fn open(segment: &SegmentReader) -> Result<Self> {
        let columns = segment.fast_fields();
        Ok(Columns {
            file_path: columns.str("file_path")?,
            doc_kind: columns.str("doc_kind")?,
            size: columns.u64("size")?,
            modified: columns.i64("modified")?,
            changed: columns.i64("changed")?,
            hash: columns.u64("hash")?,
            member: columns.str("member")?,
            record: columns.u64("record")?,
        })
    }

    /// Whether a document holds the fingerprint of a file.
    pub(crate) fn has_fingerprint(&self, doc: DocId) -> bool {
        self.size.first(doc).is_some()
    }

    /// The fingerprint that a document holds.
    pub(crate) fn fingerprint(&self, doc: DocId) -> Option<FileFingerprint> {
        Some(FileFingerprint {
            size: self.size.first(doc)?,
            modified: self.modified.first(doc)?,
            changed: self.changed.first(doc)?,
            hash: self.hash.first(doc),
        })
    }

    /// XXH3 of the record or the file that a document came from.
    pub(crate) fn hash(&self, doc: DocId) -> Option<u64> {
        self.hash.first(doc)
    }

    /// The ordinal of a kind's term in this segment; none if no document has this kind.
    pub(crate) fn kind_ordinal(&self, kind: DocKind) -> Result<Option<u64>> {
        let Some(column) = &self.doc_kind else {
            return Ok(None);
        };
        Ok(column.dictionary().term_ord(kind.term())?)
    }

    /// Whether a document has the kind with this ordinal: see [`Self::kind_ordinal`].
    pub(crate) fn has_kind(&self, doc: DocId, kind_ordinal: Option<u64>) -> bool {
        has_term(self.doc_kind.as_ref(), doc, kind_ordinal)
    }

    /// The number of the record in its file or member; none if the document is about all of it.
    pub(crate) fn record_number(&self, doc: DocId) -> Option<u32> {
        u32::try_from(self.record.first(doc)?).ok()
    }

    /// Where in its file a document's record is.
    pub(crate) fn place(&self, doc: DocId) -> Result<RecordPlace> {
        let member = match &self.member {
            Some(column) => first_text(column, doc)?,
            None => None,
        };
        Ok(RecordPlace {
            member: member.map(Arc::from),
            number: self.record_number(doc),
        })
    }

    /// The id of a release or of a skip.
    pub(crate) fn id(&self, doc: DocId) -> Result<Option<RecordId>> {
        let place = self.place(doc)?;
        Ok(self.file_path(doc)?.map(|path| place.in_file(&path)))
    }

    /// The path of the file that a document came from.
    pub(crate) fn file_path(&self, doc: DocId) -> Result<Option<String>> {
        match &self.file_path {
            Some(column) => first_text(column, doc),
            None => Ok(None),
        }
    }
}

/// The first value of a document in a column of texts.
pub(crate) fn first_text(column: &StrColumn, doc: DocId) -> Result<Option<String>> {
    let Some(ordinal) = column.term_ords(doc).next() else {
        return Ok(None);
    };
    let mut text = String::new();
    let found = column.ord_to_str(ordinal, &mut text)?;
    Ok(found.then_some(text))
}

/// The hash of each path in a column, by its ordinal. Reads the dictionary once from end to end: looking up each path would
/// read parts of it many times.
pub(crate) fn path_hashes<H>(paths: &StrColumn, hash: impl Fn(&[u8]) -> H) -> Result<Vec<H>> {
    let mut hashes = Vec::with_capacity(paths.num_terms());
    let mut stream = paths.dictionary().stream()?;
    while stream.advance() {
        hashes.push(hash(stream.key()));
    }
    Ok(hashes)
}

/// The value of the field `file_key`: 32 bits of the hash of a path. Two files may have the same.
pub(crate) fn file_key(file_path: &str) -> u64 {
    XxHash3_64::oneshot(file_path.as_bytes()) >> 32
}

/// The term that all documents of a file have. Documents of other files may have it, too: see [`file_key`].
pub(crate) fn file_term(file_path: &str) -> Term {
    Term::from_field_u64(FILE_KEY, file_key(file_path))
}

/// The documents of a segment that came from a file and have not been deleted. `term` is [`file_term`].
pub(crate) fn docs_of_file(
    segment: &SegmentReader,
    term: &Term,
    file_path: &str,
) -> tantivy::Result<Vec<DocId>> {
    let mut docs = docs_with_term(segment, term)?;
    if docs.is_empty() {
        return Ok(docs);
    }
    // Another file may have the same term.
    let paths = segment.fast_fields().str("file_path")?;
    let ordinal = match &paths {
        Some(paths) => paths.dictionary().term_ord(file_path)?,
        None => None,
    };
    docs.retain(|doc| has_term(paths.as_ref(), *doc, ordinal));
    Ok(docs)
}

/// The documents of a segment that have a term and have not been deleted.
pub(crate) fn docs_with_term(segment: &SegmentReader, term: &Term) -> tantivy::Result<Vec<DocId>> {
    let mut docs = Vec::new();
    let inverted = segment.inverted_index(term.field())?;
    let postings = inverted.read_postings(term, IndexRecordOption::Basic)?;
    if let Some(mut postings) = postings {
        docs.reserve(postings.doc_freq() as usize);
        let mut doc = postings.doc();
        while doc != TERMINATED {
            if !segment.is_deleted(doc) {
                docs.push(doc);
            }
            doc = postings.advance();
        }
    }
    Ok(docs)
}

fn has_term(column: Option<&StrColumn>, doc: DocId, ordinal: Option<u64>) -> bool {
    match (column, ordinal) {
        (Some(column), Some(ordinal)) => column.term_ords(doc).any(|other| other == ordinal),
        _ => false,
    }
}
