//! JSON files: one object, an array, the Justice Department's envelope, JSON Lines.

use std::io::{self, BufRead, Read};

use serde_json::{Map, Value};

use super::read::Limits;
use super::{Content, Record, RecordFields, Skip, SkipReason, decode};

/// Whether a file that begins so is JSON.
pub(super) fn looks_like_json(head: &[u8]) -> bool {
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
pub(super) fn json_records(
    file: &str,
    mut input: impl BufRead,
    limits: Limits,
    sink: &mut dyn FnMut(Result<Record, Skip>),
) -> io::Result<()> {
    let mut first = Vec::new();
    let whole = read_line(&mut input, &mut first, limits.record_bytes)?;
    if whole
        && matches!(
            serde_json::from_slice::<Value>(trim_mark(&first)),
            Ok(Value::Object(_))
        )
        && has_more(&mut input)?
    {
        return json_lines(file, &first, input, limits, sink);
    }
    let mut bytes = first;
    input
        .by_ref()
        .take((limits.record_bytes + 1).saturating_sub(bytes.len() as u64))
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limits.record_bytes {
        sink(Err(skip(
            file,
            None,
            SkipReason::TooLarge {
                limit: limits.record_bytes,
            },
        )));
        return Ok(());
    }
    let text = decode::decode(bytes);
    match serde_json::from_str::<Value>(&text) {
        Ok(Value::Object(mut object)) => match object.remove("results") {
            Some(Value::Array(results)) => array(file, results, sink),
            _ => sink(record(file, None, &object)),
        },
        Ok(Value::Array(items)) => array(file, items, sink),
        Ok(_) => sink(Err(skip(file, None, SkipReason::NoReleaseFields))),
        Err(error) => sink(Err(skip(
            file,
            None,
            SkipReason::BadJson(error.to_string()),
        ))),
    }
    Ok(())
}

fn array(file: &str, items: Vec<Value>, sink: &mut dyn FnMut(Result<Record, Skip>)) {
    for (number, item) in items.into_iter().enumerate() {
        match item {
            Value::Object(object) => sink(record(file, Some(number), &object)),
            _ => sink(Err(skip(file, Some(number), SkipReason::NoReleaseFields))),
        }
    }
}

fn json_lines(
    file: &str,
    first: &[u8],
    mut input: impl BufRead,
    limits: Limits,
    sink: &mut dyn FnMut(Result<Record, Skip>),
) -> io::Result<()> {
    let mut number = 0;
    let mut line = first.to_vec();
    let mut whole = true;
    loop {
        let trimmed = trim_mark(&line).trim_ascii();
        if !whole {
            sink(Err(skip(
                file,
                Some(number),
                SkipReason::TooLarge {
                    limit: limits.record_bytes,
                },
            )));
            number += 1;
        } else if !trimmed.is_empty() {
            sink(
                match serde_json::from_str::<Value>(&decode::decode(trimmed.to_vec())) {
                    Ok(Value::Object(object)) => record(file, Some(number), &object),
                    Ok(_) => Err(skip(file, Some(number), SkipReason::NoReleaseFields)),
                    Err(error) => Err(skip(
                        file,
                        Some(number),
                        SkipReason::BadJson(format!("record {number}: {error}")),
                    )),
                },
            );
            number += 1;
        }
        line.clear();
        whole = read_line(&mut input, &mut line, limits.record_bytes)?;
        if line.is_empty() && whole {
            return Ok(());
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

fn skip(file: &str, number: Option<usize>, reason: SkipReason) -> Skip {
    Skip {
        id: id(file, number),
        reason,
    }
}

fn id(file: &str, number: Option<usize>) -> String {
    number.map_or_else(|| file.to_owned(), |number| format!("{file}#{number}"))
}

fn record(file: &str, number: Option<usize>, object: &Map<String, Value>) -> Result<Record, Skip> {
    let text = |names: &[&str]| {
        names
            .iter()
            .find_map(|name| object.get(*name).and_then(scalar))
    };
    let list = |names: &[&str]| {
        names
            .iter()
            .map(|name| object.get(*name).map(entries).unwrap_or_default())
            .find(|list| !list.is_empty())
            .unwrap_or_default()
    };
    let fields = RecordFields {
        title: text(&["title"]).unwrap_or_default(),
        body: text(&["body", "contents", "content", "text"]).unwrap_or_default(),
        date: text(&["date"]),
        number: text(&["number"]),
        id: text(&["id"]),
        url: text(&["url"]),
        components: list(&["components", "component", "agency", "agencies"]),
        topics: list(&["topics", "topic"]),
    };
    if fields.title.is_empty() && fields.body.is_empty() {
        return Err(skip(file, number, SkipReason::NoReleaseFields));
    }
    Ok(Record {
        id: id(file, number),
        content: Content::Fields(Box::new(fields)),
    })
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A list of names, of objects with a `name`, or one name.
fn entries(value: &Value) -> Vec<String> {
    let name = |item: &Value| item.get("name").and_then(scalar).or_else(|| scalar(item));
    match value {
        Value::Array(items) => items.iter().filter_map(name).collect(),
        other => name(other).into_iter().collect(),
    }
}
