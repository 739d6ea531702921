//! What the index says of the files it was built from.
//!
//! Every file of a corpus is compared with this, and a corpus may have millions: a file takes 24 bytes here, and what is
//! said of it is read from the index when it is asked for.

use std::collections::HashMap;

use tantivy::{DocAddress, DocId, TantivyError, Term};
use twox_hash::XxHash3_128;

use crate::error::Result;
use crate::index::OpenIndex;
use crate::index::ingest::pending_deletes::Deletion;
use crate::index::manifest::columns::{
    Columns, docs_of_file, docs_with_term, file_term, first_text,
};
use crate::index::manifest::doc_kind::{DocKind, FileFingerprint};
use crate::model::{RecordId, SkipReason};
use crate::schema::DOC_KIND;

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

impl<'a> KnownFiles<'a> {
    /// Those of a commit.
    pub(crate) fn of(index: &'a OpenIndex) -> Result<Self> {
        let readers = index.searcher.segment_readers();
        let segments = readers
            .iter()
            .map(Columns::open)
            .collect::<Result<Vec<_>>>()?;
        // Three lists, each of which overrules those after it.
        let (mut records, mut carried, mut bare) = (Vec::new(), Vec::new(), Vec::new());
        for (number, (segment, columns)) in (0..).zip(readers.iter().zip(&segments)) {
            let Some(files) = &columns.file_path else {
                continue;
            };
            // The list of ids is read once from end to end: looking each up would read parts of it many times.
            let mut sums = Vec::with_capacity(files.num_terms());
            let mut stream = files.dictionary().stream().map_err(TantivyError::from)?;
            while stream.advance() {
                sums.push(path_sum(&String::from_utf8_lossy(stream.key())));
            }
            let mut has_bare = vec![false; sums.len()];
            let file_record = columns.kind_ordinal(DocKind::FileRecord)?;
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
                if !columns.has_fingerprint(doc) {
                    if !has_bare[at] {
                        has_bare[at] = true;
                        bare.push(entry);
                    }
                } else if columns.has_kind(doc, file_record) {
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
    pub(crate) fn record(&self, place: Place) -> Option<FileFingerprint> {
        let entry = self.entries.get(place.at())?;
        self.segments
            .get(entry.segment as usize)?
            .fingerprint(entry.doc)
    }

    /// The id of a file.
    pub(crate) fn id(&self, place: Place) -> Result<Option<String>> {
        let Some(entry) = self.entries.get(place.at()) else {
            return Ok(None);
        };
        match self.segments.get(entry.segment as usize) {
            Some(columns) => columns.file_path(entry.doc),
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
        let record = columns.kind_ordinal(DocKind::FileRecord)?;
        let is_record = columns.has_kind(entry.doc, record);
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
        let term = file_term(file);
        let readers = index.searcher.segment_readers();
        for (place, (segment, columns)) in (0..).zip(readers.iter().zip(&self.segments)) {
            let release = columns.kind_ordinal(DocKind::Release)?;
            let record = columns.kind_ordinal(DocKind::FileRecord)?;
            for doc in docs_of_file(segment, &term, file)? {
                let at = (place, doc);
                if columns.has_kind(doc, record) {
                    documents.records.push(at);
                    continue;
                }
                let is_release = columns.has_kind(doc, release);
                documents.releases += u64::from(is_release);
                documents.parts.push(Part {
                    number: columns.record_number(doc),
                    hash: columns.hash(doc).unwrap_or_default(),
                    at,
                });
            }
        }
        documents.parts.sort_unstable();
        Ok(documents)
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
    let term = Term::from_field_text(DOC_KIND, DocKind::Skip.term());
    for (number, segment) in (0..).zip(index.searcher.segment_readers()) {
        let docs = docs_with_term(segment, &term)?;
        if docs.is_empty() {
            continue;
        }
        let columns = Columns::open(segment)?;
        let Some(reasons) = segment.fast_fields().str("reason")? else {
            continue;
        };
        for doc in docs {
            let reason = first_text(&reasons, doc)?;
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
