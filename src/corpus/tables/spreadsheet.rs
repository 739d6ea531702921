//! Spreadsheets (`.xlsx`, `.xlsm`, `.xlsb`, `.ods`, `.xls`): which records do their sheets hold?

use std::io::Cursor;

use calamine::{Data, Range, Reader as _, open_workbook_auto_from_rs};

use crate::corpus::record_sink::RecordSink;
use crate::corpus::tables::columns::Columns;
use crate::model::SkipReason;

/// Most rows above the heading of a sheet: a title, a note, a date.
const MAX_ABOVE: usize = 12;

/// Reads the sheets of a workbook one after the other. A row is a release; a sheet without running texts has none.
pub(crate) fn read(bytes: Vec<u8>, mut sink: RecordSink<'_>) {
    let bad = |why: String| {
        Err(SkipReason::UnknownFormat(format!(
            "a spreadsheet that cannot be read: {why}"
        )))
    };
    let mut workbook = match open_workbook_auto_from_rs(Cursor::new(bytes)) {
        Ok(workbook) => workbook,
        Err(error) => return sink.whole_file(bad(error.to_string())),
    };
    let mut reason = SkipReason::NoRelease("a spreadsheet without rows".to_owned());
    let mut has_releases = false;
    for name in workbook.sheet_names() {
        let range = match workbook.worksheet_range(&name) {
            Ok(range) => range,
            Err(error) => {
                reason = SkipReason::UnknownFormat(format!(
                    "a spreadsheet that cannot be read: {error}"
                ));
                continue;
            }
        };
        match read_sheet(&range, &mut sink) {
            Ok(()) => has_releases = true,
            Err(Some(why)) => reason = why,
            Err(None) => {}
        }
    }
    if has_releases {
        sink.finish();
    } else {
        sink.whole_file(Err(reason));
    }
}

/// Reads the rows of a sheet. The error says why it has no releases; nothing for an empty sheet.
fn read_sheet(range: &Range<Data>, sink: &mut RecordSink<'_>) -> Result<(), Option<SkipReason>> {
    let rows: Vec<Vec<String>> = range
        .rows()
        .map(|row| row.iter().map(text).collect())
        .collect();
    let is_heading = |row: &Vec<String>| {
        row.iter().filter(|cell| !cell.is_empty()).count() > 1 && Columns::are_named_by(row)
    };
    let first = rows
        .iter()
        .position(|row| row.iter().any(|cell| !cell.is_empty()))
        .ok_or(None)?;
    let heading = rows
        .iter()
        .take(MAX_ABOVE)
        .position(is_heading)
        .unwrap_or(first);
    let below = &rows[heading + 1..];
    let sample = below
        .iter()
        .take(MAX_SAMPLE)
        .map(|row| row.iter().map(String::as_str).collect());
    let columns = Columns::read(&rows[heading], &sample).map_err(Some)?;
    for row in below {
        if row.iter().any(|cell| !cell.is_empty()) {
            sink.record(columns.content(row));
        }
    }
    Ok(())
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
