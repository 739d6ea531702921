//! Which values of a field does the index hold, and which of them are nearest to a typed one?

use tantivy::schema::Field;
use tantivy::{Searcher, TantivyError};

use crate::error::Result;
use crate::schema::AFTER_KEY;
use crate::text::edit_distance::edit_distance;
use crate::text::normalize::fold;

/// Maximum number of names that a note lists.
const MAX_NOTED: usize = 8;

/// Every value of a field whose values are not cut into words, sorted.
pub(super) fn known_values(searcher: &Searcher, field: Field) -> Result<Vec<String>> {
    let mut all = Vec::new();
    for segment in searcher.segment_readers() {
        let inverted = segment.inverted_index(field)?;
        let mut stream = inverted.terms().stream().map_err(TantivyError::from)?;
        while stream.advance() {
            if let Ok(value) = std::str::from_utf8(stream.key()) {
                all.push(value.to_owned());
            }
        }
    }
    all.sort_unstable();
    all.dedup();
    Ok(all)
}

/// The terms of a field that begin with a key.
pub(super) fn keyed_terms(searcher: &Searcher, field: Field, key: &str) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for segment in searcher.segment_readers() {
        let inverted = segment.inverted_index(field)?;
        let range = inverted.terms().range();
        let range = range.ge(format!("{key}{AFTER_KEY}"));
        let range = range.lt(format!("{key}{AFTER_KEY}\u{10FFFF}"));
        let mut terms = range.into_stream().map_err(TantivyError::from)?;
        while terms.advance() {
            if let Ok(term) = std::str::from_utf8(terms.key()) {
                found.push(term.to_owned());
            }
        }
    }
    Ok(found)
}

/// What stands behind a key in the terms of a field.
pub(super) fn keyed_values(searcher: &Searcher, field: Field, key: &str) -> Result<Vec<String>> {
    let terms = keyed_terms(searcher, field, key)?.into_iter();
    let values = terms.filter_map(|term| Some(term.split_once(AFTER_KEY)?.1.to_owned()));
    Ok(values.collect())
}

/// Names for a note: the first ones, and how many more there are.
pub(super) fn noted_names(names: &[impl AsRef<str>]) -> String {
    let first: Vec<&str> = names.iter().take(MAX_NOTED).map(AsRef::as_ref).collect();
    let first = first.join(", ");
    match names.len().saturating_sub(MAX_NOTED) {
        0 => first,
        more => format!("{first} and {more} more"),
    }
}

/// Up to five of the known values that look most like the typed one.
pub(crate) fn nearest(typed: &str, known: &[String]) -> Vec<String> {
    let typed = fold(typed);
    let mut scored: Vec<(usize, &String)> = known
        .iter()
        .map(|value| {
            let folded = fold(value);
            // A name with a part of it typed rightly is near, whatever else it holds.
            let part = folded
                .split_whitespace()
                .map(|part| edit_distance(&typed, part))
                .min();
            let whole = edit_distance(&typed, &folded);
            (part.map_or(whole, |part| whole.min(part + 1)), value)
        })
        .collect();
    scored.sort_unstable();
    let most = typed.chars().count() / 3 + 1;
    scored
        .into_iter()
        .filter(|(distance, _)| *distance <= most)
        .take(5)
        .map(|(_, value)| value.clone())
        .collect()
}
