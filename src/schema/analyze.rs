//! Which tokens does an indexed text have? Its words, and spans for the statutes it cites and the agencies it names.
//!
//! Indexing and snippets both use this, so that a snippet marks what the search has matched.

use crate::analysis::{TokenBuffer, tokenize_into};
use crate::extract::EntityMentions;

/// Reads the tokens of a text into `tokens`, as the text is indexed.
pub fn analyze(tokens: &mut TokenBuffer, text: &str) {
    analyze_with_entities(tokens, text, &EntityMentions::of(text));
}

/// The same as [`analyze`], for a text whose names have already been found.
pub(crate) fn analyze_with_entities(
    tokens: &mut TokenBuffer,
    text: &str,
    entities: &EntityMentions,
) {
    tokenize_into(tokens, text);
    for (place, name) in entities.iter() {
        tokens.add_span(name, place);
    }
}
