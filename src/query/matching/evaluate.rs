//! A plan -> which documents have what.

use tantivy::SegmentReader;
use tantivy::schema::Term;

use crate::error::Result;
use crate::index::DocKind;
use crate::query::matching::doc_set::DocSet;
use crate::query::matching::per_segment::map_segments;
use crate::query::matching::positions::postings;
use crate::query::matching::postings::{Posting, docs_with};
use crate::query::matching::span_expr::SpanExpr;
use crate::query::matching::truncation::{TruncatedDocs, Truncation};
use crate::query::plan::planner::{Concept, Matcher, Place, Plan, Planner};
use crate::query::resolve::filter::Filter;

/// Where an expression stands in one segment after another, and in how many documents in all.
#[derive(Debug, Default)]
pub(crate) struct ScoredExpr {
    pub(crate) place: Option<Place>,
    /// By segment.
    pub(crate) counts: Vec<Vec<Posting>>,
    pub(crate) frequency: usize,
    /// 1 for what was typed.
    pub(crate) weight: f32,
}

/// What was found of one concept.
#[derive(Debug)]
pub(crate) struct ClauseMatches {
    /// By segment: the documents that have it.
    pub(crate) docs: Vec<DocSet>,
    /// What of it is scored.
    pub(crate) scored: Vec<ScoredExpr>,
    /// What of it was not looked at in a release.
    pub(crate) truncation: Truncation,
}

impl ClauseMatches {
    pub(crate) fn frequency(&self) -> usize {
        self.docs.iter().map(DocSet::count).sum()
    }
}

/// What a segment has of a matcher, beside the documents that match.
#[derive(Default)]
struct Scored {
    counts: Vec<(Place, Vec<Posting>)>,
    truncated: TruncatedDocs,
}

/// Looks for things in the segments of one commit.
pub(crate) struct Evaluator<'a> {
    pub(crate) segments: &'a [SegmentReader],
    pub(crate) planner: &'a Planner<'a>,
}

impl Evaluator<'_> {
    /// The releases of each segment that are still there.
    pub(crate) fn releases(&self) -> Result<Vec<DocSet>> {
        let field = self.planner.resolver.index.fields.doc_kind;
        let [release, file] = [DocKind::Release, DocKind::NotRelease]
            .map(|kind| Term::from_field_text(field, kind.term()));
        map_segments(self.segments, |at| {
            let segment = &self.segments[at];
            let inverted = segment.inverted_index(field)?;
            // Nearly every document is a release: those that are none are the shorter list.
            let mut docs = DocSet::empty(segment.max_doc());
            docs_with(&inverted, &file, &mut docs)?;
            docs.complement();
            let count = inverted
                .doc_freq(&release)
                .map_err(tantivy::TantivyError::from)?;
            if docs.count() != count as usize {
                docs = DocSet::empty(segment.max_doc());
                docs_with(&inverted, &release, &mut docs)?;
            }
            if let Some(alive) = segment.alive_bitset() {
                let mut kept = DocSet::empty(segment.max_doc());
                docs.iter()
                    .filter(|doc| alive.is_alive(*doc))
                    .for_each(|doc| kept.insert(doc));
                docs = kept;
            }
            Ok(docs)
        })
    }

    /// What a filter lets through, by segment.
    pub(crate) fn filter(&self, filter: &Filter) -> Result<Vec<DocSet>> {
        map_segments(self.segments, |at| filter.docs(&self.segments[at]))
    }

    /// Keeps what meets every condition of the plan; gives what of the conditions was not looked at in a release.
    pub(crate) fn conditions(&self, plan: &Plan, releases: &mut [DocSet]) -> Result<Truncation> {
        let mut truncation = Truncation::default();
        for condition in &plan.conditions {
            let meeting = map_segments(self.segments, |at| {
                let mut here = Scored::default();
                let docs = self.docs(condition, at, &mut here)?;
                Ok((docs, here.truncated))
            })?;
            for (docs, (meeting, truncated)) in releases.iter_mut().zip(&meeting) {
                truncation.merge(truncated.among(docs));
                docs.intersect(meeting);
            }
        }
        Ok(truncation)
    }

    pub(crate) fn concept(&self, concept: &Concept, among: &[DocSet]) -> Result<ClauseMatches> {
        let mut docs = Vec::new();
        let mut scored: Vec<ScoredExpr> = Vec::new();
        let mut truncation = Truncation::default();
        let by_segment = map_segments(self.segments, |at| {
            let mut found = Scored::default();
            let mut here = self.docs(&concept.matcher, at, &mut found)?;
            here.intersect(&among[at]);
            let truncation = found.truncated.among(&among[at]);
            Ok((here, found.counts, truncation))
        })?;
        for (here, found, truncation_here) in by_segment {
            docs.push(here);
            truncation.merge(truncation_here);
            for (number, (place, counts)) in found.into_iter().enumerate() {
                if scored.len() <= number {
                    scored.push(ScoredExpr {
                        weight: 1.0,
                        ..ScoredExpr::default()
                    });
                }
                let expr = &mut scored[number];
                expr.place = Some(place);
                expr.frequency += counts.len();
                expr.counts.push(counts);
            }
        }
        Ok(ClauseMatches {
            docs,
            scored,
            truncation,
        })
    }

    /// A soft reading, as a expr of its concept.
    pub(crate) fn soft(&self, expression: &SpanExpr, weight: f32) -> Result<ScoredExpr> {
        let mut expr = ScoredExpr {
            place: Some(Place::Text),
            weight,
            ..ScoredExpr::default()
        };
        expr.counts = map_segments(self.segments, |at| {
            let size = self.segments[at].max_doc();
            let ignored = &mut TruncatedDocs::default();
            postings(self.planner.text.segment(at)?, expression, size, ignored)
        })?;
        expr.frequency = expr.counts.iter().map(Vec::len).sum();
        Ok(expr)
    }

    /// The documents of one segment that match; what is scored of them is added to `found`, in the same order in every
    /// segment.
    fn docs(&self, matcher: &Matcher, at: usize, found: &mut Scored) -> Result<DocSet> {
        let segment = &self.segments[at];
        let size = segment.max_doc();
        Ok(match matcher {
            Matcher::Everything => DocSet::full(size),
            Matcher::Words(place, expression) => {
                let inverted = self.planner.lexicon(*place).segment(at)?;
                let counts = postings(inverted, expression, size, &mut found.truncated)?;
                let mut docs = DocSet::empty(size);
                for &(doc, _) in &counts {
                    docs.insert(doc);
                }
                found.counts.push((*place, counts));
                docs
            }
            Matcher::Filter(filter) => filter.docs(segment)?,
            Matcher::Not(inner) => {
                let scored = found.counts.len();
                let mut docs = self.docs(inner, at, found)?;
                found.counts.truncate(scored);
                docs.complement();
                docs
            }
            Matcher::All(parts) => {
                let mut docs = DocSet::full(size);
                for part in parts {
                    docs.intersect(&self.docs(part, at, found)?);
                }
                docs
            }
            Matcher::Any(parts) => {
                let mut docs = DocSet::empty(size);
                for part in parts {
                    docs.union(&self.docs(part, at, found)?);
                }
                docs
            }
        })
    }
}
