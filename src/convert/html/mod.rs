//! Which part of an HTML page is the release, and which text does it hold?

pub(crate) mod flat_writer;
pub(crate) mod generic_page;
pub(crate) mod head;
pub(crate) mod layout;
pub(crate) mod sanitize;
pub(crate) mod saved;
pub(crate) mod scanner;
pub(crate) mod selectors;
pub(crate) mod skipped_elements;
pub(crate) mod unclosed;
