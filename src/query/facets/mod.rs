//! Counts of values among the matches.

mod dates;
pub(crate) mod facet;
mod path_tree;
mod values;
