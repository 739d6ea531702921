//! Inverts the terms of a field: from the terms of each document to the postings of each term.
//!
//! Doing this for all terms at once would take eight bytes for each word of the segment. So it is done for one range of
//! terms after another, and every range reads all streams.

use std::ops::Range;

use tantivy::DocId;

use crate::index::segment::interner::{SortableTerm, TermStats};
use crate::index::segment::term_stream::{SortedStream, count_terms, for_each_term};

/// Maximum number of occurrences per range: they take 16 MiB. More would need more memory, and fewer would read the streams
/// more often.
const MAX_OCCURRENCES: usize = if cfg!(test) { 1000 } else { 2 << 20 };

/// A batch is full when it has this many documents and positions.
const BATCH: usize = if cfg!(test) { 300 } else { 1 << 15 };

/// The postings of consecutive terms.
#[derive(Default)]
pub(crate) struct PostingBatch {
    /// The bytes of all terms.
    bytes: Vec<u8>,
    /// Where each term ends in `bytes` and in `documents`.
    terms: Vec<(usize, usize)>,
    /// The documents of each term, each with its number of positions, which is 0 if the field has no positions.
    documents: Vec<(DocId, u32)>,
    /// Each position as its distance from the one before it in the same document.
    deltas: Vec<u32>,
}

/// One term of a [`PostingBatch`].
pub(crate) struct TermPostings<'a> {
    pub(crate) term: &'a [u8],
    pub(crate) documents: &'a [(DocId, u32)],
}

impl PostingBatch {
    fn add(&mut self, term: SortableTerm<'_>, occurrences: &[Occurrence], with_positions: bool) {
        term.append_to(&mut self.bytes);
        for occurrences in occurrences.chunk_by(|one, other| one.document == other.document) {
            let document = occurrences[0].document;
            if with_positions {
                let mut last = 0;
                self.deltas.extend(occurrences.iter().map(|occurrence| {
                    let before = std::mem::replace(&mut last, occurrence.position);
                    occurrence.position - before
                }));
                self.documents.push((document, occurrences.len() as u32));
            } else {
                self.documents.push((document, 0));
            }
        }
        self.terms.push((self.bytes.len(), self.documents.len()));
    }

    fn is_full(&self) -> bool {
        self.documents.len() + self.deltas.len() >= BATCH
    }

    /// The terms in order. The positions of their documents are in [`Self::deltas`], one after another.
    pub(crate) fn iter(&self) -> impl Iterator<Item = TermPostings<'_>> {
        let mut start = (0, 0);
        self.terms.iter().map(move |end| {
            let (bytes, documents) = std::mem::replace(&mut start, *end);
            TermPostings {
                term: &self.bytes[bytes..end.0],
                documents: &self.documents[documents..end.1],
            }
        })
    }

    pub(crate) fn deltas(&self) -> &[u32] {
        &self.deltas
    }
}

/// One occurrence of a term.
#[derive(Clone, Copy, Default)]
pub(crate) struct Occurrence {
    document: DocId,
    position: u32,
}

/// Inverts what several threads have of one field.
pub(crate) struct FieldInverter<'a> {
    /// All terms, sorted, with the number of their occurrences.
    terms: Vec<(SortableTerm<'a>, usize)>,
    /// For each thread: the index in `terms` of each of its term numbers.
    ranks: Vec<Vec<u32>>,
    /// The documents in ascending order, each with its entries and its thread.
    documents: Vec<(DocId, &'a [u32], usize)>,
    /// The number of all occurrences.
    pub(crate) total: u64,
    /// The ranges of terms that are inverted one after another.
    pub(crate) ranges: Vec<Range<usize>>,
    pub(crate) with_positions: bool,
}

impl<'a> FieldInverter<'a> {
    pub(crate) fn new(streams: &[SortedStream<'a>], with_positions: bool) -> Self {
        let mut documents = Vec::new();
        for (thread, SortedStream { stream, .. }) in streams.iter().enumerate() {
            let of_thread = stream.documents();
            documents.extend(of_thread.map(|(document, entries)| (document, entries, thread)));
        }
        documents.sort_unstable_by_key(|(document, ..)| *document);
        let (terms, ranks) = merge_terms(streams);
        FieldInverter {
            ranges: split_into_ranges(&terms),
            total: terms.iter().map(|(_, count)| *count as u64).sum(),
            terms,
            ranks,
            documents,
            with_positions,
        }
    }

    /// The documents in ascending order, each with its number of terms.
    pub(crate) fn lengths(&self) -> impl Iterator<Item = (DocId, u32)> {
        (self.documents.iter()).map(|(document, entries, _)| (*document, count_terms(entries)))
    }

    /// Inverts one of the ranges. Calls `emit` with each batch; stops and returns false if `emit` returns false. `buffer` can
    /// be used again for the next range.
    pub(crate) fn invert(
        &self,
        range: Range<usize>,
        buffer: &mut Vec<Occurrence>,
        mut emit: impl FnMut(PostingBatch) -> bool,
    ) -> bool {
        let terms = &self.terms[range.clone()];
        // Each begins as the start of the term's occurrences, and is their end after the loop.
        let (mut ends, total) = starts(terms);
        if buffer.len() < total {
            buffer.resize(total, Occurrence::default());
        }
        for (document, entries, thread) in &self.documents {
            let ranks = &self.ranks[*thread];
            for_each_term(entries, |id, position| {
                let rank = ranks[id as usize] as usize;
                if let Some(end) = ends.get_mut(rank.wrapping_sub(range.start)) {
                    buffer[*end as usize] = Occurrence {
                        document: *document,
                        position,
                    };
                    *end += 1;
                }
            });
        }
        let mut batch = PostingBatch::default();
        let mut start = 0;
        for ((term, _), end) in terms.iter().zip(&ends) {
            let end = *end as usize;
            batch.add(*term, &buffer[start..end], self.with_positions);
            start = end;
            if batch.is_full() && !emit(std::mem::take(&mut batch)) {
                return false;
            }
        }
        emit(batch)
    }
}

/// All terms, sorted, with the number of their occurrences in all streams; and for each stream the index of each of its term
/// numbers among them.
fn merge_terms<'a>(
    streams: &[SortedStream<'a>],
) -> (Vec<(SortableTerm<'a>, usize)>, Vec<Vec<u32>>) {
    let mut rest: Vec<&[(SortableTerm<'a>, TermStats)]> =
        streams.iter().map(|stream| &*stream.terms).collect();
    let mut ranks: Vec<Vec<u32>> = rest.iter().map(|terms| vec![0; terms.len()]).collect();
    let mut terms = Vec::with_capacity(rest.iter().map(|terms| terms.len()).max().unwrap_or(0));
    let first = |rest: &[&[(SortableTerm<'a>, TermStats)]]| {
        let firsts = rest.iter().filter_map(|terms| terms.first());
        firsts.map(|(term, _)| *term).min()
    };
    while let Some(next) = first(&rest) {
        let mut count = 0;
        for (rest, ranks) in rest.iter_mut().zip(&mut ranks) {
            if let [(term, stats), after @ ..] = rest
                && *term == next
            {
                ranks[stats.id as usize] = terms.len() as u32;
                count += stats.count as usize;
                *rest = after;
            }
        }
        terms.push((next, count));
    }
    (terms, ranks)
}

/// Splits the terms into ranges with at most [`MAX_OCCURRENCES`], or with a single term that has more.
fn split_into_ranges(terms: &[(SortableTerm<'_>, usize)]) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = 0;
    let mut occurrences = 0;
    for (at, (_, count)) in terms.iter().enumerate() {
        if occurrences + count > MAX_OCCURRENCES && at > start {
            ranges.push(start..at);
            start = at;
            occurrences = 0;
        }
        occurrences += count;
    }
    ranges.push(start..terms.len());
    ranges
}

/// Where the occurrences of each term begin, and the number of all occurrences.
fn starts(terms: &[(SortableTerm<'_>, usize)]) -> (Vec<u32>, usize) {
    let mut total = 0;
    let starts = terms.iter().map(|(_, count)| {
        let start = total;
        total += count;
        start as u32
    });
    let starts = starts.collect();
    (starts, total)
}
