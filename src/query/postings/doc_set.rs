//! Which documents of one segment: a set with one bit per document.

use fixedbitset::FixedBitSet;
use tantivy::DocId;

/// A set of documents of one segment. Sets that are combined must be of the same segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DocSet(FixedBitSet);

impl DocSet {
    /// The empty set, for a segment of `max_doc` documents.
    pub(crate) fn empty(max_doc: u32) -> Self {
        DocSet(FixedBitSet::with_capacity(max_doc as usize))
    }

    /// The set of all `max_doc` documents of a segment.
    pub(crate) fn full(max_doc: u32) -> Self {
        let mut docs = DocSet::empty(max_doc);
        docs.complement();
        docs
    }

    /// Adds a document. One that the segment does not have, as in a damaged posting list, is ignored.
    pub(crate) fn insert(&mut self, doc: DocId) {
        if (doc as usize) < self.0.len() {
            self.0.insert(doc as usize);
        }
    }

    /// Takes a document out.
    pub(crate) fn remove(&mut self, doc: DocId) {
        if self.contains(doc) {
            self.0.set(doc as usize, false);
        }
    }

    pub(crate) fn contains(&self, doc: DocId) -> bool {
        self.0.contains(doc as usize)
    }

    /// Keeps only the documents that are also in `other`.
    pub(crate) fn intersect(&mut self, other: &DocSet) {
        self.0.intersect_with(&other.0);
    }

    /// Adds the documents of `other`.
    pub(crate) fn union(&mut self, other: &DocSet) {
        self.0.union_with(&other.0);
    }

    /// Removes the documents of `other`.
    pub(crate) fn subtract(&mut self, other: &DocSet) {
        self.0.difference_with(&other.0);
    }

    /// Whether `other` has all documents of this set.
    pub(crate) fn is_subset(&self, other: &DocSet) -> bool {
        self.0.is_subset(&other.0)
    }

    /// Keeps only the documents that `is_kept` wants.
    pub(crate) fn retain(&mut self, is_kept: impl Fn(DocId) -> bool) {
        let removed: Vec<DocId> = self.iter().filter(|doc| !is_kept(*doc)).collect();
        for doc in removed {
            self.0.set(doc as usize, false);
        }
    }

    /// Replaces the set by all documents of the segment that it did not have.
    pub(crate) fn complement(&mut self) {
        self.0.toggle_range(..);
    }

    /// The number of documents of the segment, in the set or not.
    pub(crate) fn max_doc(&self) -> u32 {
        #[allow(clippy::cast_possible_truncation)] // As it was given.
        let max_doc = self.0.len() as u32;
        max_doc
    }

    /// The number of documents in the set that come before `doc`.
    pub(crate) fn rank(&self, doc: DocId) -> usize {
        self.0.count_ones(..(doc as usize).min(self.0.len()))
    }

    /// The number of documents in the set.
    pub(crate) fn count(&self) -> usize {
        self.0.count_ones(..)
    }

    /// The documents, in ascending order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = DocId> + '_ {
        #[allow(clippy::cast_possible_truncation)] // A segment numbers its documents with 32 bits.
        self.0.ones().map(|doc| doc as DocId)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn set_operations_work_at_word_borders() {
        for max_doc in [1u32, 63, 64, 65, 200] {
            let mut docs = DocSet::empty(max_doc);
            docs.insert(max_doc - 1);
            docs.insert(0);
            docs.insert(max_doc);
            let mut expected: Vec<DocId> = vec![0, max_doc - 1];
            expected.dedup();
            assert_eq!(docs.iter().collect::<Vec<_>>(), expected);
            assert_eq!(docs.count(), expected.len());
            docs.complement();
            assert_eq!(docs.count(), max_doc as usize - expected.len());
            assert!(!docs.contains(0));
            assert!(docs.is_subset(&DocSet::full(max_doc)));
            docs.subtract(&docs.clone());
            assert_eq!(docs, DocSet::empty(max_doc));
            docs.union(&DocSet::full(max_doc));
            assert_eq!(docs, DocSet::full(max_doc));
            docs.intersect(&DocSet::empty(max_doc));
            assert!(docs.is_subset(&DocSet::empty(max_doc)));
        }
    }
}
