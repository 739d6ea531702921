//! Counts of values among the matches.

mod bands;
pub(crate) mod count;
mod dates;
pub(crate) mod facet;
pub(crate) mod left_out;
mod path_tree;
mod persons;
pub(crate) mod tally;
mod values;
