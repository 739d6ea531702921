//! Text as words: what the tables' phrases are looked up in.
//!
//! Apostrophes, full stops within initials, case and single line breaks never stand between a phrase and its match:
//! the saved copies of justice.gov lost every curly apostrophe ("the Divisions Fraud Section"), and texts taken from
//! prints break lines anywhere.

mod cut;
mod phrases;
mod sentences;

use super::packed::{Packed, WordMap};
use cut::{case, case_of, fold, next_word};
use sentences::{ends_sentence, strongest};

pub use cut::split;
pub use phrases::{KnownWords, Phrases};

/// A word that stands in no table.
const UNKNOWN: u32 = 0;

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
    id: u32,
    stem: u32,
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

/// The words of the tables, each with a number.
#[derive(Debug, Default)]
pub struct Vocabulary {
    ids: WordMap<u32>,
    /// The number of `and`, which `&` is read as.
    and: u32,
}

impl Vocabulary {
    /// The number of a word as [`fold`] leaves it, made where there is none yet.
    pub fn learn(&mut self, folded: &str) -> u32 {
        if let Some(id) = self.ids.get(folded) {
            return id;
        }
        let id = u32::try_from(self.ids.len()).map_or(UNKNOWN, |len| len + 1);
        self.ids.insert(folded, id);
        if folded == "and" {
            self.and = id;
        }
        id
    }

    /// The number of a folded word; 0 for one that stands in no table.
    fn number(&self, folded: &str) -> u32 {
        self.ids.get(folded).unwrap_or(UNKNOWN)
    }

    fn number_packed(&self, folded: Packed) -> u32 {
        self.ids.get_packed(folded).unwrap_or(UNKNOWN)
    }
}

/// Cuts a text into words and sentences.
pub fn read(text: &str, vocabulary: &Vocabulary) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::with_capacity(text.len() / 6);
    let bytes = text.as_bytes();
    let mut folded = String::new();
    let mut end = 0;
    let mut sentence = 0;
    while let Some(found) = next_word(text, end) {
        let start = found.range.start;
        let mut before = Gap::Blank;
        if let Some(last) = words.last() {
            match &bytes[end..start] {
                // Most gaps are one blank, which says nothing.
                b" " => {}
                b", " => before = Gap::Comma,
                _ => {
                    let gap = &text[end..start];
                    before = strongest(gap);
                    if ends_sentence(text, last.start..end, gap, &text[found.range.clone()]) {
                        sentence += 1;
                    }
                }
            }
        }
        end = found.range.end;
        let plain = found
            .plain
            .then(|| Packed::read(bytes, start, end - start))
            .flatten();
        let (case, id, stem) = if let Some(word) = plain {
            let folded = word.lowered();
            let id = if bytes[start..end] == *b"&" {
                vocabulary.and
            } else {
                vocabulary.number_packed(folded)
            };
            let stem = folded
                .without_s()
                .map_or(UNKNOWN, |stem| vocabulary.number_packed(stem));
            (case_of(word), id, stem)
        } else {
            let raw = &text[start..end];
            fold(raw, &mut folded);
            let stem = folded
                .strip_suffix('s')
                .filter(|stem| !stem.is_empty())
                .map_or(UNKNOWN, |stem| vocabulary.number(stem));
            (case(raw), vocabulary.number(&folded), stem)
        };
        words.push(Word {
            start,
            end,
            case,
            sentence,
            before,
            id,
            stem,
        });
    }
    words
}

impl Word {
    /// Is it this word of the vocabulary?
    pub fn is(&self, id: u32) -> bool {
        id != UNKNOWN && self.id == id
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
