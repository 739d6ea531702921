//! CSV for spreadsheets: a header, one line a hit, lists in one cell apart by `; `.

use std::io::{self, Write};

use csv::{Terminator, Writer, WriterBuilder};

use crate::model::{Prosecutor, Release};
use crate::print::{COLUMNS, HitColumns, PrintError, clean_lines};
use crate::query::{Facet, Results};

pub(super) fn hits(
    results: Results<'_>,
    columns: &[String],
    out: &mut dyn Write,
) -> Result<usize, PrintError> {
    let columns: Vec<&str> = if columns.is_empty() {
        COLUMNS.to_vec()
    } else {
        columns.iter().map(String::as_str).collect()
    };
    let mut csv = writer(out);
    csv.write_record(&columns).map_err(io_error)?;
    let mut printed = 0;
    for hit in results.hits {
        let hit = hit?;
        let cells = HitColumns::new(&hit);
        let record = columns.iter().map(|column| harmless(cell(&cells, column)));
        csv.write_record(record).map_err(io_error)?;
        printed += 1;
    }
    csv.flush()?;
    Ok(printed)
}

fn cell(hit: &HitColumns<'_>, column: &str) -> String {
    let optional = |value: Option<&str>| value.unwrap_or_default().to_owned();
    match column {
        "id" => hit.id.to_owned(),
        "score" => hit.score.to_string(),
        "title" => hit.title.to_owned(),
        "date" => hit.date.clone().unwrap_or_default(),
        "district" => optional(hit.district),
        "agencies" => hit.agencies.join("; "),
        "prosecutors" => persons(hit.prosecutors),
        "statutes" => hit.statutes.join("; "),
        "number" => optional(hit.number),
        "url" => optional(hit.url),
        "source" => optional(hit.source),
        "snippet" => hit.snippet.clone(),
        "missing" => hit.missing.join("; "),
        _ => String::new(),
    }
}

fn persons(prosecutors: &[Prosecutor]) -> String {
    let persons: Vec<String> = prosecutors.iter().map(ToString::to_string).collect();
    persons.join("; ")
}

pub(super) fn facets(facets: &[Facet], out: &mut dyn Write) -> io::Result<()> {
    let mut csv = writer(out);
    csv.write_record(["field", "value", "label", "count"])
        .map_err(io_error)?;
    for facet in facets {
        for value in &facet.values {
            let cells = [
                facet.name.clone(),
                value.value.clone(),
                value.label.clone(),
                value.count.to_string(),
            ];
            csv.write_record(cells.map(harmless)).map_err(io_error)?;
        }
    }
    csv.flush()
}

pub(super) fn release(release: &Release, body: &str, out: &mut dyn Write) -> io::Result<()> {
    let mut csv = writer(out);
    csv.write_record([
        "id",
        "title",
        "date",
        "district",
        "agencies",
        "prosecutors",
        "statutes",
        "number",
        "url",
        "source",
        "text",
    ])
    .map_err(io_error)?;
    let optional = |value: &Option<String>| value.clone().unwrap_or_default();
    let cells = [
        release.id.clone(),
        release.title.clone(),
        release
            .date
            .map(|date| date.to_string())
            .unwrap_or_default(),
        optional(&release.district),
        release.agencies.join("; "),
        persons(&release.prosecutors),
        release.statutes.join("; "),
        optional(&release.number),
        optional(&release.url),
        optional(&release.source),
        body.to_owned(),
    ];
    csv.write_record(cells.map(harmless)).map_err(io_error)?;
    csv.flush()
}

/// One row without a header.
pub(super) fn write_row(cells: &[String], out: &mut dyn Write) -> io::Result<()> {
    let mut csv = writer(out);
    csv.write_record(cells.iter().map(harmless))
        .map_err(io_error)?;
    csv.flush()
}

fn writer(out: &mut dyn Write) -> Writer<&mut dyn Write> {
    WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(out)
}

/// A cell that a spreadsheet would run as a formula gets an apostrophe before it, which spreadsheets do not show
/// (OWASP, "CSV Injection"), and nothing in it steers a terminal.
fn harmless(cell: impl AsRef<str>) -> String {
    let cell = cell.as_ref();
    let formula = cell.starts_with(['\t', '\r'])
        || cell
            .trim_start()
            .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    let cell = clean_lines(cell);
    if formula {
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
    use crate::print::csv::harmless;

    #[test]
    fn a_title_that_is_a_formula_is_not_run() {
        assert_eq!(harmless("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(harmless(" =1+1"), "' =1+1");
        assert_eq!(harmless("\u{1b}[2J=1+1"), "[2J=1+1");
        assert_eq!(harmless("Plain title"), "Plain title");
    }
}
