//! Which records does a JSON file hold? It may be one object, an array, an object with a list under `results` (as the
//! Justice Department's API gives), several values one after the other, or JSON Lines.

use std::io::{self, BufRead, Read as _};

use serde::de::IgnoredAny;

use crate::corpus::content::{Content, RecordFields};
use crate::corpus::decode;
use crate::corpus::json::file::{JsonFile, parse_file, parse_record, values};
use crate::corpus::json::shape::{JsonShape, is_blank, trim};
use crate::corpus::json::wrapping;
use crate::corpus::limits::Limits;
use crate::corpus::record_sink::RecordSink;
use crate::model::SkipReason;

/// Maximum length of a line that is skipped to go on after it, as a multiple of the largest record: a file may have no end
/// of line at all.
const MAX_SKIPPED_LINE: u64 = 16;

/// Reads the records of a JSON file. JSON Lines are read line by line, in memory that does not grow with the file; a
/// bad line is one skip, and the lines after it are read. `is_over` says that the file is over the bound if it is one value.
pub(crate) fn read(
    input: &mut dyn BufRead,
    shape: JsonShape,
    is_over: bool,
    limits: Limits,
    mut sink: RecordSink<'_>,
) -> io::Result<()> {
    let mut first = Vec::new();
    let are_lines = match shape {
        JsonShape::Value => false,
        JsonShape::Lines => true,
        JsonShape::FirstLine => match read_line(input, &mut first, limits)? {
            Line::Read => is_object(&first) && object_follows(input, limits)?,
            Line::TooLong => {
                let follows = object_follows(input, limits)?;
                let reason = Err(limits.too_large());
                if !follows {
                    sink.whole_file(reason);
                    return Ok(());
                }
                sink.record(reason);
                true
            }
            Line::Endless => {
                sink.whole_file(Err(limits.too_large()));
                return Ok(());
            }
        },
    };
    if are_lines {
        read_lines(first, input, limits, &mut sink)?;
    } else if is_over {
        sink.whole_file(Err(limits.too_large()));
    } else {
        match limits.read_record(input, first)? {
            Ok(bytes) => read_whole(bytes, &mut sink),
            Err(reason) => sink.whole_file(Err(reason)),
        }
    }
    sink.finish();
    Ok(())
}

fn read_whole(bytes: Vec<u8>, sink: &mut RecordSink<'_>) {
    let text = decode::decode(bytes);
    let text = wrapping::without(&text);
    // The first pass sees whether the whole file is valid, because a file that is cut short is bad as a whole. The second
    // pass reads its records.
    let bad = |error: serde_json::Error| SkipReason::BadJson(error.to_string());
    let values = match values(&text) {
        Ok(values) => values,
        Err(error) => return sink.whole_file(Err(bad(error))),
    };
    if values.is_empty() {
        sink.whole_file(content(None));
    }
    let is_one = values.len() == 1;
    for value in values {
        match parse_file(value, &mut |fields| sink.record(content(fields))) {
            Ok(JsonFile::List) => {}
            Ok(JsonFile::One(fields)) if is_one => sink.whole_file(content(fields)),
            Ok(JsonFile::One(fields)) => sink.record(content(fields)),
            Err(error) => sink.record(Err(bad(error))),
        }
    }
}

/// Reads the lines of a file, the first of which may have been read.
fn read_lines(
    first: Vec<u8>,
    input: &mut dyn BufRead,
    limits: Limits,
    sink: &mut RecordSink<'_>,
) -> io::Result<()> {
    let mut line = first;
    let mut read = Line::Read;
    loop {
        if matches!(read, Line::Read) {
            let trimmed = trim(&line);
            if !trimmed.is_empty() {
                read_line_of_values(&decode::decode(trimmed.to_vec()), sink);
            }
        } else {
            sink.record(Err(limits.too_large()));
        }
        if matches!(read, Line::Endless) {
            return Ok(());
        }
        line.clear();
        read = read_line(input, &mut line, limits)?;
        let is_end = matches!(read, Line::Read) && line.is_empty();
        if is_end || sink.is_full() {
            return Ok(());
        }
    }
}

/// Reads the value of a line, or several values that have no line ends between them.
fn read_line_of_values(line: &str, sink: &mut RecordSink<'_>) {
    let error = match parse_record(line) {
        Ok(fields) => return read_value(line, fields, sink),
        Err(error) => error,
    };
    match values(line) {
        Ok(values) if values.len() > 1 => {
            for value in values {
                let fields = parse_record(value).unwrap_or_default();
                read_value(value, fields, sink);
            }
        }
        _ => {
            let why = format!("record {}: {error}", sink.next_number());
            sink.record(Err(SkipReason::BadJson(why)));
        }
    }
}

/// Passes on the record that a value of a line is, or those in it: a line may be a page of what a program answers.
fn read_value(value: &str, fields: Option<RecordFields>, sink: &mut RecordSink<'_>) {
    let number = sink.next_number();
    if !matches!(&fields, Some(fields) if !fields.title.is_empty()) {
        let parsed = parse_file(value, &mut |fields| sink.record(content(fields)));
        if parsed.is_ok() && sink.next_number() > number {
            return;
        }
    }
    sink.record(content(fields));
}

fn content(fields: Option<RecordFields>) -> Result<Content, SkipReason> {
    match fields {
        Some(fields) => Ok(Content::Fields(Box::new(fields))),
        None => Err(SkipReason::NoReleaseFields),
    }
}

fn is_object(line: &[u8]) -> bool {
    let line = trim(line);
    line.starts_with(b"{") && serde_json::from_slice::<IgnoredAny>(line).is_ok()
}

/// What came of reading a line.
enum Line {
    /// It was read, or the input is at its end and the line is empty.
    Read,
    /// It is larger than a record may be, and was skipped.
    TooLong,
    /// It is so long that it was not even skipped: nothing more is read.
    Endless,
}

/// Reads up to and including the next line feed.
fn read_line(input: &mut dyn BufRead, line: &mut Vec<u8>, limits: Limits) -> io::Result<Line> {
    let limit = limits.record_bytes;
    input.take(limit + 1).read_until(b'\n', line)?;
    if line.len() as u64 <= limit {
        return Ok(Line::Read);
    }
    let is_whole = line.last() == Some(&b'\n');
    line.clear();
    if is_whole {
        return Ok(Line::TooLong);
    }
    let mut rest = input.take(limit.saturating_mul(MAX_SKIPPED_LINE));
    rest.skip_until(b'\n')?;
    Ok(if rest.limit() == 0 {
        Line::Endless
    } else {
        Line::TooLong
    })
}

/// Skips white space, and returns whether an object begins after it. False after more white space than a record may have.
fn object_follows(input: &mut dyn BufRead, limits: Limits) -> io::Result<bool> {
    let mut skipped = 0;
    loop {
        let buffer = input.fill_buf()?;
        if let Some(byte) = buffer.iter().find(|byte| !is_blank(**byte)) {
            return Ok(*byte == b'{');
        }
        let length = buffer.len();
        if length == 0 || skipped > limits.record_bytes {
            return Ok(false);
        }
        skipped += length as u64;
        input.consume(length);
    }
}
