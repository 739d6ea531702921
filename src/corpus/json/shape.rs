//! Is a file JSON, and is it one value or JSON Lines? Its first lines decide together: any one of them may be broken.

use serde::Deserialize as _;
use serde::de::IgnoredAny;

use crate::corpus::decode::without_mark;
use crate::corpus::json::wrapping;

/// How a JSON file is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum JsonShape {
    /// One value, on several lines, or broken.
    Value,
    /// A value on each line.
    Lines,
    /// One value without a line end, as far as the beginning of the file goes: what follows it decides.
    FirstLine,
}

/// The shape of a file that begins with `head`; none where it is not JSON.
pub(crate) fn json_shape(head: &[u8]) -> Option<JsonShape> {
    let visible = trim_start(without_mark(head));
    if !begins_like_json(visible) {
        if wrapping::before(visible).is_some_and(|end| begins_like_json(&visible[end..])) {
            return Some(JsonShape::Value);
        }
        // Within a page, scripts stand on lines of their own.
        let is_page = visible.first() == Some(&b'<');
        if is_page {
            return None;
        }
        if are_lines(visible, 1) {
            return Some(JsonShape::Lines);
        }
        let is_json = |end: usize| begins_like_json(&visible[end..]);
        let lead = wrapping::lead(visible).filter(|end| is_json(*end));
        return lead.map(|_| JsonShape::Value);
    }
    let mut values = serde_json::Deserializer::from_slice(visible).into_iter::<IgnoredAny>();
    let first = values.next();
    let (value, after) = visible.split_at(values.byte_offset().min(visible.len()));
    let is_one_line = !value.contains(&b'\n');
    Some(match first {
        Some(Ok(_)) => match trim_start(after).first() {
            None if is_one_line => JsonShape::FirstLine,
            Some(b'{') if is_one_line && value.first() == Some(&b'{') => JsonShape::Lines,
            Some(_) if is_one_line && are_lines(visible, 2) => JsonShape::Lines,
            _ => JsonShape::Value,
        },
        Some(Err(error)) if error.is_eof() => {
            if visible.contains(&b'\n') {
                JsonShape::Value
            } else {
                JsonShape::FirstLine
            }
        }
        _ if are_lines(visible, 1) => JsonShape::Lines,
        _ => JsonShape::Value,
    })
}

/// Whether the first bytes are those of an object, or of a list. A text may begin with "[City, date]".
fn begins_like_json(visible: &[u8]) -> bool {
    let mut letters = visible.iter().filter(|byte| !is_blank(**byte));
    match letters.next() {
        Some(b'{') => matches!(letters.next(), Some(b'"' | b'}')),
        Some(b'[') => match letters.next() {
            Some(b'{' | b']') => true,
            Some(_) => is_list(visible),
            None => false,
        },
        _ => false,
    }
}

/// Whether the bytes are a list and nothing else, as far as they go.
fn is_list(visible: &[u8]) -> bool {
    let mut values = serde_json::Deserializer::from_slice(visible).into_iter::<IgnoredAny>();
    match values.next() {
        Some(Ok(_)) => trim_start(&visible[values.byte_offset()..]).is_empty(),
        Some(Err(error)) => error.is_eof(),
        None => false,
    }
}

/// Whether at least `least` lines are objects, and these are half of the bytes or more. The last line may be cut.
fn are_lines(head: &[u8], least: usize) -> bool {
    let mut lines = head.split(|byte| *byte == b'\n').map(trim).peekable();
    let (mut objects, mut object_bytes, mut bytes) = (0, 0, 0);
    while let Some(line) = lines.next() {
        bytes += line.len();
        if line.starts_with(b"{\"") && is_object(line, lines.peek().is_none()) {
            objects += 1;
            object_bytes += line.len();
        }
    }
    objects >= least && object_bytes * 2 >= bytes
}

fn is_object(line: &[u8], may_be_cut: bool) -> bool {
    let mut json = serde_json::Deserializer::from_slice(line);
    match IgnoredAny::deserialize(&mut json).and_then(|_| json.end()) {
        Ok(()) => true,
        Err(error) => may_be_cut && error.is_eof(),
    }
}

/// A line without the white space around it, and without the zeros that a system leaves where it stopped while it wrote.
pub(crate) fn trim(line: &[u8]) -> &[u8] {
    let line = trim_start(without_mark(line));
    let end = line.iter().rposition(|byte| !is_blank(*byte));
    &line[..end.map_or(0, |last| last + 1)]
}

fn trim_start(bytes: &[u8]) -> &[u8] {
    let start = bytes.iter().position(|byte| !is_blank(*byte));
    &bytes[start.unwrap_or(bytes.len())..]
}

/// Whether it is white space, a zero byte, or the sign that some programs write before each record (RFC 7464).
pub(crate) fn is_blank(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, 0 | 0x1E)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> Option<JsonShape> {
        json_shape(text.as_bytes())
    }

    const RECORD: &str = r#"{"title": "A", "body": "Somebody was fined."}"#;

    #[test]
    fn one_broken_line_makes_no_other_file_of_json_lines() {
        let lines = [RECORD; 5].join("\n");
        let zeros = "\0".repeat(4096);
        for first in [
            "",
            "WARN retrying page 3\n",
            "// comment\n",
            "\u{feff}// comment\n",
            "\n\r\n",
            r#""title": "A", "body": "B"}"#,
            "{\"title\": \"A\", \"bo\n",
            "{\"title\": \"A\",\n",
            "{\"list\": [\n",
            "}\n",
            "[\n",
            &zeros,
            &format!("{zeros}\n"),
        ] {
            let first = first.to_owned() + if first.ends_with('}') { "\n" } else { "" };
            let file = first.clone() + &lines;
            assert_eq!(shape(&file), Some(JsonShape::Lines), "{first:?}");
            let after = format!("{RECORD}\n{first}{lines}");
            assert_eq!(shape(&after), Some(JsonShape::Lines), "{first:?}");
        }
        // The beginning of a file ends anywhere.
        for end in RECORD.len() + 3..lines.len() {
            assert_eq!(shape(&lines[..end]), Some(JsonShape::Lines), "{end}");
        }
    }

    #[test]
    fn a_value_on_several_lines_is_one_value() {
        for text in [
            "{\n\"title\": \"A\",\n\"body\": \"B\"\n}\n",
            "[\n{\"title\": \"A\"},\n{\"title\": \"B\"}\n]",
            "[{\"title\": \"A\"},\n{\"title\": \"B\"}\n]",
            "{\"title\": \"A\", \"components\": [\n{\"name\": \"B\"},\n{\"name\": \"C\"}\n]}",
            "{\"results\": [\n{\"title\": \"A\"},\n{\"title\": \"B\"}",
            "{\"title\": \"A\"} and more",
            "{\"title\": \"A\"},\n{\"title\": \"B\"},\n",
            "[]\n",
        ] {
            let expected = if text == "[]\n" {
                JsonShape::FirstLine
            } else {
                JsonShape::Value
            };
            assert_eq!(shape(text), Some(expected), "{text:?}");
        }
        for text in ["{}", "{\"title\": \"A\"}\n\n", "{\"title\": \"A and"] {
            assert_eq!(shape(text), Some(JsonShape::FirstLine), "{text:?}");
        }
    }

    #[test]
    fn texts_and_pages_are_no_json() {
        let script = format!("<html>\n<script>\n{RECORD}\n{RECORD}\n</script>");
        let quoting =
            format!("The clerk kept such a list, the court was told:\n{RECORD}\nNo more.");
        for text in [
            "",
            "\0\0\0",
            "[City, Vt.] – A\n",
            "[\"City, Vt.\"] – A\n",
            "{Draft}\n",
            "Fined\n\nA.",
            &script,
        ] {
            assert_eq!(shape(text), None, "{text:?}");
        }
        assert_eq!(shape(&quoting), None);
    }
}
