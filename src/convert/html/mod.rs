//! A page of HTML -> the part of it that is the release.

pub(crate) mod flat_writer;
pub(crate) mod generic_page;
pub(crate) mod layout;
pub(crate) mod render;
pub(crate) mod sanitize;
pub(crate) mod scanner;
pub(crate) mod selectors;
pub(crate) mod skipped_elements;
pub(crate) mod unclosed;
