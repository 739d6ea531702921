//! Counts for eyes: trees, lists, and bars for years and months.

use std::io::{self, Write};

use crate::print::sanitize::clean;
use crate::print::style::Style;
use crate::query::{Facet, FacetValue};
use crate::schema::FacetKind;

/// Length of the longest bar of a histogram, in columns.
const BAR_COLUMNS: usize = 40;

/// Maximum number of values of a field listed beside hits, not counting the selected ones. Years and months are all listed.
const MOST_BESIDE_HITS: usize = 12;

/// Counts under a list of hits: the most frequent values, and how to see the others.
pub(super) fn beside_hits(
    facets: &mut [Facet],
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    for facet in facets {
        writeln!(out)?;
        let left_out = if is_time(facet) {
            0
        } else {
            facet.keep_most_frequent(MOST_BESIDE_HITS)
        };
        write_facet(facet, style, out)?;
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
pub(super) fn facets(facets: &[Facet], style: Style, out: &mut dyn Write) -> io::Result<()> {
    for (place, facet) in facets.iter().enumerate() {
        if place > 0 {
            writeln!(out)?;
        }
        write_facet(facet, style, out)?;
    }
    Ok(())
}

fn is_time(facet: &Facet) -> bool {
    matches!(facet.kind, FacetKind::Year | FacetKind::Month)
}

fn write_facet(facet: &Facet, style: Style, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", style.title(&clean(&facet.name)))?;
    if facet.values.is_empty() {
        writeln!(out, "{}", style.dim("  none"))?;
    }
    let counts = facet.values.iter().map(|value| value.count);
    let most = counts.max().unwrap_or(0);
    let digits = most.to_string().len();
    // Paths are indented by their depth below the branch that was asked for.
    let top = facet
        .values
        .iter()
        .filter_map(path_depth)
        .map(|(_, depth)| depth)
        .min()
        .unwrap_or(0);
    for value in &facet.values {
        let mark = if value.selected { "*" } else { " " };
        let label = clean(&value.label);
        let count = value.count;
        match (path_depth(value), &value.value) {
            (None, Some(_)) if is_time(facet) => {
                let columns = (count * BAR_COLUMNS).checked_div(most).unwrap_or(0);
                let bar = "█".repeat(columns.max(usize::from(count > 0)));
                let bar = style.found(&bar);
                writeln!(out, "{mark} {label}  {count:>digits$}  {bar}")?;
            }
            (None, _) => writeln!(out, "{mark} {count:>digits$}  {label}")?,
            (Some((path, depth)), _) => {
                let path = style.dim(&clean(path));
                let indent = "  ".repeat(depth - top);
                let first = format!("{mark} {count:>digits$}  {indent}");
                let below = " ".repeat(first.len());
                style.write_wrapped(out, &format!("{label}  {path}"), &first, &below)?;
            }
        }
    }
    Ok(())
}

/// A value that is a path, and the number of its steps.
fn path_depth(value: &FacetValue) -> Option<(&str, usize)> {
    let path = value.value.as_deref()?;
    path.starts_with('/')
        .then(|| (path, path.matches('/').count()))
}
