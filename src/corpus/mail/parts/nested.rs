//! Messages inside messages: are they nested deeper than a reader can bear?
//!
//! The library takes one message inside another apart by a call for each level, and a few bytes make a level. So the levels are
//! counted first, or rather the headers that can begin one, of which no mail has a thousand.

use memchr::memmem;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;

use crate::corpus::mail::headers::end_of_block;

/// Most headers that begin a message inside a message.
const MAX_HEADERS: usize = 1000;

/// Most levels of packed messages in one another. The library goes no deeper.
const MAX_PACKED: usize = 4;

/// Whether a message has more messages inside one another than can be read.
pub(super) fn is_too_deep(message: &[u8]) -> bool {
    let mut left = MAX_HEADERS;
    // What is packed is unpacked once at each level.
    let mut unpacked = message.len().saturating_mul(MAX_PACKED);
    exceeds(message, 0, &mut left, &mut unpacked)
}

/// Whether a message has more than the `left` headers. `unpacked` is the number of bytes that may still be unpacked.
fn exceeds(message: &[u8], level: usize, left: &mut usize, unpacked: &mut usize) -> bool {
    let mut at = 0;
    while at < message.len() {
        let end = at + end_of_block(&message[at..]);
        let head = message[at..end].to_ascii_lowercase();
        at = end;
        let has = |word: &str| memmem::find(&head, word.as_bytes()).is_some();
        let has_kind = has("rfc822") || has("digest") || has("message") && has("global");
        let holds_messages = has("content-type") && has_kind;
        if !holds_messages {
            continue;
        }
        let Some(fewer) = left.checked_sub(1) else {
            return true;
        };
        *left = fewer;
        let unpack: fn(&[u8]) -> Option<Vec<u8>> = match (has("base64"), has("quoted-printable")) {
            (true, _) => base64_decode,
            (false, true) => quoted_printable_decode,
            (false, false) => continue,
        };
        let body = &message[at..];
        let body = &body[..memmem::find(body, b"\n--").unwrap_or(body.len())];
        let Some(rest) = unpacked.checked_sub(body.len()) else {
            return true;
        };
        *unpacked = rest;
        let inner = unpack(body).unwrap_or_default();
        if level == MAX_PACKED || exceeds(&inner, level + 1, left, unpacked) {
            return true;
        }
    }
    false
}
