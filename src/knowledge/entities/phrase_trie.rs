//! Which phrase of the tables begins at a word of a text?

use crate::knowledge::entities::cut::normalized_words;
use crate::knowledge::entities::vocabulary::Vocabulary;
use crate::knowledge::entities::word::{CandidateToken, UNKNOWN, Word};
use crate::knowledge::table_map::TableMap;

/// Phrases with their meanings. Nodes are numbers, and 0 is the root.
#[derive(Debug)]
pub struct PhraseTrie<T> {
    /// The flag of words that begin one of the phrases.
    flag: u16,
    /// The children of the root by word, 0 for none: most words are only looked up here.
    first: Vec<u32>,
    /// The children of the other nodes, by node and word.
    next: TableMap<(u32, u32), u32>,
    /// By node: the words that follow, each as the bit of the lowest six bits of its number. Most words that follow a node
    /// in a text are none of them, and need no look-up.
    followers: Vec<u64>,
    /// By node: what the phrase that ends there means.
    meanings: Vec<Vec<T>>,
}

/// The bit of a word in `followers`.
#[inline]
fn bit_of(word: u32) -> u64 {
    1 << (word % u64::BITS)
}

impl<T: PartialEq> PhraseTrie<T> {
    /// Returns a trie without phrases. `flag` is the word flag of their first words.
    pub fn new(flag: u16) -> Self {
        PhraseTrie {
            flag,
            first: Vec::new(),
            next: TableMap::default(),
            followers: vec![0],
            meanings: vec![Vec::new()],
        }
    }

    /// Returns whether there are no phrases.
    pub fn is_empty(&self) -> bool {
        self.first.is_empty()
    }

    /// Adds a phrase. One phrase may have several meanings.
    pub fn add(&mut self, vocabulary: &mut Vocabulary, phrase: &str, meaning: T) {
        let mut node = 0;
        for word in normalized_words(phrase) {
            let flag = if node == 0 { self.flag } else { 0 };
            let id = vocabulary.learn_flagged(&word, flag);
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
                self.next.set((node, id), next);
                self.followers[node as usize] |= bit_of(id);
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
        self.followers.push(0);
        u32::try_from(self.meanings.len() - 1).unwrap_or(0)
    }

    /// Returns whether a phrase begins with this word. Most begin none.
    #[inline]
    pub fn may_begin(&self, word: CandidateToken) -> bool {
        word.has_flag(self.flag)
    }

    /// Returns whether a phrase begins with this word.
    #[inline]
    pub fn begins_with(&self, word: &Word) -> bool {
        self.child(0, word) != 0
    }

    /// Returns the longest phrase that begins at `words[0]` and ends in its sentence: the number of its words, and what it
    /// means. Takes time linear in its length.
    #[inline]
    pub fn longest(&self, words: &[Word]) -> Option<(usize, &[T])> {
        let first = words.first()?;
        match self.child(0, first) {
            // Most words begin no phrase.
            0 => None,
            node => self.longest_from(node, first, words),
        }
    }

    #[inline(never)]
    fn longest_from(&self, node: u32, first: &Word, words: &[Word]) -> Option<(usize, &[T])> {
        let mut best = None;
        let mut node = node;
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
            // "the Attorney General's": the longer "Attorney General's Office" must not hide "Attorney General".
            if word.stem != UNKNOWN
                && let plain = self.follower(node, word.stem)
                && !self.meanings[plain as usize].is_empty()
            {
                best = Some((length + 1, self.meanings[plain as usize].as_slice()));
            }
            node = self.child(node, word);
            length += 1;
        }
        best
    }

    #[inline]
    fn child(&self, node: u32, word: &Word) -> u32 {
        let step = |id: u32| {
            if id == UNKNOWN {
                0
            } else if node == 0 {
                self.first.get(id as usize).copied().unwrap_or(0)
            } else {
                self.follower(node, id)
            }
        };
        match step(word.id) {
            0 => step(word.stem),
            next => next,
        }
    }

    /// Returns the node of a word that follows a node other than the root; 0 where there is none.
    #[inline]
    fn follower(&self, node: u32, word: u32) -> u32 {
        if self.followers[node as usize] & bit_of(word) == 0 {
            return 0;
        }
        self.next.get(&(node, word)).copied().unwrap_or(0)
    }
}
