//! What is shown of a match: its stored fields, snippets, and how its score came about.

pub(crate) mod explain;
pub(crate) mod fragment;
pub(crate) mod highlighter;
pub(crate) mod hits;
pub(crate) mod snippet;
#[cfg(test)]
mod tests;
pub(crate) mod window;
