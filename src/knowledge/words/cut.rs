//! Where a word begins and ends, how it is written, and what it is called whatever way it is written.

use std::ops::Range;

use super::Case;
use crate::knowledge::packed::Packed;

/// The words of `phrase`, folded as those of a text are.
pub fn split(phrase: &str) -> impl Iterator<Item = String> + '_ {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let range = next_word(phrase, rest)?.range;
        rest = range.end;
        let mut folded = String::new();
        fold(&phrase[range], &mut folded);
        Some(folded)
    })
}

/// Which bytes are ASCII letters, digits and `&`.
const OF_WORD: [bool; 256] = {
    let mut of_word = [false; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        of_word[byte as usize] = byte.is_ascii_alphanumeric() || byte == b'&';
        byte += 1;
    }
    of_word
};

/// A word's bytes in its text.
pub(super) struct Cut {
    pub range: Range<usize>,
    /// The word itself, where it is short, and ASCII letters and digits alone.
    pub plain: Option<Packed>,
}

/// The next word at or behind byte `from`: letters, digits and apostrophes between them, `&`, or initials with full stops.
#[inline(always)]
#[expect(
    clippy::inline_always,
    reason = "asked for every word of every text; as a call it costs extraction a fortieth"
)]
pub(super) fn next_word(text: &str, from: usize) -> Option<Cut> {
    let bytes = text.as_bytes();
    let mut start = from;
    let of_word = |at: usize| {
        bytes
            .get(at)
            .is_some_and(|byte| OF_WORD[usize::from(*byte)])
    };
    while !of_word(start) {
        let byte = *bytes.get(start)?;
        start += if byte.is_ascii() {
            1
        } else {
            let c = text[start..].chars().next()?;
            if c.is_alphanumeric() {
                break;
            }
            c.len_utf8()
        };
    }
    // Most words are plain letters up to a blank or comma.
    let plain = Packed::read(bytes, start).filter(|word| match bytes.get(start + word.len()) {
        None => true,
        Some(b'\'' | b'`' | b'&') => false,
        Some(b'.') => word.len() != 1,
        Some(next) => next.is_ascii(),
    });
    if let Some(word) = plain {
        return Some(Cut {
            range: start..start + word.len(),
            plain,
        });
    }
    Some(Cut {
        range: start..joined_end(text, start),
        plain: None,
    })
}

/// Where a word ends that goes on past its first letters, or may.
fn joined_end(text: &str, start: usize) -> usize {
    let mut end = start;
    let mut characters = text[start..].char_indices().peekable();
    let mut run = 0;
    while let Some((offset, c)) = characters.next() {
        let next = characters.peek().map(|&(_, next)| next);
        let next_is_letter = next.is_some_and(char::is_alphanumeric);
        if c.is_alphanumeric() || c == '&' {
            run += 1;
        } else if is_apostrophe(c) && next_is_letter {
            // "Attorney's" is one word, "Attorneys' Offices" are two.
        } else if c == '.' && run == 1 && next.is_some_and(char::is_uppercase) && {
            let mut behind = characters.clone();
            behind.next();
            behind.peek().is_some_and(|&(_, c)| c == '.')
        } {
            // "U.S.", "D.N.J.": initials are one word.
            run = 0;
        } else {
            break;
        }
        end = start + offset + c.len_utf8();
    }
    end.max(start + 1)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{02bc}' | '`')
}

/// Lower case, no apostrophes, no full stops, `&` as `and`.
pub(super) fn fold(raw: &str, into: &mut String) {
    into.clear();
    if raw == "&" {
        into.push_str("and");
        return;
    }
    if raw.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        into.push_str(raw);
        into.make_ascii_lowercase();
        return;
    }
    for c in raw.chars() {
        if c.is_ascii() {
            if c.is_ascii_alphanumeric() || c == '&' {
                into.push(c.to_ascii_lowercase());
            }
        } else if c.is_alphanumeric() {
            into.extend(c.to_lowercase());
        }
    }
}

/// How a word is written.
pub(super) fn case(raw: &str) -> Case {
    let mut letters = raw.chars().filter(|c| c.is_alphabetic());
    let Some(first) = letters.next() else {
        return Case::Digit;
    };
    if raw.starts_with(|c: char| c.is_ascii_digit()) {
        return Case::Digit;
    }
    if !first.is_uppercase() {
        return Case::Lower;
    }
    let (mut capitals, mut all) = (1, 1);
    for letter in letters {
        all += 1;
        capitals += usize::from(letter.is_uppercase());
    }
    if capitals >= 2 && capitals * 2 >= all {
        Case::Upper
    } else {
        Case::Capital
    }
}

/// How a word of ASCII letters and digits alone is written.
#[inline]
pub(super) fn case_of(word: Packed) -> Case {
    // Most words are told by their first letter.
    if word.first().is_ascii_lowercase() {
        Case::Lower
    } else if word.first().is_ascii_digit() || !word.has_letter() {
        Case::Digit
    } else if !word.begins_with_capital() {
        Case::Lower
    } else if word.is_in_capitals() {
        Case::Upper
    } else {
        Case::Capital
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_plain_word_is_written_alike_both_ways(text in "[A-Za-z0-9]{1,16}") {
            let packed = Packed::read(text.as_bytes(), 0).expect("short and plain");
            prop_assert_eq!(case_of(packed), case(&text));
        }

        #[test]
        fn a_word_ends_alike_both_ways(text in "[A-Za-z0-9&'’.é]{1,12}[ ,;]?[a-z]?") {
            let cut = next_word(&text, 0);
            if let Some(cut) = cut {
                prop_assert_eq!(cut.range.end, joined_end(&text, cut.range.start));
            }
        }
    }
}
