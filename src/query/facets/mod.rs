//! Counts of values among the matches.

pub(crate) mod facet;
