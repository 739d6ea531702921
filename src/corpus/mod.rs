//! Which records does a folder of files hold?
//!
//! Walks the folder, reads and decodes its files, and splits files that hold many records. Nothing here knows what a
//! release looks like. A file that cannot be read becomes a [`Skip`](crate::model::Skip) and never ends a run.
//!
//! To add an input format, write one file or folder that sees whether a file has it and reads its records, and add one row to
//! `sniff::FORMATS`.

#[cfg(any(feature = "office", feature = "pdf"))]
pub mod child;
pub(crate) mod content;
pub(crate) mod decode;
pub(crate) mod documents;
pub(crate) mod fetched;
pub(crate) mod field_names;
pub(crate) mod json;
mod limits;
pub(crate) mod mail;
pub(crate) mod packed;
pub(crate) mod page;
mod pages_apart;
pub(crate) mod read;
pub(crate) mod record_sink;
pub(crate) mod sniff;
pub(crate) mod tables;
pub(crate) mod walk;
pub(crate) mod web;

#[cfg(any(feature = "office", feature = "pdf"))]
use crate::corpus::child::Child;

pub use crate::corpus::content::{Content, Record, RecordFields};
pub(crate) use crate::corpus::fetched::PageAddresses;
pub use crate::corpus::fetched::{
    FETCH_FOLDER, Fetched, FetchedFrom, JOURNAL, Journal, JournalLine, VERSIONS, WalkMark,
};
pub use crate::corpus::limits::{Limits, MAX_TEXT_BYTES, list_entry_bytes};
pub use crate::corpus::read::{
    FileOutcome, hash_file, read_bytes, read_records, read_records_while,
};
pub(crate) use crate::corpus::walk::is_below;
pub(crate) use crate::corpus::walk::left_out::{GENERATION, INDEX_MARK, is_index};
pub use crate::corpus::walk::{CorpusRoot, SourceFile, Walked, walk};

/// The formats that a child process reads: see [`child`].
#[cfg(any(feature = "office", feature = "pdf"))]
pub const CHILDREN: &[Child] = &[
    #[cfg(feature = "pdf")]
    documents::pdf::CHILD,
    #[cfg(feature = "office")]
    tables::spreadsheet::CHILD,
];
