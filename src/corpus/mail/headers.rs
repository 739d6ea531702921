//! The head of a message: does a file begin with one, and does a line belong to one?

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

/// Whether a file that begins with `head` is a message. The file of a mail program may begin with the message's length.
pub(super) fn is_head(head: &[u8]) -> bool {
    let head = without_length(head);
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

/// A message without the line with its length, with which some mail programs begin the file.
pub(super) fn without_length(message: &[u8]) -> &[u8] {
    let digits = message
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let rest = &message[digits..];
    let blanks = rest.iter().take_while(|byte| **byte == b' ').count();
    match rest.get(blanks) {
        Some(b'\n') if digits > 0 => &rest[blanks + 1..],
        _ => message,
    }
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
