//! The words of an index: by beginning, by pattern, by likeness.

pub(crate) mod fuzzy;
pub(crate) mod term_dictionary;
pub(crate) mod wildcard;
