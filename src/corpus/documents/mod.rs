//! Documents of word processors, PDF and Markdown: one release each.

pub(crate) mod markdown;
pub(crate) mod office;
pub mod pdf;
pub(crate) mod word_xml;
