//! What does it mean to be near a group? To be near each of its parts: `(wire mail) w/5 fraud`.

use crate::query::postings::span_expr::SpanExpr;

/// Maximum number of pairs of words that must be near each other: of two groups each word is paired with each word of the
/// other, and chains of groups multiply.
const MAX_PAIRED_WORDS: usize = 64;

/// One expression near another. False if they have too many words to pair: then one word of each group is enough.
pub(super) fn near(
    left: SpanExpr,
    right: SpanExpr,
    within: u32,
    ordered: bool,
) -> (SpanExpr, bool) {
    if parts(&left) * size(&right) + parts(&right) * size(&left) > MAX_PAIRED_WORDS {
        return (SpanExpr::near(left, right, within, ordered), false);
    }
    (each_near_each(left, right, within, ordered), true)
}

/// The number of parts that must all match.
fn parts(expression: &SpanExpr) -> usize {
    match expression {
        SpanExpr::AllOf(parts) => parts.len(),
        _ => 1,
    }
}

/// The number of lists of terms in an expression.
fn size(expression: &SpanExpr) -> usize {
    match expression {
        SpanExpr::Terms(_) => 1,
        _ => expression.children().iter().map(size).sum(),
    }
}

fn each_near_each(left: SpanExpr, right: SpanExpr, within: u32, ordered: bool) -> SpanExpr {
    match (left, right) {
        (SpanExpr::AllOf(parts), right) => SpanExpr::AllOf(
            parts
                .into_iter()
                .map(|part| each_near_each(part, right.clone(), within, ordered))
                .collect(),
        ),
        (left, SpanExpr::AllOf(parts)) => SpanExpr::AllOf(
            parts
                .into_iter()
                .map(|part| each_near_each(left.clone(), part, within, ordered))
                .collect(),
        ),
        (left, right) => SpanExpr::near(left, right, within, ordered),
    }
}
