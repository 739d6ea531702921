//! JSON files: one object, an array, the Justice Department's envelope, JSON Lines.

use std::io::{self, BufRead, Read};

use serde::de::{DeserializeSeed, IgnoredAny};

use crate::corpus::json_record::{Item, Read as FileRead, Whole};
use crate::corpus::read::Limits;
use crate::corpus::{Content, Record, RecordFields, decode};
use crate::model::{RecordId, Skip, SkipReason};

/// So many records are read of one file. All releases of all agencies in the tables are fewer, and the index compares
/// record by record, at 16 bytes each.
const MOST_RECORDS: u32 = 4_000_000;

/// Of the records of one file that are no releases, so many are listed, and the others counted: a file of 64 MiB may
/// hold thirty million of them.
const MOST_LISTED: u64 = 1000;

/// Whether a file that begins so is JSON.
pub(crate) fn looks_like_json(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let mut visible = head.iter().filter(|byte| !byte.is_ascii_whitespace());
    match visible.next() {
        Some(b'{') => matches!(visible.next(), Some(b'"' | b'}')),
        // A text may well begin with "[City, date]".
        Some(b'[') => matches!(visible.next(), Some(b'{' | b']')),
        _ => false,
    }
}

/// Reads the records of a JSON file. JSON Lines are read line by line, in memory that does not grow with the file; a
/// bad line is a skip of its own, and the others go on.
pub(crate) fn json_records(
    file: &str,
    mut input: impl BufRead,
    limits: Limits,
    sink: &mut dyn FnMut(Result<Record, Skip>),
) -> io::Result<()> {
    let mut first = Vec::new();
    let whole = read_line(&mut input, &mut first, limits.record_bytes)?;
    let mut listed = Listed::new(file, sink);
    if whole && is_object(&first) && has_more(&mut input)? {
        json_lines(&first, input, limits, &mut listed)?;
        listed.end();
        return Ok(());
    }
    let mut bytes = first;
    input
        .by_ref()
        .take((limits.record_bytes + 1).saturating_sub(bytes.len() as u64))
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limits.record_bytes {
        listed.skip(None, too_large(limits));
        return Ok(());
    }
    let text = decode::decode(bytes);
    // Read once to see whether all of it can be read, and once more for what it holds: a file that is cut short is bad as
    // a whole.
    let read = serde_json::from_str::<IgnoredAny>(&text).and_then(|_| {
        let mut number = 0;
        let mut each = |item| {
            listed.item(Some(number), item);
            number += 1;
        };
        Whole(&mut each).deserialize(&mut serde_json::Deserializer::from_str(&text))
    });
    match read {
        Ok(FileRead::List) => {}
        Ok(FileRead::One(item)) => listed.item(None, item),
        Err(error) => listed.skip(None, SkipReason::BadJson(error.to_string())),
    }
    listed.end();
    Ok(())
}

fn too_large(limits: Limits) -> SkipReason {
    SkipReason::TooLarge {
        limit: limits.record_bytes,
    }
}

fn is_object(line: &[u8]) -> bool {
    trim_mark(line).trim_ascii_start().starts_with(b"{")
        && serde_json::from_slice::<IgnoredAny>(trim_mark(line)).is_ok()
}

fn json_lines(
    first: &[u8],
    mut input: impl BufRead,
    limits: Limits,
    listed: &mut Listed<'_>,
) -> io::Result<()> {
    let mut number = 0;
    let mut line = first.to_vec();
    let mut whole = true;
    loop {
        let trimmed = trim_mark(&line).trim_ascii();
        if !whole {
            listed.skip(Some(number), too_large(limits));
            number += 1;
        } else if !trimmed.is_empty() {
            let text = decode::decode(trimmed.to_vec());
            let mut json = serde_json::Deserializer::from_str(&text);
            match Item
                .deserialize(&mut json)
                .and_then(|item| json.end().map(|()| item))
            {
                Ok(item) => listed.item(Some(number), item),
                Err(error) => {
                    let why = format!("record {number}: {error}");
                    listed.skip(Some(number), SkipReason::BadJson(why));
                }
            }
            number += 1;
        }
        if number > MOST_RECORDS {
            return Ok(());
        }
        line.clear();
        whole = read_line(&mut input, &mut line, limits.record_bytes)?;
        if line.is_empty() && whole {
            return Ok(());
        }
    }
}

/// Hands on the records of one file, and its skips up to a number.
struct Listed<'a> {
    file: &'a str,
    sink: &'a mut dyn FnMut(Result<Record, Skip>),
    skipped: u64,
    /// The number that the next record has, where there is one.
    next: u32,
}

impl<'a> Listed<'a> {
    fn new(file: &'a str, sink: &'a mut dyn FnMut(Result<Record, Skip>)) -> Self {
        Listed {
            file,
            sink,
            skipped: 0,
            next: 0,
        }
    }

    /// Whether a record is one too many.
    fn is_beyond(&mut self, number: Option<u32>) -> bool {
        self.next = number.map_or(self.next, |number| number + 1);
        number.is_some_and(|number| number >= MOST_RECORDS)
    }

    fn item(&mut self, number: Option<u32>, item: Option<RecordFields>) {
        if self.is_beyond(number) {
            return;
        }
        match item {
            Some(fields) => (self.sink)(Ok(Record {
                id: id(self.file, number),
                content: Content::Fields(Box::new(fields)),
            })),
            None => self.skip(number, SkipReason::NoReleaseFields),
        }
    }

    fn skip(&mut self, number: Option<u32>, reason: SkipReason) {
        if self.is_beyond(number) {
            return;
        }
        self.skipped += 1;
        if self.skipped <= MOST_LISTED {
            (self.sink)(Err(skip(self.file, number, reason)));
        }
    }

    /// What is said of the whole has the number of the record after the last: it is a part of the file like any other.
    fn end(self) {
        let number = self.next.min(MOST_RECORDS);
        if let Some(more @ 1..) = self.skipped.checked_sub(MOST_LISTED) {
            let reason = SkipReason::MoreSkipped(more);
            (self.sink)(Err(skip(self.file, Some(number), reason)));
        }
        if self.next > MOST_RECORDS {
            let limit = u64::from(MOST_RECORDS);
            let reason = SkipReason::TooMany { limit };
            (self.sink)(Err(skip(self.file, Some(number + 1), reason)));
        }
    }
}

/// Reads up to and with the next line feed. False where the line is longer than the limit; the rest of it is passed over.
fn read_line(input: &mut impl BufRead, line: &mut Vec<u8>, limit: u64) -> io::Result<bool> {
    input.by_ref().take(limit + 1).read_until(b'\n', line)?;
    if line.len() as u64 <= limit {
        return Ok(true);
    }
    if line.last() != Some(&b'\n') {
        input.skip_until(b'\n')?;
    }
    line.clear();
    Ok(false)
}

fn has_more(input: &mut impl BufRead) -> io::Result<bool> {
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            return Ok(false);
        }
        match buffer.iter().position(|byte| !byte.is_ascii_whitespace()) {
            Some(at) => {
                let more = buffer[at] == b'{';
                return Ok(more);
            }
            None => {
                let length = buffer.len();
                input.consume(length);
            }
        }
    }
}

fn trim_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
}

fn skip(file: &str, number: Option<u32>, reason: SkipReason) -> Skip {
    Skip {
        id: id(file, number),
        reason,
    }
}

fn id(file: &str, number: Option<u32>) -> RecordId {
    RecordId {
        path: file.to_owned(),
        number,
    }
}
