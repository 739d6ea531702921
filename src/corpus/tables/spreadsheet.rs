//! Spreadsheets (`.xlsx`, `.xlsm`, `.xlsb`, `.ods`, `.xls`): which records do their sheets hold?
//!
//! A child process reads the cells: a file of a few bytes may ask for all memory.

use std::cmp::Reverse;
use std::io::Cursor;

use calamine::{Data, Reader as _, SheetType, open_workbook_auto_from_rs};

use crate::corpus::child::Child;
use crate::corpus::record_sink::RecordSink;
use crate::corpus::tables::above::release_above;
use crate::corpus::tables::columns::{Columns, MIN_MEAN_TEXT};
use crate::corpus::tables::rows::Rows;
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
pub(super) type Cells = Vec<Vec<String>>;

/// The rows of each sheet; of a sheet that cannot be read, why.
fn sheets(bytes: Vec<u8>) -> Result<Vec<Result<Cells, String>>, String> {
    let workbook = open_workbook_auto_from_rs(Cursor::new(bytes));
    let mut workbook = workbook.map_err(|error| error.to_string())?;
    let mut sheets = Vec::new();
    let mut cells = 0;
    let metadata = workbook.sheets_metadata().iter();
    let with_cells = metadata.filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let names: Vec<String> = with_cells.map(|sheet| sheet.name.clone()).collect();
    for name in names {
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

pub(super) fn read_sheets(sheets: Vec<Result<Cells, String>>, mut sink: RecordSink<'_>) {
    // Why sheets that ought to have releases have none.
    let mut lost = Vec::new();
    // Sheets with texts whose columns are not known yet.
    let mut unknown: Vec<Cells> = Vec::new();
    let mut reason = SkipReason::NoRelease("a spreadsheet without rows".to_owned());
    // Those of the last sheet with releases, which the next one may go on with.
    let mut columns: Option<Columns> = None;
    for sheet in sheets {
        let rows = match sheet {
            Ok(rows) => rows,
            Err(why) => {
                reason = unread(&format!("with a sheet that cannot be read: {why}"));
                lost.push(reason.clone());
                continue;
            }
        };
        match read_sheet(&rows, columns.as_ref(), &mut sink) {
            Ok(read) => columns = Some(read),
            Err(NoRows::Empty) => {}
            Err(NoRows::Others(why)) => {
                reason = why;
                unknown.extend(Some(rows).filter(|rows| rows.iter().any(|row| has_text(row))));
            }
            Err(NoRows::Lost(why)) => {
                lost.push(why.clone());
                reason = why;
            }
        }
    }
    let Some(columns) = columns else {
        sink.whole_file(Err(reason));
        return;
    };
    for rows in unknown {
        // A sheet without a heading may stand before the one with it.
        if let Err(NoRows::Others(_) | NoRows::Lost(_)) =
            read_sheet(&rows, Some(&columns), &mut sink)
        {
            lost.push(SkipReason::NoRelease(
                "a sheet with texts whose columns are not known".to_owned(),
            ));
        }
    }
    for reason in lost {
        sink.record(Err(reason));
    }
    sink.finish();
}

/// Whether a row has a running text beside another cell. A note stands alone.
fn has_text(row: &[String]) -> bool {
    filled(row) > 1 && row.iter().any(|cell| cell.len() >= MIN_MEAN_TEXT)
}

/// Why a sheet has no releases.
enum NoRows {
    Empty,
    /// It has other rows.
    Others(SkipReason),
    /// Its heading is that of releases.
    Lost(SkipReason),
}

/// Reads the rows of a sheet. A sheet without a heading goes on with the columns of the one `before`.
fn read_sheet(
    rows: &[Vec<String>],
    before: Option<&Columns>,
    sink: &mut RecordSink<'_>,
) -> Result<Columns, NoRows> {
    if let Some(at) = heading_at(rows) {
        let heading = &rows[at];
        let (above, below) = (&rows[..at], &rows[at + 1..]);
        let columns = Columns::read(heading, &sample(below)).map_err(|why| {
            if Columns::tell_of_releases(heading) {
                NoRows::Lost(why)
            } else {
                NoRows::Others(why)
            }
        })?;
        for row in above {
            if let Some(release) = release_above(row, &columns, None) {
                sink.record(release);
            }
        }
        return Ok(add(below, columns, sink));
    }
    // A title may stand above rows that have no heading.
    let is_row = |row: &Vec<String>| filled(row) > 1 || !Columns::are_names(row);
    let first = rows.iter().take(MAX_ABOVE + 1).position(is_row);
    let first = first.or_else(|| rows.iter().position(|row| filled(row) > 0));
    let rows = &rows[first.ok_or(NoRows::Empty)?..];
    let sampled = sample(rows);
    if !Columns::are_names(&rows[0]) {
        let same = before.filter(|before| before.have_texts(&sampled)).cloned();
        if let Some(columns) = same.or_else(|| Columns::without_names(&sampled)) {
            return Ok(add(rows, columns, sink));
        }
    }
    let below = &rows[1..];
    let columns = Columns::read(&rows[0], &sample(below)).map_err(NoRows::Others)?;
    Ok(add(below, columns, sink))
}

/// Where the heading of a sheet is: the first one with texts below it. Another table may stand below, and have more names.
fn heading_at(rows: &[Vec<String>]) -> Option<usize> {
    let is_heading = |row: &Vec<String>| {
        filled(row) > 1 && Columns::count_names(row) > 0 && Columns::are_names(row)
    };
    let first_rows = rows.iter().enumerate().take(MAX_ABOVE + 1);
    let headings = || first_rows.clone().filter(|(_, row)| is_heading(row));
    let has_texts = |at: usize| {
        let is_last = !(rows.get(at + 1)).is_some_and(|next| Columns::are_heading(next));
        Columns::are_heading(&rows[at])
            && is_last
            && Columns::read(&rows[at], &sample(&rows[at + 1..])).is_ok()
    };
    let with_texts = headings().find(|(at, _)| has_texts(*at));
    with_texts
        .or_else(|| headings().max_by_key(|(at, row)| (Columns::count_names(row), Reverse(*at))))
        .map(|(at, _)| at)
}

/// How many cells of a row hold something.
fn filled(row: &[String]) -> usize {
    row.iter().filter(|cell| !cell.is_empty()).count()
}

/// Some rows, by which columns are known.
fn sample(rows: &[Vec<String>]) -> impl Iterator<Item = Vec<&str>> + Clone {
    /// Most rows.
    const MAX_SAMPLE: usize = 50;
    let is_heading = |row: &&Vec<String>| Columns::are_heading(row);
    let rows = rows.iter().skip_while(is_heading);
    // Another table may stand below.
    let rows = rows.take_while(move |row| !is_heading(row));
    rows.take(MAX_SAMPLE)
        .map(|row| row.iter().map(String::as_str).collect())
}

/// Adds the release of each row. Returns the columns of the last ones.
fn add(rows: &[Vec<String>], columns: Columns, sink: &mut RecordSink<'_>) -> Columns {
    let mut releases = Rows::new(columns, None);
    for row in rows {
        if let Some(release) = releases.next(row) {
            sink.record(release);
        }
    }
    releases.into_columns()
}

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
