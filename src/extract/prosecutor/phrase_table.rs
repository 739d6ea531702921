//! Which phrase of a table begins at a token?

use crate::extract::prosecutor::token::{Token, WordId};

/// Phrases with a value each, by their first word.
pub(super) struct PhraseTable<T> {
    /// By number of the first word: phrases and values, longest first.
    rows: Vec<Vec<(Vec<WordId>, T)>>,
}

impl<T> Default for PhraseTable<T> {
    fn default() -> Self {
        PhraseTable { rows: Vec::new() }
    }
}

impl<T> PhraseTable<T> {
    /// Adds a phrase. An empty one is ignored.
    pub fn insert(&mut self, phrase: Vec<WordId>, value: T) {
        let Some(first) = phrase.first().map(|word| word.index()) else {
            return;
        };
        if self.rows.len() <= first {
            self.rows.resize_with(first + 1, Vec::new);
        }
        let rows = &mut self.rows[first];
        rows.push((phrase, value));
        rows.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len()));
    }

    /// Whether a phrase begins with this word. None begins with [`WordId::NONE`].
    pub fn has_beginning(&self, word: WordId) -> bool {
        !self.beginning_with(word).is_empty()
    }

    /// The longest phrase that begins at token `at`: its number of words and its value.
    pub fn longest_at(&self, tokens: &[Token], at: usize) -> Option<(usize, &T)> {
        let rows = self.beginning_with(tokens.get(at)?.word);
        rows.iter().find_map(|(phrase, value)| {
            let words = tokens.get(at..at + phrase.len())?;
            let same = words
                .iter()
                .zip(phrase)
                .all(|(token, word)| token.word == *word);
            same.then_some((phrase.len(), value))
        })
    }

    fn beginning_with(&self, word: WordId) -> &[(Vec<WordId>, T)] {
        self.rows.get(word.index()).map_or(&[], Vec::as_slice)
    }
}
