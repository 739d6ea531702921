//! What a document must have to match a part of a query.

use tantivy::schema::Term;

use crate::query::postings::span_expr::SpanExpr;
use crate::query::resolve::filter::Filter;
use crate::query::terms::search_field::SearchField;

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
