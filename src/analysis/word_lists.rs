//! Which words are common first names, and which are ordinary ones?
//!
//! `data/given_names.txt` has the most frequent first names of the census of the United States of 1990 (nine of ten men, eight
//! of ten women), without those that are ordinary words, such as `will`.
//!
//! `data/ordinary_words.txt` has the words that releases write in small letters within a sentence, at least 60 times, and
//! hardly ever otherwise: a capital need not make a name of them. `Wells`, `Target` and `Williams` are not among them.

use std::cmp::Ordering;

/// One name a line, in small letters, sorted.
const GIVEN_NAMES: &str = include_str!("data/given_names.txt");

/// One word a line, in small letters, sorted.
const ORDINARY_WORDS: &str = include_str!("data/ordinary_words.txt");

/// Whether a normalized word is a common first name.
pub fn is_given_name(word: &str) -> bool {
    has_line(GIVEN_NAMES, word)
}

/// Every common first name, sorted.
pub(crate) fn given_names() -> impl Iterator<Item = &'static str> {
    GIVEN_NAMES.lines()
}

/// Whether a normalized word is an ordinary one.
pub fn is_ordinary_word(word: &str) -> bool {
    has_line(ORDINARY_WORDS, word)
}

/// Whether a word is a line of a sorted text. Searches the text itself: to cut it into lines takes longer than the rest of
/// a query's reading.
fn has_line(lines: &str, word: &str) -> bool {
    let (mut from, mut to) = (0, lines.len());
    while from < to {
        let middle = from + (to - from) / 2;
        let start = lines[..middle].rfind('\n').map_or(0, |end| end + 1);
        let line = lines[start..].split('\n').next().unwrap_or_default();
        match line.cmp(word) {
            Ordering::Equal => return true,
            Ordering::Less => from = start + line.len() + 1,
            Ordering::Greater => to = start,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_names_are_sorted_and_normalized() {
        let names: Vec<&str> = given_names().collect();
        assert!(names.is_sorted_by(|a, b| a < b));
        for name in names {
            assert!(name.bytes().all(|b| b.is_ascii_lowercase()), "{name}");
            assert!(is_given_name(name), "{name}");
        }
        assert!(is_given_name("leonard") && !is_given_name("civil") && !is_given_name(""));
    }

    #[test]
    fn ordinary_words_are_sorted_and_normalized() {
        let words: Vec<&str> = ORDINARY_WORDS.lines().collect();
        assert!(words.is_sorted_by(|a, b| a < b));
        for word in words {
            assert!(word.bytes().all(|b| b.is_ascii_lowercase()), "{word}");
            assert!(is_ordinary_word(word), "{word}");
        }
        assert!(is_ordinary_word("kickbacks") && is_ordinary_word("sentenced"));
        assert!(!is_ordinary_word("wells") && !is_ordinary_word("williams"));
        assert!(!is_ordinary_word("") && !is_ordinary_word("zzz"));
    }
}
