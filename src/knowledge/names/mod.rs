//! From a typed name to the paths that it means.

pub(crate) mod name_index;
pub(crate) mod resolver;
pub(crate) mod suggestions;
