//! How often does each value of a field occur among the matches?

use std::collections::HashMap;

use crate::error::Result;
use crate::query::context::SearchContext;
use crate::query::facets::facet::FacetRequest;
use crate::query::matching::matches::Matches;
use crate::query::matching::per_segment::map_segments;
use crate::query::plan::query_plan::Plan;
use crate::query::ranking::min_should_match::MinShouldMatch;
use crate::query::results::Facet;

/// The facets that the request names.
pub(crate) fn requests(ctx: &SearchContext<'_>) -> Result<Vec<FacetRequest>> {
    let names = ctx.request.facets.iter();
    names
        .map(|name| FacetRequest::parse(name, ctx.request.prosecutor_kind, ctx.knowledge))
        .collect()
}

/// Counts each facet as if there were no filter on its own field.
pub(crate) fn count(
    ctx: &SearchContext<'_>,
    requests: Vec<FacetRequest>,
    plan: &Plan,
    matches: &Matches,
    selection: &MinShouldMatch,
) -> Result<Vec<Facet>> {
    let segments = ctx.index.searcher.segment_readers();
    let mut facets = Vec::new();
    for request in requests {
        let field = request.field;
        let matching = matches.matching_except(field);
        let by_segment = map_segments(segments, |at| {
            let docs = selection.matches_among(&matches.clauses, at, &matching[at]);
            let mut counts = HashMap::new();
            request.count(&segments[at], &docs, &mut counts)?;
            Ok(counts)
        })?;
        let mut counts = HashMap::new();
        for (value, count) in by_segment.into_iter().flatten() {
            *counts.entry(value).or_default() += count;
        }
        let filters = plan.filters.iter().filter(|filter| filter.field == field);
        let selected: Vec<String> = filters.flat_map(|filter| filter.selected.clone()).collect();
        facets.push(request.into_facet(counts, &selected, ctx.knowledge));
    }
    Ok(facets)
}
