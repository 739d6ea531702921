//! From a typed name to the paths that it means, or to the act.

pub(crate) mod acts;
pub(crate) mod name_index;
pub(crate) mod resolver;
pub(crate) mod sections;
pub(crate) mod suggestions;
