//! Where an expression occurs, kept for the scores in as little memory as it needs.

use tantivy::DocId;

use crate::query::postings::doc_set::DocSet;
use crate::query::postings::term_postings::Posting;

/// A frequency that stands in [`PostingList::Dense`] for itself or a higher one.
const HIGH: u8 = u8::MAX;

/// The documents of one segment in which an expression occurs, in ascending order, each with its frequency.
#[derive(Clone, Debug)]
pub(crate) enum PostingList {
    /// Few documents.
    Sparse(Vec<Posting>),
    /// Many documents: one bit for each document of the segment, and one byte for each that has the expression.
    Dense {
        docs: DocSet,
        frequencies: Vec<u8>,
        /// The frequencies from [`HIGH`] on, by document.
        high: Vec<Posting>,
    },
}

impl Default for PostingList {
    fn default() -> Self {
        PostingList::Sparse(Vec::new())
    }
}

impl PostingList {
    /// `postings` are in the order of the documents, of which the segment has `max_doc`.
    pub(crate) fn new(mut postings: Vec<Posting>, max_doc: u32) -> Self {
        let dense = max_doc as usize / 8 + postings.len();
        if postings.len() * size_of::<Posting>() <= dense {
            postings.shrink_to_fit();
            return PostingList::Sparse(postings);
        }
        let mut docs = DocSet::empty(max_doc);
        let mut frequencies = Vec::with_capacity(postings.len());
        let mut high = Vec::new();
        for (doc, frequency) in postings {
            docs.insert(doc);
            frequencies.push(u8::try_from(frequency).unwrap_or(HIGH));
            if frequency >= u32::from(HIGH) {
                high.push((doc, frequency));
            }
        }
        PostingList::Dense {
            docs,
            frequencies,
            high,
        }
    }

    /// Memory in bytes.
    pub(crate) fn memory(&self) -> usize {
        match self {
            PostingList::Sparse(postings) => size_of_val(postings.as_slice()),
            PostingList::Dense {
                docs,
                frequencies,
                high,
            } => docs.max_doc() as usize / 8 + frequencies.len() + size_of_val(high.as_slice()),
        }
    }

    /// The number of documents.
    pub(crate) fn len(&self) -> usize {
        match self {
            PostingList::Sparse(postings) => postings.len(),
            PostingList::Dense { frequencies, .. } => frequencies.len(),
        }
    }

    /// The sum of the frequencies, those above [`HIGH`] counted as [`HIGH`].
    pub(crate) fn occurrences(&self) -> u64 {
        match self {
            PostingList::Sparse(postings) => postings
                .iter()
                .map(|(_, frequency)| u64::from(*frequency))
                .sum(),
            PostingList::Dense { frequencies, .. } => frequencies
                .iter()
                .map(|frequency| u64::from(*frequency))
                .sum(),
        }
    }

    /// Calls `visit` with each document and its frequency.
    pub(crate) fn for_each(&self, mut visit: impl FnMut(DocId, u32)) {
        match self {
            PostingList::Sparse(postings) => {
                for (doc, frequency) in postings {
                    visit(*doc, *frequency);
                }
            }
            PostingList::Dense {
                docs,
                frequencies,
                high,
            } => {
                let mut high = high.iter();
                for (doc, frequency) in docs.iter().zip(frequencies) {
                    visit(doc, exact(*frequency, || high.next().copied()));
                }
            }
        }
    }

    /// The frequency in a document; none if the expression does not occur in it.
    pub(crate) fn frequency(&self, doc: DocId) -> Option<u32> {
        match self {
            PostingList::Sparse(postings) => {
                let at = postings.binary_search_by_key(&doc, |(doc, _)| *doc).ok()?;
                Some(postings[at].1)
            }
            PostingList::Dense {
                docs,
                frequencies,
                high,
            } => {
                let at = docs.contains(doc).then(|| docs.rank(doc))?;
                let found = || high.iter().find(|(other, _)| *other == doc).copied();
                Some(exact(*frequencies.get(at)?, found))
            }
        }
    }
}

fn exact(frequency: u8, high: impl FnOnce() -> Option<Posting>) -> u32 {
    match (frequency, frequency == HIGH) {
        (_, true) => high().map_or(u32::from(HIGH), |(_, frequency)| frequency),
        (frequency, false) => u32::from(frequency),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_says_the_same_whether_it_is_dense_or_not() {
        for every in [1_u32, 2, 9, 300] {
            let frequency = |doc: u32| {
                if doc.is_multiple_of(7) {
                    254 + doc
                } else {
                    1 + doc % 3
                }
            };
            let postings: Vec<Posting> = (0..3000)
                .filter(|doc| doc % every == 0)
                .map(|doc| (doc, frequency(doc)))
                .collect();
            let list = PostingList::new(postings.clone(), 3000);
            let mut read = Vec::new();
            list.for_each(|doc, frequency| read.push((doc, frequency)));
            assert_eq!(read, postings, "{every}");
            assert_eq!(list.len(), postings.len());
            for doc in 0..3001 {
                let expected = postings.iter().find(|(other, _)| *other == doc);
                assert_eq!(
                    list.frequency(doc),
                    expected.map(|(_, frequency)| *frequency)
                );
            }
            assert!(list.memory() <= postings.len() * 8 + 64);
        }
    }
}
