//! Is a file a table, where does its heading stand, and which sign is between its cells?
//!
//! The first rows decide: a heading of short names, and rows with as many cells. The sign between cells is a comma, a tab, a
//! semicolon or a bar.

use std::io::Read;

use csv::{ByteRecord, ReaderBuilder};

use crate::corpus::decode::{decode_piecewise, without_mark};
use crate::corpus::field_names::{RecordField, field_named};
use crate::corpus::tables::columns::{Columns, is_name};
use crate::corpus::tables::cut::joined;
use crate::model::SkipReason;

/// The signs between cells.
const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// Most lines above the heading: a title, a note, a date.
const MAX_ABOVE: usize = 12;

/// Least number of rows below the heading that decide, unless the file has fewer.
const MIN_ROWS: usize = 2;

/// How a table is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Layout {
    pub(super) signs: Signs,
    /// The length of what stands above the heading, in bytes.
    pub(super) above: usize,
}

/// The signs of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Signs {
    /// The one between cells.
    pub(super) delimiter: u8,
    /// Whether a quote in a cell has `\\` before it, not another quote.
    has_escapes: bool,
}

/// How a file is laid out that begins with `head`; none where it is no table. `is_all` says that the head is the whole file.
pub(crate) fn layout(head: &[u8], is_all: bool) -> Option<Layout> {
    let mut table = without_lead(head);
    // Most files are pages, or texts whose first lines have none of the signs.
    if table.starts_with(b"<") {
        return None;
    }
    // A note with signs, above the heading, may look like one.
    let mut unnamed = None;
    let has_escapes = has_escapes(table);
    let all_signs = DELIMITERS.map(|delimiter| Signs {
        delimiter,
        has_escapes,
    });
    for lines in 0..=MAX_ABOVE {
        let end = table.iter().position(|byte| *byte == b'\n');
        let line = &table[..end.unwrap_or(table.len())];
        let signs = all_signs.into_iter().find(|signs| {
            line.contains(&signs.delimiter)
                && (lines == 0 && is_table(table, *signs, is_all)
                    || has_releases(line, table, *signs, is_all))
        });
        if let Some(signs) = signs {
            let above = head.len() - table.len();
            let layout = Layout { signs, above };
            if lines > 0 || names_field(line, signs.delimiter) {
                return Some(layout);
            }
            unnamed = Some(layout);
        }
        let Some(end) = end else {
            break;
        };
        table = &table[end + 1..];
    }
    unnamed
}

/// A table without what programs write above its heading: the mark of UTF-8, and the line by which a spreadsheet program is told
/// the sign between cells (`sep=;`).
pub(super) fn without_lead(head: &[u8]) -> &[u8] {
    let head = without_mark(head);
    let end = head.iter().position(|byte| *byte == b'\n');
    match end {
        Some(end) if end <= 7 && head.starts_with(b"sep=") => &head[end + 1..],
        _ => head,
    }
}

/// Whether quotes in cells have `\\` before them, as databases write them: no quote in a cell is doubled, and behind a `\\"` the cell goes
/// on.
fn has_escapes(table: &[u8]) -> bool {
    let is_end = |byte: Option<&u8>| {
        byte.is_none_or(|byte| DELIMITERS.contains(byte) || matches!(byte, b'\r' | b'\n'))
    };
    let mut escapes = false;
    for at in memchr::memchr_iter(b'"', table) {
        let before = at.checked_sub(1).and_then(|before| table.get(before));
        let after = table.get(at + 1);
        // `,"",` is an empty cell.
        let is_doubled = after == Some(&b'"') && !(is_end(before) && is_end(table.get(at + 2)));
        if is_doubled && before != Some(&b'\\') {
            return false;
        }
        escapes |= before == Some(&b'\\') && after.is_some_and(u8::is_ascii_alphanumeric);
    }
    escapes
}

/// Whether the first rows have the same number of cells, and the first one names columns.
fn is_table(table: &[u8], signs: Signs, is_all: bool) -> bool {
    let (rows, is_all) = rows(table, signs, is_all);
    let mut rows = rows.into_iter();
    let Some(heading) = rows.next().map(|row| cells(&row)) else {
        return false;
    };
    let count = heading.len();
    let is_known = Columns::count_names(&heading) > 0;
    let may_be_name = |cell: &String| is_name(cell) && (is_known || !cell.starts_with(' '));
    let (mut all, mut same) = (0, 0);
    for row in rows {
        all += 1;
        same += usize::from(row.len() == count);
    }
    let least_columns = if is_known { 2 } else { 3 };
    count >= least_columns
        && heading.iter().all(may_be_name)
        && heading.iter().filter(|cell| !cell.is_empty()).count() * 2 > count
        && (all >= MIN_ROWS || is_all && all > 0 && is_known)
        && same * 10 >= all * 9
}

/// Whether a line names several fields of a release, and rows of at least as many cells with running texts are below it. Lines may
/// stand above it, and rows may be broken.
fn has_releases(line: &[u8], table: &[u8], signs: Signs, is_all: bool) -> bool {
    let names = names(line, signs.delimiter);
    if !Columns::are_heading(&names) {
        return false;
    }
    let (rows, is_all) = rows(table, signs, is_all);
    let below = rows.len().saturating_sub(1);
    let whole = rows.iter().skip(1).filter(|row| row.len() >= names.len());
    (below >= MIN_ROWS || is_all && below > 0)
        && whole.count() * 2 >= below
        && columns(&names, &rows, signs.delimiter).is_ok()
}

/// Whether a line names a field of a release.
fn names_field(line: &[u8], delimiter: u8) -> bool {
    Columns::count_names(&names(line, delimiter)) > 0
}

/// The names in the line of a heading.
fn names(line: &[u8], delimiter: u8) -> Vec<String> {
    let names = line.split(|byte| *byte == delimiter);
    let names = names.map(|name| {
        decode_piecewise(name.trim_ascii())
            .trim_matches('"')
            .to_owned()
    });
    names.collect()
}

/// The rows at the beginning of a table, up to the heading of the next one in the file, without the last one where it may be cut;
/// and whether they are all.
pub(super) fn rows(table: &[u8], signs: Signs, is_all: bool) -> (Vec<ByteRecord>, bool) {
    /// Most rows that are looked at.
    const MAX_ROWS: usize = 30;
    let reader = reader(table, signs);
    let mut rows: Vec<ByteRecord> = (reader.into_byte_records().take(MAX_ROWS))
        .map_while(Result::ok)
        .collect();
    // Of a heading and one row there is no other row to look at.
    let is_cut = !is_all && !table.ends_with(b"\n");
    if is_cut && (3..MAX_ROWS).contains(&rows.len()) {
        rows.pop();
    }
    let is_heading = |row: &ByteRecord| Columns::are_heading(&cells(row));
    let next = (rows.windows(2)).position(|two| !is_heading(&two[0]) && is_heading(&two[1]));
    if let Some(next) = next {
        rows.truncate(next + 1);
    }
    (rows, is_all || next.is_some())
}

pub(super) fn reader<R: Read>(input: R, signs: Signs) -> csv::Reader<R> {
    ReaderBuilder::new()
        .delimiter(signs.delimiter)
        .escape(signs.has_escapes.then_some(b'\\'))
        .has_headers(false)
        .flexible(true)
        .from_reader(input)
}

/// The columns of a heading, the first of some rows. What a row has more than the heading belongs to the last column, or to one that
/// is named as the text.
pub(super) fn columns(
    heading: &[String],
    rows: &[ByteRecord],
    delimiter: u8,
) -> Result<Columns, SkipReason> {
    let below: Vec<Vec<String>> = rows.iter().skip(1).map(cells).collect();
    let joined_at = |at: usize| {
        let rows = below
            .iter()
            .map(|row| match row.len().checked_sub(heading.len()) {
                Some(more @ 1..) => joined(row, at, more, char::from(delimiter)),
                _ => row.clone(),
            });
        let rows: Vec<Vec<String>> = rows.collect();
        let rows = rows
            .iter()
            .map(|row| row.iter().map(String::as_str).collect());
        Columns::read(heading, &rows)
    };
    let is_text = |at: &usize| {
        let field = field_named(&heading[*at]);
        field.is_some_and(|(field, _)| field == RecordField::Body)
    };
    let last = heading.len().saturating_sub(1);
    joined_at(last).or_else(|reason| {
        let texts = (0..last).filter(is_text);
        let read = texts.map(joined_at).find_map(Result::ok);
        read.ok_or(reason)
    })
}

/// The cells of a row.
pub(super) fn cells(row: &ByteRecord) -> Vec<String> {
    row.iter()
        .map(|cell| decode_piecewise(cell).into_owned())
        .collect()
}
