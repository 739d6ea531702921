//! Is a file compressed, and how is it unpacked?

use std::io::{self, BufRead, Read};

use flate2::bufread::GzDecoder;

use crate::corpus::limits::Limits;

/// Maximum size of an unpacked file, as a multiple of its compressed size, beside one record of the largest size. Text
/// compresses to a tenth and repetitive lists to a fiftieth; decompression bombs to a thousandth or less.
const MAX_RATIO: u64 = 100;

/// Maximum number of zero bytes after the last member that count as padding. A tape's block is the largest one.
const MAX_PADDING: usize = 1 << 20;

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
    pub(crate) fn unpack(self, input: &mut dyn BufRead) -> io::Result<Unpacker<'_>> {
        let input = Peeked {
            input,
            first: Vec::new(),
        };
        let member = Member::begin(self, input)?;
        Ok(Unpacker {
            compression: self,
            state: State::Member(member),
        })
    }

    /// Whether these are the first bytes of a member. A frame of zstd may also be one to pass over.
    fn begins_member(self, first: &[u8]) -> bool {
        match self {
            Compression::Gzip => first.starts_with(&[0x1F, 0x8B]),
            Compression::Zstd => matches!(
                first,
                [0x28, 0xB5, 0x2F, 0xFD] | [0x50..=0x5F, 0x2A, 0x4D, 0x18]
            ),
        }
    }
}

/// Maximum number of bytes to unpack from a file of `file_size` bytes.
pub(crate) fn max_unpacked_bytes(file_size: u64, limits: Limits) -> u64 {
    limits
        .record_bytes
        .saturating_add(file_size.saturating_mul(MAX_RATIO))
}

/// Reads what is packed in a file: its members, one after another. What follows them and is no member is left out, as gzip
/// does, too.
pub(crate) struct Unpacker<'a> {
    compression: Compression,
    state: State<'a>,
}

enum State<'a> {
    Member(Member<'a>),
    /// All members have been read.
    End {
        has_more: bool,
    },
}

enum Member<'a> {
    Gzip(Box<GzDecoder<Peeked<'a>>>),
    Zstd(Box<zstd::Decoder<'static, Peeked<'a>>>),
}

impl<'a> Member<'a> {
    fn begin(compression: Compression, input: Peeked<'a>) -> io::Result<Self> {
        Ok(match compression {
            Compression::Gzip => Member::Gzip(Box::new(GzDecoder::new(input))),
            Compression::Zstd => {
                Member::Zstd(Box::new(zstd::Decoder::with_buffer(input)?.single_frame()))
            }
        })
    }

    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Member::Gzip(decoder) => decoder.read(buffer),
            Member::Zstd(decoder) => decoder.read(buffer),
        }
    }

    fn into_input(self) -> Peeked<'a> {
        match self {
            Member::Gzip(decoder) => decoder.into_inner(),
            Member::Zstd(decoder) => decoder.finish(),
        }
    }
}

impl Unpacker<'_> {
    /// Whether other bytes follow the last member. Known when it has been read to its end.
    pub(crate) fn has_trailing_bytes(&self) -> bool {
        matches!(self.state, State::End { has_more: true })
    }

    /// Goes on after the end of a member.
    fn next_member(&mut self) -> io::Result<()> {
        let end = State::End { has_more: false };
        let State::Member(member) = std::mem::replace(&mut self.state, end) else {
            return Ok(());
        };
        let mut input = member.into_input();
        skip_padding(&mut input)?;
        input.peek()?;
        self.state = if self.compression.begins_member(&input.first) {
            State::Member(Member::begin(self.compression, input)?)
        } else {
            let has_more = !input.first.is_empty();
            State::End { has_more }
        };
        Ok(())
    }
}

impl Read for Unpacker<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let (State::Member(member), false) = (&mut self.state, buffer.is_empty()) {
            match member.read(buffer)? {
                0 => self.next_member()?,
                unpacked => return Ok(unpacked),
            }
        }
        Ok(0)
    }
}

/// The input of a member, whose first bytes may have been looked at.
struct Peeked<'a> {
    input: &'a mut dyn BufRead,
    /// Bytes that come before the rest of the input.
    first: Vec<u8>,
}

impl Peeked<'_> {
    /// Takes the next bytes into `first`: four, or fewer at the end of the input.
    fn peek(&mut self) -> io::Result<()> {
        let missing = 4_usize.saturating_sub(self.first.len());
        let input = &mut *self.input;
        input.take(missing as u64).read_to_end(&mut self.first)?;
        Ok(())
    }
}

impl Read for Peeked<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let length = available.len().min(buffer.len());
        buffer[..length].copy_from_slice(&available[..length]);
        self.consume(length);
        Ok(length)
    }
}

impl BufRead for Peeked<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.first.is_empty() {
            self.input.fill_buf()
        } else {
            Ok(&self.first)
        }
    }

    fn consume(&mut self, length: usize) {
        let of_first = length.min(self.first.len());
        self.first.drain(..of_first);
        if length > of_first {
            self.input.consume(length - of_first);
        }
    }
}

/// Reads zeros up to another byte, or to the end of the input. Too many of them are no padding, and some are left.
fn skip_padding(input: &mut dyn BufRead) -> io::Result<()> {
    let mut padding = 0;
    while padding <= MAX_PADDING {
        let buffer = input.fill_buf()?;
        let zeros = buffer.iter().take_while(|byte| **byte == 0).count();
        let is_end = zeros == 0 || zeros < buffer.len();
        input.consume(zeros);
        padding += zeros;
        if is_end {
            break;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::write::GzEncoder;

    use super::*;

    fn gzip(text: &str) -> Vec<u8> {
        let mut packed = GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(text.as_bytes()).expect("memory");
        packed.finish().expect("memory")
    }

    fn zstd(text: &str) -> Vec<u8> {
        zstd::encode_all(text.as_bytes(), 1).expect("memory")
    }

    /// The unpacked text, and whether other bytes follow.
    fn unpack(packed: &[u8]) -> io::Result<(String, bool)> {
        // One byte at a time shows what depends on the ends of buffers.
        let mut input = io::BufReader::with_capacity(1, packed);
        let compression = Compression::of(packed).expect("a compressed file");
        let mut unpacker = compression.unpack(&mut input)?;
        let mut text = String::new();
        unpacker.read_to_string(&mut text)?;
        Ok((text, unpacker.has_trailing_bytes()))
    }

    #[test]
    fn members_are_read_one_after_another_and_other_bytes_are_left_out() {
        let one = |text: &str, more| (text.to_owned(), more);
        for pack in [gzip, zstd] {
            let (first, second) = (pack("One."), pack("Two."));
            let unpacked = |after: &[u8]| unpack(&[&first, after].concat()).expect("a sound file");
            assert_eq!(unpacked(b""), one("One.", false));
            assert_eq!(unpacked(&second), one("One.Two.", false));
            assert_eq!(unpacked(&pack("")), one("One.", false));
            assert_eq!(unpacked(&[0; 2000]), one("One.", false));
            assert_eq!(unpacked(b"\0\0garbage"), one("One.", true));
            assert_eq!(unpacked(&vec![0; 3 * MAX_PADDING]), one("One.", true));
            // Bytes that begin as a member does.
            assert_eq!(unpacked(&first[..1]), one("One.", true));
            assert_eq!(unpacked(&[first[0], b'x', b'y']), one("One.", true));
            assert_eq!(
                unpacked(&[&[0; 9][..], &second].concat()),
                one("One.Two.", false)
            );
            // A member that is cut short is an error.
            assert!(unpack(&first[..first.len() - 2]).is_err());
            let cut = [&first[..], &pack(&"Two. ".repeat(9000))].concat();
            assert!(unpack(&cut[..cut.len() - 5]).is_err());
        }
    }
}
