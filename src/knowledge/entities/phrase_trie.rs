//! Phrases with a meaning each, found in the words of a text.

use crate::knowledge::entities::cut::normalized_words;
use crate::knowledge::entities::vocabulary::{UNKNOWN, Vocabulary};
use crate::knowledge::entities::word::{CandidateToken, Word};
use crate::text::table_hash::TableMap;

/// Phrases with a meaning each; the longest one that begins at a word is found in time linear in its length.
#[derive(Debug)]
pub struct Phrases<T> {
    /// The bit by which a word tells that it begins one of them.
    kind: u8,
    first: Vec<u32>,
    next: TableMap<(u32, u32), u32>,
    meanings: Vec<Vec<T>>,
}

impl<T: PartialEq> Phrases<T> {
    /// No phrase yet. `kind` is a bit that no other phrases of the vocabulary have.
    pub fn new(kind: u8) -> Self {
        Phrases {
            kind,
            first: Vec::new(),
            next: TableMap::default(),
            meanings: vec![Vec::new()],
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.first.is_empty()
    }

    /// Adds a phrase. One phrase may have several meanings.
    pub fn add(&mut self, vocabulary: &mut Vocabulary, phrase: &str, meaning: T) {
        let mut node = 0;
        for word in normalized_words(phrase) {
            let kind = if node == 0 { self.kind } else { 0 };
            let id = vocabulary.learn_flagged(&word, kind);
            node = if node == 0 {
                let at = id as usize;
                if self.first.len() <= at {
                    self.first.resize(at + 1, 0);
                }
                if self.first[at] == 0 {
                    self.first[at] = self.new_node();
                }
                self.first[at]
            } else if let Some(&next) = self.next.get(&(node, id)) {
                next
            } else {
                let next = self.new_node();
                self.next.insert((node, id), next);
                next
            };
        }
        let meanings = &mut self.meanings[node as usize];
        if node != 0 && !meanings.contains(&meaning) {
            meanings.push(meaning);
        }
    }

    fn new_node(&mut self) -> u32 {
        self.meanings.push(Vec::new());
        u32::try_from(self.meanings.len() - 1).unwrap_or(0)
    }

    /// Whether a phrase begins with this word: most begin none.
    #[inline]
    pub fn may_begin(&self, word: CandidateToken) -> bool {
        word.has_flag(self.kind)
    }

    /// The longest phrase that begins at `words[0]` and ends in its sentence: how many words it has, and what it means.
    pub fn longest(&self, words: &[Word]) -> Option<(usize, &[T])> {
        let first = words.first()?;
        let mut best = None;
        let mut node = self.child(0, first);
        let mut length = 1;
        while node != 0 {
            let meanings = &self.meanings[node as usize];
            if !meanings.is_empty() {
                best = Some((length, meanings.as_slice()));
            }
            let Some(word) = words.get(length) else { break };
            if word.sentence != first.sentence {
                break;
            }
            // "the Attorney General's": the longer "Attorney General's Office" must not hide what has no apostrophe.
            if word.stem != UNKNOWN
                && let Some(plain) = self.next.get(&(node, word.stem))
                && !self.meanings[*plain as usize].is_empty()
            {
                best = Some((length + 1, self.meanings[*plain as usize].as_slice()));
            }
            node = self.child(node, word);
            length += 1;
        }
        best
    }

    fn child(&self, node: u32, word: &Word) -> u32 {
        let step = |id: u32| {
            if id == UNKNOWN {
                0
            } else if node == 0 {
                self.first.get(id as usize).copied().unwrap_or(0)
            } else {
                self.next.get(&(node, id)).copied().unwrap_or(0)
            }
        };
        match step(word.id) {
            0 => step(word.stem),
            next => next,
        }
    }
}

/// The words of one text, to tell which phrases can be found in it.
#[derive(Debug)]
pub struct KnownWords {
    words: Vec<String>,
    /// Which first bytes they have.
    bytes: [bool; 256],
}

impl KnownWords {
    /// Those of `text`.
    pub fn of(text: &str) -> Self {
        let mut words: Vec<String> = normalized_words(text).collect();
        // [`Phrases::longest`] takes the "Bureaus" of "Divisions Bureaus" for "Bureau's".
        let stems: Vec<String> = words
            .iter()
            .filter_map(|word| word.strip_suffix('s').map(str::to_owned))
            .collect();
        words.extend(stems);
        let mut bytes = [false; 256];
        for word in &words {
            bytes[word.bytes().next().unwrap_or_default() as usize] = true;
        }
        KnownWords { words, bytes }
    }

    /// Whether every word of `phrase` is one of them.
    pub fn hold(&self, phrase: &str) -> bool {
        // Most phrases are told by their first letter.
        let first = phrase.bytes().next().unwrap_or_default();
        let first = first.to_ascii_lowercase();
        (self.bytes[first as usize] || !first.is_ascii_alphanumeric())
            && self.may_hold_first(phrase)
            && normalized_words(phrase).all(|word| self.words.contains(&word))
    }

    /// Whether a word begins with the two letters that the phrase does: what other phrases begin with is not told here.
    fn may_hold_first(&self, phrase: &str) -> bool {
        let [first, second, ..] = phrase.as_bytes() else {
            return true;
        };
        let letters = [first, second];
        if !letters.iter().all(|letter| letter.is_ascii_alphanumeric()) {
            return true;
        }
        let letters = letters.map(u8::to_ascii_lowercase);
        (self.words.iter()).any(|word| word.as_bytes().starts_with(&letters))
    }
}

#[cfg(test)]
mod tests {
    use crate::knowledge::entities::phrase_trie::KnownWords;

    #[test]
    fn a_phrase_can_be_found_where_all_its_words_are() {
        let known = KnownWords::of("the U.S. Marshals and a Federal Bureau's fraud unit");
        for phrase in [
            "Federal Bureau",
            "FRAUD",
            "U.S. Marshals",
            "US Marshal",
            "A Unit",
            "& Federal",
        ] {
            assert!(known.hold(phrase), "{phrase}");
        }
        for phrase in ["Federal Reserve", "Fra", "Fraudulent", "U.S. Mint", "Unity"] {
            assert!(!known.hold(phrase), "{phrase}");
        }
    }
}
