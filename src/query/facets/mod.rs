//! Counts of values among the matches.

pub(crate) mod count;
mod dates;
pub(crate) mod facet;
pub(crate) mod left_out;
mod path_tree;
mod values;

use std::collections::HashMap;

/// How often each value was found.
pub(crate) type Counts = HashMap<String, usize>;
