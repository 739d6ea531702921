//! How much may be unpacked from one file? Counted over all its members and all archives in it.

#![cfg_attr(
    not(feature = "archives"),
    allow(dead_code, reason = "archives alone have members to count")
)]

use std::cell::Cell;
use std::io::{self, Read};

use crate::corpus::limits::Limits;
use crate::corpus::packed::compression::max_unpacked_bytes;
use crate::model::SkipReason;

/// Most levels of archives in archives, the outermost one counted. Mails and backups have two or three.
const MAX_LEVELS: u8 = 4;

/// What is left to be unpacked from a file.
pub(crate) struct Unpacking {
    /// In bytes.
    left: Cell<u64>,
    limit: u64,
    pub(crate) limits: Limits,
}

impl Unpacking {
    /// Of a file of this size in bytes.
    pub(crate) fn of(file_size: u64, limits: Limits) -> Self {
        let limit = max_unpacked_bytes(file_size, limits);
        let left = Cell::new(limit);
        Unpacking {
            left,
            limit,
            limits,
        }
    }

    /// Counts what is read from `input`, and ends with an error where it is too much.
    pub(crate) fn count<R: Read>(&self, input: R) -> Counted<'_, R> {
        Counted {
            input,
            unpacking: self,
        }
    }

    /// Whether nothing more may be unpacked.
    pub(crate) fn is_spent(&self) -> bool {
        self.left.get() == 0
    }

    /// Why the rest is left out then.
    pub(crate) fn bomb(&self) -> SkipReason {
        SkipReason::DecompressionBomb { limit: self.limit }
    }

    /// Why an archive below `level` others is not read; none where it is.
    pub(crate) fn too_deep(level: u8) -> Option<SkipReason> {
        let why = "an archive too deep in other archives";
        (level >= MAX_LEVELS).then(|| SkipReason::UnknownFormat(why.to_owned()))
    }
}

/// See [`Unpacking::count`].
pub(crate) struct Counted<'a, R> {
    input: R,
    unpacking: &'a Unpacking,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.unpacking.left.get();
        if left == 0 && !buffer.is_empty() {
            return Err(io::Error::other(self.unpacking.bomb().to_string()));
        }
        let most = usize::try_from(left).map_or(buffer.len(), |left| left.min(buffer.len()));
        let read = self.input.read(&mut buffer[..most])?;
        self.unpacking.left.set(left - read as u64);
        Ok(read)
    }
}
