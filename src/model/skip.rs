//! Why is a file or a record not in the index?

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::model::RecordId;

/// A file or record that was left out, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skip {
    /// The record, the file, or the folder that could not be read.
    pub id: RecordId,
    /// Why it was left out.
    pub reason: SkipReason,
}

/// Why a file or a record is not in the index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "detail", rename_all = "snake_case")]
pub enum SkipReason {
    /// The file system did not let us read it: its error message.
    Unreadable(String),
    /// The file or record is larger than the limit.
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// It has more text than any release has.
    TooLong {
        /// The limit in bytes of text.
        limit: u64,
    },
    /// A format that is not read, or a file of another that cannot be read: what it seems to be.
    UnknownFormat(String),
    /// JSON that cannot be parsed: where and why.
    BadJson(String),
    /// A JSON object without the fields of a release.
    NoReleaseFields,
    /// The number of further skipped records of this file. Only the first ones are listed one by one.
    MoreSkipped(u64),
    /// The file has more records than the limit. The records before it are kept.
    TooMany {
        /// The limit in records.
        limit: u64,
    },
    /// A compressed file that unpacks to more than the limit. The records before it are kept.
    DecompressionBomb {
        /// The limit in unpacked bytes.
        limit: u64,
    },
    /// Bytes follow the compressed data and are no part of it. What is before them is kept.
    TrailingBytes,
    /// The file holds far fewer releases: what was indexed from it before is kept.
    FewerReleases {
        /// The number of releases before.
        before: u64,
        /// The number of releases now.
        now: u64,
    },
    /// Most of the text of its release is gone: what was indexed from it before is kept.
    LessText {
        /// The number of different words before.
        before: u64,
        /// How many of them are left.
        left: u64,
    },
    /// Files are gone that held most releases of a corpus. What was indexed from them is kept.
    FilesGone {
        /// The number of releases of these files.
        gone: u64,
        /// The number of releases of the corpus before.
        before: u64,
    },
    /// The index was built anew from another corpus, which does not have this folder.
    OtherCorpus {
        /// The number of releases of the folder before.
        before: u64,
    },
    /// A link, pipe, socket or device.
    NotAFile(String),
    /// A page that is not a release: what it is instead.
    NoRelease(String),
    /// Nothing is left after menus and other boilerplate are removed.
    Empty,
    /// dragnet failed on it. This is a bug.
    InternalError,
}

impl SkipReason {
    /// A format that this program could read, and was built without: what it is, and the feature that it lacks.
    #[allow(dead_code, reason = "called where a feature is left out")]
    pub(crate) fn not_built(what: &str, feature: &str) -> Self {
        SkipReason::UnknownFormat(format!(
            "{what}; this dragnet was built without `{feature}`"
        ))
    }
}

impl fmt::Display for SkipReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SkipReason::Unreadable(why) => write!(f, "cannot be read: {why}"),
            SkipReason::TooLarge { limit } => write!(f, "larger than {}", size(*limit)),
            SkipReason::TooLong { limit } => write!(f, "more than {} of text", size(*limit)),
            SkipReason::UnknownFormat(what) => write!(f, "not read: {what}"),
            SkipReason::BadJson(why) => write!(f, "not valid JSON: {why}"),
            SkipReason::NoReleaseFields => write!(f, "a record without a title or text"),
            SkipReason::MoreSkipped(number) => {
                write!(f, "{number} more of its records are no releases")
            }
            SkipReason::TooMany { limit } => {
                write!(f, "more than {limit} records; the rest is left out")
            }
            SkipReason::DecompressionBomb { limit } => write!(
                f,
                "unpacks to more than {}; the rest is left out",
                size(*limit)
            ),
            SkipReason::TrailingBytes => {
                write!(
                    f,
                    "other bytes follow its compressed data; they are left out"
                )
            }
            SkipReason::FewerReleases { before, now } => {
                write!(f, "it held {}, and now holds {now}", releases(*before))
            }
            SkipReason::LessText { before, left } => {
                write!(f, "of {before} different words of its text {left} are left")
            }
            SkipReason::FilesGone { gone, before } => {
                write!(f, "the files of {gone} of its {before} releases are gone")
            }
            SkipReason::OtherCorpus { before } => {
                let releases = releases(*before);
                write!(
                    f,
                    "the index is of another corpus now, without its {releases}"
                )
            }
            SkipReason::NotAFile(what) => write!(f, "not a regular file: {what}"),
            SkipReason::NoRelease(what) => write!(f, "no release: {what}"),
            SkipReason::Empty => write!(f, "no text in it"),
            SkipReason::InternalError => {
                write!(f, "dragnet failed on it; please report this file")
            }
        }
    }
}

/// `1 release`, `20 releases`
fn releases(count: u64) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{count} release{s}")
}

/// A number of bytes as a person reads it: of a small file a bound is less than a MiB.
fn size(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} bytes"),
        1024..1_048_576 => format!("{} KiB", bytes >> 10),
        _ => format!("{} MiB", bytes >> 20),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_of_less_than_a_mib_is_not_told_as_none() {
        let told = |limit| SkipReason::DecompressionBomb { limit }.to_string();
        for (limit, size) in [(900, "900 bytes"), (5000, "4 KiB"), (64 << 20, "64 MiB")] {
            assert_eq!(
                told(limit),
                format!("unpacks to more than {size}; the rest is left out")
            );
        }
    }
}
