//! Hits: stored values, snippets, explanations.

pub(crate) mod explain;
pub(crate) mod fragment;
pub(crate) mod hits;
pub(crate) mod snippet;
#[cfg(test)]
mod tests;
pub(crate) mod window;
