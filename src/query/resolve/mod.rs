//! Typed names and dates -> filters.

pub(crate) mod filter;
pub(crate) mod person;
pub(crate) mod resolver;
