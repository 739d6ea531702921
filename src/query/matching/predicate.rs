//! What a document must have to match a part of a query.

use tantivy::schema::Term;

use crate::query::matching::span_expr::SpanExpr;
use crate::query::resolve::filter::Filter;

/// The tokenized field that an expression is looked up in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SearchField {
    /// Title and text in one field.
    Text,
    /// The title alone.
    Title,
}

/// A condition on a document.
#[derive(Clone, Debug)]
pub(crate) enum Predicate {
    /// Every document satisfies it.
    MatchAll,
    /// The expression occurs in the field.
    Words(SearchField, SpanExpr),
    /// A release with any of these numbers.
    Numbered(Vec<Term>),
    /// The filter lets the document through.
    Filter(Filter),
    Not(Box<Predicate>),
    All(Vec<Predicate>),
    Any(Vec<Predicate>),
}
