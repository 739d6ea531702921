//! What a document of the index is, and what it records about the file it came from.

use crate::corpus::SourceFile;

/// What a document of the index is. A document has one or two of these kinds: see [`DocKind::NotRelease`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocKind {
    /// A release: what searches find.
    Release,
    /// Any document that is not a release. It is always also a `FileRecord` or a `Skip`.
    NotRelease,
    /// Holds the fingerprint of a file that has many records, no release, or a new modification time since its release
    /// was indexed. If a file has such a document, this fingerprint is valid, and the one in its release is not.
    FileRecord,
    /// A file or a record that was left out, with the reason, so that later runs report it without reading it again.
    Skip,
}

impl DocKind {
    /// The term of this kind in the field `doc_kind`.
    pub fn term(self) -> &'static str {
        match self {
            DocKind::Release => "release",
            DocKind::NotRelease => "not_release",
            DocKind::FileRecord => "file_record",
            DocKind::Skip => "skip",
        }
    }
}

/// The state of a file when it was read. A later run compares it to find out whether the file has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileFingerprint {
    /// Size in bytes.
    pub size: u64,
    /// Modification time in nanoseconds since 1970.
    pub modified: i64,
    /// Time of the last change of the file or of its name, in nanoseconds since 1970; 0 where there is none.
    pub changed: i64,
    /// XXH3 of the bytes of the file. None where it is over the bound and was not read to its end.
    pub hash: Option<u64>,
}

impl FileFingerprint {
    /// The state of a file that was found with this size and time, and read with this hash.
    pub(crate) fn of(file: &SourceFile, hash: Option<u64>) -> Self {
        FileFingerprint {
            size: file.size,
            modified: file.modified,
            changed: file.changed,
            hash,
        }
    }

    /// Whether a file is as it was, as far as the file system tells.
    pub(crate) fn is_same(&self, file: &SourceFile) -> bool {
        self.size == file.size && self.modified == file.modified && self.changed == file.changed
    }
}

/// Where a document came from. A later run uses it to find out whether the source has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provenance {
    /// A file that has one release at most.
    File(FileFingerprint),
    /// One record of a file that has many.
    Record {
        /// XXH3 of the record.
        hash: u64,
    },
    /// Not recorded: the next run reads the source again.
    Unknown,
}
