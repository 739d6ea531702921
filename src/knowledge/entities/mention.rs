//! What is found in a text: its words, and the agencies, offices and places that it names.

use std::ops::Range;

use crate::knowledge::entities::word::{CandidateToken, Word};

pub use crate::knowledge::tables::offices::Office;

/// What a name in a text means. Numbers are positions in the lists of agencies, districts, states and counties.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entity {
    /// An agency.
    Agency(usize),
    /// A unit whose parent is not named beside it: each agency that it could be, with its parent.
    Unit(Vec<(usize, usize)>),
    /// A federal judicial district.
    District(usize),
    /// A state.
    State(usize),
    /// An office.
    Office(Office),
    /// A county or city of `counties.tsv`.
    County(usize),
}

/// A name in a text.
#[derive(Clone, Debug)]
pub struct Mention {
    /// Its words, by their positions in [`AnnotatedText::words`].
    pub words: Range<usize>,
    /// What it means.
    pub entity: Entity,
}

/// A phrase of a table in a text.
#[derive(Clone, Debug)]
pub struct PhraseMatch {
    /// Its words, by their positions in [`AnnotatedText::words`].
    pub words: Range<usize>,
    /// Its position in the list of phrases.
    pub row: usize,
}

/// The words of a text and the names among them, in order.
#[derive(Debug)]
pub struct AnnotatedText {
    /// The words.
    pub words: Vec<Word>,
    /// The words that may begin a name or a phrase.
    pub candidates: Vec<CandidateToken>,
    /// The names. They do not overlap.
    pub mentions: Vec<Mention>,
}
