//! A piece of the text of a message.

use std::borrow::Cow;

use mail_parser::MessagePart;

/// A piece of the text of a message, with the part that it is.
pub(super) struct Piece<'a> {
    pub text: Cow<'a, str>,
    pub is_html: bool,
    pub part: &'a MessagePart<'a>,
}
