//! Where in a text are the bytes that words consist of?
//!
//! Eight bytes are asked at a time, because the length of a word is hard to predict for a processor.

use std::ops::Range;

/// The runs of ASCII letters, digits and bytes outside ASCII, in order. Most runs are words.
pub(crate) fn runs(text: &[u8]) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].iter().position(|byte| is_in_run(*byte))?;
        at = start + leading(&text[start..], run_bits, is_in_run);
        Some(start..at)
    })
}

/// Number of ASCII letters at the beginning.
#[inline]
pub(crate) fn leading_letters(text: &[u8]) -> usize {
    leading(text, letter_bits, |byte| byte.is_ascii_alphabetic())
}

/// Number of bytes of a class at the beginning. `bits` sets the highest bit of each of eight bytes that is of the class;
/// the other bits have no meaning.
#[inline]
fn leading(text: &[u8], bits: impl Fn(u64) -> u64, is_of_class: impl Fn(u8) -> bool) -> usize {
    let mut at = 0;
    while let Some(eight) = text.get(at..).and_then(<[u8]>::first_chunk) {
        let others = !bits(u64::from_le_bytes(*eight)) & EIGHTH_BITS;
        if others != 0 {
            return at + others.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    let rest = text.iter().skip(at);
    at + rest.take_while(|byte| is_of_class(**byte)).count()
}

/// The highest bit of each of eight bytes.
const EIGHTH_BITS: u64 = 0x8080_8080_8080_8080;

fn letter_bits(eight: u64) -> u64 {
    // Small letters differ from capitals in one bit.
    bits_between(eight | (EACH * 0x20), b'a', b'z') & !eight
}

fn run_bits(eight: u64) -> u64 {
    letter_bits(eight) | bits_between(eight, b'0', b'9') | eight
}

/// The lowest bit of each of eight bytes.
const EACH: u64 = 0x0101_0101_0101_0101;

/// Sets the highest bit of each ASCII byte that is one of these; those of bytes outside ASCII have no meaning.
fn bits_between(eight: u64, first: u8, last: u8) -> u64 {
    // The highest bit of an ASCII byte is free, so no sum carries into the next byte.
    let ascii = eight & !EIGHTH_BITS;
    let from_first = ascii + EACH * (0x80 - u64::from(first));
    let beyond_last = ascii + EACH * (0x7F - u64::from(last));
    from_first & !beyond_last
}

fn is_in_run(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || !byte.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_separated_by_ascii_punctuation_and_blanks() {
        for (text, expected) in [
            ("", &[][..]),
            (" ,.", &[]),
            ("a", &["a"]),
            (
                "Jo’s case-file, 18 U.S.C.",
                &["Jo’s", "case", "file", "18", "U", "S", "C"],
            ),
            ("(né)", &["né"]),
        ] {
            let found: Vec<&str> = runs(text.as_bytes()).map(|run| &text[run]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn eight_bytes_at_once_are_classed_as_one_by_one() {
        for byte in 0..=u8::MAX {
            for at in 0..9 {
                let mut text = [b'x'; 9];
                text[at] = byte;
                let letters = text.iter().take_while(|byte| byte.is_ascii_alphabetic());
                assert_eq!(leading_letters(&text), letters.count(), "{byte} at {at}");
                let first = runs(&text).next().unwrap_or(0..0);
                let run = text.iter().skip_while(|byte| !is_in_run(**byte));
                let run = run.take_while(|byte| is_in_run(**byte));
                assert_eq!(first.len(), run.count(), "{byte} at {at}");
            }
        }
    }
}
