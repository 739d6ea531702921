//! From a folder to records: walk, read, decode, split files that hold many records.
//!
//! Nothing here knows what a release looks like: a record is a decoded piece of HTML, of plain text, or the fields of
//! one JSON object. What cannot be read becomes a recorded [`Skip`], never the end of a run.

pub(crate) mod decode;
pub(crate) mod json;
pub(crate) mod json_record;
pub(crate) mod read;
pub(crate) mod walk;

use std::fmt;

use serde::{Deserialize, Serialize};

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

/// One record of the corpus, decoded, not yet converted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The file's path relative to the corpus root, with `/`, and `#N` (from 0) for record N of a file that holds many.
    pub id: String,
    /// What the record holds.
    pub content: Content,
}

impl Record {
    /// The last component of the path of the file the record came from, without `#N`.
    pub fn file_name(&self) -> &str {
        let path = self
            .id
            .rsplit_once('#')
            .map_or(self.id.as_str(), |(path, number)| {
                if number.bytes().all(|b| b.is_ascii_digit()) {
                    path
                } else {
                    &self.id
                }
            });
        path.rsplit('/').next().unwrap_or(path)
    }
}

/// The forms in which a release reaches us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// A whole HTML page, or a part of one.
    Html(String),
    /// Plain text.
    Text(String),
    /// The fields of one JSON object.
    Fields(Box<RecordFields>),
}

/// The fields of a JSON record, by what they mean, as they stand there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordFields {
    /// `title`.
    pub title: String,
    /// `body`, `contents` or `text`; HTML or plain.
    pub body: String,
    /// `date`: ISO, or seconds since 1970 as text or number.
    pub date: Option<String>,
    /// `number`.
    pub number: Option<String>,
    /// `id`: in some collections the release number, in others a key of theirs.
    pub id: Option<String>,
    /// `url`.
    pub url: Option<String>,
    /// `components`, `component` or `agency`: names, or objects with a `name`.
    pub components: Vec<String>,
    /// `topics` or `topic`.
    pub topics: Vec<String>,
}

/// Why a file or a record is not in the index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "detail", rename_all = "snake_case")]
pub enum SkipReason {
    /// The file system would not let us read it: what it said.
    Unreadable(String),
    /// Larger than the limit, in bytes.
    TooLarge {
        /// The limit that was reached.
        limit: u64,
    },
    /// More text than any release has, in bytes.
    TooLong {
        /// The limit that was reached.
        limit: u64,
    },
    /// Neither HTML, text nor JSON: what it seems to be.
    UnknownFormat(String),
    /// JSON that cannot be parsed: where and why.
    BadJson(String),
    /// A JSON object without the fields of a release.
    NoReleaseFields,
    /// So many more records of this file that are no releases, or cannot be read; those before them are listed.
    More(u64),
    /// A file of more records than so many: those before are kept.
    TooMany {
        /// The limit that was reached.
        limit: u64,
    },
    /// A packed file that grows beyond what a text may grow, in bytes after so many: what came before is kept.
    Swells {
        /// How many bytes were unpacked.
        limit: u64,
    },
    /// A link, pipe, socket or device.
    NotAFile(String),
    /// A page that is no release: what it is instead.
    NoRelease(String),
    /// Nothing is left once menus and furniture are gone.
    Empty,
    /// Reading it failed inside dragnet itself.
    Fault,
}

impl fmt::Display for SkipReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SkipReason::Unreadable(why) => write!(f, "cannot be read: {why}"),
            SkipReason::TooLarge { limit } => write!(f, "larger than {} MiB", limit >> 20),
            SkipReason::TooLong { limit } => write!(f, "more than {} MiB of text", limit >> 20),
            SkipReason::UnknownFormat(what) => write!(f, "neither HTML, text nor JSON: {what}"),
            SkipReason::BadJson(why) => write!(f, "not valid JSON: {why}"),
            SkipReason::NoReleaseFields => write!(f, "a JSON record without a title or text"),
            SkipReason::More(number) => write!(f, "{number} more of its records are no releases"),
            SkipReason::TooMany { limit } => {
                write!(f, "more than {limit} records; the rest is left out")
            }
            SkipReason::Swells { limit } => {
                write!(
                    f,
                    "unpacks to more than {} MiB; the rest is left out",
                    limit >> 20
                )
            }
            SkipReason::NotAFile(what) => write!(f, "not a regular file: {what}"),
            SkipReason::NoRelease(what) => write!(f, "no release: {what}"),
            SkipReason::Empty => write!(f, "no text in it"),
            SkipReason::Fault => write!(f, "dragnet failed on it; please report this file"),
        }
    }
}

/// A file or record that was left out, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skip {
    /// The id of the record, or the relative path of the file.
    pub id: String,
    /// Why.
    pub reason: SkipReason,
}
