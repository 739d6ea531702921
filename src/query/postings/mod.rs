//! In which documents do words and expressions of words stand, and where?

pub(crate) mod copies;
pub(crate) mod doc_set;
pub(crate) mod per_segment;
mod phrase_postings;
pub(crate) mod positions;
pub(crate) mod posting_list;
pub(crate) mod span_expr;
pub(crate) mod term_postings;
pub(crate) mod truncation;
