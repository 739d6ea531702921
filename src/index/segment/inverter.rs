//! Turns terms round: from what each document says to where each term stands.
//!
//! All at once it would take eight bytes for each word of the segment. So it is done for some of the terms at a time, in
//! their order, and the streams are gone through as often as there are such parts.

use std::ops::Range;

use tantivy::DocId;

use crate::index::segment::interner::{Met, Term};
use crate::index::segment::term_stream::{Sorted, count, each};

/// How many places are found at a time: 16 MiB of them. The streams of nine thousand releases are gone through three times;
/// fewer take more time for that, and more of them more time for memory that was never touched.
const AT_ONCE: usize = if cfg!(test) { 1000 } else { 2 << 20 };

/// How much is handed on at a time, in documents and positions.
const HANDED_ON: usize = if cfg!(test) { 300 } else { 1 << 15 };

/// Some terms in their order, with the documents of each and the positions in each of those.
#[derive(Default)]
pub(crate) struct Lists {
    /// The bytes of all terms.
    bytes: Vec<u8>,
    /// Where each ends in `bytes` and in `documents`.
    terms: Vec<(usize, usize)>,
    /// Each with how many positions it has; none where the field has none.
    documents: Vec<(DocId, u32)>,
    /// How far each position is behind the one before it in its document.
    deltas: Vec<u32>,
}

/// One term of [`Lists`].
pub(crate) struct List<'a> {
    pub(crate) term: &'a [u8],
    pub(crate) documents: &'a [(DocId, u32)],
}

impl Lists {
    fn add(&mut self, term: Term<'_>, places: &[Place], with_positions: bool) {
        term.add_to(&mut self.bytes);
        for places in places.chunk_by(|one, other| one.document == other.document) {
            let document = places[0].document;
            if with_positions {
                let mut last = 0;
                self.deltas.extend(places.iter().map(|place| {
                    let before = std::mem::replace(&mut last, place.position);
                    place.position - before
                }));
                self.documents.push((document, places.len() as u32));
            } else {
                self.documents.push((document, 0));
            }
        }
        self.terms.push((self.bytes.len(), self.documents.len()));
    }

    fn are_many(&self) -> bool {
        self.documents.len() + self.deltas.len() >= HANDED_ON
    }

    /// Each term; the positions of its documents are the next in [`Self::deltas`].
    pub(crate) fn iter(&self) -> impl Iterator<Item = List<'_>> {
        let mut begin = (0, 0);
        self.terms.iter().map(move |end| {
            let (bytes, documents) = std::mem::replace(&mut begin, *end);
            List {
                term: &self.bytes[bytes..end.0],
                documents: &self.documents[documents..end.1],
            }
        })
    }

    pub(crate) fn deltas(&self) -> &[u32] {
        &self.deltas
    }
}

/// Where a term stands once.
#[derive(Clone, Copy, Default)]
pub(crate) struct Place {
    document: DocId,
    position: u32,
}

/// What several threads have of one field, to be inverted part by part.
pub(crate) struct Inversion<'a> {
    /// All terms in their order, with how often each was met.
    terms: Vec<(Term<'a>, usize)>,
    /// For each thread's numbers which of the terms they are.
    ranks: Vec<Vec<u32>>,
    /// Rising, each with its entries and whose they are.
    documents: Vec<(DocId, &'a [u32], usize)>,
    /// How many places there are in all.
    pub(crate) total: u64,
    /// Some of the terms each, in their order.
    pub(crate) parts: Vec<Range<usize>>,
    pub(crate) with_positions: bool,
}

impl<'a> Inversion<'a> {
    /// Of what each thread has, with its terms in order.
    pub(crate) fn of(sorted: &[Sorted<'a>], with_positions: bool) -> Self {
        let mut documents = Vec::new();
        for (thread, Sorted { stream, .. }) in sorted.iter().enumerate() {
            let of_thread = stream.documents();
            documents.extend(of_thread.map(|(document, entries)| (document, entries, thread)));
        }
        documents.sort_unstable_by_key(|(document, ..)| *document);
        let (terms, ranks) = rank(sorted);
        Inversion {
            parts: parts(&terms),
            total: terms.iter().map(|(_, times)| *times as u64).sum(),
            terms,
            ranks,
            documents,
            with_positions,
        }
    }

    /// The documents, rising, each with how many terms it has.
    pub(crate) fn lengths(&self) -> impl Iterator<Item = (DocId, u32)> {
        (self.documents.iter()).map(|(document, entries, _)| (*document, count(entries)))
    }

    /// Inverts one of the parts, and hands its lists on as long as they are taken: false where they were not. The room for
    /// places may be used again for another part.
    pub(crate) fn invert(
        &self,
        part: Range<usize>,
        places: &mut Vec<Place>,
        mut hand_on: impl FnMut(Lists) -> bool,
    ) -> bool {
        let terms = &self.terms[part.clone()];
        let (mut ends, total) = begins(terms);
        if places.len() < total {
            places.resize(total, Place::default());
        }
        for (document, entries, thread) in &self.documents {
            let ranks = &self.ranks[*thread];
            each(entries, |number, position| {
                let rank = ranks[number as usize] as usize;
                if let Some(end) = ends.get_mut(rank.wrapping_sub(part.start)) {
                    places[*end as usize] = Place {
                        document: *document,
                        position,
                    };
                    *end += 1;
                }
            });
        }
        let mut lists = Lists::default();
        let mut from = 0;
        for ((term, _), to) in terms.iter().zip(&ends) {
            let to = *to as usize;
            lists.add(*term, &places[from..to], self.with_positions);
            from = to;
            if lists.are_many() && !hand_on(std::mem::take(&mut lists)) {
                return false;
            }
        }
        hand_on(lists)
    }
}

/// All terms in their order, with how often each was met by all; and for each thread's numbers which of them they are.
fn rank<'a>(sorted: &[Sorted<'a>]) -> (Vec<(Term<'a>, usize)>, Vec<Vec<u32>>) {
    let mut rest: Vec<&[(Term<'a>, Met)]> = sorted.iter().map(|sorted| &*sorted.terms).collect();
    let mut ranks: Vec<Vec<u32>> = rest.iter().map(|terms| vec![0; terms.len()]).collect();
    let mut terms = Vec::with_capacity(rest.iter().map(|terms| terms.len()).max().unwrap_or(0));
    let first = |rest: &[&[(Term<'a>, Met)]]| {
        let firsts = rest.iter().filter_map(|terms| terms.first());
        firsts.map(|(term, _)| *term).min()
    };
    while let Some(next) = first(&rest) {
        let mut times = 0;
        for (rest, ranks) in rest.iter_mut().zip(&mut ranks) {
            if let [(term, met), after @ ..] = rest
                && *term == next
            {
                ranks[met.number as usize] = terms.len() as u32;
                times += met.times as usize;
                *rest = after;
            }
        }
        terms.push((next, times));
    }
    (terms, ranks)
}

/// Cuts the terms into parts that have few enough places, but for one that has more by itself.
fn parts(terms: &[(Term<'_>, usize)]) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut begin = 0;
    let mut places = 0;
    for (at, (_, times)) in terms.iter().enumerate() {
        if places + times > AT_ONCE && at > begin {
            parts.push(begin..at);
            begin = at;
            places = 0;
        }
        places += times;
    }
    parts.push(begin..terms.len());
    parts
}

/// Where the places of each of these terms begin, and how many there are in all.
fn begins(terms: &[(Term<'_>, usize)]) -> (Vec<u32>, usize) {
    let mut so_far = 0;
    let begins = terms.iter().map(|(_, times)| {
        let begin = so_far;
        so_far += times;
        begin as u32
    });
    let begins = begins.collect();
    (begins, so_far)
}
