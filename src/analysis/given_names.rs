//! Which words are first names?
//!
//! `data/given_names.txt` has the most frequent ones of the census of the United States of 1990 (nine of ten men, eight of ten
//! women), without those that are ordinary words, such as `will`.

use crate::analysis::word_list::has_line;

/// One name a line, in small letters, sorted.
const NAMES: &str = include_str!("data/given_names.txt");

/// Whether a normalized word is a common first name.
pub fn is_given_name(word: &str) -> bool {
    has_line(NAMES, word)
}

/// Every common first name, sorted.
pub(crate) fn given_names() -> impl Iterator<Item = &'static str> {
    NAMES.lines()
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
}
