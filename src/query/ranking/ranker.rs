//! In which order releases are listed: by score, by date, or by a quantity.

use std::cmp::Ordering;

use tantivy::DocAddress;

use crate::error::Result;
use crate::index::OpenIndex;
use crate::query::expand::case_stage::StageBoost;
use crate::query::matching::evaluate::ClauseMatches;
use crate::query::ranking::bm25::Bm25;
use crate::query::ranking::candidate::Candidate;
use crate::query::ranking::rescoring::RESCORED;
use crate::query::ranking::selection::{Selection, clauses_of_docs};
use crate::query::request::{Limit, Partial, Request, Sort};
use crate::query::weights::Weights;

/// Minimum number of candidates that are kept before the last ones are sorted out.
const MIN_ROOM: usize = 4096;

/// Scores and sorts the candidates of one query.
pub(crate) struct Ranker<'a> {
    pub(crate) index: &'a OpenIndex,
    pub(crate) request: &'a Request,
    pub(crate) clauses: &'a [ClauseMatches],
    pub(crate) weights: &'a Weights,
    pub(crate) selection: &'a Selection,
    pub(crate) bm25: &'a Bm25,
    pub(crate) stages: &'a StageBoost,
}

impl Ranker<'_> {
    /// The first candidates, in order: as many as the request shows, and at least as many as are rescored.
    pub(crate) fn rank(&self) -> Result<Vec<Candidate>> {
        let shown = match self.request.limit {
            // Which releases are of cases that stand before is known when all are ranked.
            Limit::Count(count) if !self.request.by_matter => {
                self.request.offset.saturating_add(count)
            }
            _ => usize::MAX,
        };
        let goes_on = match self.request.partial {
            Partial::Never | Partial::Count => false,
            Partial::Fill => self.request.limit != Limit::All && self.selection.total < shown,
            Partial::Always => true,
        };
        let length = shown.max(RESCORED);
        // More candidates are sorted out now and then, so that a million of them need not be kept.
        let room = length.saturating_mul(2).max(MIN_ROOM);
        let weights = self.weights;
        let mut candidates = Vec::new();
        for (segment, reader) in self.index.searcher.segment_readers().iter().enumerate() {
            let matches = &self.selection.matches[segment];
            let mut listed = matches.clone();
            if goes_on {
                listed.union(&self.selection.partial[segment]);
            }
            let dates = reader.fast_fields().column_opt::<i64>("date")?;
            let records = reader.fast_fields().column_opt::<u64>("record")?;
            let keys = reader.fast_fields().column_opt::<u64>("release_key")?;
            let quantities = match self.request.sort {
                Sort::Largest(field) => reader.fast_fields().column_opt::<u64>(field.name)?,
                _ => None,
            };
            let scores = self.bm25.scores(self.clauses, segment, &listed);
            let having = if goes_on && !self.by_score() {
                clauses_of_docs(self.clauses, segment)
            } else {
                Vec::new()
            };
            for doc in listed.iter() {
                if candidates.len() >= room {
                    self.keep_first(&mut candidates, length);
                }
                let score = scores[doc as usize];
                let coverage = if self.clauses.is_empty() {
                    1.0
                } else {
                    1.0 - weights.coverage * (1.0 - score.covered)
                };
                let stage = weights.stage * self.stages.count(segment, doc);
                candidates.push(Candidate {
                    score: score.score * coverage + stage,
                    coverage,
                    stage,
                    proximity: 0.0,
                    lead: 0.0,
                    address: DocAddress::new(u32::try_from(segment).unwrap_or(u32::MAX), doc),
                    matches: matches.contains(doc),
                    clauses: having
                        .get(doc as usize)
                        .map_or(0, |having| usize::from(*having)),
                    date: dates.as_ref().and_then(|dates| dates.first(doc)),
                    record: (records.as_ref())
                        .and_then(|records| records.first(doc))
                        .map_or(0, |number| number + 1),
                    key: (keys.as_ref())
                        .and_then(|keys| keys.first(doc))
                        .unwrap_or_default(),
                    quantity: (quantities.as_ref())
                        .and_then(|quantities| quantities.values_for_doc(doc).max()),
                });
            }
        }
        self.keep_first(&mut candidates, length);
        candidates.sort_unstable_by(|a, b| self.compare(a, b));
        Ok(candidates)
    }

    /// Keeps the first candidates, in no particular order: the others need not be sorted.
    fn keep_first(&self, candidates: &mut Vec<Candidate>, length: usize) {
        if candidates.len() > length {
            candidates.select_nth_unstable_by(length, |a, b| self.compare(a, b));
            candidates.truncate(length);
        }
    }

    /// Whether the list is sorted by score.
    pub(crate) fn by_score(&self) -> bool {
        self.request.sort == Sort::Relevance && !self.clauses.is_empty()
    }

    /// `Less` if `a` is listed before `b`.
    pub(crate) fn compare(&self, a: &Candidate, b: &Candidate) -> Ordering {
        if self.by_score() {
            (b.matches.cmp(&a.matches))
                .then(b.score.total_cmp(&a.score))
                .then(b.date.cmp(&a.date))
                .then(by_place(a, b))
        } else {
            compare_values(a, b, self.request.sort == Sort::Oldest)
        }
    }
}

/// Matches come first, then releases with more clauses, then larger quantities where the order is by them. Releases without
/// a quantity or a date come last.
fn compare_values(a: &Candidate, b: &Candidate, oldest: bool) -> Ordering {
    let unknown = if oldest { i64::MAX } else { i64::MIN };
    let (a_date, b_date) = (a.date.unwrap_or(unknown), b.date.unwrap_or(unknown));
    let by_date = if oldest {
        a_date.cmp(&b_date)
    } else {
        b_date.cmp(&a_date)
    };
    b.matches
        .cmp(&a.matches)
        .then(if a.matches {
            Ordering::Equal
        } else {
            b.clauses.cmp(&a.clauses)
        })
        .then(b.quantity.cmp(&a.quantity))
        .then(by_date)
        .then(by_place(a, b))
}

/// The page of an office comes before a record of a collection. Where documents stand in an index differs from build to build.
fn by_place(a: &Candidate, b: &Candidate) -> Ordering {
    (a.record.cmp(&b.record)).then(a.key.cmp(&b.key))
}
