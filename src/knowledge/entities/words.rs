//! Text as words: what the tables' phrases are looked up in.
//!
//! Apostrophes, full stops within initials, case and single line breaks never stand between a phrase and its match:
//! the saved copies of justice.gov lost every curly apostrophe ("the Divisions Fraud Section"), and texts taken from
//! prints break lines anywhere.

pub use crate::knowledge::entities::cut::split;
pub use crate::knowledge::entities::phrase_trie::{KnownWords, Phrases};
pub use crate::knowledge::entities::tokenizer::read;
pub use crate::knowledge::entities::vocabulary::Vocabulary;

/// A word that stands in no table.
pub(crate) const UNKNOWN: u32 = 0;

/// What a word of the tables begins or tells, a bit each, for [`Notable::begins`]. Names of bodies, offices and places.
pub const NAMES: u8 = 1;
/// Phrases of `credits.tsv`.
pub const CREDITS: u8 = 1 << 1;
/// Words by which the lines of issuers are looked for.
pub const LINES: u8 = 1 << 2;
/// Words that tell of prosecutors: no sentence without one of them names any.
pub const TELLS: u8 = 1 << 3;
/// Those that do so together with what follows.
pub const TELLS_WITH: u8 = 1 << 4;
/// Those that tell of a civil enforcer's staff, and beside others who are counsel already.
pub const TELLS_OF_STAFF: u8 = 1 << 5;
/// Words of the names of civil enforcers.
pub const ENFORCER: u8 = 1 << 6;

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
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
    pub case: Case,
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
    pub fn numbers(&self) -> [u32; 2] {
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
pub struct Notable {
    pub(crate) at: u32,
    pub(crate) begins: u8,
    /// How it is written.
    pub case: Case,
}

impl Notable {
    /// Its number among the words.
    #[inline]
    pub fn at(self) -> usize {
        self.at as usize
    }

    /// Does it, or its stem, begin a phrase of this kind?
    #[inline]
    pub fn begins(self, kind: u8) -> bool {
        self.begins & kind != 0
    }
}

/// A set of words, for the question whether a word is one of them.
#[derive(Debug, Default)]
pub struct WordSet(Vec<bool>);

impl WordSet {
    /// A set of these words, parted by blanks.
    pub fn new(vocabulary: &mut Vocabulary, words: &str) -> Self {
        let mut set = Vec::new();
        for word in split(words) {
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
