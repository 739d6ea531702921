//! From a folder to records: walk, read, decode, split files that hold many records.
//!
//! Nothing here knows what a release looks like: a record is a decoded piece of HTML, of plain text, or the fields of
//! one JSON object. What cannot be read becomes a recorded [`Skip`](crate::model::Skip), never the end of a run.

pub(crate) mod content;
pub(crate) mod decode;
pub(crate) mod json;
pub(crate) mod json_record;
pub(crate) mod read;
pub(crate) mod walk;

pub use crate::corpus::content::{Content, Record, RecordFields};
pub use crate::corpus::read::{
    FileOutcome, Limits, hash_file, read_bytes, read_records, read_records_while,
};
pub use crate::corpus::walk::{SourceFile, Walked, walk, walk_unsorted};

/// The longest text of a release, in bytes. The longest of 20,000 real pages and texts is under one MiB; to convert a text
/// takes forty times its length of memory, and seventy times where each letter stands on a line of its own.
pub const LONGEST_TEXT: usize = 4 << 20;

/// So many bytes of text is an entry of a list: its own, and those of the memory that holds it.
pub fn text_of_entry(entry: &str) -> usize {
    entry.len() + 16
}
