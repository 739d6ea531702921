//! A piece of the text of a message.

use mail_parser::MessagePart;

/// A piece of the text of a message, with the part that it is.
#[derive(Clone, Copy)]
pub(super) struct Piece<'a> {
    pub text: &'a str,
    pub is_html: bool,
    pub part: &'a MessagePart<'a>,
}
