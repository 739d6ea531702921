//! The words of a name for comparison, in one string: a page has many names, and each is compared with others.

use crate::text::normalize::{push_letters_and_digits, remove_accents};

/// Words in lower case, without accents and punctuation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FoldedWords {
    /// All words, with nothing between them.
    joined: String,
    /// Where each word ends, in bytes.
    ends: Vec<usize>,
}

impl FoldedWords {
    /// An empty list with memory for this number of words and for this number of bytes.
    pub(crate) fn with_capacity(words: usize, bytes: usize) -> Self {
        FoldedWords {
            joined: String::with_capacity(bytes),
            ends: Vec::with_capacity(words),
        }
    }

    /// Adds a word as it is printed.
    pub(crate) fn push(&mut self, printed: &str) {
        push_letters_and_digits(&remove_accents(printed), &mut self.joined);
        self.ends.push(self.joined.len());
    }

    /// Adds a word, unless it is this one.
    pub(crate) fn push_unless(&mut self, printed: &str, unwanted: &str) {
        let before = self.joined.len();
        self.push(printed);
        if self.joined[before..] == *unwanted {
            self.joined.truncate(before);
            self.ends.pop();
        }
    }

    /// Adds what is printed behind a hyphen to the last word. Returns false where there is none.
    pub(crate) fn join_to_last(&mut self, printed: &str) -> bool {
        let has_word = self.ends.pop().is_some();
        if has_word {
            self.push(printed);
        }
        has_word
    }

    /// The number of words.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no word.
    pub(crate) fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// All words, with nothing between them.
    pub(crate) fn joined(&self) -> &str {
        &self.joined
    }

    /// A word by its position.
    pub(crate) fn get(&self, at: usize) -> Option<&str> {
        let end = *self.ends.get(at)?;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        Some(&self.joined[start..end])
    }

    /// The first word.
    pub(crate) fn first(&self) -> Option<&str> {
        self.get(0)
    }

    /// The last word.
    pub(crate) fn last(&self) -> Option<&str> {
        self.get(self.len().checked_sub(1)?)
    }

    /// The words in order.
    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &str> {
        (0..self.len()).filter_map(|at| self.get(at))
    }

    /// Whether the first words are these.
    pub(crate) fn starts_with(&self, other: &FoldedWords) -> bool {
        self.ends.starts_with(&other.ends) && self.joined.starts_with(&other.joined)
    }

    /// Whether the last words are these.
    pub(crate) fn ends_with(&self, other: &FoldedWords) -> bool {
        other.len() <= self.len() && self.ends_like(other, 0)
    }

    /// Whether both end with the same words, as far as the shorter one goes. The last `skip` words may differ.
    pub(crate) fn ends_like(&self, other: &FoldedWords, skip: usize) -> bool {
        let words = self.iter().rev().zip(other.iter().rev());
        words.skip(skip).all(|(word, other)| word == other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(words: &[&str]) -> FoldedWords {
        let mut folded = FoldedWords::default();
        for word in words {
            folded.push(word);
        }
        folded
    }

    #[test]
    fn words_are_folded_and_kept_apart() {
        let mut words = of(&["José", "Q."]);
        words.push("Valdés");
        assert!(words.join_to_last("Moss"));
        assert_eq!(
            words.iter().collect::<Vec<_>>(),
            ["jose", "q", "valdesmoss"]
        );
        assert_eq!(
            (words.first(), words.last()),
            (Some("jose"), Some("valdesmoss"))
        );
        assert_eq!((words.len(), words.joined()), (3, "joseqvaldesmoss"));
    }

    #[test]
    fn an_unwanted_word_is_left_out() {
        let mut words = FoldedWords::default();
        words.push_unless("The", "the");
        assert!(!words.join_to_last("Acme"));
        words.push("Acme");
        assert_eq!(words, of(&["acme"]));
        assert!(FoldedWords::default().is_empty());
    }

    #[test]
    fn words_are_compared_whole() {
        let name = of(&["Juan", "Arce", "Soto"]);
        assert!(name.starts_with(&of(&["Juan", "Arce"])) && !name.starts_with(&of(&["Juanarce"])));
        assert!(name.ends_with(&of(&["Arce", "Soto"])) && !name.ends_with(&of(&["Arcesoto"])));
        assert!(!of(&["Soto"]).ends_with(&name) && of(&["Soto"]).ends_like(&name, 0));
        assert!(name.ends_like(&of(&["Arce", "Sotos"]), 1));
    }
}
