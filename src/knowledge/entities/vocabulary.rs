//! The words of the tables, each with a number and what phrases it begins.

use crate::text::packed::Packed;
use crate::text::word_map::WordMap;

/// A word that stands in no table.
pub(crate) const UNKNOWN: u32 = 0;

/// What a word of the tables begins or tells, a bit each, for [`CandidateToken::begins`]. Names of bodies, offices and places.
pub const BEGINS_NAME: u8 = 1;
/// Phrases of `credits.tsv`.
pub const BEGINS_CREDIT: u8 = 1 << 1;
/// Words by which the lines of issuers are looked for.
pub const ISSUER_LINE: u8 = 1 << 2;
/// Words that tell of prosecutors: no sentence without one of them names any.
pub const PROSECUTOR_CUE: u8 = 1 << 3;
/// Those that do so together with what follows.
pub const PROSECUTOR_PHRASE_CUE: u8 = 1 << 4;
/// Those that tell of a civil enforcer's staff, and beside others who are counsel already.
pub const ENFORCER_STAFF_CUE: u8 = 1 << 5;
/// Words of the names of civil enforcers.
pub const ENFORCER_NAME: u8 = 1 << 6;

/// What the tables know of a word.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Known {
    /// Its number, or [`UNKNOWN`].
    pub id: u32,
    /// The number of the word that it is with an `s` at its end: as a plural, or as what is left of "Attorney's". Told with
    /// its own, so that no word is looked up twice.
    pub stem: u32,
    flags: u8,
    stem_flags: u8,
}

impl Known {
    /// Which phrases it or its stem begins: the bits of [`crate::knowledge::entities::words::Phrases`]. Told with the number, so that most words are
    /// never looked up among the phrases at all.
    #[inline]
    pub fn flags(self) -> u8 {
        self.flags | self.stem_flags
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
        self.learn_flagged(folded, 0)
    }

    /// The same, of a word that begins phrases of this kind.
    pub fn learn_flagged(&mut self, folded: &str, flag: u8) -> u32 {
        let Known { id, flags, .. } = self.known(folded);
        if id != UNKNOWN && flags & flag == flag {
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
            known.flags |= flag;
        });
        self.words.change(&[folded, "s"].concat(), |plural| {
            plural.stem = id;
            plural.stem_flags |= flag;
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
        let plural = vocabulary.learn_flagged("attorneys", 2);
        let single = vocabulary.learn_flagged("attorney", 1);
        let both = vocabulary.known("attorneys");
        assert_eq!((both.id, both.stem, both.flags()), (plural, single, 3));
        let known = vocabulary.known("attorney");
        assert_eq!((known.id, known.stem, known.flags()), (single, UNKNOWN, 1));
        let known = vocabulary.known("attorneyss");
        assert_eq!((known.id, known.stem, known.flags()), (UNKNOWN, plural, 2));
        assert_eq!(vocabulary.learn_flagged("attorney", 4), single);
        assert_eq!(vocabulary.known("attorneys").flags(), 7);
        let long = vocabulary.learn("counterintelligence");
        assert_eq!(vocabulary.known("counterintelligences").stem, long);
    }
}
