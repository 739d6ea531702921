//! What do programs write around JSON? A call (`callback([..]);`), an assignment (`var data = ..`), what keeps a browser from running
//! it (`)]}',`), a fence of Markdown, signs between records.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Regex, bytes};
use serde::de::IgnoredAny;

/// What may stand before JSON.
static BEFORE: LazyLock<Option<bytes::Regex>> = LazyLock::new(|| {
    let guard = r"\)\]\}'?,?\s*\n|(?:while|for)\s*\((?:1|;;)\)\s*;|```[a-z]*\s*\n";
    let name = r"[A-Za-z_$][\w$.]{0,60}";
    let assignment = format!(r"(?:(?:var|let|const)\s+)?{name}\s*=|export\s+default\s");
    let call = format!(r"(?:/\*\*/\s*)?{name}\s*\(");
    bytes::Regex::new(&format!(r"^(?:{guard}|{assignment}|{call})\s*")).ok()
});

/// A member of an object in a line, before any tag, as JSON and other programs write it, also in a text in JSON: `"title":`,
/// `\"title\":`, `'title':`.
static MEMBER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r#"^(?:[^<]*?[{,])?\s*\\?["'][A-Za-z_@$][\w@$ -]{0,40}\\?["']\s*:"#).ok()
});

/// The length of what a program writes before JSON; none where the bytes do not begin so.
pub(super) fn before(visible: &[u8]) -> Option<usize> {
    Some(BEFORE.as_ref()?.find(visible)?.end())
}

/// The length of the lines that a program has written before JSON, where that is nearly all: the head of an answer, what it did.
pub(super) fn lead(visible: &[u8]) -> Option<usize> {
    /// Most lines.
    const MAX_LINES: usize = 40;
    let ends = memchr::memchr_iter(b'\n', visible).take(MAX_LINES);
    let mut starts = ends.map(|end| {
        let line = visible[end..].trim_ascii_start();
        visible.len() - line.len()
    });
    let begins = |start: &usize| {
        let line = &visible[*start..];
        line.starts_with(b"{\"") || line.starts_with(b"[{")
    };
    let start = starts
        .find(begins)
        .filter(|start| is_json(&visible[*start..]))?;
    let is_head = visible.starts_with(b"HTTP/");
    (is_head || start * 10 <= visible.len()).then_some(start)
}

/// Whether bytes are JSON as far as they go: a value, and nothing behind it but others.
fn is_json(bytes: &[u8]) -> bool {
    let mut values = serde_json::Deserializer::from_slice(bytes).into_iter::<IgnoredAny>();
    match values.next() {
        Some(Ok(_)) => {
            let rest = bytes[values.byte_offset()..].trim_ascii_start();
            rest.first().is_none_or(|byte| b"{[`".contains(byte))
        }
        Some(Err(error)) => error.is_eof(),
        None => false,
    }
}

/// The JSON of a file without what is around it.
pub(super) fn without(text: &str) -> Cow<'_, str> {
    let start = text.trim_start();
    let begins = || start.starts_with(['{', '[']);
    let lead = || lead(start.as_bytes()).filter(|_| !begins());
    let around = before(start.as_bytes()).or_else(lead);
    let inside = match around.and_then(|end| start.get(end..)) {
        Some(inside) => inside.trim_end_matches(|c: char| c.is_whitespace() || ";)`".contains(c)),
        None => text,
    };
    // The sign between records stands in no text.
    if inside.contains('\u{1E}') {
        Cow::Owned(inside.replace('\u{1E}', "\n"))
    } else {
        Cow::Borrowed(inside)
    }
}

/// Whether a text is JSON that cannot be read as such, with something else in its lines: most lines have a member of an object, or a
/// few of them are nearly all of the text.
pub(crate) fn is_source(text: &str) -> bool {
    /// Number of lines that are looked at.
    const MAX_LINES: usize = 200;
    let Some(member) = MEMBER.as_ref() else {
        return false;
    };
    if !text.contains('{') || !text.contains(':') {
        return false;
    }
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let (members, others): (Vec<&str>, Vec<&str>) = lines
        .take(MAX_LINES)
        .partition(|line| member.is_match(line));
    let length = |lines: &[&str]| lines.iter().map(|line| line.len()).sum::<usize>();
    members.len() > others.len() || length(&members) > 9 * length(&others)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_found_in_what_is_around_it() {
        let json = r#"[{"title": "A"}]"#;
        for around in [
            "callback(JSON);",
            "/**/ jQuery_12.done(JSON)",
            "var data = JSON;\n",
            "window.data=JSON",
            "export default JSON;",
            ")]}',\nJSON",
            "while(1);JSON",
            "for (;;); JSON",
            "```json\nJSON\n```\n",
            " JSON",
        ] {
            let file = around.replace("JSON", json);
            assert_eq!(without(&file).trim(), json, "{around}");
        }
        let long = format!("[{{\"title\": \"{}\"}}]", "A".repeat(900));
        for lead in [
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n",
            "Fetching page 1 ...\n",
            "// made by a script\n",
        ] {
            assert_eq!(without(&format!("{lead}{long}")), long, "{lead}");
        }
        assert_eq!(before(b"A clerk was fined."), None);
        assert_eq!(without("\u{1E}{}\n\u{1E}{}"), "\n{}\n\n{}");
    }

    #[test]
    fn a_text_that_quotes_json_is_no_source() {
        let record = r#"{"title": "Clerk Fined", "body": "A clerk was fined."}"#;
        let lines = format!("2024-01-01 INFO {record}\n").repeat(3);
        let python = "{'title': 'Clerk Fined', 'body': 'A clerk was fined.'}".to_owned();
        let twice = serde_json::to_string(record).expect("JSON");
        for source in [lines, python, twice] {
            assert!(is_source(&source), "{source}");
        }
        let quoting = format!("Clerk Fined\n\nHe kept such lists:\n{record}\n");
        let page = format!("<html><script>[{record}]</script><p>A clerk was fined.");
        for text in [
            quoting.as_str(),
            &page,
            "Clerk Fined\n\n{Draft}, he said: \"no\": a lie.\n",
            "",
        ] {
            assert!(!is_source(text), "{text}");
        }
    }
}
