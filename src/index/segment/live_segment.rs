//! The documents of a segment that a commit has: also of a commit that is still to be written.

use tantivy::{BitSet, DocId, Searcher, SegmentReader};

/// A segment, and which of its documents count.
pub(crate) struct LiveSegment {
    pub(crate) reader: SegmentReader,
    /// What the next commit deletes, beside what is deleted already; none for nothing.
    deleted: Option<BitSet>,
}

impl LiveSegment {
    pub(crate) fn new(reader: SegmentReader, deleted: Option<BitSet>) -> Self {
        LiveSegment { reader, deleted }
    }

    /// The segments of a commit.
    pub(crate) fn of_commit(searcher: &Searcher) -> Vec<LiveSegment> {
        let readers = searcher.segment_readers().iter();
        readers
            .map(|reader| LiveSegment::new(reader.clone(), None))
            .collect()
    }

    /// The documents that count, in ascending order.
    pub(crate) fn docs(&self) -> impl Iterator<Item = DocId> + '_ {
        let is_kept = |doc: &DocId| {
            let mut deleted = self.deleted.iter();
            !deleted.any(|deleted| deleted.contains(*doc))
        };
        self.reader.doc_ids_alive().filter(is_kept)
    }
}
