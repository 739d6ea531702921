//! Text as words: what the tables' phrases are looked up in.
//!
//! Apostrophes, full stops within initials, case and single line breaks never stand between a phrase and its match:
//! the saved copies of justice.gov lost every curly apostrophe ("the Divisions Fraud Section"), and texts taken from
//! prints break lines anywhere.

use crate::knowledge::entities::vocabulary::UNKNOWN;

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LetterCase {
    /// `bureau`
    Lower,
    /// `Bureau`, `McCoy`, `A`
    Capital,
    /// As abbreviations are: `FBI`, `FinCEN`, `FBIs`
    Upper,
    /// `2019`, `10b`
    Digit,
}

/// One word of a text.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    /// Byte offset of its first character.
    pub start: usize,
    /// Byte offset behind its last character.
    pub end: usize,
    /// How it is written.
    pub case: LetterCase,
    /// Which sentence it stands in, from 0.
    pub sentence: u32,
    /// What stands between it and the word before.
    pub before: Gap,
    /// Whether it is a short run of ASCII letters and digits, and nothing of it stands behind them.
    pub plain: bool,
    pub(crate) id: u32,
    pub(crate) stem: u32,
}

/// What stands between two words; the strongest mark where there are several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// Blanks, quotation marks, one line break.
    Blank,
    /// A hyphen or a dash.
    Dash,
    /// A comma.
    Comma,
    /// `)` or `]`
    Close,
    /// `(` or `[`
    Open,
    /// `;` `:` `/` `|` or a full stop inside a sentence.
    Other,
}

impl Word {
    /// Its number in the vocabulary, and that of the word that it is with an `s` at its end; 0 for none.
    #[inline]
    pub fn ids(&self) -> [u32; 2] {
        [self.id, self.stem]
    }

    /// Is it this word of the vocabulary?
    pub fn is(&self, id: u32) -> bool {
        id != UNKNOWN && self.id == id
    }
}

/// A word that begins a phrase or is written as abbreviations are. It tells by itself what those who look for either ask
/// first, so that few of the words are looked at again.
#[derive(Clone, Copy, Debug)]
pub struct CandidateToken {
    pub(crate) index: u32,
    pub(crate) flags: u8,
    /// How it is written.
    pub case: LetterCase,
}

impl CandidateToken {
    /// Its number among the words.
    #[inline]
    pub fn word_index(self) -> usize {
        self.index as usize
    }

    /// Does it, or its stem, begin a phrase of this kind?
    #[inline]
    pub fn has_flag(self, flag: u8) -> bool {
        self.flags & flag != 0
    }
}
