//! How large may a record be?

use std::io::{self, BufRead, Read};

use crate::model::SkipReason;

/// Maximum text of a release, in bytes. No real release comes near it, and converting a text takes up to seventy times
/// its length of memory.
pub const MAX_TEXT_BYTES: usize = 4 << 20;

/// Approximate heap size of one list entry, in bytes: its text and the `String` that holds it.
pub fn list_entry_bytes(entry: &str) -> usize {
    entry.len() + 16
}

/// Limits for reading files.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Maximum size of one record in bytes, after decompression: a page, a text, a line of JSON Lines, or a file that
    /// holds one JSON value. A file of JSON Lines may be of any size.
    pub record_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            record_bytes: 64 << 20,
        }
    }
}

impl Limits {
    /// Whether a file of this size is over the bound if it is one record. The size may not be known.
    pub(crate) fn are_exceeded_by(self, size: Option<u64>) -> bool {
        size.is_some_and(|size| size > self.record_bytes)
    }

    /// Why a record larger than the limit is skipped.
    pub(crate) fn too_large(self) -> SkipReason {
        SkipReason::TooLarge {
            limit: self.record_bytes,
        }
    }

    /// Reads the rest of `input` as one record that begins with `start`; a skip reason where it is too large.
    pub(crate) fn read_record(
        self,
        input: &mut dyn BufRead,
        start: Vec<u8>,
    ) -> io::Result<Result<Vec<u8>, SkipReason>> {
        let mut bytes = start;
        bytes.reserve(input.fill_buf()?.len() + 64);
        let left = (self.record_bytes + 1).saturating_sub(bytes.len() as u64);
        input.take(left).read_to_end(&mut bytes)?;
        let is_too_large = bytes.len() as u64 > self.record_bytes;
        Ok(if is_too_large {
            Err(self.too_large())
        } else {
            Ok(bytes)
        })
    }
}
