//! Which words are ordinary ones, so that a capital need not make a name of them?
//!
//! `data/ordinary_words.txt` has those that releases write in small letters within a sentence, at least 60 times, and hardly
//! ever otherwise. `Wells`, `Target` and `Williams` are not among them.

use crate::analysis::word_list::has_line;

/// One word a line, sorted.
const WORDS: &str = include_str!("data/ordinary_words.txt");

/// Whether a normalized word is an ordinary one.
pub fn is_ordinary_word(word: &str) -> bool {
    has_line(WORDS, word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_words_are_sorted_and_normalized() {
        let words: Vec<&str> = WORDS.lines().collect();
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
