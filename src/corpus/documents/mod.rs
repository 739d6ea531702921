//! Documents of word processors, and Markdown: one release each.

pub(crate) mod markdown;
pub(crate) mod office;
pub(crate) mod word_xml;
