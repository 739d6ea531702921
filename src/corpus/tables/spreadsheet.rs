//! Spreadsheets (`.xlsx`, `.xlsm`, `.xlsb`, `.ods`, `.xls`): which records do their sheets hold?
//!
//! A child process reads the cells: a file of a few bytes may ask for all memory.

use std::io::Cursor;

use calamine::{Data, Reader as _, open_workbook_auto_from_rs};

use crate::corpus::child::Child;
use crate::corpus::record_sink::RecordSink;
use crate::corpus::tables::columns::Columns;
use crate::model::SkipReason;

/// Reads the cells of a spreadsheet.
pub(crate) const CHILD: Child = Child {
    argument: "read-one-spreadsheet-as-a-child-process",
    read: |bytes| serde_json::to_vec(&sheets(bytes)?).map_err(|error| error.to_string()),
};

/// Maximum length of all cells together, in bytes, and their maximum number.
const MAX_BYTES: usize = 64 << 20;
const MAX_CELLS: usize = 2_000_000;

/// Most rows above the heading of a sheet: a title, a note, a date.
const MAX_ABOVE: usize = 12;

/// Rows of cells as a person reads them.
type Rows = Vec<Vec<String>>;

/// The rows of each sheet; of a sheet that cannot be read, why.
fn sheets(bytes: Vec<u8>) -> Result<Vec<Result<Rows, String>>, String> {
    let workbook = open_workbook_auto_from_rs(Cursor::new(bytes));
    let mut workbook = workbook.map_err(|error| error.to_string())?;
    let mut sheets = Vec::new();
    let mut cells = 0;
    for name in workbook.sheet_names() {
        let range = match workbook.worksheet_range(&name) {
            Ok(range) => range,
            Err(error) => {
                sheets.push(Err(error.to_string()));
                continue;
            }
        };
        let mut rows = Vec::new();
        for row in range.rows() {
            let mut row: Vec<String> = row.iter().map(text).collect();
            let filled = row.iter().rposition(|cell| !cell.is_empty());
            row.truncate(filled.map_or(0, |last| last + 1));
            cells += row.len();
            if cells > MAX_CELLS {
                return Err(format!("it has more than {MAX_CELLS} cells"));
            }
            rows.push(row);
        }
        sheets.push(Ok(rows));
    }
    Ok(sheets)
}

/// Reads the sheets of a workbook one after the other. A row is a release; a sheet without running texts has none.
pub(crate) fn read(bytes: Vec<u8>, mut sink: RecordSink<'_>) {
    let found = CHILD.found_in(bytes, MAX_BYTES);
    let sheets = found.and_then(|found| {
        serde_json::from_slice(&found).map_err(|error| format!("that cannot be read: {error}"))
    });
    match sheets {
        Ok(sheets) => read_sheets(sheets, sink),
        Err(why) => sink.whole_file(Err(unread(&why))),
    }
}

fn unread(why: &str) -> SkipReason {
    SkipReason::UnknownFormat(format!("a spreadsheet {why}"))
}

fn read_sheets(sheets: Vec<Result<Rows, String>>, mut sink: RecordSink<'_>) {
    let mut reason = SkipReason::NoRelease("a spreadsheet without rows".to_owned());
    // Those of the last sheet with releases, which the next one may go on with.
    let mut columns: Option<Columns> = None;
    for sheet in sheets {
        let rows = match sheet {
            Ok(rows) => rows,
            Err(why) => {
                reason = unread(&format!("that cannot be read: {why}"));
                continue;
            }
        };
        match read_sheet(&rows, columns.as_ref(), &mut sink) {
            Ok(read) => columns = Some(read),
            Err(Some(why)) => reason = why,
            Err(None) => {}
        }
    }
    if columns.is_some() {
        sink.finish();
    } else {
        sink.whole_file(Err(reason));
    }
}

/// Reads the rows of a sheet. A sheet without a heading goes on with the columns of the one `before`. The error says why it has no
/// releases; nothing for an empty sheet.
fn read_sheet(
    rows: &[Vec<String>],
    before: Option<&Columns>,
    sink: &mut RecordSink<'_>,
) -> Result<Columns, Option<SkipReason>> {
    let is_heading = |row: &Vec<String>| {
        row.iter().filter(|cell| !cell.is_empty()).count() > 1 && Columns::are_named_by(row)
    };
    let first = rows
        .iter()
        .position(|row| row.iter().any(|cell| !cell.is_empty()))
        .ok_or(None)?;
    let heading = rows.iter().take(MAX_ABOVE).position(is_heading);
    let before = before.filter(|before| heading.is_none() && before.has_text(&rows[first]));
    if let Some(columns) = before {
        add(&rows[first..], columns, sink);
        return Ok(columns.clone());
    }
    let heading = heading.unwrap_or(first);
    let below = &rows[heading + 1..];
    let sample = below
        .iter()
        .take(MAX_SAMPLE)
        .map(|row| row.iter().map(String::as_str).collect());
    let columns = Columns::read(&rows[heading], &sample).map_err(Some)?;
    add(below, &columns, sink);
    Ok(columns)
}

/// Adds the release of each row.
fn add(rows: &[Vec<String>], columns: &Columns, sink: &mut RecordSink<'_>) {
    for row in rows.iter().filter(|row| columns.is_row(row)) {
        sink.record(columns.content(row));
    }
}

/// Most rows by which columns of texts are known.
const MAX_SAMPLE: usize = 50;

/// A cell as a person reads it.
fn text(cell: &Data) -> String {
    match cell {
        Data::DateTime(time) => {
            let (year, month, day, ..) = time.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::Error(_) => String::new(),
        other => other.to_string().trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::content::{Content, Record};
    use crate::model::Skip;

    #[test]
    fn a_sheet_without_a_heading_goes_on_with_the_one_before() {
        let row = |who: &str| {
            vec![
                format!("{who} Fined"),
                format!("{who} was fined. ").repeat(20),
            ]
        };
        let heading = vec!["Title".to_owned(), "Text".to_owned()];
        let sheets = vec![
            Ok(vec![heading, row("A clerk"), row("A mate")]),
            Ok(Vec::new()),
            Ok(vec![row("A ferryman"), row("A baker")]),
            Ok(vec![vec!["Made by a clerk".to_owned()]]),
        ];
        let mut titles = Vec::new();
        let mut take = |record: Result<Record, Skip>| match record.map(|record| record.content) {
            Ok(Content::Fields(fields)) => titles.push(fields.title),
            other => panic!("{other:?}"),
        };
        read_sheets(sheets, RecordSink::new("a.xlsx", &mut take));
        assert_eq!(
            titles,
            [
                "A clerk Fined",
                "A mate Fined",
                "A ferryman Fined",
                "A baker Fined"
            ]
        );
    }
}
