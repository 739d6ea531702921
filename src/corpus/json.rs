//! Which records does a JSON file hold? It may be one object, an array, an object with a list under `results` (as the
//! Justice Department's API gives), or JSON Lines.

use std::io::{self, BufRead, Read as _};

use serde::de::IgnoredAny;

use crate::corpus::content::{Content, RecordFields};
use crate::corpus::decode;
use crate::corpus::json_record::{JsonFile, parse_file, parse_record};
use crate::corpus::limits::Limits;
use crate::corpus::record_sink::RecordSink;
use crate::model::SkipReason;

/// Whether a file that begins with `head` is JSON.
pub(crate) fn is_json(head: &[u8]) -> bool {
    let mut visible = without_mark(head)
        .iter()
        .filter(|byte| !byte.is_ascii_whitespace());
    match visible.next() {
        Some(b'{') => matches!(visible.next(), Some(b'"' | b'}')),
        // A text may begin with "[City, date]".
        Some(b'[') => matches!(visible.next(), Some(b'{' | b']')),
        _ => false,
    }
}

/// Reads the records of a JSON file. JSON Lines are read line by line, in memory that does not grow with the file; a
/// bad line is one skip, and the lines after it are read.
pub(crate) fn read(
    input: &mut dyn BufRead,
    limits: Limits,
    mut sink: RecordSink<'_>,
) -> io::Result<()> {
    let mut first = Vec::new();
    let fits = read_line(input, &mut first, limits)?;
    if fits && is_object(&first) && object_follows(input)? {
        read_lines(first, input, limits, &mut sink)?;
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
    // The first pass sees whether the whole file is valid, because a file that is cut short is bad as a whole. The second
    // pass reads its records.
    let read = serde_json::from_str::<IgnoredAny>(&text)
        .and_then(|_| parse_file(&text, &mut |fields| sink.record(content(fields))));
    match read {
        Ok(JsonFile::List) => {}
        Ok(JsonFile::One(fields)) => sink.whole_file(content(fields)),
        Err(error) => sink.whole_file(Err(SkipReason::BadJson(error.to_string()))),
    }
}

fn read_lines(
    first: Vec<u8>,
    input: &mut dyn BufRead,
    limits: Limits,
    sink: &mut RecordSink<'_>,
) -> io::Result<()> {
    let mut line = first;
    let mut fits = true;
    loop {
        if fits {
            let trimmed = without_mark(&line).trim_ascii();
            if !trimmed.is_empty() {
                let record = parse_record(&decode::decode(trimmed.to_vec())).map_err(|error| {
                    let why = format!("record {}: {error}", sink.next_number());
                    SkipReason::BadJson(why)
                });
                sink.record(record.and_then(content));
            }
        } else {
            sink.record(Err(limits.too_large()));
        }
        line.clear();
        fits = read_line(input, &mut line, limits)?;
        let is_end = fits && line.is_empty();
        if is_end || sink.is_full() {
            return Ok(());
        }
    }
}

fn content(fields: Option<RecordFields>) -> Result<Content, SkipReason> {
    match fields {
        Some(fields) => Ok(Content::Fields(Box::new(fields))),
        None => Err(SkipReason::NoReleaseFields),
    }
}

fn is_object(line: &[u8]) -> bool {
    let line = without_mark(line);
    line.trim_ascii_start().starts_with(b"{") && serde_json::from_slice::<IgnoredAny>(line).is_ok()
}

/// Reads up to and including the next line feed. False where the line is longer than the limit; then it is skipped.
fn read_line(input: &mut dyn BufRead, line: &mut Vec<u8>, limits: Limits) -> io::Result<bool> {
    let limit = limits.record_bytes;
    input.take(limit + 1).read_until(b'\n', line)?;
    if line.len() as u64 <= limit {
        return Ok(true);
    }
    if line.last() != Some(&b'\n') {
        input.skip_until(b'\n')?;
    }
    line.clear();
    Ok(false)
}

/// Skips white space, and returns whether an object begins after it.
fn object_follows(input: &mut dyn BufRead) -> io::Result<bool> {
    loop {
        let buffer = input.fill_buf()?;
        if let Some(byte) = buffer.iter().find(|byte| !byte.is_ascii_whitespace()) {
            return Ok(*byte == b'{');
        }
        let length = buffer.len();
        if length == 0 {
            return Ok(false);
        }
        input.consume(length);
    }
}

/// The bytes without a UTF-8 byte order mark.
fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
}
