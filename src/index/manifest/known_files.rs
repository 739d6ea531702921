//! What the index says of the files it was built from.
//!
//! Every file of a corpus is compared with this, and a corpus may have millions: a file takes 24 bytes here, and what is
//! said of it is read from the index when it is asked for.

use std::collections::HashMap;

use tantivy::columnar::{Column, StrColumn};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocId, DocSet, SegmentReader, TERMINATED, TantivyError, Term};
use twox_hash::XxHash3_128;

use crate::error::Result;
use crate::index::OpenIndex;
use crate::index::ingest::pending_deletes::Deletion;
use crate::model::RecordId;
use crate::model::SkipReason;
use crate::schema::{FileRecord, Standing};

/// The files of one commit.
#[derive(Default)]
pub(crate) struct KnownFiles<'a> {
    index: Option<&'a OpenIndex>,
    segments: Vec<Columns>,
    /// Sorted by path.
    entries: Vec<Entry>,
}

/// A file, by the sum of its id, and the document that has its record; where no document has one, any of its documents.
#[derive(Clone, Copy)]
struct Entry {
    path: [u64; 2],
    segment: u32,
    doc: DocId,
}

/// Where a file stands among those that are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place(u32);

impl Place {
    pub(crate) fn at(self) -> usize {
        self.0 as usize
    }
}

/// The columns of one segment.
pub(crate) struct Columns {
    pub(crate) file: Option<StrColumn>,
    standing: Option<StrColumn>,
    size: Column<u64>,
    modified: Column<i64>,
    hash: Column<u64>,
    record: Column<u64>,
}

/// One document of a file that holds many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Part {
    /// Which record it is; none where the document is of the file as a whole.
    pub(crate) number: Option<u32>,
    /// XXH3 of the record.
    pub(crate) hash: u64,
    /// Where it stands.
    pub(crate) at: Address,
}

/// The segment, counted from 0, and the document in it.
pub(crate) type Address = (u32, DocId);

/// What the index holds of one file.
#[derive(Debug, Default)]
pub(crate) struct Documents {
    /// Sorted by number.
    pub(crate) parts: Vec<Part>,
    /// The documents that keep the record of the file: one at most, if all is well.
    pub(crate) records: Vec<Address>,
    /// How many of them are releases.
    pub(crate) releases: u64,
}

impl Documents {
    /// Where all of them stand.
    pub(crate) fn all(&self) -> impl Iterator<Item = Address> {
        let parts = self.parts.iter().map(|part| part.at);
        parts.chain(self.records.iter().copied())
    }
}

fn path_sum(id: &str) -> [u64; 2] {
    let sum = XxHash3_128::oneshot(id.as_bytes());
    // The two halves.
    #[allow(clippy::cast_possible_truncation)]
    [(sum >> 64) as u64, sum as u64]
}

impl Columns {
    pub(crate) fn of(segment: &SegmentReader) -> Result<Self> {
        let columns = segment.fast_fields();
        Ok(Columns {
            file: columns.str("file")?,
            standing: columns.str("standing")?,
            size: columns.u64("size")?,
            modified: columns.i64("modified")?,
            hash: columns.u64("hash")?,
            record: columns.u64("record")?,
        })
    }

    fn record(&self, doc: DocId) -> Option<FileRecord> {
        // Only one document of a file carries all three.
        Some(FileRecord {
            size: self.size.first(doc)?,
            modified: self.modified.first(doc)?,
            hash: self.hash.first(doc)?,
        })
    }

    /// The place of a standing's term in this segment's list of them.
    pub(crate) fn standing(&self, standing: Standing) -> Result<Option<u64>> {
        let Some(column) = &self.standing else {
            return Ok(None);
        };
        let ordinal = column.dictionary().term_ord(standing.term());
        Ok(ordinal.map_err(TantivyError::from)?)
    }

    /// Whether a document has the standing in this place of the list.
    pub(crate) fn has_standing(&self, doc: DocId, place: Option<u64>) -> bool {
        has_term(self.standing.as_ref(), doc, place)
    }

    /// Which record of its file it is; none where it is the file.
    pub(crate) fn number(&self, doc: DocId) -> Option<u32> {
        u32::try_from(self.record.first(doc)?).ok()
    }

    /// The id of a release, or of what was left out.
    fn id(&self, doc: DocId) -> Result<Option<RecordId>> {
        let path = self.file_id(doc)?;
        let number = self.number(doc);
        Ok(path.map(|path| RecordId { path, number }))
    }

    fn file_id(&self, doc: DocId) -> Result<Option<String>> {
        let Some(column) = &self.file else {
            return Ok(None);
        };
        let Some(ordinal) = column.term_ords(doc).next() else {
            return Ok(None);
        };
        text_of(column, ordinal)
    }
}

fn text_of(column: &StrColumn, ordinal: u64) -> Result<Option<String>> {
    let mut text = String::new();
    let found = column.ord_to_str(ordinal, &mut text);
    Ok(found.map_err(TantivyError::from)?.then_some(text))
}

impl<'a> KnownFiles<'a> {
    /// Those of a commit.
    pub(crate) fn of(index: &'a OpenIndex) -> Result<Self> {
        let readers = index.searcher.segment_readers();
        let segments = readers
            .iter()
            .map(Columns::of)
            .collect::<Result<Vec<_>>>()?;
        // Three lists, each of which overrules those after it.
        let (mut records, mut carried, mut bare) = (Vec::new(), Vec::new(), Vec::new());
        for (number, (segment, columns)) in (0..).zip(readers.iter().zip(&segments)) {
            let Some(files) = &columns.file else {
                continue;
            };
            // The list of ids is read once from end to end: looking each up would read parts of it many times.
            let mut sums = Vec::with_capacity(files.num_terms());
            let mut stream = files.dictionary().stream().map_err(TantivyError::from)?;
            while stream.advance() {
                sums.push(path_sum(&String::from_utf8_lossy(stream.key())));
            }
            let mut has_bare = vec![false; sums.len()];
            let record_standing = columns.standing(Standing::Record)?;
            for doc in segment.doc_ids_alive() {
                let Some(at) = files
                    .term_ords(doc)
                    .next()
                    .and_then(|ordinal| usize::try_from(ordinal).ok())
                else {
                    continue;
                };
                let Some(path) = sums.get(at).copied() else {
                    continue;
                };
                let entry = Entry {
                    path,
                    segment: number,
                    doc,
                };
                if columns.size.first(doc).is_none() {
                    if !has_bare[at] {
                        has_bare[at] = true;
                        bare.push(entry);
                    }
                } else if columns.has_standing(doc, record_standing) {
                    records.push(entry);
                } else {
                    carried.push(entry);
                }
            }
        }
        let mut entries = records;
        entries.append(&mut carried);
        entries.append(&mut bare);
        entries.sort_by_key(|entry| entry.path);
        entries.dedup_by_key(|entry| entry.path);
        Ok(KnownFiles {
            index: Some(index),
            segments,
            entries,
        })
    }

    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    pub(crate) fn find(&self, id: &str) -> Option<Place> {
        let path = path_sum(id);
        let at = self
            .entries
            .binary_search_by_key(&path, |entry| entry.path)
            .ok()?;
        u32::try_from(at).ok().map(Place)
    }

    /// Every file that `wanted` picks.
    pub(crate) fn places(&self, wanted: impl Fn(Place) -> bool) -> impl Iterator<Item = Place> {
        (0..u32::try_from(self.entries.len()).unwrap_or(u32::MAX))
            .map(Place)
            .filter(move |place| wanted(*place))
    }

    /// The record of a file; none where it could not be read to its end, or where the run that read it was killed.
    pub(crate) fn record(&self, place: Place) -> Option<FileRecord> {
        let entry = self.entries.get(place.at())?;
        self.segments.get(entry.segment as usize)?.record(entry.doc)
    }

    /// The id of a file.
    pub(crate) fn id(&self, place: Place) -> Result<Option<String>> {
        let Some(entry) = self.entries.get(place.at()) else {
            return Ok(None);
        };
        match self.segments.get(entry.segment as usize) {
            Some(columns) => columns.file_id(entry.doc),
            None => Ok(None),
        }
    }

    /// The document that keeps the record of a file and is nothing else, where there is one.
    pub(crate) fn own_record(&self, place: Place) -> Result<Option<Address>> {
        let Some(entry) = self.entries.get(place.at()) else {
            return Ok(None);
        };
        let Some(columns) = self.segments.get(entry.segment as usize) else {
            return Ok(None);
        };
        let record = columns.standing(Standing::Record)?;
        let is_record = columns.has_standing(entry.doc, record);
        Ok(is_record.then_some((entry.segment, entry.doc)))
    }

    /// Has documents deleted by the next commit.
    pub(crate) fn delete(
        &self,
        documents: impl IntoIterator<Item = Address>,
        deletion: &mut Deletion,
    ) {
        let segments = self
            .index
            .map_or(&[][..], |index| index.searcher.segment_readers());
        for (segment, doc) in documents {
            if let Some(segment) = segments.get(segment as usize) {
                deletion.document(segment.segment_id(), doc);
            }
        }
    }

    /// The documents that came from a file.
    pub(crate) fn documents(&self, file: &str) -> Result<Documents> {
        let mut documents = Documents::default();
        let Some(index) = self.index else {
            return Ok(documents);
        };
        let term = index.fields.file_term(file);
        let readers = index.searcher.segment_readers();
        for (place, (segment, columns)) in (0..).zip(readers.iter().zip(&self.segments)) {
            let release = columns.standing(Standing::Release)?;
            let record = columns.standing(Standing::Record)?;
            for doc in docs_of(segment, &term, file)? {
                let at = (place, doc);
                if columns.has_standing(doc, record) {
                    documents.records.push(at);
                    continue;
                }
                let is_release = columns.has_standing(doc, release);
                documents.releases += u64::from(is_release);
                documents.parts.push(Part {
                    number: columns.number(doc),
                    hash: columns.hash.first(doc).unwrap_or_default(),
                    at,
                });
            }
        }
        documents.parts.sort_unstable();
        Ok(documents)
    }
}

/// The documents of a segment that came from a file, and have not been deleted. `term` is [`Fields::file_term`].
///
/// [`Fields::file_term`]: crate::schema::Fields::file_term
pub(crate) fn docs_of(
    segment: &SegmentReader,
    term: &Term,
    file: &str,
) -> tantivy::Result<Vec<DocId>> {
    let mut docs = docs_with(segment, term)?;
    if docs.is_empty() {
        return Ok(docs);
    }
    // Another file may have the same term.
    let files = segment.fast_fields().str("file")?;
    let place = match &files {
        Some(files) => files.dictionary().term_ord(file)?,
        None => None,
    };
    docs.retain(|doc| has_term(files.as_ref(), *doc, place));
    Ok(docs)
}

/// The documents of a segment with a term that have not been deleted.
fn docs_with(segment: &SegmentReader, term: &Term) -> tantivy::Result<Vec<DocId>> {
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

fn has_term(column: Option<&StrColumn>, doc: DocId, place: Option<u64>) -> bool {
    match (column, place) {
        (Some(column), Some(place)) => column.term_ords(doc).any(|other| other == place),
        _ => false,
    }
}

/// What is kept of files and records that were left out: the reason, by the id of each.
pub(crate) type Skips = HashMap<RecordId, SkipReason>;

/// Whether the skips do not say that this was left out, or give another reason.
pub(crate) fn is_new(before: &Skips, id: &RecordId, reason: &SkipReason) -> bool {
    before.get(id) != Some(reason)
}

/// All that a commit says was left out.
pub(crate) fn skips(index: &OpenIndex) -> Result<Skips> {
    let mut skips = Skips::new();
    let term = Term::from_field_text(index.fields.standing, Standing::Skipped.term());
    for (number, segment) in (0..).zip(index.searcher.segment_readers()) {
        let docs = docs_with(segment, &term)?;
        if docs.is_empty() {
            continue;
        }
        let columns = Columns::of(segment)?;
        let Some(reasons) = segment.fast_fields().str("reason")? else {
            continue;
        };
        for doc in docs {
            let reason = match reasons.term_ords(doc).next() {
                Some(ordinal) => text_of(&reasons, ordinal)?,
                None => None,
            };
            let (Some(id), Some(reason)) = (columns.id(doc)?, reason) else {
                continue;
            };
            match serde_json::from_str(&reason) {
                Ok(reason) => skips.insert(id, reason),
                Err(error) => {
                    let at = DocAddress::new(number, doc);
                    return Err(index.damaged(format!("a reason cannot be read ({at:?}): {error}")));
                }
            };
        }
    }
    Ok(skips)
}
