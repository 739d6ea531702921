//! The words of the tables, each with a number and what phrases it begins.

use crate::knowledge::entities::words::UNKNOWN;
use crate::text::packed::Packed;
use crate::text::word_map::WordMap;

/// What the tables know of a word.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Known {
    /// Its number, or [`UNKNOWN`].
    pub id: u32,
    /// The number of the word that it is with an `s` at its end: as a plural, or as what is left of "Attorney's". Told with
    /// its own, so that no word is looked up twice.
    pub stem: u32,
    begins: u8,
    stem_begins: u8,
}

impl Known {
    /// Which phrases it or its stem begins: the bits of [`crate::knowledge::entities::words::Phrases`]. Told with the number, so that most words are
    /// never looked up among the phrases at all.
    #[inline]
    pub fn begins(self) -> u8 {
        self.begins | self.stem_begins
    }
}

/// The words of the tables, each with a number.
#[derive(Debug, Default)]
pub struct Vocabulary {
    words: WordMap<Known>,
    count: u32,
}

impl Vocabulary {
    /// The number of a word as [`crate::knowledge::entities::cut::fold`] leaves it, made where there is none yet.
    pub fn learn(&mut self, folded: &str) -> u32 {
        self.learn_beginning(folded, 0)
    }

    /// The same, of a word that begins phrases of this kind.
    pub fn learn_beginning(&mut self, folded: &str, kind: u8) -> u32 {
        let Known { id, begins, .. } = self.known(folded);
        if id != UNKNOWN && begins & kind == kind {
            return id;
        }
        let id = if id == UNKNOWN {
            self.count += 1;
            self.count
        } else {
            id
        };
        self.words.change(folded, |known| {
            known.id = id;
            known.begins |= kind;
        });
        self.words.change(&[folded, "s"].concat(), |plural| {
            plural.stem = id;
            plural.stem_begins |= kind;
        });
        id
    }

    /// The number of a folded word; 0 where it has none.
    pub fn number(&self, folded: &str) -> u32 {
        self.known(folded).id
    }

    /// How many words have a number: from 1 on, none is left out.
    pub fn count(&self) -> usize {
        self.count as usize
    }

    /// What is known of a folded word.
    pub(crate) fn known(&self, folded: &str) -> Known {
        self.words.get(folded)
    }

    #[inline]
    pub(crate) fn known_packed(&self, folded: Packed) -> Known {
        self.words.get_packed(folded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_tells_its_stem_whichever_was_learned_first() {
        let mut vocabulary = Vocabulary::default();
        let plural = vocabulary.learn_beginning("attorneys", 2);
        let single = vocabulary.learn_beginning("attorney", 1);
        let both = vocabulary.known("attorneys");
        assert_eq!((both.id, both.stem, both.begins()), (plural, single, 3));
        let known = vocabulary.known("attorney");
        assert_eq!((known.id, known.stem, known.begins()), (single, UNKNOWN, 1));
        let known = vocabulary.known("attorneyss");
        assert_eq!((known.id, known.stem, known.begins()), (UNKNOWN, plural, 2));
        assert_eq!(vocabulary.learn_beginning("attorney", 4), single);
        assert_eq!(vocabulary.known("attorneys").begins(), 7);
        let long = vocabulary.learn("counterintelligence");
        assert_eq!(vocabulary.known("counterintelligences").stem, long);
    }
}
