//! The text of a part where the head of it declares another encoding than its bytes have.

use std::borrow::Cow;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, Message, MessagePart};

use crate::corpus::decode;

/// The text of a part. `declared` is what its bytes are in the encoding that is declared. As in files, bytes that are UTF-8 are
/// UTF-8, and bytes that are no text in the declared encoding are looked at for another one.
pub(super) fn text_as_sent<'a>(
    message: &Message<'_>,
    part: &MessagePart<'_>,
    declared: &'a str,
) -> Cow<'a, str> {
    let range = part.offset_body as usize..part.offset_end as usize;
    let sent = message.raw_message.get(range).unwrap_or_default();
    let bytes = match part.encoding {
        Encoding::None => Some(sent.to_vec()),
        Encoding::Base64 => base64_decode(sent),
        Encoding::QuotedPrintable => quoted_printable_decode(sent),
    };
    let Some(bytes) = bytes.filter(|bytes| !bytes.is_ascii()) else {
        return declared.into();
    };
    if str::from_utf8(&bytes).is_ok() || declared.contains(char::REPLACEMENT_CHARACTER) {
        return decode::decode(bytes).into();
    }
    declared.into()
}
