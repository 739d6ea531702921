//! How many releases have no value in a field that the user filters or sorts by? An unknown value passes no filter, so a
//! note tells the user how many releases are left out.

use crate::error::Result;
use crate::query::context::SearchContext;
use crate::query::matching::doc_set::DocSet;
use crate::query::matching::evaluate::without_value;
use crate::query::matching::matches::Matches;
use crate::query::matching::per_segment::map_segments;
use crate::query::notes::Notes;
use crate::query::plan::query_plan::Plan;
use crate::query::ranking::selection::{Selection, matches_among};
use crate::query::request::Sort;
use crate::schema::{self, FieldSpec, FilterOption, Lookup};
use crate::text::numbers::group_thousands;

/// Notes, for each field that is filtered by or sorted by, how many releases have no value there.
pub(crate) fn note_left_out(
    ctx: &SearchContext<'_>,
    plan: &Plan,
    matches: &Matches,
    selection: &Selection,
    notes: &mut Notes,
) -> Result<()> {
    let mut fields: Vec<&FieldSpec> = plan.filters.iter().map(|filter| filter.field).collect();
    fields.dedup();
    for field in fields {
        let mut filters = plan.filters.iter().filter(|filter| filter.field == field);
        // A number is that of one release, and every release has a source.
        let can_be_unknown = !matches!(field.lookup, Some(Lookup::AnyCase | Lookup::Known) | None);
        if !can_be_unknown || filters.any(|filter| filter.selected.contains(&None)) {
            continue;
        }
        let passing = matches.matching_except(field);
        // A release that names an act is found by the act, though it cites no statute.
        let count = count_without(ctx, field, |at| {
            let mut docs = matches_among(&matches.clauses, ctx.request.any, at, &passing[at]);
            docs.subtract(&selection.matches[at]);
            docs
        })?;
        let mut typed = ctx.request.filters.iter();
        let is_option = typed.any(|filter| filter.field == field);
        notes.extend((count > 0).then(|| left_out(field, count, is_option)));
    }
    if ctx.request.sort != Sort::Relevance
        && let Some(date) = schema::find_in_query("date")
    {
        let count = count_without(ctx, date, |at| selection.matches[at].clone())?;
        let verb = if count == 1 { "comes" } else { "come" };
        let undated = releases(count, "undated ", "");
        notes.extend((count > 0).then(|| format!("{undated} {verb} last")));
    }
    Ok(())
}

/// `71 undated releases are left out; --undated keeps them`. `is_option` tells whether an option filters by the field, not the
/// query.
fn left_out(field: &FieldSpec, count: usize, is_option: bool) -> String {
    let (verb, them) = if count == 1 {
        ("is", "it")
    } else {
        ("are", "them")
    };
    let name = field.name;
    let (before, behind) = match field.option {
        Some(FilterOption::Range { none, .. }) => (format!("{none} "), String::new()),
        _ => (String::new(), format!(" without `{name}`")),
    };
    let keeps = match field.option.filter(|_| is_option) {
        Some(FilterOption::Range { none, .. }) => format!("--{none}"),
        Some(FilterOption::Values { .. }) => format!("--{name} none"),
        None => format!("`OR {name}:none` behind it"),
    };
    let releases = releases(count, &before, &behind);
    format!("{releases} {verb} left out; {keeps} keeps {them}")
}

/// The number of releases, by segment given by `docs`, that have no value in a field.
fn count_without(
    ctx: &SearchContext<'_>,
    field: &'static FieldSpec,
    docs: impl Fn(usize) -> DocSet + Sync,
) -> Result<usize> {
    let segments = ctx.index.searcher.segment_readers();
    let counts = map_segments(segments, |at| {
        let mut without = without_value(field, &segments[at])?;
        without.intersect(&docs(at));
        Ok(without.count())
    })?;
    Ok(counts.into_iter().sum())
}

/// `4,636 undated releases`, `1 release without a date`
fn releases(count: usize, before: &str, behind: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    let count = group_thousands(count as u64);
    format!("{count} {before}release{plural}{behind}")
}
