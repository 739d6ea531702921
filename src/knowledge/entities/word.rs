//! What is a word of a text, for those who look up names and phrases in it?
//!
//! Apostrophes, full stops in initials, case and single line breaks make no difference to a match: saved copies of
//! justice.gov lost every curly apostrophe ("the Divisions Fraud Section"), and texts taken from prints have line breaks
//! anywhere.

/// The number of a word that is in no table.
pub(crate) const UNKNOWN: u32 = 0;

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LetterCase {
    /// `bureau`
    Lower,
    /// `Bureau`, `McCoy`, `A`
    Capital,
    /// As abbreviations are written: `FBI`, `FinCEN`, `FBIs`
    Upper,
    /// `2019`, `10b`
    Digit,
}

/// One word of a text.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    /// Byte offset of its first character.
    pub start: usize,
    /// Byte offset after its last character.
    pub end: usize,
    /// How it is written.
    pub case: LetterCase,
    /// The number of its sentence, from 0.
    pub sentence: u32,
    /// The mark between it and the word before.
    pub before: Gap,
    /// Whether it is a short run of ASCII letters and digits without an apostrophe, a full stop or `&`.
    pub plain: bool,
    /// Its number in the vocabulary; 0 for none.
    pub(crate) id: u32,
    /// The number of the word without an `s` at its end; 0 for none.
    pub(crate) stem: u32,
}

/// The strongest mark between two words, weakest first.
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
    /// Returns its number in the vocabulary, and that of the word without an `s` at its end; 0 for none.
    #[inline]
    pub fn ids(&self) -> [u32; 2] {
        [self.id, self.stem]
    }

    /// Returns whether it is this word of the vocabulary.
    pub fn is(&self, id: u32) -> bool {
        id != UNKNOWN && self.id == id
    }
}

/// A word that has a word flag or is in capitals. Only these words can begin a name or a phrase.
#[derive(Clone, Copy, Debug)]
pub struct CandidateToken {
    pub(crate) index: u32,
    pub(crate) flags: u16,
    /// How it is written.
    pub case: LetterCase,
}

impl CandidateToken {
    /// Returns its position among the words of the text.
    #[inline]
    pub fn word_index(self) -> usize {
        self.index as usize
    }

    /// Returns whether it, or its stem, has one of these word flags.
    #[inline]
    pub fn has_flag(self, flags: u16) -> bool {
        self.flags & flags != 0
    }
}
