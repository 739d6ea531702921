//! Which words do the tables have, and what can each begin?

use crate::knowledge::entities::cut::normalized_words;
use crate::knowledge::entities::word::{UNKNOWN, Word};
use crate::knowledge::table_map::TableMap;
use crate::text::packed::Packed;

/// Word flag: begins the name of an agency, an office or a place.
pub const BEGINS_NAME: u16 = 1;
/// Word flag: begins a phrase of `credits.tsv`.
pub const BEGINS_CREDIT: u16 = 1 << 1;
/// Word flag: is looked up to find the phrase of an issuer.
pub const ISSUER_PHRASE: u16 = 1 << 2;
/// Word flag: suggests that the sentence names a prosecutor.
pub const PROSECUTOR_CUE: u16 = 1 << 3;
/// Word flag: suggests it together with the words that follow.
pub const PROSECUTOR_PHRASE_CUE: u16 = 1 << 4;
/// Word flag: suggests that the sentence names staff of a civil enforcer, or more counsel beside counsel.
pub const ENFORCER_STAFF_CUE: u16 = 1 << 5;
/// Word flag: is part of the name of a civil enforcer.
pub const ENFORCER_NAME: u16 = 1 << 6;
/// Word flag: begins a phrase of `stage_cues.tsv`.
pub const BEGINS_STAGE_CUE: u16 = 1 << 7;
/// Word flag: begins a phrase of `offenses.tsv`.
pub const BEGINS_OFFENSE: u16 = 1 << 8;
/// Word flag: is a title of judges.
pub const JUDGE_TITLE: u16 = 1 << 9;
/// Word flag: stands beside the number of a docket.
pub const DOCKET_WORD: u16 = 1 << 10;

/// Word flag: may end the name of an act.
pub const ENDS_ACT: u16 = 1 << 11;

/// The word flags of words beside the names of judges and the numbers of dockets, and of the last words of acts. The words
/// are in the singular.
pub const CUE_WORDS: [(u16, &str); 3] = [
    (
        JUDGE_TITLE,
        "judge honorable hon justice magistrate jueza juez",
    ),
    (
        DOCKET_WORD,
        "no nos number case docket cr cv civ mj crim cir sw",
    ),
    (ENDS_ACT, "act amendment law ship statute"),
];

/// What the tables know of a word.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Known {
    /// Its number, or [`UNKNOWN`].
    pub id: u32,
    /// The number of the word without an `s` at its end, if it has one: the singular of a plural, or what is left of
    /// "Attorney's". It is kept here so that each word of a text is looked up once.
    pub stem: u32,
    flags: u16,
    stem_flags: u16,
}

impl Known {
    /// Returns the flags of the word and of its stem.
    #[inline]
    pub fn flags(self) -> u16 {
        self.flags | self.stem_flags
    }
}

/// The words of the tables, each with a number, from 1 on.
#[derive(Debug, Default)]
pub struct Vocabulary {
    /// Words of at most 16 bytes, which nearly all are, by their [`Packed::key`].
    short: TableMap<u128, Known>,
    long: TableMap<Box<str>, Known>,
    count: u32,
}

impl Vocabulary {
    /// Returns the number of a normalized word. Gives it one if it has none.
    pub fn learn(&mut self, normalized: &str) -> u32 {
        self.learn_flagged(normalized, 0)
    }

    /// Returns the number of a normalized word, as [`Vocabulary::learn`] does, and adds a word flag to it.
    pub fn learn_flagged(&mut self, normalized: &str, flag: u16) -> u32 {
        let Known { id, flags, .. } = self.known(normalized);
        if id != UNKNOWN && flags & flag == flag {
            return id;
        }
        let id = if id == UNKNOWN {
            self.count += 1;
            self.count
        } else {
            id
        };
        let known = self.entry(normalized);
        known.id = id;
        known.flags |= flag;
        let plural = self.entry(&[normalized, "s"].concat());
        plural.stem = id;
        plural.stem_flags |= flag;
        id
    }

    fn entry(&mut self, normalized: &str) -> &mut Known {
        match Packed::of(normalized) {
            Some(packed) => self.short.slot(packed.key()),
            None => self.long.slot(normalized.into()),
        }
    }

    /// Returns the number of a normalized word; 0 where it has none.
    pub fn number(&self, normalized: &str) -> u32 {
        self.known(normalized).id
    }

    /// Returns how many words have a number.
    pub fn count(&self) -> usize {
        self.count as usize
    }

    /// Returns what is known of a normalized word.
    pub(crate) fn known(&self, normalized: &str) -> Known {
        match Packed::of(normalized) {
            Some(packed) => self.known_packed(packed),
            None => self.long.get(normalized).copied().unwrap_or_default(),
        }
    }

    /// Returns what is known of a normalized word of at most 16 bytes.
    #[inline]
    pub(crate) fn known_packed(&self, normalized: Packed) -> Known {
        let known = self.short.get(&normalized.key());
        known.copied().unwrap_or_default()
    }
}

/// A set of words of a vocabulary.
#[derive(Clone, Debug, Default)]
pub struct WordSet(Vec<bool>);

impl WordSet {
    /// Returns a set of words that are separated by blanks. They become words of the vocabulary.
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

    /// Returns whether the word is in the set.
    pub fn has(&self, word: &Word) -> bool {
        self.0.get(word.id as usize).copied().unwrap_or(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_knows_its_stem_in_any_order_of_learning() {
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
