//! How well a release answers a query.
//!
//! Each thing asked for gets a BM25 score in one text in which the title counts more than once (a sum of separately
//! scored fields ranks worse). Softer readings count less, and of several readings of one thing the best counts.

use tantivy::schema::Field;
use tantivy::{DocId, Searcher};

use crate::error::Result;
use crate::index::OpenIndex;
use crate::query::matching::evaluate::{ClauseMatches, ScoredExpr};
use crate::query::matching::postings::Posting;
use crate::query::plan::planner::Place;

/// How soon more of the same word stops to count, and how much long texts are held back, of BM25 (Robertson and Zaragoza
/// 2009 give 1.2 to 2 and 0.5 to 0.8). Releases go over the same charge again and again, so that their words count for
/// little the third time: with 1.2 three in a hundred fewer of the releases that are remembered in other words are found.
const K1: f32 = 1.0;
const B: f32 = 0.8;

/// Where what was typed is there, other words for it raise its score to so much of it at most.
const MAX_EXPANSION_GAIN: f32 = 1.1;

/// The bm25 of texts, as scoring needs them.
pub(crate) struct Bm25 {
    text: FieldNorms,
    /// Where a part of the query asks for titles.
    title: Option<FieldNorms>,
    documents: f32,
}

struct FieldNorms {
    /// By segment.
    readers: Vec<tantivy::fieldnorm::FieldNormReader>,
    /// For each stored length: what is added to the count of a word.
    added: [f32; 256],
}

impl FieldNorms {
    fn open(searcher: &Searcher, field: Field) -> Result<Self> {
        let mut tokens = 0u64;
        let mut documents = 0u64;
        let mut readers = Vec::new();
        for segment in searcher.segment_readers() {
            tokens += segment.inverted_index(field)?.total_num_tokens();
            documents += u64::from(segment.max_doc());
            readers.push(segment.get_fieldnorms_reader(field)?);
        }
        #[allow(clippy::cast_precision_loss)] // An average.
        let average = (tokens as f32 / documents.max(1) as f32).max(1.0);
        let mut added = [0f32; 256];
        for (id, slot) in (0u8..=255).zip(added.iter_mut()) {
            #[allow(clippy::cast_precision_loss)]
            // Bm25 are stored in steps far coarser than this.
            let length = tantivy::fieldnorm::FieldNormReader::id_to_fieldnorm(id) as f32;
            *slot = K1 * (1.0 - B + B * length / average);
        }
        Ok(FieldNorms { readers, added })
    }

    fn added(&self, segment: usize, doc: DocId) -> f32 {
        self.added[usize::from(self.readers[segment].fieldnorm_id(doc))]
    }
}

impl Bm25 {
    /// Those that it takes to score these concepts.
    pub(crate) fn open(index: &OpenIndex, concepts: &[ClauseMatches]) -> Result<Self> {
        let (searcher, fields) = (&index.searcher, &index.fields);
        let mut leaves = concepts.iter().flat_map(|concept| &concept.scored);
        let titles = leaves.any(|expr| expr.place == Some(Place::Title));
        let title = titles.then(|| FieldNorms::open(searcher, fields.title));
        #[allow(clippy::cast_precision_loss)] // An estimate.
        let documents = searcher.num_docs() as f32;
        Ok(Bm25 {
            text: FieldNorms::open(searcher, fields.text)?,
            title: title.transpose()?,
            documents,
        })
    }

    /// How much a thing tells that stands in so many documents.
    pub(crate) fn idf(&self, frequency: usize) -> f32 {
        #[allow(clippy::cast_precision_loss)] // An estimate.
        let frequency = (frequency as f32).min(self.documents);
        (1.0 + (self.documents - frequency + 0.5) / (frequency + 0.5)).ln()
    }

    /// What so many places of one expr score in one document.
    fn score(&self, expr: &ScoredExpr, idf: f32, segment: usize, doc: DocId, count: u32) -> f32 {
        let norms = match (expr.place, &self.title) {
            (Some(Place::Title), Some(title)) => title,
            _ => &self.text,
        };
        #[allow(clippy::cast_precision_loss)] // Counts are small.
        let count = count as f32;
        expr.weight * idf * count * (K1 + 1.0) / (count + norms.added(segment, doc))
    }

    /// How often a expr stands in one document, and what that scores there.
    pub(crate) fn scored(
        &self,
        expr: &ScoredExpr,
        segment: usize,
        doc: DocId,
    ) -> Option<(u32, f32)> {
        let counts = expr.counts.get(segment)?;
        let at = counts.binary_search_by_key(&doc, |(doc, _)| *doc).ok()?;
        let count = counts[at].1;
        let idf = self.idf(expr.frequency);
        Some((count, self.score(expr, idf, segment, doc, count)))
    }

    /// The scores of some documents of a segment, which are in order, and how much of what was asked for each has: of
    /// several leaves of one weight the sum, of softer ones the best.
    pub(crate) fn scores(
        &self,
        concepts: &[ClauseMatches],
        segment: usize,
        docs: &[DocId],
    ) -> Vec<(f32, f32)> {
        let mut scores = vec![(0f32, 0f32); docs.len()];
        // For one concept: its score, and the weight of its best expr.
        let mut here = vec![(0f32, 0f32); docs.len()];
        for evaluated in concepts {
            for expr in &evaluated.scored {
                let idf = self.idf(expr.frequency);
                let counts = expr.counts.get(segment).map_or(&[][..], Vec::as_slice);
                each_of(around(counts, docs), docs, |at, doc, count| {
                    let score = self.score(expr, idf, segment, doc, count);
                    let (slot, best) = &mut here[at];
                    if expr.weight < 1.0 {
                        if *best < 1.0 {
                            *slot = slot.max(score);
                        } else {
                            *slot = slot.max(score.min(*slot * MAX_EXPANSION_GAIN));
                        }
                    } else {
                        *slot += score;
                    }
                    *best = best.max(expr.weight);
                });
            }
            for ((score, matched_weight), (slot, best)) in scores.iter_mut().zip(&mut here) {
                *score += std::mem::take(slot);
                *matched_weight += std::mem::take(best);
            }
        }
        scores
    }
}

/// The part of `counts` that lies between the first and the last of `docs`. Both are in order.
fn around<'a>(counts: &'a [Posting], docs: &[DocId]) -> &'a [Posting] {
    let (Some(first), Some(last)) = (docs.first(), docs.last()) else {
        return &[];
    };
    let from = counts.partition_point(|(doc, _)| doc < first);
    let to = counts.partition_point(|(doc, _)| doc <= last);
    &counts[from..to]
}

/// Calls `visit` for each of `docs` that stands in `counts`, with its place in `docs`. Both are in order.
fn each_of(counts: &[Posting], docs: &[DocId], mut visit: impl FnMut(usize, DocId, u32)) {
    // Where one is far longer, its entries are leapt over.
    if docs.len() < counts.len() / 16 {
        let mut rest = counts;
        for (at, &doc) in docs.iter().enumerate() {
            rest = from(rest, |(other, _)| *other < doc);
            match rest.first() {
                Some(&(other, count)) if other == doc => visit(at, doc, count),
                Some(_) => {}
                None => return,
            }
        }
        return;
    }
    let mut at = 0;
    for &(doc, count) in counts {
        if docs.len() / 16 > counts.len() {
            at = docs.len() - from(&docs[at..], |other| *other < doc).len();
        } else {
            while docs.get(at).is_some_and(|other| *other < doc) {
                at += 1;
            }
        }
        match docs.get(at) {
            Some(&other) if other == doc => visit(at, doc, count),
            Some(_) => {}
            None => return,
        }
    }
}

/// A sorted list from the first entry on that is not `before`: the steps grow until one is too long.
fn from<T>(list: &[T], before: impl Fn(&T) -> bool) -> &[T] {
    let mut reach = 1;
    while list.get(reach).is_some_and(&before) {
        reach *= 2;
    }
    let within = &list[..list.len().min(reach + 1)];
    &list[within.partition_point(before)..]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_both_lists_hold_is_visited_in_order(
            counts in proptest::collection::btree_map(0u32..3000, 1u32..9, 0..400),
            docs in proptest::collection::btree_set(0u32..3000, 0..400),
            few in proptest::collection::btree_set(0u32..3000, 0..9),
        ) {
            let counts: Vec<Posting> = counts.into_iter().collect();
            let lists = [docs, few].map(|docs| docs.into_iter().collect::<Vec<DocId>>());
            for docs in &lists {
                for counts in [&counts[..], &counts[..counts.len().min(9)]] {
                    let mut visited = Vec::new();
                    each_of(around(counts, docs), docs, |at, doc, count| {
                        visited.push((at, doc, count));
                    });
                    let held: Vec<_> = (docs.iter().enumerate())
                        .filter_map(|(at, doc)| {
                            let count = counts.iter().find(|(other, _)| other == doc)?.1;
                            Some((at, *doc, count))
                        })
                        .collect();
                    prop_assert_eq!(visited, held);
                }
            }
        }
    }
}
