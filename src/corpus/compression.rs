//! Is a file compressed, and how is it unpacked?

use std::io::{self, BufRead, Read};

use crate::corpus::limits::Limits;

/// Maximum size of an unpacked file, as a multiple of its compressed size, beside one record of the largest size. Text
/// compresses to a tenth and repetitive lists to a fiftieth; decompression bombs to a thousandth or less.
const MAX_RATIO: u64 = 100;

/// A compression format, recognized by the first bytes of a file.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Compression {
    Gzip,
    Zstd,
}

impl Compression {
    /// The compression of a file that begins with `head`; none where it is not compressed.
    pub(crate) fn of(head: &[u8]) -> Option<Self> {
        if head.starts_with(&[0x1F, 0x8B]) {
            Some(Compression::Gzip)
        } else if head.starts_with(&[0x28, 0xB5, 0x2F, 0xFD]) {
            Some(Compression::Zstd)
        } else {
            None
        }
    }

    /// Unpacks `input`.
    pub(crate) fn unpack<'a>(self, input: &'a mut dyn BufRead) -> io::Result<Box<dyn Read + 'a>> {
        Ok(match self {
            Compression::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(input)),
            Compression::Zstd => Box::new(zstd::Decoder::with_buffer(input)?),
        })
    }
}

/// Maximum number of bytes to unpack from a file of `file_size` bytes.
pub(crate) fn max_unpacked_bytes(file_size: u64, limits: Limits) -> u64 {
    limits
        .record_bytes
        .saturating_add(file_size.saturating_mul(MAX_RATIO))
}
