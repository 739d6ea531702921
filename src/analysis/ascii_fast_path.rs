//! Words that are like most: their end is told at once.

use crate::analysis::LONGEST_WORD;

/// Where the word that begins at `at` ends, if it is like most: letters of ASCII alone, and behind them a sign that
/// can join it to nothing.
#[inline]
pub(crate) fn simple_word(bytes: &[u8], at: usize) -> Option<usize> {
    let letters = letters(&bytes[at..]);
    let end = at + letters;
    let closed = match bytes.get(end) {
        Some(b' ' | b',' | b'\n' | b';' | b':' | b')' | b'"') => true,
        Some(b'.') => matches!(bytes.get(end + 1), None | Some(b' ' | b'\n')),
        _ => false,
    };
    (closed && (1..=LONGEST_WORD).contains(&letters)).then_some(end)
}

/// How many letters of ASCII stand first. Where a word ends, no processor can foresee, so that eight bytes are asked at a
/// time.
#[inline]
fn letters(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(eight) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        let others = !letters_of_eight(u64::from_le_bytes(*eight)) & EIGHTH_BITS;
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

/// The highest bit of each of eight bytes that is a letter of ASCII; the other bits mean nothing.
fn letters_of_eight(eight: u64) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let small = eight | (EACH * 0x20);
    // What is of ASCII has its highest bit free, so that no sum runs over into the next byte.
    let ascii = small & !EIGHTH_BITS;
    let from_a = ascii + EACH * (0x80 - u64::from(b'a'));
    let beyond_z = ascii + EACH * (0x7F - u64::from(b'z'));
    from_a & !beyond_z & !eight
}
