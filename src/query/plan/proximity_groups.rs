//! Nearness to a group means nearness to each of its parts: `(wire mail) w/5 fraud`.

use crate::query::matching::span_expr::SpanExpr;

/// A group near a group is each word near each word: chains of groups grow without end. Where that would give more words
/// than this, one word of each group is enough.
const MOST_PAIRED: usize = 64;

/// How many things an expression asks for at once.
fn parts(expression: &SpanExpr) -> usize {
    match expression {
        SpanExpr::AllOf(parts) => parts.len(),
        _ => 1,
    }
}

/// How many lists of words an expression has.
fn size(expression: &SpanExpr) -> usize {
    match expression {
        SpanExpr::Terms(_) => 1,
        _ => expression.children().iter().map(size).sum(),
    }
}

/// One thing near another, and whether each part of a group is held to that: of groups that are too many, one of each is.
pub(crate) fn nearness(
    left: SpanExpr,
    right: SpanExpr,
    within: u32,
    ordered: bool,
) -> (SpanExpr, bool) {
    if parts(&left) * size(&right) + parts(&right) * size(&left) > MOST_PAIRED {
        let near = SpanExpr::near(left, right, within, ordered);
        return (near, false);
    }
    (each_near_each(left, right, within, ordered), true)
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
