//! What does a part hold that is still packed, though the head of it says something else, or nothing?

use mail_parser::{ContentType, Message, MessagePart, MimeHeaders as _, PartType};

use crate::corpus::decode;
use crate::corpus::mail::packed::uuencoded::{self, PackedFile};
use crate::corpus::mail::packed::{base64, is_packed};
use crate::corpus::mail::parts::kinds::{is_document, is_text};

/// What a part holds.
pub(super) enum Held {
    /// Nothing that is packed.
    AsItStands,
    /// Something packed that holds no release: a picture, a signature.
    NoRelease,
    /// A file, which was packed.
    File(Vec<u8>),
    /// A piece of the text, which was packed, and whether it is HTML.
    Text(String, bool),
    /// Files in the text, and the text without them.
    Files(Vec<PackedFile>, String),
    /// Packed bytes some of which are lost.
    Cut,
}

/// What a part holds. `is_attached` says that it is a file.
pub(super) fn held(message: &Message<'_>, part: &MessagePart<'_>, is_attached: bool) -> Held {
    let (PartType::Text(_) | PartType::Html(_) | PartType::Binary(_) | PartType::InlineBinary(_)) =
        part.body
    else {
        return Held::AsItStands;
    };
    let bytes = part.contents();
    let could_not_be_unpacked = is_base64(part) && part.is_encoding_problem;
    let may_be_packed = is_document(part) || is_message(part);
    if could_not_be_unpacked || may_be_packed && is_packed(bytes) {
        let is_whole = !ends_with_message(message, part);
        return match base64::unpack(bytes).filter(|_| is_whole) {
            Some(_) if !may_be_packed => Held::NoRelease,
            Some(bytes) => of_bytes(part, bytes, is_attached),
            None => Held::Cut,
        };
    }
    if let Ok(text) = str::from_utf8(bytes)
        && is_document(part)
    {
        let (files, text) = uuencoded::files(text);
        if !files.is_empty() {
            return Held::Files(files, text);
        }
    }
    Held::AsItStands
}

/// What the bytes are that were packed in a part.
fn of_bytes(part: &MessagePart<'_>, bytes: Vec<u8>, is_attached: bool) -> Held {
    let of = part.content_type();
    let is_piece = !is_attached && is_text(part) && of.is_none_or(|of| of.ctype() == "text");
    // A text has no zeros.
    if !is_piece || bytes.contains(&0) {
        return Held::File(bytes);
    }
    let kind = of.and_then(ContentType::subtype).unwrap_or_default();
    Held::Text(decode::decode(bytes), kind == "html")
}

fn is_base64(part: &MessagePart<'_>) -> bool {
    let packed = part.content_transfer_encoding();
    packed.is_some_and(|how| how.eq_ignore_ascii_case("base64"))
}

/// Whether a part is a message, as its head says.
fn is_message(part: &MessagePart<'_>) -> bool {
    let of = part.content_type();
    of.is_some_and(|of| of.ctype() == "message")
}

/// Whether one of several parts has no end but that of the message.
fn ends_with_message(message: &Message<'_>, part: &MessagePart<'_>) -> bool {
    message.parts.len() > 1 && part.offset_end as usize >= message.raw_message.len()
}
