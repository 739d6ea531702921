//! Sets of the documents of one segment.

use tantivy::DocId;

/// A set of documents, one bit each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DocSet {
    words: Vec<u64>,
    size: u32,
}

impl DocSet {
    /// The empty set in a segment of so many documents.
    pub(crate) fn empty(size: u32) -> Self {
        DocSet {
            words: vec![0; (size as usize).div_ceil(64)],
            size,
        }
    }

    /// Every document.
    pub(crate) fn full(size: u32) -> Self {
        let mut docs = DocSet::empty(size);
        docs.words.fill(u64::MAX);
        docs.trim();
        docs
    }

    pub(crate) fn insert(&mut self, doc: DocId) {
        if let Some(word) = self.words.get_mut(doc as usize / 64) {
            *word |= 1 << (doc % 64);
        }
    }

    pub(crate) fn contains(&self, doc: DocId) -> bool {
        self.words
            .get(doc as usize / 64)
            .is_some_and(|word| word >> (doc % 64) & 1 == 1)
    }

    pub(crate) fn intersect(&mut self, other: &DocSet) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= other;
        }
    }

    pub(crate) fn union(&mut self, other: &DocSet) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word |= other;
        }
    }

    /// Leaves out what `other` holds.
    pub(crate) fn subtract(&mut self, other: &DocSet) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= !other;
        }
    }

    /// Whether both hold something.
    pub(crate) fn intersects(&self, other: &DocSet) -> bool {
        let mut pairs = self.words.iter().zip(&other.words);
        pairs.any(|(word, other)| word & other != 0)
    }

    /// Whether `other` holds all of this.
    pub(crate) fn is_subset(&self, other: &DocSet) -> bool {
        let mut pairs = self.words.iter().zip(&other.words);
        pairs.all(|(word, other)| word & !other == 0)
    }

    /// Turns the set into all the others.
    pub(crate) fn complement(&mut self) {
        for word in &mut self.words {
            *word = !*word;
        }
        self.trim();
    }

    /// How many documents the segment has.
    pub(crate) fn size(&self) -> u32 {
        self.size
    }

    pub(crate) fn count(&self) -> usize {
        self.words
            .iter()
            .map(|word| word.count_ones() as usize)
            .sum()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = DocId> + '_ {
        let mut words = (0..self.size).step_by(64).zip(&self.words);
        let (mut first, mut rest) = (0, 0);
        std::iter::from_fn(move || {
            while rest == 0 {
                let (next, word) = words.next()?;
                (first, rest) = (next, *word);
            }
            let bit = rest.trailing_zeros();
            rest &= rest - 1;
            Some(first + bit)
        })
    }

    /// The documents, so many at a time.
    pub(crate) fn chunks(&self, length: usize) -> impl Iterator<Item = Vec<DocId>> + '_ {
        let mut docs = self.iter();
        std::iter::from_fn(move || {
            let mut chunk = Vec::with_capacity(length);
            chunk.extend(docs.by_ref().take(length));
            (!chunk.is_empty()).then_some(chunk)
        })
    }

    fn trim(&mut self) {
        let over = self.size % 64;
        if over > 0
            && let Some(last) = self.words.last_mut()
        {
            *last &= (1 << over) - 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_hold_what_was_put_in() {
        for size in [1u32, 63, 64, 65, 200] {
            let mut docs = DocSet::empty(size);
            docs.insert(size - 1);
            docs.insert(0);
            let mut held: Vec<DocId> = vec![0, size - 1];
            held.dedup();
            assert_eq!(docs.iter().collect::<Vec<_>>(), held);
            for length in [1, 2, 500] {
                assert!(docs.chunks(length).eq(held.chunks(length)));
            }
            assert_eq!(docs.count(), held.len());
            docs.complement();
            assert_eq!(docs.count(), size as usize - held.len());
            assert!(!docs.contains(0));
            assert!(!docs.intersects(&DocSet::empty(size)) && docs.is_subset(&DocSet::full(size)));
            assert_eq!(docs.intersects(&docs), docs.count() > 0);
            docs.subtract(&docs.clone());
            assert_eq!(docs, DocSet::empty(size));
            docs.union(&DocSet::full(size));
            assert_eq!(docs, DocSet::full(size));
            docs.intersect(&DocSet::empty(size));
            assert!(docs.is_subset(&DocSet::empty(size)));
        }
    }
}
