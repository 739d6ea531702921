//! Which releases match, and where in their text.

pub(crate) mod doc_set;
pub(crate) mod evaluate;
pub(crate) mod matches;
pub(crate) mod per_segment;
mod phrase_postings;
pub(crate) mod positions;
pub(crate) mod posting_list;
pub(crate) mod postings;
pub(crate) mod predicate;
pub(crate) mod span_expr;
pub(crate) mod spans;
pub(crate) mod truncation;
