//! Where does a word end that is followed by a plain separator? Most words are such, and need no further look.

use crate::analysis::term::MAX_WORD_BYTES;

/// The end of the word that begins at `start`. None unless it consists of ASCII letters only, and is followed by a
/// character that cannot join it to another word.
#[inline]
pub(super) fn simple_word(bytes: &[u8], start: usize) -> Option<usize> {
    let letters = leading_letters(&bytes[start..]);
    let end = start + letters;
    let ended = match bytes.get(end) {
        Some(b' ' | b',' | b'\n' | b';' | b':' | b')' | b'"') => true,
        Some(b'.') => matches!(bytes.get(end + 1), None | Some(b' ' | b'\n')),
        _ => false,
    };
    (ended && (1..=MAX_WORD_BYTES).contains(&letters)).then_some(end)
}

/// Number of ASCII letters at the beginning. Looks at eight bytes at a time, because the length of a word is hard to
/// predict for a processor.
#[inline]
fn leading_letters(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(eight) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        let others = !letter_bits(u64::from_le_bytes(*eight)) & EIGHTH_BITS;
        if others != 0 {
            return at + others.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    let rest = bytes.iter().skip(at);
    at + rest.take_while(|byte| byte.is_ascii_alphabetic()).count()
}

/// The highest bit of each of eight bytes.
const EIGHTH_BITS: u64 = 0x8080_8080_8080_8080;

/// Sets the highest bit of each of the eight bytes that is an ASCII letter; the other bits have no meaning.
fn letter_bits(eight: u64) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let small = eight | (EACH * 0x20);
    // The highest bit of an ASCII byte is free, so no sum carries into the next byte.
    let ascii = small & !EIGHTH_BITS;
    let from_a = ascii + EACH * (0x80 - u64::from(b'a'));
    let beyond_z = ascii + EACH * (0x7F - u64::from(b'z'));
    from_a & !beyond_z & !eight
}
