//! Where does a word begin and end, and how is it written?

use std::ops::Range;

use crate::knowledge::entities::word::LetterCase;
use crate::text::char_class::is_apostrophe_in_names;
use crate::text::normalize::fold_table_word;
use crate::text::packed::Packed;

/// Returns the words of a phrase, normalized as those of a text are.
pub fn normalized_words(phrase: &str) -> impl Iterator<Item = String> + '_ {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let range = next_word(phrase, rest, phrase.len())?;
        rest = range.end;
        let mut folded = String::new();
        fold_table_word(&phrase[range], &mut folded);
        Some(folded)
    })
}

/// Returns the words of a phrase, normalized and separated by single blanks.
pub(crate) fn normalized(phrase: &str) -> String {
    let mut words = String::with_capacity(phrase.len());
    for word in normalized_words(phrase) {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(&word);
    }
    words
}

/// Returns the first word that begins at byte `from` or after it, and before byte `until`. A word is of letters, digits,
/// `&` and apostrophes between them, or of initials with full stops.
pub(crate) fn next_word(text: &str, from: usize, until: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let mut start = from;
    let of_word = |at: usize| {
        let byte = bytes.get(at);
        byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'&')
    };
    while !of_word(start) {
        let byte = *bytes.get(start).filter(|_| start < until)?;
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
    (start < until).then(|| start..joined_end(text, start))
}

/// Returns a run of letters and digits if it is short and a whole word, as most are.
#[inline]
pub(crate) fn plain_word(text: &[u8], run: &Range<usize>) -> Option<Packed> {
    let next = text.get(run.end).copied().unwrap_or_default();
    let joins = next.is_ascii() && is_apostrophe_in_names(char::from(next)) || next == b'&';
    let goes_on = joins || (next == b'.' && run.len() == 1);
    Packed::within(text, run.clone()).filter(|_| !goes_on)
}

/// Returns where the word that begins at `start` ends.
fn joined_end(text: &str, start: usize) -> usize {
    let mut end = start;
    let mut characters = text[start..].char_indices().peekable();
    let mut run = 0;
    while let Some((offset, c)) = characters.next() {
        let next = characters.peek().map(|&(_, next)| next);
        let next_is_letter = next.is_some_and(char::is_alphanumeric);
        if c.is_alphanumeric() || c == '&' {
            run += 1;
        } else if is_apostrophe_in_names(c) && next_is_letter {
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

/// Returns how a word is written.
pub(crate) fn case(raw: &str) -> LetterCase {
    let mut letters = raw.chars().filter(|c| c.is_alphabetic());
    let Some(first) = letters.next() else {
        return LetterCase::Digit;
    };
    if raw.starts_with(|c: char| c.is_ascii_digit()) {
        return LetterCase::Digit;
    }
    if !first.is_uppercase() {
        return LetterCase::Lower;
    }
    let (mut capitals, mut all) = (1, 1);
    for letter in letters {
        all += 1;
        capitals += usize::from(letter.is_uppercase());
    }
    if capitals >= 2 && capitals * 2 >= all {
        LetterCase::Upper
    } else {
        LetterCase::Capital
    }
}

/// Returns how a word of ASCII letters and digits is written.
#[inline]
pub(crate) fn case_of(word: Packed) -> LetterCase {
    let first = match word.first() {
        b'a'..=b'z' => LetterCase::Lower,
        b'A'..=b'Z' => LetterCase::Capital,
        _ => LetterCase::Digit,
    };
    // In this order, because few words are in capitals: the branch is predictable.
    if word.is_in_capitals() && first == LetterCase::Capital {
        LetterCase::Upper
    } else {
        first
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::runs::runs;

    proptest! {
        #[test]
        fn both_ways_to_find_the_case_of_a_plain_word_agree(text in "[A-Za-z0-9]{1,16}") {
            let packed = Packed::of(&text).expect("short");
            prop_assert_eq!(case_of(packed), case(&text));
        }

        #[test]
        fn a_plain_word_is_the_next_word(text in "[A-Za-z0-9&'’.é]{1,12}[ ,;]?[a-z]?") {
            for run in runs(text.as_bytes()) {
                if plain_word(text.as_bytes(), &run).is_some() {
                    prop_assert_eq!(next_word(&text, run.start, text.len()), Some(run));
                }
            }
        }
    }
}
