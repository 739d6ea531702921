//! Documents of word processors, PDF and Markdown: one release each.

pub(crate) mod markdown;
#[cfg(feature = "office")]
pub(crate) mod office;
#[cfg(feature = "pdf")]
pub(crate) mod pdf;
#[cfg(feature = "office")]
pub(crate) mod rich_text;
#[cfg(feature = "office")]
pub(crate) mod word_xml;
