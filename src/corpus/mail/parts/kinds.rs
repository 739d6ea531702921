//! Of which kind is a part: a piece of the text, a file, or neither?

use mail_parser::{ContentType, MessagePart, MimeHeaders as _, PartType};

use crate::corpus::mail::attachment::may_hold_release;

/// Whether a text is one to be read: no invitation, no style sheet and the like.
pub(super) fn is_text(part: &MessagePart<'_>) -> bool {
    part.content_type().is_none_or(|of| {
        let kind = of.subtype().unwrap_or_default();
        of.ctype() != "text" || ["plain", "enriched", "html"].contains(&kind)
    }) && !is_multipart(part)
}

pub(super) fn is_multipart(part: &MessagePart<'_>) -> bool {
    let of = part.content_type();
    of.is_some_and(|of| of.ctype() == "multipart")
}

/// Whether a part is a file of its own: no picture of a letterhead, no sound, no signature, no invitation, and no piece of the
/// text. A text with the name of a file is one, but the first text of a message may have a name.
pub(super) fn is_file(part: &MessagePart<'_>, is_first: bool) -> bool {
    let disposition = part.content_disposition();
    let is_attached = || disposition.is_some_and(ContentType::is_attachment);
    let is_named = || {
        let of_file = disposition.is_some_and(|shown| shown.has_attribute("filename"));
        of_file || !is_first && part.attachment_name().is_some()
    };
    match &part.body {
        PartType::Binary(_) | PartType::InlineBinary(_) => is_document(part),
        PartType::Html(_) => is_attached() || is_named(),
        PartType::Text(_) => {
            is_document(part) && (is_attached() || is_named() || is_other_text(part))
        }
        PartType::Message(_) | PartType::Multipart(_) => false,
    }
}

/// Whether a part has a type of files that may hold a release.
pub(super) fn is_document(part: &MessagePart<'_>) -> bool {
    part.content_type()
        .is_none_or(|of| may_hold_release(of.ctype(), of.subtype().unwrap_or_default()))
}

/// Whether it is a text of another kind than those that messages consist of: a table, or Rich Text.
fn is_other_text(part: &MessagePart<'_>) -> bool {
    let of = part.content_type();
    of.is_some_and(|of| of.ctype() == "text") && !is_text(part)
}
