//! Which tokens does an indexed text have? Its words, and spans for the statutes it cites and the agencies it names.
//!
//! Indexing and snippets both use this, so that a snippet marks what the search has matched.

use crate::analysis::{TokenBuffer, tokenize_into};
use crate::extract::Names;

/// Reads the tokens of a text into `tokens`, as the text is indexed.
pub fn analyze(tokens: &mut TokenBuffer, text: &str) {
    analyze_with_names(tokens, text, &Names::of(text));
}

/// The same as [`analyze`], for a text whose names have already been found.
pub(crate) fn analyze_with_names(tokens: &mut TokenBuffer, text: &str, names: &Names) {
    tokenize_into(tokens, text);
    for (place, name) in names.iter() {
        tokens.add_span(name, place);
    }
}
