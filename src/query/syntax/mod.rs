//! The query language: text -> a tree, and the tree -> text again. Pure: knows no index, no agencies, no engine.
//!
//! No text fails to parse. What is not understood is read as best it can be, and a note says how. The one error is a
//! known field with a value that cannot be, because guessing there would find something else in silence.
//!
//! Binding, tightest first: `-` and `NOT`, `OR`, `w/N` and `pre/N`, then `AND` and words side by side. That `OR` binds
//! before `AND` is how the great law libraries read queries (Lexis, Westlaw) and how web search does; a query that mixes
//! them without parentheses gets a note that shows how it was read.

pub(crate) mod citation_lexer;
pub(crate) mod citations;
pub(crate) mod dates;
pub(crate) mod display;
pub(crate) mod lexer;
pub(crate) mod parser;
#[cfg(test)]
mod tests;
pub(crate) mod word_lexer;

use std::ops::Range;

use jiff::civil::Date;

use crate::schema::FieldSpec;

pub use crate::query::syntax::dates::{DateRange, read_dates};
pub use crate::query::syntax::lexer::place_of;
pub use crate::query::syntax::parser::parse;

/// Finds statutes in a text: byte spans and canonical names.
pub type Citations = fn(&str) -> Vec<(Range<usize>, String)>;

/// A query as it was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Query {
    /// Every release.
    Everything,
    /// A word with its inflections. One that is written with hyphens or full stops is still one: `co-conspirator`.
    Word(String),
    /// These very words in this order.
    Phrase(String),
    /// A statute, by its canonical name.
    Statute(String),
    /// A word with `*` (any letters) or `?` (one letter) in it; `extradit*`.
    Pattern(String),
    /// A word spelled like this one.
    Alike(String),
    /// Both sides within so many words of each other.
    Near {
        /// The first side.
        left: Box<Query>,
        /// The second side.
        right: Box<Query>,
        /// At most so many words from one to the other; 1 means side by side.
        within: u32,
        /// Whether the left side must come first.
        ordered: bool,
    },
    /// The words inside must stand in the title.
    Title(Box<Query>),
    /// A field with a value, as typed.
    Field(&'static FieldSpec, String),
    /// Not this.
    Not(Box<Query>),
    /// All of these.
    All(Vec<Query>),
    /// Any of these.
    Any(Vec<Query>),
}

/// What parsing is told of the world.
#[derive(Clone, Copy)]
pub struct Context {
    /// The day from which `90d` counts back.
    pub today: Date,
    /// Finds statutes.
    pub citations: Citations,
}

/// A query and what its writer should know of how it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// The tree.
    pub query: Query,
    /// One line each.
    pub notes: Vec<String>,
}

/// A known field with a value that cannot be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadValue {
    /// Which field.
    pub field: &'static FieldSpec,
    /// The value as typed.
    pub value: String,
    /// Why it cannot be.
    pub why: String,
}
