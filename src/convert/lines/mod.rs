//! Which lines of a text are the headline, the paragraphs, and the boilerplate around them?

pub(crate) mod boilerplate;
pub(crate) mod contact;
pub(crate) mod error_page;
pub(crate) mod footer;
pub(crate) mod header;
pub(crate) mod line_class;
pub(crate) mod normalize;
pub(crate) mod other_numbers;
pub(crate) mod page_kind;
pub(crate) mod paragraphs;
