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

pub use crate::query::facets::facet::FACETS;
use crate::query::matching::per_segment;
use crate::query::output::hits;
#[doc(hidden)]
pub use crate::query::output::snippet::snippet_of;
use crate::query::plan::planner;
use crate::query::ranking::min_should_match;
pub use crate::query::request::{Limit, Request, Sort};
pub use crate::query::results::{Facet, FacetValue, Fragment, Hit, Results, Snippet, Summary};
pub use crate::query::syntax::Today;

use std::collections::HashMap;

use crate::error::{Error, Result, TypedPlace};
use crate::index::OpenIndex;
use crate::knowledge::Knowledge;
use crate::query::expand::case_stage::Announced;
use crate::query::facets::facet::Asked;
use crate::query::matching::doc_set::DocSet;
use crate::query::matching::evaluate::{ClauseMatches, Evaluator};
use crate::query::matching::truncation::{Truncation, truncation_notes};
use crate::query::plan::planner::{Plan, Planner};
use crate::query::ranking::bm25::Bm25;
use crate::query::resolve::filter::Filter;
use crate::query::resolve::resolver::Resolver;
use crate::query::syntax::citations::citations;
use crate::query::syntax::{Context, FieldName, Query};

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
        what, value, place, ..
    } = &mut error
        && let Some(field) = what.strip_suffix(':')
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
        .map(|name| Asked::read(name, request.prosecutor_kind, knowledge))
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
    let selection = min_should_match::select(&found, &plan, request);

    let mut notes = parsed.notes;
    notes.append(&mut planner.notes);
    notes.append(&mut planner.resolver.notes);
    notes.extend(cut_short(&found, &plan));
    notes.extend(min_should_match::note_on_common_words(
        &found, &plan, &selection,
    ));
    let facets = count(&asked, &found, &selection, &plan, index, knowledge)?;
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
        explanation: request.explain.then(|| explain(&plan, &found)),
    };
    let mut ranked = min_should_match::rank(&found, &selection, &bm25, request, index)?;
    min_should_match::rescore_and_page(
        &mut ranked,
        &plan,
        &found,
        &selection,
        &planner,
        &bm25,
        request,
    )?;
    let hits = hits::hits(index, ranked, plan, found, bm25, request);
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
    filtered: Vec<(FieldName, Vec<DocSet>)>,
    /// What meets the conditions and passes every filter, by segment.
    passing: Vec<DocSet>,
}

impl Found {
    /// What meets the conditions and passes the filters, but for those of one field.
    fn passing_but(&self, field: FieldName) -> Vec<DocSet> {
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
    let searcher = &planner.resolver.index.searcher;
    let segments = searcher.segment_readers();
    let evaluator = Evaluator { segments, planner };
    let releases = evaluator.releases()?;
    let mut meeting = releases.clone();
    let conditions_truncation = evaluator.conditions(plan, &mut meeting)?;
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
            .map(|concept| evaluator.concept(concept, &releases))
            .collect()
    };
    let mut concepts = evaluate(&plan.concepts)?;
    let common = evaluate(&plan.common)?;
    let frequencies: Vec<usize> = concepts.iter().map(ClauseMatches::frequency).collect();
    planner.soften(&mut plan.concepts, &frequencies)?;
    let announced = Announced::find(planner, &plan.concepts)?;
    let evaluator = Evaluator { segments, planner };
    for (concept, evaluated) in plan.concepts.iter().zip(&mut concepts) {
        for soft in &concept.soft {
            evaluated
                .scored
                .push(evaluator.soft(&soft.expression, soft.weight)?);
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
    asked: &[Asked],
    found: &Found,
    selection: &min_should_match::MinShouldMatch,
    plan: &Plan,
    index: &OpenIndex,
    knowledge: &Knowledge,
) -> Result<Vec<Facet>> {
    let mut facets = Vec::new();
    for asked in asked {
        let field = asked.field();
        let passing = found.passing_but(field);
        let segments = index.searcher.segment_readers();
        let parts = per_segment::map_segments(segments, |at| {
            let docs = selection.matches_among(found, at, &passing[at]);
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
        facets.push(asked.finish(counts, &selected, knowledge));
    }
    Ok(facets)
}

/// How the query was read, one line for each thing it asks for.
fn explain(plan: &Plan, found: &Found) -> String {
    use std::fmt::Write as _;
    let mut out = String::new();
    let lists = [
        ("all of", &plan.concepts, &found.concepts),
        ("common words", &plan.common, &found.common),
    ];
    for (name, concepts, evaluated) in lists {
        if concepts.is_empty() {
            continue;
        }
        // Writing to a String cannot fail.
        let _ = writeln!(out, "{name}");
        for (concept, evaluated) in concepts.iter().zip(evaluated) {
            let _ = writeln!(
                out,
                "  {} ({} releases)",
                concept.label,
                evaluated.frequency()
            );
            let _ = writeln!(out, "    {}", concept.matcher);
            for soft in &concept.soft {
                let _ = writeln!(
                    out,
                    "    {} x {}: {}",
                    soft.weight, soft.why, soft.expression
                );
            }
        }
    }
    for condition in &plan.conditions {
        let _ = writeln!(out, "only where\n  {condition}");
    }
    for filter in &plan.filters {
        let _ = writeln!(out, "only where\n  {filter}");
    }
    out
}
