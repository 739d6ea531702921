//! What stands where: words, sequences and nearness, found by documents first and by positions where that is needed.

use std::collections::BTreeSet;

use crate::analysis::split_term;
use crate::query::matching::truncation::Cut;
use crate::query::terms::term_dictionary::Terms;

/// Something that has places in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Expression {
    /// Any of these terms of the index.
    Terms(Vec<String>),
    /// One right after the other.
    Sequence(Vec<Expression>),
    /// Both sides within so many words.
    Near {
        left: Box<Expression>,
        right: Box<Expression>,
        within: u32,
        ordered: bool,
    },
    /// Any of these.
    Either(Vec<Expression>),
    /// All of these, anywhere.
    Both(Vec<Expression>),
}

/// The words from `start` up to `end`, counted from the first word of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Span {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// Of places of one expression in one text, no more are looked at.
pub(crate) const MOST_PLACES: usize = 20_000;

/// Of pairs of near things in one text, no more are looked at: chains of `w/` over common words have millions.
pub(crate) const MOST_PAIRS: usize = 1000;

/// Pairs beyond so many add nothing to a score.
const MOST_COUNTED: u32 = 50;

impl Expression {
    pub(crate) fn terms(terms: &Terms) -> Self {
        Expression::Terms(terms.keys().cloned().collect())
    }

    /// Joins alternatives, without layers that say nothing.
    pub(crate) fn either(mut parts: Vec<Expression>) -> Self {
        if parts
            .iter()
            .all(|part| matches!(part, Expression::Terms(_)))
        {
            let all: BTreeSet<String> = parts
                .into_iter()
                .flat_map(|part| match part {
                    Expression::Terms(terms) => terms,
                    _ => Vec::new(),
                })
                .collect();
            return Expression::Terms(all.into_iter().collect());
        }
        if parts.len() == 1 {
            return parts.remove(0);
        }
        Expression::Either(parts)
    }

    pub(crate) fn sequence(mut parts: Vec<Expression>) -> Self {
        if parts.len() == 1 {
            return parts.remove(0);
        }
        Expression::Sequence(parts)
    }

    /// Every term in it.
    pub(crate) fn each_term<'a>(&'a self, visit: &mut impl FnMut(&'a str)) {
        match self {
            Expression::Terms(terms) => terms.iter().for_each(|term| visit(term)),
            Expression::Near { left, right, .. } => {
                left.each_term(visit);
                right.each_term(visit);
            }
            Expression::Sequence(parts) | Expression::Either(parts) | Expression::Both(parts) => {
                for part in parts {
                    part.each_term(visit);
                }
            }
        }
    }

    /// Every list of alternative terms in it.
    pub(crate) fn each_list(&mut self, visit: &mut impl FnMut(&mut Vec<String>)) {
        match self {
            Expression::Terms(terms) => visit(terms),
            Expression::Near { left, right, .. } => {
                left.each_list(visit);
                right.each_list(visit);
            }
            Expression::Sequence(parts) | Expression::Either(parts) | Expression::Both(parts) => {
                for part in parts {
                    part.each_list(visit);
                }
            }
        }
    }

    /// What to mark of it in a text: its places, but of things near each other only themselves.
    pub(crate) fn marked(&self, positions: &mut dyn FnMut(&str, &mut Vec<u32>)) -> Vec<Span> {
        // Whether a release matches was said before.
        let cut = &mut Cut::default();
        let mut spans = match self {
            Expression::Near {
                left,
                right,
                within,
                ordered,
            } => {
                let (left, right) = (left.places(positions, cut), right.places(positions, cut));
                let near = |a: &[Span], b: &[Span], order: Order| -> Vec<Span> {
                    let meets = |span: &&Span| {
                        !near(&[**span], b, *within, order, &mut Cut::default()).is_empty()
                    };
                    a.iter().filter(meets).copied().collect()
                };
                let (first, second) = if *ordered {
                    (Order::Before, Order::After)
                } else {
                    (Order::Any, Order::Any)
                };
                let mut spans = near(&left, &right, first);
                spans.extend(near(&right, &left, second));
                spans
            }
            Expression::Either(parts) | Expression::Both(parts) => {
                if matches!(self, Expression::Both(_)) && self.places(positions, cut).is_empty() {
                    return Vec::new();
                }
                parts
                    .iter()
                    .flat_map(|part| part.marked(positions))
                    .collect()
            }
            Expression::Terms(_) | Expression::Sequence(_) => return self.places(positions, cut),
        };
        spans.sort_unstable();
        spans.dedup();
        spans
    }

    /// How many places it has in a text, but for a bound: of things near each other so many pairs are told apart as
    /// matter for a score.
    pub(crate) fn count(
        &self,
        positions: &mut dyn FnMut(&str, &mut Vec<u32>),
        cut: &mut Cut,
    ) -> u32 {
        let Expression::Near {
            left,
            right,
            within,
            ordered,
        } = self
        else {
            return u32::try_from(self.places(positions, cut).len()).unwrap_or(u32::MAX);
        };
        let left = left.places(positions, cut);
        let mut pairs = 0;
        if !left.is_empty() {
            let order = if *ordered { Order::Before } else { Order::Any };
            each_pair(&left, &right.places(positions, cut), *within, order, |_| {
                pairs += 1;
                pairs < MOST_COUNTED
            });
        }
        pairs
    }

    /// Its places in a text, sorted. `positions` gives those of a term; `cut` is told where there are more.
    pub(crate) fn places(
        &self,
        positions: &mut dyn FnMut(&str, &mut Vec<u32>),
        cut: &mut Cut,
    ) -> Vec<Span> {
        let mut spans = match self {
            Expression::Terms(terms) => {
                let mut spans = Vec::new();
                let mut starts = Vec::new();
                for term in terms {
                    let length = split_term(term).1;
                    starts.clear();
                    positions(term, &mut starts);
                    spans.extend(starts.iter().map(|&start| Span {
                        start,
                        end: start + length,
                    }));
                }
                spans
            }
            Expression::Sequence(parts) => {
                let mut parts = parts.iter();
                let mut spans = parts
                    .next()
                    .map(|part| part.places(positions, cut))
                    .unwrap_or_default();
                for part in parts {
                    if spans.is_empty() {
                        break;
                    }
                    spans = one_after_another(&spans, &part.places(positions, cut));
                }
                spans
            }
            Expression::Near {
                left,
                right,
                within,
                ordered,
            } => {
                let left = left.places(positions, cut);
                if left.is_empty() {
                    Vec::new()
                } else {
                    let order = if *ordered { Order::Before } else { Order::Any };
                    near(&left, &right.places(positions, cut), *within, order, cut)
                }
            }
            Expression::Either(parts) => parts
                .iter()
                .flat_map(|part| part.places(positions, cut))
                .collect(),
            Expression::Both(parts) => {
                let mut all = Vec::new();
                for part in parts {
                    let spans = part.places(positions, cut);
                    if spans.is_empty() {
                        all.clear();
                        break;
                    }
                    all.extend(spans);
                }
                all
            }
        };
        spans.sort_unstable();
        spans.dedup();
        cut.places |= spans.len() > MOST_PLACES;
        spans.truncate(MOST_PLACES);
        spans
    }
}

fn one_after_another(first: &[Span], second: &[Span]) -> Vec<Span> {
    let mut joined = Vec::new();
    for span in first {
        let from = second.partition_point(|next| next.start < span.end);
        joined.extend(
            second[from..]
                .iter()
                .take_while(|next| next.start == span.end)
                .map(|next| Span {
                    start: span.start,
                    end: next.end,
                }),
        );
    }
    joined.sort_unstable();
    joined
}

/// On which side the first of two things may stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    Before,
    After,
    Any,
}

/// Pairs that do not overlap, with at most `within - 1` words between.
fn near(left: &[Span], right: &[Span], within: u32, order: Order, cut: &mut Cut) -> Vec<Span> {
    let mut found = Vec::new();
    each_pair(left, right, within, order, |span| {
        let more = found.len() < MOST_PAIRS;
        if more {
            found.push(span);
        }
        cut.pairs |= !more;
        more
    });
    found
}

/// Visits such pairs for as long as `visit` asks for more.
fn each_pair(
    left: &[Span],
    right: &[Span],
    within: u32,
    order: Order,
    mut visit: impl FnMut(Span) -> bool,
) {
    // Spans are sorted by their start; the longest is not much longer than a statute's name.
    let reach = within + crate::analysis::LONGEST_SPAN;
    let mut from = 0;
    for span in left {
        while right
            .get(from)
            .is_some_and(|other| other.start + reach < span.start)
        {
            from += 1;
        }
        for other in &right[from..] {
            if other.start >= span.end + within {
                break;
            }
            let follows = order != Order::After && other.start >= span.end;
            let precedes = order != Order::Before
                && other.end <= span.start
                && span.start < other.end + within;
            let pair = Span {
                start: span.start.min(other.start),
                end: span.end.max(other.end),
            };
            if (follows || precedes) && !visit(pair) {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(word: &str) -> Expression {
        Expression::Terms(vec![word.to_owned()])
    }

    fn places(expression: &Expression, text: &str) -> Vec<(u32, u32)> {
        let words: Vec<&str> = text.split(' ').collect();
        let positions = &mut |term: &str, out: &mut Vec<u32>| {
            let starts = words.iter().enumerate().filter(|(_, word)| **word == term);
            out.extend(starts.map(|(at, _)| u32::try_from(at).expect("few words")));
        };
        let spans = expression.places(positions, &mut Cut::default());
        spans
            .into_iter()
            .map(|span| (span.start, span.end))
            .collect()
    }

    #[test]
    fn nearness_counts_from_word_to_word() {
        let near = |within, ordered| Expression::Near {
            left: Box::new(word("a")),
            right: Box::new(word("b")),
            within,
            ordered,
        };
        assert_eq!(places(&near(1, false), "a b x"), [(0, 2)]);
        assert_eq!(places(&near(1, false), "b a x"), [(0, 2)]);
        assert_eq!(places(&near(1, true), "b a x"), []);
        assert_eq!(places(&near(2, true), "a x b"), [(0, 3)]);
        assert_eq!(places(&near(1, true), "a x b"), []);
        assert_eq!(places(&near(2, false), "b x a x b"), [(0, 3), (2, 5)]);
    }

    #[test]
    fn a_word_is_not_near_itself() {
        let twice = Expression::Near {
            left: Box::new(word("a")),
            right: Box::new(word("a")),
            within: 5,
            ordered: false,
        };
        assert_eq!(places(&twice, "x a x"), []);
        assert_eq!(places(&twice, "a x a"), [(0, 3)]);
    }

    #[test]
    fn sequences_follow_without_a_gap() {
        let three = Expression::sequence(vec![word("a"), word("b"), word("c")]);
        assert_eq!(places(&three, "a b c a b x c"), [(0, 3)]);
        let both = Expression::Both(vec![word("a"), word("z")]);
        assert_eq!(places(&both, "a b"), []);
    }
}
