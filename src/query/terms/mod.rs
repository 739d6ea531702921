//! The terms of an index: by form, by stem, by wildcard, by spelling.

pub(crate) mod fuzzy;
pub(crate) mod search_field;
pub(crate) mod term_dictionary;
pub(crate) mod wildcard;
