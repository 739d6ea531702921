//! Words -> hits: read the query, resolve names, find the words of the index it stands for, match, rank, count, and
//! find the places to show.
//!
//! A query is read (`language`), planned against one commit (`plan`: names become conditions, words become terms of the
//! index), evaluated a segment at a time (`evaluate`, over the engine's posting lists), ranked (`rank`), counted
//! (`facets`) and shown (`hits`, `snippet`).

pub(crate) mod expand;
pub(crate) mod facets;
pub(crate) mod matching;
pub(crate) mod output;
pub(crate) mod plan;
pub(crate) mod ranking;
pub(crate) mod request;
pub(crate) mod resolve;
pub(crate) mod results;
pub mod syntax;
pub(crate) mod terms;

use crate::query::matching::per_segment;
#[doc(hidden)]
pub use crate::query::output::snippet::snippet_of;
use crate::query::plan::planner;
pub use crate::query::request::{FieldFilter, Limit, Request, Sort, TypedFilter};
pub use crate::query::results::{Facet, FacetValue, Fragment, Hit, Results, Snippet, Summary};

use std::collections::HashMap;

use crate::error::{Error, Result, TypedPlace, ValueSource};
use crate::index::OpenIndex;
use crate::knowledge::Knowledge;
use crate::query::expand::case_stage::Announced;
use crate::query::facets::facet::FacetRequest;
use crate::query::matching::doc_set::DocSet;
use crate::query::matching::evaluate::{ClauseMatches, Evaluator};
use crate::query::matching::truncation::{Truncation, truncation_notes};
use crate::query::output::explain::explain_plan;
use crate::query::output::hits::HitReader;
use crate::query::plan::planner::{Plan, Planner};
use crate::query::ranking::bm25::Bm25;
use crate::query::ranking::min_should_match::{MinShouldMatch, stop_word_note};
use crate::query::ranking::proximity::{proximity_clauses, rescore};
use crate::query::ranking::ranker::Ranker;
use crate::query::resolve::filter::Filter;
use crate::query::resolve::resolver::Resolver;
use crate::query::syntax::citations::citations;
use crate::query::syntax::{Context, Query};
use crate::schema::FieldSpec;

/// The query language on one page, as `dragnet help query` prints it.
pub const LANGUAGE_HELP: &str = include_str!("syntax/help.txt");

/// Answers `request` from one commit of an index.
///
/// # Errors
///
/// A filter, or a known field of the query, with a value that cannot be; an unknown facet; a damaged index.
pub fn search<'a>(
    index: &'a OpenIndex,
    knowledge: &Knowledge,
    request: &Request,
) -> Result<Results<'a>> {
    index
        .reading(|| answer(index, knowledge, request))
        .map_err(|error| located(error, request))
}

/// The error with the place in the query that it is about.
fn located(mut error: Error, request: &Request) -> Error {
    if let Error::BadValue {
        at: ValueSource::Query(field),
        value,
        place,
        ..
    } = &mut error
    {
        *place = syntax::place_of(&request.words, &context(request), field, value).map(|range| {
            Box::new(TypedPlace {
                text: request.words.clone(),
                range,
            })
        });
    }
    error
}

fn context(request: &Request) -> Context {
    Context {
        today: request.today,
        citations,
    }
}

fn answer<'a>(
    index: &'a OpenIndex,
    knowledge: &Knowledge,
    request: &Request,
) -> Result<Results<'a>> {
    let asked = request
        .facets
        .iter()
        .map(|name| FacetRequest::parse(name, request.prosecutor_kind, knowledge))
        .collect::<Result<Vec<_>>>()?;
    let parsed = syntax::parse(&request.words, &context(request))?;
    let mut resolver = Resolver {
        index,
        knowledge,
        request,
        notes: Vec::new(),
    };
    let request_filters = resolver.of_request()?;
    let mut planner = Planner::new(index, resolver);
    let mut plan = planner.plan(&parsed.query)?;
    plan.filters.extend(request_filters);

    let found = find(&mut planner, &mut plan)?;
    let bm25 = Bm25::open(index, &found.concepts)?;
    let selection = MinShouldMatch::select(&found.concepts, &found.passing, request);

    let mut notes = parsed.notes;
    notes.append(&mut planner.notes);
    notes.append(&mut planner.resolver.notes);
    notes.extend(cut_short(&found, &plan));
    let stop_words: Vec<&str> = (plan.common.iter())
        .map(|clause| clause.label.as_str())
        .collect();
    notes.extend(stop_word_note(
        &stop_words,
        &found.common,
        &selection.matches,
    ));
    let facets = count(asked, &found, &selection, &plan, index, knowledge)?;
    let summary = Summary {
        understood: match &parsed.query {
            Query::Everything => String::new(),
            query => query.to_string(),
        },
        notes,
        total: selection.total,
        partial: selection.partial(),
        offset: request.offset,
        facets,
        explanation: (request.explain).then(|| explain_plan(&plan, &found.concepts, &found.common)),
    };
    let ranker = Ranker {
        index,
        request,
        clauses: &found.concepts,
        passing: &found.passing,
        selection: &selection,
        bm25: &bm25,
        stages: &found.announced,
    };
    let mut candidates = ranker.rank()?;
    if ranker.by_score() {
        let clauses = proximity_clauses(&plan.concepts, &found.concepts, &bm25);
        rescore(&mut candidates, &clauses, &planner.text)?;
        candidates.sort_by(|a, b| ranker.compare(a, b));
    }
    candidates.drain(..request.offset.min(candidates.len()));
    if let Limit::Count(count) = request.limit {
        candidates.truncate(count);
    }
    let clauses = plan.concepts.into_iter().zip(found.concepts).collect();
    let mut reader = HitReader::new(index, clauses, bm25, request.explain);
    let hits = candidates.into_iter();
    let hits = Box::new(hits.map(move |candidate| reader.read(&candidate)));
    Ok(Results { summary, hits })
}

/// What was found, before anything is left out for lack of words.
pub(crate) struct Found {
    concepts: Vec<ClauseMatches>,
    common: Vec<ClauseMatches>,
    /// Which headlines announce the stage of a case that is asked for.
    announced: Announced,
    /// What of the conditions was not looked at in a release.
    conditions_truncation: Truncation,
    /// What meets the conditions of the query that are no filter, by segment.
    meeting: Vec<DocSet>,
    /// What each filter lets through, by segment.
    filtered: Vec<(&'static FieldSpec, Vec<DocSet>)>,
    /// What meets the conditions and passes every filter, by segment.
    passing: Vec<DocSet>,
}

impl Found {
    /// What meets the conditions and passes the filters, but for those of one field.
    fn passing_but(&self, field: &FieldSpec) -> Vec<DocSet> {
        let mut passing = self.meeting.clone();
        for (of, docs) in &self.filtered {
            if *of != field {
                keep(&mut passing, docs);
            }
        }
        passing
    }
}

/// Says so where a release has more of a part of the query than was looked at.
fn cut_short(found: &Found, plan: &Plan) -> Vec<String> {
    let concepts = plan.concepts.iter().zip(&found.concepts);
    let mut parts: Vec<(String, Truncation)> = concepts
        .map(|(concept, evaluated)| (format!("`{}`", concept.label), evaluated.truncation))
        .collect();
    // Conditions have words only where releases with them are left out.
    parts.push(("what is left out".to_owned(), found.conditions_truncation));
    truncation_notes(&parts)
}

fn keep(all: &mut [DocSet], other: &[DocSet]) {
    for (docs, other) in all.iter_mut().zip(other) {
        docs.intersect(other);
    }
}

fn find(planner: &mut Planner<'_>, plan: &mut Plan) -> Result<Found> {
    let index = planner.resolver.index;
    let evaluator = Evaluator {
        index,
        text: &planner.text,
        title: &planner.title,
    };
    let releases = evaluator.releases()?;
    let mut meeting = releases.clone();
    let conditions_truncation = evaluator.require(&plan.conditions, &mut meeting)?;
    let mut passing = meeting.clone();
    let mut filtered = Vec::new();
    for filter in &plan.filters {
        let docs = evaluator.filter(filter)?;
        keep(&mut passing, &docs);
        filtered.push((filter.field, docs));
    }
    let evaluate = |concepts: &[planner::Concept]| -> Result<Vec<ClauseMatches>> {
        concepts
            .iter()
            .map(|concept| evaluator.clause(&concept.matcher, &releases))
            .collect()
    };
    let mut concepts = evaluate(&plan.concepts)?;
    let common = evaluate(&plan.common)?;
    let frequencies: Vec<usize> = concepts.iter().map(ClauseMatches::doc_freq).collect();
    planner.soften(&mut plan.concepts, &frequencies)?;
    let announced = Announced::find(planner, &plan.concepts)?;
    let evaluator = Evaluator {
        index,
        text: &planner.text,
        title: &planner.title,
    };
    for (concept, evaluated) in plan.concepts.iter().zip(&mut concepts) {
        for soft in &concept.soft {
            evaluated
                .scored
                .push(evaluator.expansion(&soft.expression, soft.weight)?);
        }
    }
    Ok(Found {
        concepts,
        common,
        announced,
        conditions_truncation,
        meeting,
        filtered,
        passing,
    })
}

fn count(
    asked: Vec<FacetRequest>,
    found: &Found,
    selection: &MinShouldMatch,
    plan: &Plan,
    index: &OpenIndex,
    knowledge: &Knowledge,
) -> Result<Vec<Facet>> {
    let mut facets = Vec::new();
    for asked in asked {
        let field = asked.field;
        let passing = found.passing_but(field);
        let segments = index.searcher.segment_readers();
        let parts = per_segment::map_segments(segments, |at| {
            let docs = selection.matches_among(&found.concepts, at, &passing[at]);
            let mut counts = HashMap::new();
            asked.count(&segments[at], &docs, &mut counts)?;
            Ok(counts)
        })?;
        let mut counts = HashMap::new();
        for (value, count) in parts.into_iter().flatten() {
            *counts.entry(value).or_default() += count;
        }
        let selected: Vec<String> = plan
            .filters
            .iter()
            .filter(|filter: &&Filter| filter.field == field)
            .flat_map(|filter| filter.selected.clone())
            .collect();
        facets.push(asked.into_facet(counts, &selected, knowledge));
    }
    Ok(facets)
}
