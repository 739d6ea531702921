//! CSV and TSV: which records does a table hold?

use std::cell::Cell;
use std::io::{self, BufRead, Read};

use csv::ByteRecord;

use crate::corpus::limits::Limits;
use crate::corpus::record_sink::RecordSink;
use crate::corpus::tables::above::release_above;
use crate::corpus::tables::layout::{Layout, cells, columns, reader, rows, without_lead};
use crate::corpus::tables::rows::Rows;
use crate::corpus::tables::swallowed::swallowed;

/// Reads a table row by row, in memory that does not grow with the file.
pub(crate) fn read(
    input: &mut dyn BufRead,
    layout: Layout,
    limits: Limits,
    mut sink: RecordSink<'_>,
) -> io::Result<()> {
    let signs = layout.signs;
    let delimiter = signs.delimiter;
    let head = input.fill_buf()?;
    let (sample, _) = rows(&head[layout.above..], signs, false);
    let above: Vec<ByteRecord> = reader(without_lead(&head[..layout.above]), signs)
        .into_byte_records()
        .map_while(Result::ok)
        .collect();
    input.consume(layout.above);
    let since = Cell::new(0);
    let mut bounded = reader(
        Bounded {
            input,
            since: &since,
            limit: limits.record_bytes,
        },
        signs,
    );
    let mut row = ByteRecord::new();
    if !bounded.read_byte_record(&mut row).map_err(io_error)? {
        return Ok(());
    }
    let mut rows = match columns(&cells(&row), &sample, delimiter) {
        Ok(columns) => Rows::new(columns, Some(char::from(delimiter))),
        Err(reason) => {
            sink.whole_file(Err(reason));
            return Ok(());
        }
    };
    for row in above.iter().map(cells) {
        if let Some(release) = release_above(&row, rows.columns(), Some(char::from(delimiter))) {
            sink.record(release);
        }
    }
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
        let row = cells(&row);
        let several = swallowed(&row, rows.columns(), char::from(delimiter));
        for row in several.unwrap_or_else(|| vec![row]) {
            if let Some(release) = rows.next(&row) {
                sink.record(release);
            }
        }
        if sink.is_full() {
            break;
        }
    }
    sink.finish();
    Ok(())
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
