//! Lines of text -> heading, paragraphs, and what is neither.

pub(crate) mod boilerplate;
pub(crate) mod footer;
pub(crate) mod header;
pub(crate) mod line_class;
pub(crate) mod normalize;
pub(crate) mod paragraphs;
pub(crate) mod plain_text;
pub(crate) mod repair;
