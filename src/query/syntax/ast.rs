//! What is a query? A tree of words and operators.

use crate::schema::FieldSpec;

/// Whether a typed value of a field asks for the releases that have no value: `date:none`.
pub(crate) fn is_none(value: &str) -> bool {
    value.trim().eq_ignore_ascii_case("none")
}

/// A query as it was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Query {
    /// Every release.
    MatchAll,
    /// A word with its inflections. A compound is one word: `co-conspirator`, `U.S.C.`
    Word(String),
    /// These words without inflections, in this order.
    Phrase(String),
    /// A statute, by its canonical name.
    Statute(String),
    /// A word with `*` (any letters) or `?` (one letter) in it: `extradit*`.
    Wildcard(String),
    /// The words that are spelled like this one.
    Fuzzy(String),
    /// Both sides near each other.
    Near {
        /// The first side.
        left: Box<Query>,
        /// The second side.
        right: Box<Query>,
        /// Maximum distance in words; 1 means side by side.
        within: u32,
        /// Whether the left side must come first.
        ordered: bool,
    },
    /// The words inside must be in the title.
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

impl Query {
    /// All of the parts: the one part if there is only one, everything if there is none.
    pub(super) fn all_of(mut parts: Vec<Query>) -> Self {
        match parts.len() {
            0 => Query::MatchAll,
            1 => parts.remove(0),
            _ => Query::All(parts),
        }
    }

    /// The queries directly inside this one.
    pub(crate) fn children(&self) -> Vec<&Query> {
        match self {
            Query::Near { left, right, .. } => vec![left, right],
            Query::Title(inner) | Query::Not(inner) => vec![inner],
            Query::All(parts) | Query::Any(parts) => parts.iter().collect(),
            Query::MatchAll
            | Query::Word(_)
            | Query::Phrase(_)
            | Query::Statute(_)
            | Query::Wildcard(_)
            | Query::Fuzzy(_)
            | Query::Field(..) => Vec::new(),
        }
    }

    /// Whether it has positions in a text, so that something can be near it.
    pub(crate) fn has_positions(&self) -> bool {
        match self {
            Query::MatchAll | Query::Title(_) | Query::Field(..) | Query::Not(_) => false,
            _ => self.children().into_iter().all(Query::has_positions),
        }
    }

    /// Whether it asks for words, so that a release can have it or lack it.
    pub(crate) fn has_words(&self) -> bool {
        match self {
            Query::MatchAll | Query::Field(..) | Query::Not(_) => false,
            _ => {
                let children = self.children();
                children.is_empty() || children.into_iter().any(Query::has_words)
            }
        }
    }
}

/// A query and what its writer should know about how it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// The tree.
    pub query: Query,
    /// One line each.
    pub notes: Vec<String>,
}

/// A value that a known field cannot have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadValue {
    /// The field.
    pub field: &'static FieldSpec,
    /// The value as typed.
    pub value: String,
    /// The reason.
    pub why: String,
}
