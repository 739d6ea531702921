//! The line between the parts of a message, where the head names none or another one.

use std::borrow::Cow;

use memchr::memmem;

use crate::corpus::mail::headers::{boundary, end_of_block};

/// A message whose head names the line between its parts, as far as one can be found.
pub(super) fn with_boundary(message: &[u8]) -> Cow<'_, [u8]> {
    const KIND: &[u8] = b"multipart/";
    let (head, body) = message.split_at(end_of_block(message));
    let Some(kind) = memmem::find(&head.to_ascii_lowercase(), KIND) else {
        return message.into();
    };
    let named = boundary(head);
    let marks = |name: &[u8]| memmem::find(body, &[b"--", name].concat()).is_some();
    if named.clone().is_some_and(|named| marks(&head[named])) {
        return message.into();
    }
    let Some(found) = first_boundary(body) else {
        return message.into();
    };
    let (place, inserted) = if let Some(named) = named {
        (named, found.to_vec())
    } else {
        let is_end = |byte: &u8| byte.is_ascii_whitespace() || *byte == b';';
        let behind = head[kind..].iter().position(is_end);
        let end = behind.map_or(head.len(), |behind| kind + behind);
        (end..end, [b"; boundary=\"", found, b"\""].concat())
    };
    [&head[..place.start], &inserted, &head[place.end..], body]
        .concat()
        .into()
}

/// What stands behind the two strokes of the first line that begins a part: below it stands what the part is.
fn first_boundary(body: &[u8]) -> Option<&[u8]> {
    let mut lines = body.split(|byte| *byte == b'\n').peekable();
    while let Some(line) = lines.next() {
        let boundary = line.strip_prefix(b"--").unwrap_or_default();
        let boundary = boundary.trim_ascii_end();
        let begins_part = |below: &&[u8]| {
            let name = below.get(..8);
            name.is_some_and(|name| name.eq_ignore_ascii_case(b"content-"))
        };
        if !boundary.is_empty()
            && !boundary.contains(&b'"')
            && lines.peek().is_some_and(begins_part)
        {
            return Some(boundary);
        }
    }
    None
}
