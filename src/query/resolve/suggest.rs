//! Which values of a field does the index hold, and which of them are nearest to a typed one?

use tantivy::schema::Field;
use tantivy::{Searcher, TantivyError};

use crate::error::Result;
use crate::text::edit_distance::edit_distance;
use crate::text::normalize::fold;

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
