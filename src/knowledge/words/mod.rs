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
use sentences::{ends_sentence, stop_ends_sentence, strongest};

pub use cut::split;
pub use phrases::{KnownWords, Phrases};

/// A word that stands in no table.
const UNKNOWN: u32 = 0;

/// What a word of the tables begins or tells, a bit each, for [`Word::begins`]. Names of bodies, offices and places.
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
    /// Which phrases it or its stem begins.
    begins: u8,
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

/// A word of the tables.
#[derive(Clone, Copy, Debug)]
struct Known {
    id: u32,
    /// Which phrases it begins: the bits of [`Phrases`]. Told with the number, so that most words are never looked up among
    /// the phrases at all.
    begins: u8,
}

impl Known {
    const NONE: Known = Known {
        id: UNKNOWN,
        begins: 0,
    };
}

/// The words of the tables, each with a number.
#[derive(Debug, Default)]
pub struct Vocabulary {
    ids: WordMap<Known>,
}

impl Vocabulary {
    /// The number of a word as [`fold`] leaves it, made where there is none yet.
    pub fn learn(&mut self, folded: &str) -> u32 {
        self.learn_beginning(folded, 0)
    }

    /// The same, of a word that begins phrases of this kind.
    pub fn learn_beginning(&mut self, folded: &str, kind: u8) -> u32 {
        let mut known = self.known(folded);
        if known.id != UNKNOWN && known.begins & kind == kind {
            return known.id;
        }
        if known.id == UNKNOWN {
            known.id = u32::try_from(self.ids.len()).map_or(UNKNOWN, |len| len + 1);
        }
        known.begins |= kind;
        self.ids.insert(folded, known);
        known.id
    }

    /// A folded word of the tables; [`Known::NONE`] for one that stands in none.
    fn known(&self, folded: &str) -> Known {
        self.ids.get(folded).unwrap_or(Known::NONE)
    }

    #[inline]
    fn known_packed(&self, folded: Packed) -> Known {
        self.ids.get_packed(folded).unwrap_or(Known::NONE)
    }
}

/// Cuts a text into words and sentences. Gives the numbers of the notable ones as well, which begin a phrase or are
/// written as abbreviations are: who looks for either passes over most of a text.
pub fn read(text: &str, vocabulary: &Vocabulary) -> (Vec<Word>, Vec<usize>) {
    let mut words: Vec<Word> = Vec::with_capacity(text.len() / 6);
    let mut notable: Vec<usize> = Vec::with_capacity(text.len() / 16);
    let bytes = text.as_bytes();
    let mut folded = String::new();
    let mut end = 0;
    let mut sentence = 0;
    while let Some(found) = next_word(text, end) {
        let start = found.range.start;
        let before = match words.last() {
            None => Gap::Blank,
            // Most gaps are one blank, which says nothing.
            Some(_) if start == end + 1 && bytes[end] == b' ' => Gap::Blank,
            Some(_) if bytes[end..start] == *b", " => Gap::Comma,
            Some(last) if bytes[end..start] == *b". " => {
                let next = &text[found.range.clone()];
                sentence += u32::from(stop_ends_sentence(&text[last.start..end], next));
                Gap::Other
            }
            Some(last) => {
                let gap = &text[end..start];
                if ends_sentence(text, last.start..end, gap, &text[found.range.clone()]) {
                    sentence += 1;
                }
                strongest(gap)
            }
        };
        end = found.range.end;
        let (case, known, stem) = if let Some(word) = found.plain {
            let folded = word.lowered();
            let known = vocabulary.known_packed(folded);
            let stem = folded
                .without_s()
                .map_or(Known::NONE, |stem| vocabulary.known_packed(stem));
            (case_of(word), known, stem)
        } else {
            let raw = &text[start..end];
            fold(raw, &mut folded);
            let stem = folded
                .strip_suffix('s')
                .filter(|stem| !stem.is_empty())
                .map_or(Known::NONE, |stem| vocabulary.known(stem));
            (case(raw), vocabulary.known(&folded), stem)
        };
        let begins = known.begins | stem.begins;
        // Without a branch: which words are notable, no processor can foresee.
        let kept = notable.len() + usize::from(begins | u8::from(case == Case::Upper) != 0);
        notable.push(words.len());
        notable.truncate(kept);
        words.push(Word {
            start,
            end,
            case,
            sentence,
            before,
            begins,
            id: known.id,
            stem: stem.id,
        });
    }
    (words, notable)
}

impl Word {
    /// Is it this word of the vocabulary?
    pub fn is(&self, id: u32) -> bool {
        id != UNKNOWN && self.id == id
    }

    /// Does it, or its stem, begin a phrase of this kind?
    #[inline]
    pub fn begins(&self, kind: u8) -> bool {
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
