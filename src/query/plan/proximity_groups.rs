//! Nearness to a group means nearness to each of its parts: `(wire mail) w/5 fraud`.

use crate::query::matching::span_expr::Expression;

/// A group near a group is each word near each word: chains of groups grow without end. Where that would give more words
/// than this, one word of each group is enough.
const MOST_PAIRED: usize = 64;

/// How many things an expression asks for at once.
fn parts(expression: &Expression) -> usize {
    match expression {
        Expression::Both(parts) => parts.len(),
        _ => 1,
    }
}

/// How many lists of words an expression has.
fn size(expression: &Expression) -> usize {
    match expression {
        Expression::Terms(_) => 1,
        Expression::Near { left, right, .. } => size(left) + size(right),
        Expression::Sequence(parts) | Expression::Either(parts) | Expression::Both(parts) => {
            parts.iter().map(size).sum()
        }
    }
}

/// One thing near another, and whether each part of a group is held to that: of groups that are too many, one of each is.
pub(crate) fn nearness(
    left: Expression,
    right: Expression,
    within: u32,
    ordered: bool,
) -> (Expression, bool) {
    if parts(&left) * size(&right) + parts(&right) * size(&left) > MOST_PAIRED {
        let near = Expression::Near {
            left: Box::new(left),
            right: Box::new(right),
            within,
            ordered,
        };
        return (near, false);
    }
    (each_near_each(left, right, within, ordered), true)
}

fn each_near_each(left: Expression, right: Expression, within: u32, ordered: bool) -> Expression {
    match (left, right) {
        (Expression::Both(parts), right) => Expression::Both(
            parts
                .into_iter()
                .map(|part| each_near_each(part, right.clone(), within, ordered))
                .collect(),
        ),
        (left, Expression::Both(parts)) => Expression::Both(
            parts
                .into_iter()
                .map(|part| each_near_each(left.clone(), part, within, ordered))
                .collect(),
        ),
        (left, right) => Expression::Near {
            left: Box::new(left),
            right: Box::new(right),
            within,
            ordered,
        },
    }
}
