//! CSV and TSV: which records does a table hold?
//!
//! The first rows decide whether a file is a table: a heading of short names, and rows with as many cells. The sign between
//! cells is a comma, a tab, a semicolon or a bar.

use std::cell::Cell;
use std::io::{self, BufRead, Read};

use csv::{ByteRecord, ReaderBuilder};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use crate::corpus::decode::without_mark;
use crate::corpus::limits::Limits;
use crate::corpus::record_sink::RecordSink;
use crate::corpus::tables::columns::Columns;

/// The signs between cells.
const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// Longest name of a column, in bytes.
const MAX_NAME: usize = 60;

/// The sign between the cells of a table that begins with `head`; none where it is no table. `is_all` says that the head is
/// the whole file.
pub(crate) fn delimiter(head: &[u8], is_all: bool) -> Option<u8> {
    let head = without_lead(head);
    // Most files are pages, or texts whose first line has none of the signs.
    if head.starts_with(b"<") {
        return None;
    }
    let first_line = head.split(|byte| *byte == b'\n').next().unwrap_or(head);
    DELIMITERS
        .into_iter()
        .find(|delimiter| first_line.contains(delimiter) && is_table(head, *delimiter, is_all))
}

/// A table without what stands above its heading: the mark of UTF-8, and the line by which a spreadsheet program is told the
/// sign between cells (`sep=;`).
fn without_lead(head: &[u8]) -> &[u8] {
    let head = without_mark(head);
    let end = head.iter().position(|byte| *byte == b'\n');
    match end {
        Some(end) if end <= 7 && head.starts_with(b"sep=") => &head[end + 1..],
        _ => head,
    }
}

/// Whether the first rows have the same number of cells, and the first one names columns.
fn is_table(head: &[u8], delimiter: u8, is_all: bool) -> bool {
    /// Least number of rows below the heading that decide, unless the file has fewer.
    const MIN_ROWS: usize = 2;
    let mut rows = rows(head, delimiter, is_all).into_iter();
    let Some(heading) = rows.next() else {
        return false;
    };
    let count = heading.len();
    let is_known = Columns::are_named_by(&names(&heading));
    // "Jo Doe, 43, of Oldport" is no heading.
    let is_name = |cell: &[u8]| {
        let is_number = !cell.is_empty() && cell.trim_ascii().iter().all(u8::is_ascii_digit);
        let is_sentence = cell.ends_with(b".") && !cell.ends_with(b"No.");
        cell.len() <= MAX_NAME
            && !cell.contains(&b'\n')
            && !is_number
            && !is_sentence
            && (is_known || !cell.starts_with(b" "))
    };
    let (mut all, mut same) = (0, 0);
    for row in rows {
        all += 1;
        same += usize::from(row.len() == count);
    }
    let least_columns = if is_known { 2 } else { 3 };
    count >= least_columns
        && heading.iter().all(is_name)
        && heading.iter().filter(|cell| !cell.is_empty()).count() * 2 > count
        && (all >= MIN_ROWS || is_all && all > 0 && is_known)
        && same * 10 >= all * 9
}

/// The rows at the beginning of a file, without the last one where it may be cut.
fn rows(head: &[u8], delimiter: u8, is_all: bool) -> Vec<ByteRecord> {
    /// Most rows that are looked at.
    const MAX_ROWS: usize = 30;
    let reader = reader(head, delimiter);
    let mut rows: Vec<ByteRecord> = (reader.into_byte_records().take(MAX_ROWS))
        .map_while(Result::ok)
        .collect();
    // Of a heading and one row there is no other row to look at.
    let is_cut = !is_all && !head.ends_with(b"\n");
    if is_cut && (3..MAX_ROWS).contains(&rows.len()) {
        rows.pop();
    }
    rows
}

fn reader<R: Read>(input: R, delimiter: u8) -> csv::Reader<R> {
    ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(input)
}

/// Reads a table row by row, in memory that does not grow with the file.
pub(crate) fn read(
    input: &mut dyn BufRead,
    delimiter: u8,
    limits: Limits,
    mut sink: RecordSink<'_>,
) -> io::Result<()> {
    let head = input.fill_buf()?;
    let encoding = encoding(head);
    let sample = rows(without_lead(head), delimiter, false);
    let decode = |row: &ByteRecord| -> Vec<String> {
        let cells = row.iter();
        cells
            .map(|cell| encoding.decode_without_bom_handling(cell).0.into_owned())
            .collect()
    };
    let sample: Vec<Vec<String>> = sample.iter().map(decode).collect();
    let lead = head.len() - without_lead(head).len();
    input.consume(lead);
    let since = Cell::new(0);
    let mut bounded = reader(
        Bounded {
            input,
            since: &since,
            limit: limits.record_bytes,
        },
        delimiter,
    );
    let mut row = ByteRecord::new();
    if !bounded.read_byte_record(&mut row).map_err(io_error)? {
        return Ok(());
    }
    let heading = decode(&row);
    let texts = sample
        .iter()
        .skip(1)
        .map(|row| row.iter().map(String::as_str).collect());
    let columns = match Columns::read(&heading, &texts) {
        Ok(columns) => columns,
        Err(reason) => {
            sink.whole_file(Err(reason));
            return Ok(());
        }
    };
    loop {
        since.set(0);
        match bounded.read_byte_record(&mut row) {
            Ok(true) => {}
            Ok(false) => break,
            // A row has no end within the bound: the rest is one row, or none.
            Err(error) if is_too_long(&error) => {
                sink.record(Err(limits.too_large()));
                break;
            }
            Err(error) => return Err(io_error(error)),
        }
        let cells = decode(&row);
        if columns.is_row(&cells) {
            sink.record(columns.content(&cells));
        }
        if sink.is_full() {
            break;
        }
    }
    sink.finish();
    Ok(())
}

/// UTF-8 where the beginning of a file is valid, else the usual encoding of old spreadsheets.
fn encoding(head: &[u8]) -> &'static Encoding {
    match std::str::from_utf8(head) {
        Err(error) if error.error_len().is_some() => WINDOWS_1252,
        _ => UTF_8,
    }
}

fn names(heading: &ByteRecord) -> Vec<String> {
    let cells = heading.iter();
    cells
        .map(|cell| String::from_utf8_lossy(cell).into_owned())
        .collect()
}

fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

fn is_too_long(error: &csv::Error) -> bool {
    matches!(error.kind(), csv::ErrorKind::Io(error) if error.kind() == io::ErrorKind::FileTooLarge)
}

/// Ends with an error where more than `limit` bytes were read since `since` was set to 0: a row may have no end.
struct Bounded<'a> {
    input: &'a mut dyn BufRead,
    since: &'a Cell<u64>,
    limit: u64,
}

impl Read for Bounded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.since.get() > self.limit {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let read = self.input.read(buffer)?;
        self.since.set(self.since.get() + read as u64);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::content::{Content, Record};
    use crate::model::{Skip, SkipReason};

    fn read_all(bytes: &[u8], limit: u64) -> Vec<Result<Record, Skip>> {
        let mut found = Vec::new();
        let mut take = |record| found.push(record);
        let limits = Limits {
            record_bytes: limit,
        };
        let delimiter = delimiter(bytes, true).expect("a table");
        read(
            &mut &*bytes,
            delimiter,
            limits,
            RecordSink::new("a.csv", &mut take),
        )
        .expect("readable");
        found
    }

    fn titles(found: &[Result<Record, Skip>]) -> Vec<String> {
        let releases = found.iter().flatten();
        releases
            .map(|record| match &record.content {
                Content::Fields(fields) => fields.title.clone(),
                other => panic!("{other:?}"),
            })
            .collect()
    }

    fn table(delimiter: &str) -> String {
        let text = "A clerk of Oldport was fined today. ".repeat(8);
        let mut table = ["Title", "Date", "Text"].join(delimiter) + "\r\n";
        for title in ["\"One, Two; Three\tFour|Five\"", "\"Zwölf \"\"B\"\"\""] {
            table += &[title, "2021-03-04", &format!("\"{text}\nMore.\"")].join(delimiter);
            table += "\r\n";
        }
        table
    }

    #[test]
    fn the_last_row_may_tell_that_days_stand_before_months() {
        let text = "A clerk of Oldport was fined today. ".repeat(8);
        let days = ["04/03/2016", "05/03/2016", "20/03/2016"];
        let rows = days.map(|day| format!("Clerk Fined,{day},{text}\n"));
        let table = format!("sep=,\nTitle,Date,Text\n{}", rows.concat());
        let found = read_all(table.as_bytes(), 1 << 20);
        let dates = found.iter().flatten().map(|record| match &record.content {
            Content::Fields(fields) => fields.date.clone().unwrap_or_default(),
            other => panic!("{other:?}"),
        });
        let dates: Vec<String> = dates.collect();
        assert_eq!(dates, ["2016-03-04", "2016-03-05", "2016-03-20"]);
    }

    #[test]
    fn a_row_is_a_release_whatever_stands_between_the_cells() {
        for delimiter in [",", "\t", ";", "|"] {
            let found = read_all(table(delimiter).as_bytes(), 1 << 20);
            assert_eq!(
                titles(&found),
                ["One, Two; Three\tFour|Five", "Zwölf \"B\""],
                "{delimiter:?}"
            );
            let marked = format!("\u{feff}{}", table(delimiter));
            assert_eq!(titles(&read_all(marked.as_bytes(), 1 << 20)).len(), 2);
        }
        let old = encoding_rs::WINDOWS_1252.encode(&table(",")).0.into_owned();
        assert_eq!(titles(&read_all(&old, 1 << 20))[1], "Zwölf \"B\"");
    }

    #[test]
    fn a_table_of_many_columns_is_a_table() {
        let text = "A clerk of Oldport was fined today. ".repeat(8);
        let others = |cell: &str| format!(",{cell}").repeat(600);
        let row = format!("Clerk Fined,{text}{}\n", others("0"));
        let table = format!("title,body{}\n{}", others("x"), row.repeat(5));
        assert_eq!(
            titles(&read_all(table.as_bytes(), 1 << 20)),
            ["Clerk Fined"; 5]
        );
    }

    #[test]
    fn a_row_without_an_end_is_one_skip() {
        let endless = table(",") + "\"C\",2021,\"" + &"x".repeat(100_000);
        let found = read_all(endless.as_bytes(), 10_000);
        assert_eq!(titles(&found).len(), 2);
        let reason = found[2].as_ref().expect_err("too long").reason.clone();
        assert_eq!(reason, SkipReason::TooLarge { limit: 10_000 });
    }

    #[test]
    fn texts_are_no_tables() {
        for text in [
            "For Immediate Release\n\nClerk, of Oldport, Fined\n\nOLDPORT, Vt. – A clerk, Jo Doe, was fined.\n",
            "Jo Doe, 43, of Oldport\nAl Roe, 51, of Gantry\nPat Poe, 32, of Marlbeck\n",
            "",
            "one\ntwo\nthree\n",
            "a,b\n",
        ] {
            assert_eq!(delimiter(text.as_bytes(), true), None, "{text:?}");
        }
    }
}
