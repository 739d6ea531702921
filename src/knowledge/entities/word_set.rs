//! Is a word one of a few?

use crate::knowledge::entities::cut::normalized_words;
use crate::knowledge::entities::vocabulary::Vocabulary;
use crate::knowledge::entities::word::Word;

/// A set of words, for the question whether a word is one of them.
#[derive(Debug, Default)]
pub struct WordSet(Vec<bool>);

impl WordSet {
    /// A set of these words, parted by blanks.
    pub fn new(vocabulary: &mut Vocabulary, words: &str) -> Self {
        let mut set = Vec::new();
        for word in normalized_words(words) {
            let at = vocabulary.learn(&word) as usize;
            if set.len() <= at {
                set.resize(at + 1, false);
            }
            set[at] = true;
        }
        WordSet(set)
    }

    /// Is the word in the set?
    pub fn has(&self, word: &Word) -> bool {
        self.0.get(word.id as usize).copied().unwrap_or(false)
    }
}
