//! How often does each value of a field occur among the matches?

use std::collections::{BTreeSet, HashMap};

use crate::error::Result;
use crate::query::context::SearchContext;
use crate::query::facets::facet::FacetRequest;
use crate::query::facets::persons::Persons;
use crate::query::facets::tally::{Counts, Measure, Measured, Tally, measures};
use crate::query::matching::matches::Matches;
use crate::query::notes::Notes;
use crate::query::plan::query_plan::Plan;
use crate::query::postings::doc_set::DocSet;
use crate::query::postings::per_segment::map_segments;
use crate::query::ranking::selection::{Selection, all_matches_among};
use crate::query::results::Facet;
use crate::schema::{FacetKind, FieldSpec};

/// Maximum number of facets of a request.
const MAX_FACETS: usize = 100;

/// The facets that the request names, each once; one more than are counted tells that some are left out.
pub(crate) fn requests(ctx: &SearchContext<'_>) -> Result<Vec<FacetRequest>> {
    // Equal ones are one.
    let mut seen = BTreeSet::new();
    let names = ctx.request.facets.iter();
    names
        .filter(|name| seen.insert(*name))
        .take(MAX_FACETS + 1)
        .map(|name| FacetRequest::parse(name, ctx.request.prosecutor_kind, ctx.knowledge))
        .collect()
}

/// Counts each facet among the matches. Where the request asks for alternatives, a facet is counted as if there were no
/// filter on its own field, and a note says so.
pub(crate) fn count(
    ctx: &SearchContext<'_>,
    mut requests: Vec<FacetRequest>,
    plan: &Plan,
    matches: &Matches,
    selection: &Selection,
    notes: &mut Notes,
) -> Result<Vec<Facet>> {
    let measures = measures(ctx.request)?;
    if requests.len() > MAX_FACETS {
        requests.truncate(MAX_FACETS);
        notes.add(format!("at most {MAX_FACETS} facets are counted"));
    }
    let mut facets = Vec::new();
    // Branches of one tree are counted together.
    let mut trees: Vec<(&FieldSpec, (Counts, Tally))> = Vec::new();
    for request in requests {
        let field = request.field;
        let filters = plan.filters.iter().filter(|filter| filter.field == field);
        let selected: Vec<_> = filters
            .clone()
            .flat_map(|filter| filter.selected.clone())
            .collect();
        let persons = request.persons(ctx.index)?;
        let selected = names_shown(selected, persons.as_ref());
        let others = (ctx.request.alternatives && filters.count() > 0).then(|| {
            notes.add(format!(
                "`{}` is counted as if there were no filter on it",
                request.name
            ));
            let passing = matches.matching_except(field);
            let mut docs = all_matches_among(&matches.clauses, ctx.request.any, &passing);
            ctx.copies.keep_one(&mut docs);
            docs
        });
        let is_tree = request.kind == FacetKind::Tree;
        let known = trees.iter().find(|(tree, _)| is_tree && *tree == field);
        let (counts, without_value) = match known {
            Some((_, known)) => known.clone(),
            None => {
                let docs = others.as_ref().unwrap_or(&selection.matches);
                count_field(ctx, (&request, &measures), persons.as_ref(), docs)?
            }
        };
        if is_tree && known.is_none() {
            trees.push((field, (counts.clone(), without_value.clone())));
        }
        facets.push(request.into_facet(
            counts,
            &without_value,
            &selected,
            &measures,
            ctx.knowledge,
        ));
    }
    Ok(facets)
}

/// What was counted for each value of the field of a facet, and for no value. `docs` are the releases that are counted, by
/// segment.
fn count_field(
    ctx: &SearchContext<'_>,
    (request, measures): (&FacetRequest, &[Measure]),
    persons: Option<&Persons>,
    docs: &[DocSet],
) -> Result<(Counts, Tally)> {
    let segments = ctx.index.searcher.segment_readers();
    let by_segment = map_segments(segments, |at| {
        let cases = ctx
            .request
            .by_matter
            .then(|| ctx.copies.cases(at, &docs[at]));
        let mut measured = Measured::open(&segments[at], measures, cases)?;
        let mut counts = HashMap::new();
        let segment = (at, &segments[at]);
        let without = request.count(segment, &docs[at], persons, &mut measured, &mut counts)?;
        Ok((counts, without))
    })?;
    let mut counts = Counts::new();
    let mut without_value = Tally::default();
    for (counts_here, without_value_here) in by_segment {
        without_value.merge(without_value_here);
        for (value, tally) in counts_here {
            counts.entry(value).or_default().merge(tally);
        }
    }
    for tally in counts.values_mut() {
        *tally = std::mem::take(tally).settle();
    }
    Ok((counts, without_value.settle()))
}

/// The selected values of a facet, each person under one name.
fn names_shown(selected: Vec<Option<String>>, persons: Option<&Persons>) -> Vec<Option<String>> {
    let Some(persons) = persons else {
        return selected;
    };
    let shown = |name: String| persons.shown(&name).to_owned();
    selected.into_iter().map(|name| name.map(shown)).collect()
}
