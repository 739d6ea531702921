//! How many releases have no value in a field that the user filters or sorts by? An unknown value passes no filter, so a
//! note tells the user how many releases are left out.

use crate::error::Result;
use crate::query::context::SearchContext;
use crate::query::facets::tally::{Measure, measures};
use crate::query::matching::evaluate::without_value;
use crate::query::matching::matches::Matches;
use crate::query::notes::Notes;
use crate::query::plan::query_plan::Plan;
use crate::query::postings::doc_set::DocSet;
use crate::query::postings::per_segment::map_segments;
use crate::query::ranking::selection::{Selection, all_matches_among};
use crate::query::resolve::filter::{Filter, each_once};
use crate::query::results::StatisticKind;
use crate::schema::{FieldSpec, FilterOption, Lookup};
use crate::text::numbers::counted;

/// Notes, for each field that is filtered by or sorted by, how many releases have no value there.
pub(crate) fn note_left_out(
    ctx: &SearchContext<'_>,
    plan: &Plan,
    matches: &Matches,
    selection: &Selection,
    notes: &mut Notes,
) -> Result<()> {
    let fields = each_once(plan.filters.iter().map(|filter| filter.field));
    for field in fields {
        let mut filters = plan.filters.iter().filter(|filter| filter.field == field);
        // A number is that of one release, and every release has a source.
        let can_be_unknown = !matches!(field.lookup, Some(Lookup::AnyCase | Lookup::Known) | None);
        if !can_be_unknown || filters.any(|filter| filter.selected.contains(&None)) {
            continue;
        }
        let passing = matches.matching_except(field);
        let of_field = plan.filters.iter().filter(|filter| filter.field == field);
        let told_by = each_once(of_field.flat_map(Filter::told_by));
        // A release that names an act is found by the act, though it cites no statute.
        let mut docs = all_matches_among(&matches.clauses, ctx.request.any, &passing);
        ctx.copies.remove_copies_of(&mut docs, &selection.matches);
        for (docs, matches) in docs.iter_mut().zip(&selection.matches) {
            docs.subtract(matches);
        }
        let others: usize = docs.iter().map(DocSet::count).sum();
        let docs = without_values(ctx, &told_by, &docs)?;
        let count = count_once(ctx, docs);
        let mut typed = ctx.request.filters.iter();
        let is_option = typed.any(|filter| filter.field == field);
        notes.extend((count > 0).then(|| left_out(field, &told_by, count, is_option)));
        let found: usize = selection.matches.iter().map(DocSet::count).sum();
        if field.name == "date" && count * 2 > others + found {
            notes.add(if is_option {
                "most matches are undated: --event-since and --event-until filter by the day of the event".to_owned()
            } else {
                "most matches are undated: `event:` filters by the day of the event".to_owned()
            });
        }
    }
    if let Some(field) = ctx.request.sort.field() {
        let count = count_once(ctx, without_values(ctx, &[field], &selection.matches)?);
        let verb = if count == 1 { "comes" } else { "come" };
        let (before, behind) = unknown(&[field]);
        let without = releases(count, &before, &behind);
        notes.extend((count > 0).then(|| format!("{without} {verb} last")));
    }
    for measure in measures(ctx.request)? {
        let (kind, name) = (measure.kind.name(), measure.of.name);
        let without = without_values(ctx, &[measure.of], &selection.matches)?;
        let by_matter = ctx.request.by_matter;
        let (count, what) = if by_matter {
            let mut told = selection.matches.clone();
            for (told, without) in told.iter_mut().zip(&without) {
                told.subtract(without);
            }
            (ctx.copies.count_cases(&without, &told), "case")
        } else {
            (count_once(ctx, without), "release")
        };
        let verb = if count == 1 { "is" } else { "are" };
        let without = counted(count as u64, what);
        notes.extend(
            (count > 0)
                .then(|| format!("{without} without `{name}` {verb} in no {kind} of `{name}`")),
        );
        notes.add(what_counts(measure, by_matter));
    }
    Ok(())
}

/// What the reader of a sum or a median should know of how it was made.
fn what_counts(measure: Measure, by_matter: bool) -> String {
    let (kind, name) = (measure.kind.name(), measure.of.name);
    let is_length = measure.of.lookup == Some(Lookup::Imprisonment);
    let most = if is_length { "longest" } else { "largest" };
    let of_what = if by_matter { "cases" } else { "releases" };
    let more = match measure.kind {
        StatisticKind::Sum if by_matter => "",
        StatisticKind::Sum => ": a case that several releases tell of is in it several times",
        StatisticKind::Median if is_length => {
            ": no prison counts as 0 months, life and death as longer than any number, and the time served not at all"
        }
        StatisticKind::Median => "",
    };
    format!("a {kind} of `{name}` is over {of_what}, each with its {most}{more}")
}

/// `71 undated releases are left out; --undated keeps them`. `is_option` tells whether an option filters by the field, not the
/// query.
fn left_out(field: &FieldSpec, told_by: &[&FieldSpec], count: usize, is_option: bool) -> String {
    let (verb, them) = if count == 1 {
        ("is", "it")
    } else {
        ("are", "them")
    };
    let name = field.name;
    let (before, behind) = unknown(told_by);
    let keeps = match field.option.filter(|_| is_option) {
        Some(FilterOption::Range { none, .. }) => format!("--{none}"),
        Some(FilterOption::Values { .. }) => match told_by {
            [only] if *only != field => format!("--{name} {}:none", only.name),
            _ => format!("--{name} none"),
        },
        None => format!("`OR {name}:none` behind it"),
    };
    let releases = releases(count, &before, &behind);
    format!("{releases} {verb} left out; {keeps} keeps {them}")
}

/// What stands before and behind the word "releases" for those without a value in any of the fields: "undated" before it,
/// "without" and the names of the fields behind it.
fn unknown(fields: &[&FieldSpec]) -> (String, String) {
    if let [FieldSpec { name: "date", .. }] = fields {
        return ("undated ".to_owned(), String::new());
    }
    let names: Vec<String> = fields
        .iter()
        .map(|field| format!("`{}`", field.name))
        .collect();
    (String::new(), format!(" without {}", names.join(" and ")))
}

/// Those of the releases `docs`, by segment, that have no value in any of these fields.
fn without_values(
    ctx: &SearchContext<'_>,
    fields: &[&FieldSpec],
    docs: &[DocSet],
) -> Result<Vec<DocSet>> {
    let segments = ctx.index.searcher.segment_readers();
    map_segments(segments, |at| {
        let mut without = docs[at].clone();
        for field in fields {
            without.intersect(&*without_value(field, ctx.index, at)?);
        }
        Ok(without)
    })
}

/// The number of releases; copies count once.
fn count_once(ctx: &SearchContext<'_>, mut docs: Vec<DocSet>) -> usize {
    ctx.copies.keep_one(&mut docs);
    docs.iter().map(DocSet::count).sum()
}

/// `4,636 undated releases`, `1 release without a date`
fn releases(count: usize, before: &str, behind: &str) -> String {
    let releases = counted(count as u64, &format!("{before}release"));
    format!("{releases}{behind}")
}
