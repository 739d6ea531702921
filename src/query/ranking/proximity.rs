//! Raises the scores of releases in which words of the query that follow each other are close to each other.

use crate::query::postings::span_expr::Span;

/// Maximum distance of two words, counted from word to word: beyond it their proximity says nothing.
const MAX_DISTANCE: u32 = 12;

/// Minimum inverse document frequency of both words: frequent words are close to each other in every release on their
/// topic (`medicare fraud`), rare ones are a name.
const MIN_IDF: f32 = 3.0;

/// How close the neighbouring clauses of a query are to each other in a release, in units of inverse document frequency.
/// `clauses` are in the order of the query, each with its spans, sorted, and its inverse document frequency.
pub(super) fn proximity(clauses: &[(Vec<Span>, f32)]) -> f32 {
    let mut sum = 0.0;
    for pair in clauses.windows(2) {
        if let Some(distance) = min_distance(&pair[0].0, &pair[1].0) {
            #[allow(clippy::cast_precision_loss)] // At most `MAX_DISTANCE`.
            let distance = distance as f32;
            sum += (pair[0].1.min(pair[1].1) - MIN_IDF).max(0.0) / distance;
        }
    }
    sum
}

/// The minimum distance between a span of `first` and one of `second`, counted from word to word; none if it is more than
/// [`MAX_DISTANCE`]. Both lists are sorted.
fn min_distance(first: &[Span], second: &[Span]) -> Option<u32> {
    let mut min = None;
    let mut from = 0;
    for span in first {
        while (second.get(from)).is_some_and(|other| other.end + MAX_DISTANCE < span.start) {
            from += 1;
        }
        for other in &second[from..] {
            if other.start > span.end + MAX_DISTANCE {
                break;
            }
            let distance = if other.start >= span.end {
                other.start - span.end + 1
            } else if span.start >= other.end {
                span.start - other.end + 1
            } else {
                continue;
            };
            min = Some(min.map_or(distance, |min: u32| min.min(distance)));
        }
    }
    min.filter(|distance| *distance <= MAX_DISTANCE)
}
