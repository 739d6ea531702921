//! CSV for spreadsheets: a header, one line for each hit, lists in one cell with `; ` between the values.

use std::io::{self, Write};

use csv::{Terminator, Writer, WriterBuilder};
use serde_json::Value;

use crate::print::column::Column;
use crate::print::exporter::{Exporter, PrintError, PrintOptions, ShownRelease};
use crate::print::inspect::Inspected;
use crate::print::sanitize::clean_lines;
use crate::query::{Matter, Results, Summary};

/// Comma-separated values.
pub(super) struct Csv;

impl Exporter for Csv {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn help(&self) -> &'static str {
        "Comma-separated values with a header, for spreadsheets"
    }

    fn is_for_spreadsheets(&self) -> bool {
        true
    }

    fn lists_partial_matches(&self) -> bool {
        false
    }

    fn hits(
        &self,
        _query: &str,
        results: Results<'_>,
        options: &PrintOptions<'_>,
        out: &mut dyn Write,
    ) -> Result<usize, PrintError> {
        let columns = options.table_columns();
        let mut csv = writer(out);
        csv.write_record(columns.iter().map(|column| column.name()))
            .map_err(io_error)?;
        let mut printed = 0;
        for hit in results.hits {
            let hit = hit?;
            let cells = columns
                .iter()
                .map(|column| escape_formula(column.cell(&hit, options.knowledge)));
            csv.write_record(cells).map_err(io_error)?;
            printed += 1;
        }
        csv.flush()?;
        Ok(printed)
    }

    fn facets(
        &self,
        _query: &str,
        summary: &Summary,
        _options: &PrintOptions<'_>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let mut csv = writer(out);
        let first = summary.facets.iter().find_map(|facet| facet.values.first());
        let mut header: Vec<String> = ["field", "value", "label", "count"]
            .map(str::to_owned)
            .into();
        for statistic in first.iter().flat_map(|value| &value.statistics) {
            let (kind, of) = (statistic.kind.name(), statistic.of.name);
            header.push(format!("{of}_{kind}"));
            header.push(format!("{of}_{kind}_told"));
        }
        csv.write_record(header).map_err(io_error)?;
        for facet in &summary.facets {
            for value in &facet.values {
                let shown = value.value.as_deref().unwrap_or(value.label());
                let mut cells = vec![
                    facet.name.clone(),
                    shown.to_owned(),
                    value.label().to_owned(),
                    value.count.to_string(),
                ];
                for statistic in &value.statistics {
                    cells.push(plain(&statistic.json()));
                    cells.push(statistic.told.to_string());
                }
                let cells = cells.iter().map(escape_formula);
                csv.write_record(cells).map_err(io_error)?;
            }
        }
        csv.flush()
    }

    fn release(
        &self,
        shown: &ShownRelease<'_>,
        options: &PrintOptions<'_>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let mut columns = Column::of_table();
        columns.retain(|column| column.is_of_release());
        let mut csv = writer(out);
        let names = columns.iter().map(|column| column.name());
        csv.write_record(names.chain(["text".to_owned()]))
            .map_err(io_error)?;
        let cells = columns
            .iter()
            .map(|column| column.of_release(shown.release, options.knowledge));
        let cells = cells.chain([shown.body.to_owned()]).map(escape_formula);
        csv.write_record(cells).map_err(io_error)?;
        csv.flush()
    }

    /// One line a release, with the columns of a release.
    fn matter(
        &self,
        matter: &Matter,
        _explain: bool,
        options: &PrintOptions<'_>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let mut columns = Column::of_table();
        columns.retain(|column| column.is_of_release());
        let mut csv = writer(out);
        let names = columns.iter().map(|column| column.name());
        csv.write_record(names.chain(["copies".to_owned()]))
            .map_err(io_error)?;
        for one in &matter.releases {
            let cells = columns
                .iter()
                .map(|column| column.of_release(&one.release, options.knowledge));
            let cells = cells.chain([one.copies.join("; ")]).map(escape_formula);
            csv.write_record(cells).map_err(io_error)?;
        }
        csv.flush()
    }

    fn before_inspected(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut csv = writer(out);
        csv.write_record(["id", "field", "value", "rule", "words"])
            .map_err(io_error)?;
        csv.flush()
    }

    /// One line a value.
    fn inspected(
        &self,
        inspected: &Inspected,
        _options: &PrintOptions<'_>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let mut csv = writer(out);
        for (field, evidence) in inspected.evidence() {
            let words = inspected.words(&evidence);
            let cells = [&inspected.id, field, &evidence.value, evidence.rule, words];
            csv.write_record(cells.map(escape_formula))
                .map_err(io_error)?;
        }
        csv.flush()
    }
}

/// A number or a word of JSON for a cell; empty for null.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(word) => word.clone(),
        other => other.to_string(),
    }
}

fn writer(out: &mut dyn Write) -> Writer<&mut dyn Write> {
    WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(out)
}

/// A cell that a spreadsheet would run as a formula gets an apostrophe before it, which spreadsheets do not show
/// (OWASP, "CSV Injection"), and nothing in it steers a terminal.
fn escape_formula(cell: impl AsRef<str>) -> String {
    let raw = cell.as_ref();
    // What is dropped must not hide the sign of a formula behind it.
    let cell = clean_lines(raw);
    let is_formula = raw.starts_with(['\t', '\r'])
        || cell
            .trim_start()
            .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    if is_formula {
        format!("'{cell}")
    } else {
        cell.into_owned()
    }
}

fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use crate::print::csv::escape_formula;

    #[test]
    fn a_title_that_is_a_formula_is_not_run() {
        assert_eq!(escape_formula("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(escape_formula(" =1+1"), "' =1+1");
        assert_eq!(escape_formula("\u{1b}[2J=1+1"), "[2J=1+1");
        assert_eq!(escape_formula("\u{1b}=1+1"), "'=1+1");
        assert_eq!(escape_formula("\u{feff}=1+1"), "'=1+1");
        assert_eq!(escape_formula("\u{200e}=1+1"), "'=1+1");
        assert_eq!(escape_formula("Plain title"), "Plain title");
    }
}
