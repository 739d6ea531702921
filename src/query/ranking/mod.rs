//! In which order matches come.

pub(crate) mod bm25;
pub(crate) mod min_should_match;
pub(crate) mod proximity;
