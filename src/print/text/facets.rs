//! Counts for eyes: trees, lists, and bars for years, months and bands.

use std::fmt::Write as _;
use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use crate::print::sanitize::clean;
use crate::print::style::Style;
use crate::query::{Facet, FacetValue, Statistic, Summary};

/// Length of the longest bar of a histogram, in columns.
const BAR_COLUMNS: usize = 40;

/// Maximum number of values of a field listed beside hits, not counting the selected ones. Years and months are all listed.
const MOST_BESIDE_HITS: usize = 12;

/// Most columns of statistics that stand beside the names of values.
const MOST_BESIDE_NAMES: usize = 40;

/// Counts under a list of hits: the most frequent values, and how to see the others.
pub(super) fn beside_hits(
    summary: &mut Summary,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let of_cases = summary.of_cases;
    for facet in &mut summary.facets {
        writeln!(out)?;
        let left_out = if facet.kind.is_scale() {
            0
        } else {
            facet.keep_most_frequent(MOST_BESIDE_HITS)
        };
        write_facet(facet, of_cases, style, out)?;
        if left_out > 0 {
            let more = format!(
                "  and {left_out} more: dragnet facets {} with the same words and filters",
                clean(&facet.name)
            );
            writeln!(out, "{}", style.dim(&more))?;
        }
    }
    Ok(())
}

/// Counts by themselves, whole.
pub(super) fn facets(summary: &Summary, style: Style, out: &mut dyn Write) -> io::Result<()> {
    for (place, facet) in summary.facets.iter().enumerate() {
        if place > 0 {
            writeln!(out)?;
        }
        write_facet(facet, summary.of_cases, style, out)?;
    }
    Ok(())
}

/// Writes the counts of one field. `of_cases` tells whether cases are counted.
fn write_facet(facet: &Facet, of_cases: bool, style: Style, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", style.title(&clean(&facet.name)))?;
    if facet.values.is_empty() {
        writeln!(out, "{}", style.dim("  none"))?;
    }
    if let Some(first) = facet
        .values
        .first()
        .filter(|first| !first.statistics.is_empty())
    {
        let of_what = if of_cases { "cases" } else { "releases" };
        let measured = format!("  {of_what}, {}", measured(first));
        writeln!(out, "{}", style.dim(&measured))?;
    }
    let counts = |of_scale: bool| {
        let values = facet.values.iter();
        let values = values.filter(move |value| !of_scale || value.value.is_some());
        values.map(|value| value.count).max().unwrap_or(0)
    };
    let most = counts(true);
    let digits = counts(false).to_string().len();
    // Paths are indented by their depth below the branch that was asked for.
    let top = facet
        .values
        .iter()
        .filter_map(path_depth)
        .map(|(_, depth)| depth)
        .min()
        .unwrap_or(0);
    let statistics = statistics_columns(facet);
    // Wide statistics stand below their value, so that its name is not squeezed beside them.
    let is_wide = statistics.iter().any(|row| row.len() > MOST_BESIDE_NAMES);
    let labels = facet.values.iter().map(|value| value.label().width());
    let label_columns = labels.max().unwrap_or(0);
    for (value, told) in facet.values.iter().zip(statistics) {
        let statistics = if is_wide { "" } else { &told };
        let mark = if value.selected { "*" } else { " " };
        let label = clean(value.label());
        let count = value.count;
        match path_depth(value) {
            None if facet.kind.is_scale() && statistics.is_empty() => {
                let columns = (count * BAR_COLUMNS).checked_div(most).unwrap_or(0);
                // No bar for the releases without a value: they are no part of the scale.
                let columns =
                    columns.max(usize::from(count > 0)) * usize::from(value.value.is_some());
                let bar = style.found(&"█".repeat(columns));
                let padding = " ".repeat(label_columns.saturating_sub(label.width()));
                let row = format!("{mark} {label}{padding}  {count:>digits$}  {bar}");
                writeln!(out, "{}", row.trim_end())?;
            }
            None => writeln!(out, "{mark} {count:>digits$}  {statistics}{label}")?,
            Some((path, depth)) => {
                let path = style.dim(&clean(path));
                let steps = if facet.is_by_count { 0 } else { depth - top };
                let indent = "  ".repeat(steps);
                let first = format!("{mark} {count:>digits$}  {statistics}{indent}");
                let below = " ".repeat(first.len());
                style.write_wrapped(out, &format!("{label}  {path}"), &first, &below)?;
            }
        }
        if is_wide {
            let indent = " ".repeat(digits + 4);
            style.write_wrapped(out, told.trim(), &indent, &indent)?;
        }
    }
    Ok(())
}

/// The names of the statistics of a value: `sum of restitution, median of sentence`.
fn measured(value: &FacetValue) -> String {
    let statistics = value.statistics.iter();
    let names: Vec<String> = statistics
        .map(|statistic| format!("{} of {}", statistic.kind.name(), statistic.of.name))
        .collect();
    names.join(", ")
}

/// For each value its statistics, each in a column of its own: `$1,200,000 told by 3 of 12  `. Empty where none are asked for.
fn statistics_columns(facet: &Facet) -> Vec<String> {
    let cell = |statistic: &Statistic, count: usize| match statistic.shown() {
        Some(shown) => format!("{shown} told by {} of {count}", statistic.told),
        None => "not told".to_owned(),
    };
    let mut rows = vec![String::new(); facet.values.len()];
    let columns = facet
        .values
        .first()
        .map_or(0, |value| value.statistics.len());
    for at in 0..columns {
        let cells: Vec<String> = (facet.values.iter())
            .map(|value| {
                value
                    .statistics
                    .get(at)
                    .map_or(String::new(), |statistic| cell(statistic, value.count))
            })
            .collect();
        let width = cells.iter().map(String::len).max().unwrap_or(0);
        for (row, cell) in rows.iter_mut().zip(cells) {
            // Writing to a String cannot fail.
            let _ = write!(row, "{cell:>width$}  ");
        }
    }
    rows
}

/// A value that is a path, and the number of its steps.
fn path_depth(value: &FacetValue) -> Option<(&str, usize)> {
    let path = value.value.as_deref()?;
    path.starts_with('/')
        .then(|| (path, path.matches('/').count()))
}
