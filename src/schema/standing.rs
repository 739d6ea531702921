//! What a document is, and what it remembers of the file it came from.

/// What a document of the index is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// A release: what searches find.
    Release,
    /// Any document that is no release. Each of them is also one of the following.
    File,
    /// The record of a file that holds many releases, or none, or was touched since its release was indexed: where
    /// there is such a document, its record counts, and not that on the release.
    Record,
    /// A file or a record that was left out, with the reason, so that every run can say so without reading it again.
    Skipped,
}

impl Standing {
    /// The term that stands for it.
    pub fn term(self) -> &'static str {
        match self {
            Standing::Release => "release",
            Standing::File => "file",
            Standing::Record => "record",
            Standing::Skipped => "skipped",
        }
    }
}

/// What is known of a file: by this a later run knows whether it has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileRecord {
    /// Bytes.
    pub size: u64,
    /// Nanoseconds since 1970.
    pub modified: i64,
    /// XXH3 of its bytes.
    pub hash: u64,
}

/// What a document remembers of where it came from, by which a later run knows whether that has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trace {
    /// The record of its file, which holds nothing else.
    File(FileRecord),
    /// Its place in a file that holds many, and XXH3 of what stood there.
    Part {
        /// From 0.
        number: u32,
        /// XXH3 of the record.
        hash: u64,
    },
    /// Nothing: whatever it came from is looked at again in the next run.
    None,
}
