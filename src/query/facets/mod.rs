//! Counts of values among the matches.

pub(crate) mod count;
mod dates;
pub(crate) mod facet;
mod path_tree;
mod values;
