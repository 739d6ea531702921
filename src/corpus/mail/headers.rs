//! The head of a message: does a file begin with one, and does a line belong to one?

use std::ops::Range;

use crate::corpus::decode::without_mark;

/// Names of headers with which messages begin.
const FIRST_HEADERS: [&str; 14] = [
    "bcc:",
    "content-type:",
    "date:",
    "delivered-to:",
    "from:",
    "message-id:",
    "mime-version:",
    "received:",
    "reply-to:",
    "return-path:",
    "sender:",
    "snapshot-content-location:",
    "subject:",
    "to:",
];

/// Names of headers that only messages have: a memorandum also has `From:`, `To:` and `Subject:`.
const ONLY_OF_MESSAGES: [&str; 7] = [
    "content-transfer-encoding:",
    "content-type:",
    "dkim-signature:",
    "message-id:",
    "mime-version:",
    "received:",
    "return-path:",
];

/// Most lines above the head of a message, beside empty ones: what a program writes that fetches it.
const MAX_ABOVE: usize = 3;

/// Longest of these lines, in bytes: a longer one is a text.
const MAX_LINE_ABOVE: usize = 120;

/// A file from the head of its message on; none where it is no message. A mark, empty lines, the length of the message and a line of
/// a log may stand above it.
pub(super) fn from_head(file: &[u8]) -> Option<&[u8]> {
    let mut rest = without_mark(file);
    let mut above = 0;
    while above <= MAX_ABOVE {
        if is_head(rest) {
            return Some(rest);
        }
        let end = memchr::memchr(b'\n', rest)?;
        let (line, below) = rest.split_at(end + 1);
        if line.len() > MAX_LINE_ABOVE {
            return None;
        }
        above += usize::from(!line.trim_ascii().is_empty());
        rest = below;
    }
    None
}

/// Whether bytes begin with the head of a message.
pub(super) fn is_head(head: &[u8]) -> bool {
    let mut of_messages = 0;
    let mut names_sender = false;
    for (number, line) in head.split(|byte| *byte == b'\n').enumerate() {
        let line = line.trim_ascii_end();
        if line.is_empty() {
            break;
        }
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            if number == 0 {
                return false;
            }
            continue;
        }
        if !is_header(line) || number == 0 && !is_first_header(line) {
            return false;
        }
        let has_zone = begins(line, &["date:"]) && ends_with_zone(line);
        of_messages += usize::from(begins(line, &ONLY_OF_MESSAGES) || has_zone);
        let of_sender = ["from:", "sender:", "subject:", "snapshot-content-location:"];
        names_sender |= begins(line, &of_sender);
    }
    of_messages > 0 && names_sender
}

/// Whether a line is a header of a message: a name without blanks before a colon.
pub(crate) fn is_header(line: &[u8]) -> bool {
    let end = line.iter().position(|byte| *byte == b':');
    end.is_some_and(|end| end > 0 && line[..end].iter().all(u8::is_ascii_graphic))
}

/// Whether a line is a header with which messages begin.
pub(crate) fn is_first_header(line: &[u8]) -> bool {
    begins(line, &FIRST_HEADERS) || begins(line, &ONLY_OF_MESSAGES) || {
        line.starts_with(b"X-") && is_header(line)
    }
}

/// Whether a line begins with one of these names, which are in small letters.
fn begins(line: &[u8], names: &[&str]) -> bool {
    names.iter().any(|name| {
        line.get(..name.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()))
    })
}

/// Whether a line ends as the date of a message does, and no date of a memorandum: `Wed, 7 Mar 2018 15:04:05 -0500`.
fn ends_with_zone(line: &[u8]) -> bool {
    let mut words = line.rsplit(|byte| *byte == b' ');
    let zone = words.next().unwrap_or_default();
    let time = words.next().unwrap_or_default();
    let is_zone = matches!(zone, [b'+' | b'-', digits @ ..] if digits.len() == 4 && digits.iter().all(u8::is_ascii_digit))
        || matches!(zone, b"GMT" | b"UTC");
    is_zone && time.split(|byte| *byte == b':').count() == 3
}

/// Where the lines end up to the next empty one, with that: the head of a message, or a paragraph of it.
pub(super) fn end_of_block(bytes: &[u8]) -> usize {
    let mut end = 0;
    while let Some(line) = memchr::memchr(b'\n', &bytes[end..]) {
        let is_empty = bytes[end..end + line].trim_ascii().is_empty();
        end += line + 1;
        if is_empty {
            return end;
        }
    }
    bytes.len()
}

/// Where the boundary of the parts stands that a head names.
pub(super) fn boundary(head: &[u8]) -> Option<Range<usize>> {
    const NAME: &[u8] = b"boundary=";
    let small = head.to_ascii_lowercase();
    let start = memchr::memmem::find(&small, NAME)? + NAME.len();
    let is_end = |byte: &u8| byte.is_ascii_whitespace() || *byte == b';';
    let (start, length) = match &head[start..] {
        [b'"', quoted @ ..] => (start + 1, memchr::memchr(b'"', quoted)?),
        plain => (start, plain.iter().position(is_end).unwrap_or(plain.len())),
    };
    Some(start..start + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_memorandum_is_a_text() {
        for text in [
            "FROM: Jo Doe\nTO: All\nSUBJECT: Fines\n\nA clerk was fined.\n",
            "Date: March 4, 2021\nContact: Jo Doe\n\nA clerk was fined.\n",
            "From: Jo Doe\nSubject: Fines\nDate: Wed, March 7, 2018 15:04:05\n\nA clerk was fined.\n",
            "For Immediate Release\nContent-Type: text\n",
            "",
        ] {
            assert!(!is_head(text.as_bytes()), "{text:?}");
        }
    }
}
