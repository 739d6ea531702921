//! Which documents match a predicate, segment by segment, and how often its expressions occur in them.

use std::sync::Arc;

use tantivy::SegmentReader;
use tantivy::schema::Term;

use crate::error::Result;
use crate::index::values::has_value;
use crate::index::{DocKind, OpenIndex};
use crate::query::context::SearchContext;
use crate::query::matching::spans::Spans;
use crate::query::plan::predicate::Predicate;
use crate::query::plan::query_plan::Expansion;
use crate::query::postings::doc_set::DocSet;
use crate::query::postings::per_segment::map_segments;
use crate::query::postings::positions::postings;
use crate::query::postings::posting_list::PostingList;
use crate::query::postings::span_expr::SpanExpr;
use crate::query::postings::term_postings::docs_with;
use crate::query::postings::truncation::{TruncatedDocs, Truncation};
use crate::query::resolve::filter::{Condition, Filter};
use crate::query::terms::search_field::SearchField;
use crate::query::work::share;
use crate::schema::{DOC_KIND, FieldSpec};

/// The release that has a number comes before those that mention it: as if it mentioned it this many times.
const OWN_NUMBER: u32 = 50;

/// Where one expression occurs, as scoring needs it.
#[derive(Debug)]
pub(crate) struct ScoredExpr {
    pub(crate) field: SearchField,
    /// By segment.
    pub(crate) postings: Vec<PostingList>,
    /// The number of documents in all segments.
    pub(crate) doc_freq: usize,
    /// What its score is multiplied by: 1 for an expression that was typed, less for an expansion.
    pub(crate) weight: f32,
    /// The share of the score: see [`Expansion::share`].
    pub(crate) share: f32,
    /// See [`Expansion::is_same`].
    pub(crate) is_same: bool,
    /// How often the expression occurs in all documents.
    pub(crate) occurrences: u64,
}

impl ScoredExpr {
    fn new(field: SearchField, postings: Vec<PostingList>, weight: f32) -> Self {
        ScoredExpr {
            field,
            doc_freq: postings.iter().map(PostingList::len).sum(),
            occurrences: postings.iter().map(PostingList::occurrences).sum(),
            postings,
            weight,
            share: 1.0,
            is_same: false,
        }
    }
}

/// What matches one clause of a query.
#[derive(Debug)]
pub(crate) struct ClauseMatches {
    /// By segment: the releases that match.
    pub(crate) docs: Vec<DocSet>,
    /// The expressions of the clause, then its expansions.
    pub(crate) scored: Vec<ScoredExpr>,
    /// They do not count as a match. None before they are looked for.
    pub(crate) expansions: Vec<Expansion>,
    /// Which maximums were reached in a release.
    pub(crate) truncation: Truncation,
    /// What the clause is worth beside others: 1, or less for a word that tells little.
    pub(crate) emphasis: f32,
    /// Whether it does not count for the scores, because there is no room for it.
    pub(crate) is_unscored: bool,
}

impl ClauseMatches {
    /// The number of releases that match.
    pub(crate) fn doc_freq(&self) -> usize {
        self.docs.iter().map(DocSet::count).sum()
    }
}

/// What is found in one segment beside the documents that match.
#[derive(Default)]
struct Details {
    /// For each expression in the order of the predicate, which is the same in every segment.
    postings: Vec<(SearchField, PostingList)>,
    truncated: TruncatedDocs,
    /// Number of bytes that `postings` may have; beyond it they are thrown away.
    room: u64,
    is_unscored: bool,
}

impl Details {
    fn push(&mut self, field: SearchField, postings: PostingList) {
        let memory = postings.memory() as u64;
        self.is_unscored |= memory > self.room;
        self.room = self.room.saturating_sub(memory);
        self.postings.push(if self.is_unscored {
            (field, PostingList::default())
        } else {
            (field, postings)
        });
    }
}

/// Evaluates predicates on the segments of one commit.
pub(crate) struct Evaluator<'a>(pub(crate) &'a SearchContext<'a>);

impl Evaluator<'_> {
    fn segments(&self) -> &[SegmentReader] {
        self.0.index.searcher.segment_readers()
    }

    /// What may be found in a segment: its share of the work that the search may still do.
    fn details(&self, at: usize) -> Details {
        let segments = self.segments();
        let all = segments
            .iter()
            .map(|segment| u64::from(segment.max_doc()))
            .sum();
        let share = |left: u64| share(left, segments[at].max_doc(), all);
        Details {
            truncated: TruncatedDocs::with_places(share(self.0.work.places.left())),
            room: share(self.0.work.kept.left()),
            ..Details::default()
        }
    }

    /// By segment: the releases that are not deleted.
    pub(crate) fn releases(&self) -> Result<Vec<DocSet>> {
        let release = Term::from_field_text(DOC_KIND, DocKind::Release.term());
        map_segments(self.segments(), |at| {
            let segment = &self.segments()[at];
            let mut docs = docs_with(segment, &release)?;
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

    /// By segment: the documents that a filter lets through.
    pub(crate) fn filter(&self, filter: &Filter) -> Result<Vec<DocSet>> {
        map_segments(self.segments(), |at| filter_docs(filter, self.0.index, at))
    }

    /// By segment: the documents with a value in a span.
    pub(crate) fn spans(&self, spans: &Spans) -> Result<Vec<DocSet>> {
        map_segments(self.segments(), |at| spans.docs(&self.segments()[at]))
    }

    /// Removes from `releases` those that do not satisfy every predicate. Returns which maximums were reached.
    pub(crate) fn require(
        &self,
        predicates: &[Predicate],
        releases: &mut [DocSet],
    ) -> Result<Truncation> {
        let mut truncation = Truncation::default();
        for predicate in predicates {
            let satisfying = map_segments(self.segments(), |at| {
                let mut details = self.details(at);
                let docs = self.docs(predicate, at, &mut details)?;
                Ok((docs, details.truncated))
            })?;
            for (docs, (satisfying, truncated)) in releases.iter_mut().zip(&satisfying) {
                let truncated = truncated.among(docs);
                self.0.work.places.spend(truncated.places);
                truncation.merge(truncated);
                docs.intersect(satisfying);
            }
        }
        Ok(truncation)
    }

    /// What matches a clause among `releases`.
    pub(crate) fn clause(
        &self,
        predicate: &Predicate,
        releases: &[DocSet],
    ) -> Result<ClauseMatches> {
        let by_segment = map_segments(self.segments(), |at| {
            let mut details = self.details(at);
            let mut docs = self.docs(predicate, at, &mut details)?;
            docs.intersect(&releases[at]);
            let truncation = details.truncated.among(&releases[at]);
            Ok((docs, details.postings, truncation, details.is_unscored))
        })?;
        let mut docs = Vec::new();
        let mut expressions: Vec<(SearchField, Vec<PostingList>)> = Vec::new();
        let mut truncation = Truncation::default();
        let mut is_unscored = false;
        for (docs_here, postings_here, truncation_here, unscored_here) in by_segment {
            docs.push(docs_here);
            truncation.merge(truncation_here);
            is_unscored |= unscored_here;
            expressions.resize_with(postings_here.len(), || (SearchField::Text, Vec::new()));
            for ((field, lists), (field_here, list)) in expressions.iter_mut().zip(postings_here) {
                *field = field_here;
                lists.push(list);
            }
        }
        if is_unscored {
            expressions.clear();
        }
        let scored: Vec<ScoredExpr> = (expressions.into_iter())
            .map(|(field, postings)| ScoredExpr::new(field, postings, 1.0))
            .collect();
        let lists = scored.iter().flat_map(|expr| &expr.postings);
        let kept: usize = lists.map(PostingList::memory).sum();
        self.0.work.kept.spend(kept as u64);
        self.0.work.places.spend(truncation.places);
        Ok(ClauseMatches {
            docs,
            scored,
            expansions: Vec::new(),
            truncation,
            emphasis: 1.0,
            is_unscored,
        })
    }

    /// Where an expansion occurs in the text.
    pub(crate) fn expansion(&self, expression: &SpanExpr, weight: f32) -> Result<ScoredExpr> {
        let by_segment = map_segments(self.segments(), |at| {
            let max_doc = self.segments()[at].max_doc();
            let mut details = self.details(at);
            let inverted = self.0.text.segment(at)?;
            let found = postings(&inverted, expression, max_doc, &mut details.truncated)?;
            details.push(SearchField::Text, PostingList::new(found, max_doc));
            let places = details.truncated.among(&DocSet::empty(max_doc)).places;
            let list = details.postings.pop().map(|(_, list)| list);
            Ok((list.unwrap_or_default(), places))
        })?;
        let (lists, places): (Vec<PostingList>, Vec<u64>) = by_segment.into_iter().unzip();
        let kept: usize = lists.iter().map(PostingList::memory).sum();
        self.0.work.kept.spend(kept as u64);
        self.0.work.places.spend(places.into_iter().sum());
        Ok(ScoredExpr::new(SearchField::Text, lists, weight))
    }

    /// The documents of one segment that satisfy a predicate.
    fn docs(&self, predicate: &Predicate, at: usize, details: &mut Details) -> Result<DocSet> {
        let segment = &self.segments()[at];
        let max_doc = segment.max_doc();
        Ok(match predicate {
            Predicate::MatchAll => DocSet::full(max_doc),
            Predicate::Words(field, expression) => {
                let inverted = self.0.dictionary(*field).segment(at)?;
                let found = postings(&inverted, expression, max_doc, &mut details.truncated)?;
                let mut docs = DocSet::empty(max_doc);
                for &(doc, _) in &found {
                    docs.insert(doc);
                }
                details.push(*field, PostingList::new(found, max_doc));
                docs
            }
            Predicate::Numbered(terms) => {
                let mut docs = DocSet::empty(max_doc);
                for term in terms {
                    docs.union(&docs_with(segment, term)?);
                }
                let numbered = docs.iter().map(|doc| (doc, OWN_NUMBER)).collect();
                details.push(SearchField::Text, PostingList::new(numbered, max_doc));
                docs
            }
            Predicate::Filter(filter) => filter_docs(filter, self.0.index, at)?,
            Predicate::Not(inner) => {
                // What must not be there is not scored, and takes no room from what is.
                let (scored, room) = (details.postings.len(), details.room);
                let is_unscored = details.is_unscored;
                let mut docs = self.docs(inner, at, details)?;
                details.postings.truncate(scored);
                details.room = room;
                details.is_unscored = is_unscored;
                docs.complement();
                docs
            }
            Predicate::All(parts) => {
                let mut docs = DocSet::full(max_doc);
                for part in parts {
                    docs.intersect(&self.docs(part, at, details)?);
                }
                docs
            }
            Predicate::Any(parts) => {
                let mut docs = DocSet::empty(max_doc);
                for part in parts {
                    docs.union(&self.docs(part, at, details)?);
                }
                docs
            }
        })
    }
}

/// The documents of one segment, given by its number, that satisfy all conditions of at least one alternative of the filter.
fn filter_docs(filter: &Filter, index: &OpenIndex, at: usize) -> Result<DocSet> {
    let segment = &index.searcher.segment_readers()[at];
    let mut passing = DocSet::empty(segment.max_doc());
    let (spans, others) = Spans::of(filter);
    for spans in spans {
        passing.union(&spans.docs(segment)?);
    }
    for conditions in others {
        let mut docs = DocSet::full(segment.max_doc());
        for condition in conditions {
            docs.intersect(&*condition_docs(condition, index, at)?);
        }
        passing.union(&docs);
    }
    Ok(passing)
}

/// The documents of a segment, given by its number, that have no value in a field. Looked for once while an index is open: a
/// query may ask for them a thousand times.
pub(crate) fn without_value(
    field: &FieldSpec,
    index: &OpenIndex,
    at: usize,
) -> Result<Arc<DocSet>> {
    let name = format!("without {} in segment {at}", field.name);
    index.remembered(&name, || {
        let segment = &index.searcher.segment_readers()[at];
        let has_value = has_value(field, segment)?;
        let mut without = DocSet::full(segment.max_doc());
        without.retain(|doc| !has_value(doc));
        Ok(without)
    })
}

fn condition_docs(condition: &Condition, index: &OpenIndex, at: usize) -> Result<Arc<DocSet>> {
    let segment = &index.searcher.segment_readers()[at];
    let docs = match condition {
        Condition::Absent(field) => return without_value(field, index, at),
        Condition::Has(term) => docs_with(segment, term)?,
        Condition::HasOnly(term, not) => {
            let mut docs = docs_with(segment, term)?;
            docs.subtract(&docs_with(segment, not)?);
            docs
        }
        Condition::Dated(..) | Condition::Within { .. } => match Spans::of_condition(condition) {
            Some(spans) => spans.docs(segment)?,
            None => DocSet::empty(segment.max_doc()),
        },
    };
    Ok(Arc::new(docs))
}
