//! Which of the matching releases are listed, and in what order.

pub(crate) mod bm25;
pub(crate) mod candidate;
pub(crate) mod min_should_match;
pub(crate) mod proximity;
pub(crate) mod ranker;
