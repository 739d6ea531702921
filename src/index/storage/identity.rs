//! Which file belongs where?
//!
//! Each generation has an identity, made by chance. The sum of each of its files is taken over the identity and the name of
//! the file, too: a whole and sound file of another index, or of another segment, does not pass for the one that belongs
//! there. The record of a commit also has the sums of all its files, so that no file of an earlier or a later state of the
//! same index passes either.

use std::fmt;
use std::hash::Hasher as _;
use std::path::Path;

use tantivy::index::SegmentId;
use twox_hash::XxHash3_64;

/// What is said of a sound file that belongs elsewhere.
pub(crate) const MISPLACED: &str = "is not the file that belongs here: it is of another index, of another segment or of another time";

/// Length of an identity as text, in hexadecimal digits.
pub(crate) const IDENTITY_LENGTH: usize = 32;

/// What tells the files of one generation from those of all others: 128 bits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Identity(String);

impl Identity {
    /// A new one.
    pub(crate) fn new() -> Self {
        // The numbers of segments are made by chance, too.
        Identity(SegmentId::generate_random().uuid_string())
    }

    /// Reads it as it is written.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        (text.len() == IDENTITY_LENGTH && text.bytes().all(is_digit))
            .then(|| Identity(text.to_owned()))
    }

    /// The place of a file in the folder of this generation.
    pub(crate) fn place(&self, file: &Path) -> Place {
        let mut hasher = XxHash3_64::new();
        hasher.write(self.0.as_bytes());
        hasher.write(file.as_os_str().as_encoded_bytes());
        Place(hasher.finish())
    }
}

impl fmt::Display for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where a file belongs: in which generation, under which name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place(u64);

impl Place {
    pub(crate) fn to_bytes(self) -> [u8; 8] {
        self.0.to_le_bytes()
    }

    pub(crate) fn from_bytes(bytes: [u8; 8]) -> Self {
        Place(u64::from_le_bytes(bytes))
    }
}

/// Which file is expected.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Expected {
    pub(crate) place: Place,
    /// The sum that the commit has for it; none for a file that is not committed yet.
    pub(crate) sum: Option<u64>,
}
