//! Which files does the index know, and what was their state when they were read?
//!
//! Every file of the corpus is compared with this manifest, and a corpus may have millions of files. So the manifest takes
//! 24 bytes per file; everything else is read from the index on demand.

use tantivy::{DocAddress, Searcher};
use twox_hash::XxHash3_128;

use crate::error::Result;
use crate::index::manifest::columns::{Columns, docs_of_file, file_term, path_hashes};
use crate::index::manifest::doc_kind::{DocKind, FileFingerprint};
use crate::index::manifest::pending_deletes::PendingDeletes;
use crate::index::manifest::release_lookup::stored_texts;
use crate::model::{RecordPlace, Release};

/// The files of one commit.
#[derive(Default)]
pub(crate) struct FileManifest<'a> {
    searcher: Option<&'a Searcher>,
    segments: Vec<Columns>,
    /// Sorted by the hash of the path.
    entries: Vec<ManifestEntry>,
}

/// One file: the hash of its path, and the document with its fingerprint, or any of its documents if none has it.
#[derive(Clone, Copy)]
struct ManifestEntry {
    path_hash: [u64; 2],
    address: DocAddress,
}

/// The number of a file in the manifest, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct FileOrdinal(u32);

impl FileOrdinal {
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// One document of a file: a release, or a skip.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct RecordEntry {
    /// Where in its file the record is; the file as a whole if the document is about that.
    pub(crate) place: RecordPlace,
    /// XXH3 of the record, or of the file.
    pub(crate) hash: u64,
    /// Whether it is a release, and not a skip.
    pub(crate) is_release: bool,
    pub(crate) address: DocAddress,
}

/// All documents of one file.
#[derive(Debug, Default)]
pub(crate) struct FileDocs {
    /// Sorted by place.
    pub(crate) records: Vec<RecordEntry>,
    /// The documents of kind [`DocKind::FileRecord`]: normally one at most.
    pub(crate) file_records: Vec<DocAddress>,
    /// How many documents are releases.
    pub(crate) releases: u64,
}

impl FileDocs {
    /// The addresses of all documents.
    pub(crate) fn all(&self) -> impl Iterator<Item = DocAddress> {
        let records = self.records.iter().map(|record| record.address);
        records.chain(self.file_records.iter().copied())
    }

    /// The release at a place.
    pub(crate) fn release_at(&self, place: &RecordPlace) -> Option<&RecordEntry> {
        let found = self
            .records
            .binary_search_by(|record| record.place.cmp(place));
        let record = found.ok().map(|at| &self.records[at]);
        record.filter(|record| record.is_release)
    }

    /// The records of a file that holds many.
    pub(crate) fn parts(&self) -> impl Iterator<Item = &RecordEntry> {
        let records = self.records.iter();
        records.filter(|record| !record.place.is_whole_file())
    }
}

impl<'a> FileManifest<'a> {
    /// Reads the manifest of a commit.
    pub(crate) fn read(searcher: &'a Searcher) -> Result<Self> {
        let readers = searcher.segment_readers();
        let segments = readers
            .iter()
            .map(Columns::open)
            .collect::<Result<Vec<_>>>()?;
        // In the order of preference: if a file is in several lists, the first list has its fingerprint.
        let (mut file_records, mut with_fingerprint, mut without) =
            (Vec::new(), Vec::new(), Vec::new());
        for (segment_ord, (segment, columns)) in (0..).zip(readers.iter().zip(&segments)) {
            let Some(paths) = &columns.file_path else {
                continue;
            };
            let hashes = path_hashes(paths, path_hash)?;
            let mut listed_without = vec![false; hashes.len()];
            let file_record = columns.kind_ordinal(DocKind::FileRecord)?;
            for doc in segment.doc_ids_alive() {
                let Some(ordinal) = paths
                    .term_ords(doc)
                    .next()
                    .and_then(|ordinal| usize::try_from(ordinal).ok())
                else {
                    continue;
                };
                let Some(path_hash) = hashes.get(ordinal).copied() else {
                    continue;
                };
                let entry = ManifestEntry {
                    path_hash,
                    address: DocAddress::new(segment_ord, doc),
                };
                if !columns.has_fingerprint(doc) {
                    if !listed_without[ordinal] {
                        listed_without[ordinal] = true;
                        without.push(entry);
                    }
                } else if columns.has_kind(doc, file_record) {
                    file_records.push(entry);
                } else {
                    with_fingerprint.push(entry);
                }
            }
        }
        let mut entries = file_records;
        entries.append(&mut with_fingerprint);
        entries.append(&mut without);
        // The sort is stable: of equal entries the preferred one stays first.
        entries.sort_by_key(|entry| entry.path_hash);
        entries.dedup_by_key(|entry| entry.path_hash);
        Ok(FileManifest {
            searcher: Some(searcher),
            segments,
            entries,
        })
    }

    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// The file with this path.
    pub(crate) fn find(&self, path: &str) -> Option<FileOrdinal> {
        let path_hash = path_hash(path.as_bytes());
        let at = self
            .entries
            .binary_search_by_key(&path_hash, |entry| entry.path_hash)
            .ok()?;
        u32::try_from(at).ok().map(FileOrdinal)
    }

    /// All files.
    pub(crate) fn files(&self) -> impl Iterator<Item = FileOrdinal> {
        (0..u32::try_from(self.entries.len()).unwrap_or(u32::MAX)).map(FileOrdinal)
    }

    /// The fingerprint of a file; none if it could not be read to its end, or if the run that read it was killed.
    pub(crate) fn fingerprint(&self, file: FileOrdinal) -> Option<FileFingerprint> {
        let (columns, address) = self.locate(file)?;
        columns.fingerprint(address.doc_id)
    }

    /// The path of a file.
    pub(crate) fn path(&self, file: FileOrdinal) -> Result<Option<String>> {
        match self.locate(file) {
            Some((columns, address)) => columns.file_path(address.doc_id),
            None => Ok(None),
        }
    }

    /// The document of kind [`DocKind::FileRecord`] of a file, if there is one.
    pub(crate) fn file_record(&self, file: FileOrdinal) -> Result<Option<DocAddress>> {
        let Some((columns, address)) = self.locate(file) else {
            return Ok(None);
        };
        let file_record = columns.kind_ordinal(DocKind::FileRecord)?;
        let is_file_record = columns.has_kind(address.doc_id, file_record);
        Ok(is_file_record.then_some(address))
    }

    fn locate(&self, file: FileOrdinal) -> Option<(&Columns, DocAddress)> {
        let address = self.entries.get(file.index())?.address;
        let columns = self.segments.get(address.segment_ord as usize)?;
        Some((columns, address))
    }

    /// Adds documents to those that the next commit deletes.
    pub(crate) fn delete(
        &self,
        documents: impl IntoIterator<Item = DocAddress>,
        deletes: &mut PendingDeletes,
    ) {
        let segments = self.searcher.map_or(&[][..], Searcher::segment_readers);
        for address in documents {
            if let Some(segment) = segments.get(address.segment_ord as usize) {
                deletes.delete_document(segment.segment_id(), address.doc_id);
            }
        }
    }

    /// The title and the text of a release.
    pub(crate) fn texts(&self, address: DocAddress) -> Result<[String; 2]> {
        let Some(searcher) = self.searcher else {
            return Ok(Default::default());
        };
        let [release, text] = stored_texts(searcher, address)?;
        let release: Option<Release> = serde_json::from_str(&release).ok();
        let title = release.map(|release| release.title).unwrap_or_default();
        Ok([title, text])
    }

    /// All documents of the file with this path.
    pub(crate) fn docs(&self, path: &str) -> Result<FileDocs> {
        let mut docs = FileDocs::default();
        let Some(searcher) = self.searcher else {
            return Ok(docs);
        };
        let term = file_term(path);
        let readers = searcher.segment_readers();
        for (segment_ord, (segment, columns)) in (0..).zip(readers.iter().zip(&self.segments)) {
            let release = columns.kind_ordinal(DocKind::Release)?;
            let file_record = columns.kind_ordinal(DocKind::FileRecord)?;
            for doc in docs_of_file(segment, &term, path)? {
                let address = DocAddress::new(segment_ord, doc);
                if columns.has_kind(doc, file_record) {
                    docs.file_records.push(address);
                    continue;
                }
                let is_release = columns.has_kind(doc, release);
                docs.releases += u64::from(is_release);
                docs.records.push(RecordEntry {
                    place: columns.place(doc)?,
                    hash: columns.hash(doc).unwrap_or_default(),
                    is_release,
                    address,
                });
            }
        }
        docs.records.sort_unstable();
        Ok(docs)
    }
}

/// The 128-bit hash of a path, in two halves so that an entry has no padding.
pub(crate) fn path_hash(path: &[u8]) -> [u64; 2] {
    let hash = XxHash3_128::oneshot(path);
    #[allow(clippy::cast_possible_truncation)]
    [(hash >> 64) as u64, hash as u64]
}
