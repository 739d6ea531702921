//! A file of one message to which others were added: where does each begin?

use crate::corpus::mail::headers::{boundary, end_of_block, is_first_header, is_head};

/// Most messages of a file without the lines of a mailbox between them. What is behind them belongs to the last one.
const MAX_MESSAGES: usize = 1000;

/// The messages that a file holds one after the other: one, but for files that were put behind one another.
pub(super) fn messages(bytes: &[u8]) -> Vec<&[u8]> {
    let mut found = Vec::new();
    let mut rest = bytes;
    while found.len() + 1 < MAX_MESSAGES
        && let Some(next) = next_message(rest)
    {
        let (one, others) = rest.split_at(next);
        found.push(one);
        rest = others;
    }
    found.push(rest);
    found
}

/// Where the head of another message begins behind the first one: after its text, or after the end of its parts.
fn next_message(bytes: &[u8]) -> Option<usize> {
    let head = &bytes[..end_of_block(bytes)];
    let mut at = head.len();
    let mut may_begin = true;
    if has_parts(head) {
        at = end_of_parts(bytes, head)?;
    } else {
        // A message may hold another as its text.
        may_begin = false;
    }
    while at < bytes.len() {
        let end = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |end| at + end + 1);
        let line = &bytes[at..end];
        if may_begin && is_first_header(line) && is_head(&bytes[at..]) {
            return Some(at);
        }
        may_begin = line.trim_ascii().is_empty();
        at = end;
    }
    None
}

/// Whether the text of a message has parts, or is another message.
fn has_parts(head: &[u8]) -> bool {
    let head = head.to_ascii_lowercase();
    let has = |part: &[u8]| memchr::memmem::find(&head, part).is_some();
    has(b"multipart/") || has(b"message/")
}

/// Where the last line of the parts ends: `--boundary--`. None where there is none.
fn end_of_parts(bytes: &[u8], head: &[u8]) -> Option<usize> {
    let boundary = &head[boundary(head)?];
    let last = [b"\n--", boundary, b"--"].concat();
    let at = memchr::memmem::find(&bytes[head.len() - 1..], &last)?;
    let at = head.len() - 1 + at + last.len();
    let end = memchr::memchr(b'\n', &bytes[at..]);
    end.map(|end| at + end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "From: a@example.gov\nSubject: Clerk Fined\nDate: Thu, 04 Mar 2021 15:04:05 -0500\n\nA clerk was fined.\n\nDate: the fourth of March\n";
    const PARTS: &str = "From: a@example.gov\nSubject: Clerk Fined\nContent-Type: multipart/mixed; boundary=\"b b\"\n\n--b b\nContent-Type: message/rfc822\n\nFrom: c@example.gov\nSubject: Cook Fined\nMessage-ID: <1@example.gov>\n\nA cook was fined.\n--b b--\n";

    #[test]
    fn messages_behind_one_another_are_several() {
        for (first, second) in [(ONE, ONE), (ONE, PARTS), (PARTS, ONE), (PARTS, PARTS)] {
            let both = format!("{first}\n{second}");
            let found = messages(both.as_bytes());
            assert_eq!(found.len(), 2, "{both}");
            assert_eq!(found[1], second.as_bytes());
        }
    }

    #[test]
    fn a_message_inside_another_is_no_second_one() {
        for one in [ONE, PARTS] {
            assert_eq!(messages(one.as_bytes()), [one.as_bytes()]);
        }
    }
}
