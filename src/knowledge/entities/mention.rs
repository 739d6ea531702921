//! What a text names: its words, and the bodies, offices and places among them.

use std::ops::Range;

use crate::knowledge::entities::word::{CandidateToken, Word};

/// A title that names its office only together with a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Office {
    /// U.S. Attorney, Assistant U.S. Attorney.
    UsAttorney,
    /// Attorney General, of a state or of the United States.
    AttorneyGeneral,
    /// Those of several states: "the attorneys general of Maine and Ohio".
    AttorneysGeneral,
    /// The second of the Department of Justice, or one of a state's many.
    DeputyAttorneyGeneral,
    /// District attorney, state's attorney, county attorney, commonwealth's attorney.
    DistrictAttorney,
    /// A title that holds one of the others and is none of them: Assistant Attorney General.
    Other,
}

/// What a name in a text means. Numbers are positions in the tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entity {
    /// An agency.
    Agency(usize),
    /// A unit whose parent is not told beside it: agency and parent, each that it could be.
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

/// A name and the words that it takes up.
#[derive(Clone, Debug)]
pub struct Mention {
    /// Word numbers.
    pub words: Range<usize>,
    /// What it means.
    pub entity: Entity,
}

/// A credit phrase of a text.
#[derive(Clone, Debug)]
pub struct CreditMatch {
    /// Word numbers.
    pub words: Range<usize>,
    /// Its row in [`EntityRecognizer::credit_phrases`].
    pub row: usize,
}

/// A text's words and the names among them, in order.
#[derive(Debug)]
pub struct AnnotatedText {
    /// The words.
    pub words: Vec<Word>,
    /// Those that begin a phrase or are written as abbreviations are, in order.
    pub candidates: Vec<CandidateToken>,
    /// The names.
    pub mentions: Vec<Mention>,
}
