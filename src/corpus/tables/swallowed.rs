//! Which rows did a cell swallow whose quote was never closed?

use crate::corpus::field_names::RecordField;
use crate::corpus::tables::columns::{Columns, MIN_MEAN_TEXT};
use crate::corpus::tables::dates::has_year;

/// The rows of one that goes on for lines, each of which is a row of the table with a running text. None where one is not, as in a text of
/// several lines.
pub(super) fn swallowed(
    cells: &[String],
    columns: &Columns,
    sign: char,
) -> Option<Vec<Vec<String>>> {
    let open = cells.iter().position(|cell| cell.contains('\n'))?;
    let mut lines = cells[open].lines().filter(|line| !line.trim().is_empty());
    let split = |line: &str| line.split(sign).map(str::to_owned).collect::<Vec<String>>();
    let first = lines.next()?;
    // A text may be a list of such lines.
    if is_row(&split(first), columns) {
        return None;
    }
    let mut rows = vec![cells[..open].to_vec()];
    rows[0].push(first.to_owned());
    rows.extend(lines.map(split));
    // Behind the quote that closes the cell at last the row goes on.
    rows.last_mut()?.extend_from_slice(&cells[open + 1..]);
    (rows.len() > 1 && rows.iter().all(|row| is_row(row, columns))).then_some(rows)
}

/// Whether a row has a cell for each column, a running text and, where the table has dates, a date.
fn is_row(row: &[String], columns: &Columns) -> bool {
    let cell = |field| columns.of(field).and_then(|at| row.get(at));
    row.len() == columns.heading.len()
        && cell(RecordField::Body).is_some_and(|text| text.len() >= MIN_MEAN_TEXT)
        && (columns.of(RecordField::Date).is_none()
            || cell(RecordField::Date).is_some_and(|date| has_year(date)))
}
