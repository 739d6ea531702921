//! How often does each value of a field occur among the matches?

use std::collections::HashMap;

use crate::error::Result;
use crate::query::context::SearchContext;
use crate::query::facets::facet::FacetRequest;
use crate::query::matching::matches::Matches;
use crate::query::matching::per_segment::map_segments;
use crate::query::notes::Notes;
use crate::query::plan::query_plan::Plan;
use crate::query::ranking::selection::{Selection, matches_among};
use crate::query::resolve::people::People;
use crate::query::results::Facet;

/// The facets that the request names.
pub(crate) fn requests(ctx: &SearchContext<'_>) -> Result<Vec<FacetRequest>> {
    let names = ctx.request.facets.iter();
    names
        .map(|name| FacetRequest::parse(name, ctx.request.prosecutor_kind, ctx.knowledge))
        .collect()
}

/// Counts each facet among the matches. Where the request asks for alternatives, a facet is counted as if there were no
/// filter on its own field, and a note says so.
pub(crate) fn count(
    ctx: &SearchContext<'_>,
    requests: Vec<FacetRequest>,
    plan: &Plan,
    matches: &Matches,
    selection: &Selection,
    notes: &mut Notes,
) -> Result<Vec<Facet>> {
    let segments = ctx.index.searcher.segment_readers();
    let counts_people = requests.iter().any(FacetRequest::counts_people);
    let people = if counts_people {
        Some(People::all(&ctx.index.searcher)?)
    } else {
        None
    };
    let mut facets = Vec::new();
    for request in requests {
        let field = request.field;
        let filters = plan.filters.iter().filter(|filter| filter.field == field);
        let selected: Vec<_> = filters
            .clone()
            .flat_map(|filter| filter.selected.clone())
            .collect();
        let people = people.as_ref().filter(|_| request.counts_people());
        let selected = names_shown(selected, people);
        let passing = (ctx.request.alternatives && filters.count() > 0).then(|| {
            notes.add(format!(
                "`{}` is counted as if there were no filter on it",
                request.name
            ));
            matches.matching_except(field)
        });
        let by_segment = map_segments(segments, |at| {
            let docs = match &passing {
                Some(passing) => {
                    &matches_among(&matches.clauses, ctx.request.any, at, &passing[at])
                }
                None => &selection.matches[at],
            };
            let mut counts = HashMap::new();
            let with_value = request.count(&segments[at], docs, people, &mut counts)?;
            Ok((counts, docs.count() - with_value))
        })?;
        let mut counts = HashMap::new();
        let mut without_value = 0;
        for (counts_here, without_value_here) in by_segment {
            without_value += without_value_here;
            for (value, count) in counts_here {
                *counts.entry(value).or_default() += count;
            }
        }
        facets.push(request.into_facet(counts, without_value, &selected, ctx.knowledge));
    }
    Ok(facets)
}

/// The selected values of a facet, each person under one name.
fn names_shown(selected: Vec<Option<String>>, people: Option<&People>) -> Vec<Option<String>> {
    let Some(people) = people else {
        return selected;
    };
    let shown = |name: String| people.shown(&name).to_owned();
    selected.into_iter().map(|name| name.map(shown)).collect()
}
