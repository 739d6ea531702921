//! Short words as numbers: a word of up to sixteen bytes is read, folded and looked up in a few steps, however long it is.
//!
//! Every word of every release is looked up in the tables. Nearly all of them are short and plain.

use std::fmt;
use std::ops::Range;

/// The longest word that fits.
const WIDTH: usize = 16;

/// One bit of every byte.
const fn every(bit: u8) -> u128 {
    u128::from_le_bytes([bit; WIDTH])
}

/// In ASCII, what tells a letter from a digit or a mark, and what tells a small letter from a capital.
const LETTER: u128 = every(0x40);
const SMALL: u128 = every(0x20);

/// A short word, its first byte lowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Packed {
    bytes: u128,
    length: usize,
}

impl Packed {
    /// These bytes of a text; none where there are too many, or some are no ASCII.
    #[inline]
    pub fn within(text: &[u8], span: Range<usize>) -> Option<Packed> {
        let length = span.len();
        let bytes = bytes_within(text, span)?;
        (bytes & every(0x80) == 0).then_some(Packed { bytes, length })
    }

    /// A whole word; none where it is too long.
    pub fn of(word: &str) -> Option<Packed> {
        let length = word.len();
        (1..=WIDTH).contains(&length).then(|| Packed {
            bytes: load(word.as_bytes(), 0),
            length,
        })
    }

    /// What no other word has.
    #[inline]
    pub fn key(self) -> u128 {
        self.bytes
    }

    /// In small letters. Of letters and digits alone.
    #[inline]
    pub fn lowered(self) -> Packed {
        Packed {
            bytes: self.bytes | SMALL & WITHIN[self.length],
            ..self
        }
    }

    /// Which bytes are ASCII letters, one bit each, and which of them are capitals.
    #[inline]
    fn letters(self) -> (u128, u128) {
        let letters = self.bytes & LETTER;
        (letters, letters & !(self.bytes << 1))
    }

    /// How many bytes it has.
    #[inline]
    pub fn len(self) -> usize {
        self.length
    }

    /// Whether it has a capital.
    #[inline]
    pub fn has_capital(self) -> bool {
        self.letters().1 != 0
    }

    /// Whether it has two letters at least, and all of them are capitals.
    #[inline]
    pub fn is_all_capitals(self) -> bool {
        let (letters, capitals) = self.letters();
        letters == capitals && capitals & capitals.wrapping_sub(1) != 0
    }

    /// Whether two of its letters are capitals at least, and half of them.
    #[inline]
    pub fn is_in_capitals(self) -> bool {
        let (letters, capitals) = self.letters();
        let several = capitals & capitals.wrapping_sub(1) != 0;
        several && capitals.count_ones() * 2 >= letters.count_ones()
    }

    /// Its first byte.
    #[inline]
    pub fn first(self) -> u8 {
        self.bytes.to_le_bytes()[0]
    }
}

impl fmt::Display for Packed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = self.bytes.to_le_bytes();
        formatter.write_str(&String::from_utf8_lossy(&bytes[..self.length]))
    }
}

/// These bytes of a text as a number, the first lowest; none where there are more than sixteen.
#[inline]
pub(crate) fn bytes_within(text: &[u8], span: Range<usize>) -> Option<u128> {
    Some(load(text, span.start) & WITHIN.get(span.len())?)
}

/// Sixteen bytes from `start` on; zeros behind the text's end.
#[inline]
fn load(text: &[u8], start: usize) -> u128 {
    let rest = text.get(start..).unwrap_or_default();
    if let Some(bytes) = rest.first_chunk::<WIDTH>() {
        return u128::from_le_bytes(*bytes);
    }
    let mut bytes = [0; WIDTH];
    bytes[..rest.len()].copy_from_slice(rest);
    u128::from_le_bytes(bytes)
}

/// Where the first digit at or behind byte `from` stands. Many bytes are asked at a time, since most have none.
pub(crate) fn next_digit(text: &[u8], from: usize) -> Option<usize> {
    const MANY: usize = 64;
    let mut at = from;
    while let Some(chunk) = text.get(at..).and_then(<[u8]>::first_chunk::<MANY>) {
        // Without an end in between, so that it is compiled to a few instructions.
        let digits = chunk.iter().map(|byte| u8::from(byte.is_ascii_digit()));
        if digits.fold(0, std::ops::BitOr::bitor) != 0 {
            break;
        }
        at += MANY;
    }
    let rest = text.get(at..)?;
    let first = rest.iter().position(u8::is_ascii_digit)?;
    Some(at + first)
}

/// All bits of the first so many bytes: cheaper looked up than shifted.
const WITHIN: [u128; WIDTH + 1] = {
    let mut within = [0; WIDTH + 1];
    let mut length = 1;
    while length <= WIDTH {
        within[length] = u128::MAX >> (8 * (WIDTH - length));
        length += 1;
    }
    within
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_word_is_read_alike_in_the_middle_and_at_the_end_of_a_text() {
        let text = "the FBI's Agents’".as_bytes();
        let read = |span| Packed::within(text, span);
        assert_eq!(read(4..7).map(Packed::lowered), Packed::of("fbi"));
        assert_eq!(read(10..16).map(Packed::lowered), Packed::of("agents"));
        assert_eq!(read(10..17), None);
        assert_eq!(Packed::of("counterintelligence"), None);
        assert_eq!(Packed::of(""), None);
    }

    #[test]
    fn a_digit_is_found_wherever_it_stands() {
        let mut text = vec![b'/'; 70];
        text[69] = b':';
        assert_eq!(next_digit(&text, 0), None);
        for at in 0..text.len() {
            let mut text = text.clone();
            text[at] = if at % 2 == 0 { b'0' } else { b'9' };
            assert_eq!(next_digit(&text, 0), Some(at));
            assert_eq!(next_digit(&text, at), Some(at));
            assert_eq!(next_digit(&text, at + 1), None);
        }
    }

    #[test]
    fn a_word_in_capitals_is_told_from_one_that_begins_with_one() {
        let in_capitals = |word| Packed::of(word).map(Packed::is_in_capitals);
        assert_eq!(in_capitals("FinCEN"), Some(true));
        assert_eq!(in_capitals("AT&T"), Some(true));
        for word in ["McCoys", "&c", "Bureau", "10b", "1996", "A"] {
            assert_eq!(in_capitals(word), Some(false), "{word}");
        }
    }
}
