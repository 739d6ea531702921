//! What stands where: words, sequences and nearness, found by documents first and by positions where that is needed.

use std::collections::BTreeSet;

use crate::analysis::split_term;
use crate::query::matching::truncation::Truncation;
use crate::query::terms::term_dictionary::TermCounts;

/// Something that has places in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SpanExpr {
    /// Any of these terms of the index.
    Terms(Vec<String>),
    /// One right after the other.
    Phrase(Vec<SpanExpr>),
    /// Both sides within so many words.
    Near {
        left: Box<SpanExpr>,
        right: Box<SpanExpr>,
        within: u32,
        ordered: bool,
    },
    /// Any of these.
    AnyOf(Vec<SpanExpr>),
    /// All of these, anywhere.
    AllOf(Vec<SpanExpr>),
}

/// The words from `start` up to `end`, counted from the first word of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Span {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// Of places of one expression in one text, no more are looked at.
pub(crate) const MAX_SPANS: usize = 20_000;

/// Of pairs of near things in one text, no more are looked at: chains of `w/` over common words have millions.
pub(crate) const MAX_PAIRS: usize = 1000;

/// Pairs beyond so many add nothing to a score.
const MAX_COUNTED_PAIRS: u32 = 50;

impl SpanExpr {
    pub(crate) fn terms(terms: &TermCounts) -> Self {
        SpanExpr::Terms(terms.keys().cloned().collect())
    }

    /// Joins alternatives, without layers that say nothing.
    pub(crate) fn any_of(mut parts: Vec<SpanExpr>) -> Self {
        if parts.iter().all(|part| matches!(part, SpanExpr::Terms(_))) {
            let all: BTreeSet<String> = parts
                .into_iter()
                .flat_map(|part| match part {
                    SpanExpr::Terms(terms) => terms,
                    _ => Vec::new(),
                })
                .collect();
            return SpanExpr::Terms(all.into_iter().collect());
        }
        if parts.len() == 1 {
            return parts.remove(0);
        }
        SpanExpr::AnyOf(parts)
    }

    pub(crate) fn phrase(mut parts: Vec<SpanExpr>) -> Self {
        if parts.len() == 1 {
            return parts.remove(0);
        }
        SpanExpr::Phrase(parts)
    }

    /// Every term in it.
    pub(crate) fn for_each_term<'a>(&'a self, visit: &mut impl FnMut(&'a str)) {
        match self {
            SpanExpr::Terms(terms) => terms.iter().for_each(|term| visit(term)),
            SpanExpr::Near { left, right, .. } => {
                left.for_each_term(visit);
                right.for_each_term(visit);
            }
            SpanExpr::Phrase(parts) | SpanExpr::AnyOf(parts) | SpanExpr::AllOf(parts) => {
                for part in parts {
                    part.for_each_term(visit);
                }
            }
        }
    }

    /// Every list of alternative terms in it.
    pub(crate) fn for_each_term_list(&mut self, visit: &mut impl FnMut(&mut Vec<String>)) {
        match self {
            SpanExpr::Terms(terms) => visit(terms),
            SpanExpr::Near { left, right, .. } => {
                left.for_each_term_list(visit);
                right.for_each_term_list(visit);
            }
            SpanExpr::Phrase(parts) | SpanExpr::AnyOf(parts) | SpanExpr::AllOf(parts) => {
                for part in parts {
                    part.for_each_term_list(visit);
                }
            }
        }
    }

    /// What to mark of it in a text: its places, but of things near each other only themselves.
    pub(crate) fn highlight_spans(
        &self,
        positions: &mut dyn FnMut(&str, &mut Vec<u32>),
    ) -> Vec<Span> {
        // Whether a release matches was said before.
        let truncation = &mut Truncation::default();
        let mut spans = match self {
            SpanExpr::Near {
                left,
                right,
                within,
                ordered,
            } => {
                let (left, right) = (
                    left.spans(positions, truncation),
                    right.spans(positions, truncation),
                );
                let near = |a: &[Span], b: &[Span], order: Order| -> Vec<Span> {
                    let meets = |span: &&Span| {
                        !near(&[**span], b, *within, order, &mut Truncation::default()).is_empty()
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
            SpanExpr::AnyOf(parts) | SpanExpr::AllOf(parts) => {
                if matches!(self, SpanExpr::AllOf(_))
                    && self.spans(positions, truncation).is_empty()
                {
                    return Vec::new();
                }
                parts
                    .iter()
                    .flat_map(|part| part.highlight_spans(positions))
                    .collect()
            }
            SpanExpr::Terms(_) | SpanExpr::Phrase(_) => return self.spans(positions, truncation),
        };
        spans.sort_unstable();
        spans.dedup();
        spans
    }

    /// How many places it has in a text, but for a bound: of things near each other so many pairs are told apart as
    /// matter for a score.
    pub(crate) fn count_spans(
        &self,
        positions: &mut dyn FnMut(&str, &mut Vec<u32>),
        truncation: &mut Truncation,
    ) -> u32 {
        let SpanExpr::Near {
            left,
            right,
            within,
            ordered,
        } = self
        else {
            return u32::try_from(self.spans(positions, truncation).len()).unwrap_or(u32::MAX);
        };
        let left = left.spans(positions, truncation);
        let mut pairs = 0;
        if !left.is_empty() {
            let order = if *ordered { Order::Before } else { Order::Any };
            each_pair(
                &left,
                &right.spans(positions, truncation),
                *within,
                order,
                |_| {
                    pairs += 1;
                    pairs < MAX_COUNTED_PAIRS
                },
            );
        }
        pairs
    }

    /// Its places in a text, sorted. `positions` gives those of a term; `truncation` is told where there are more.
    pub(crate) fn spans(
        &self,
        positions: &mut dyn FnMut(&str, &mut Vec<u32>),
        truncation: &mut Truncation,
    ) -> Vec<Span> {
        let mut spans = match self {
            SpanExpr::Terms(terms) => {
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
            SpanExpr::Phrase(parts) => {
                let mut parts = parts.iter();
                let mut spans = parts
                    .next()
                    .map(|part| part.spans(positions, truncation))
                    .unwrap_or_default();
                for part in parts {
                    if spans.is_empty() {
                        break;
                    }
                    spans = one_after_another(&spans, &part.spans(positions, truncation));
                }
                spans
            }
            SpanExpr::Near {
                left,
                right,
                within,
                ordered,
            } => {
                let left = left.spans(positions, truncation);
                if left.is_empty() {
                    Vec::new()
                } else {
                    let order = if *ordered { Order::Before } else { Order::Any };
                    near(
                        &left,
                        &right.spans(positions, truncation),
                        *within,
                        order,
                        truncation,
                    )
                }
            }
            SpanExpr::AnyOf(parts) => parts
                .iter()
                .flat_map(|part| part.spans(positions, truncation))
                .collect(),
            SpanExpr::AllOf(parts) => {
                let mut all = Vec::new();
                for part in parts {
                    let spans = part.spans(positions, truncation);
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
        truncation.spans |= spans.len() > MAX_SPANS;
        spans.truncate(MAX_SPANS);
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
fn near(
    left: &[Span],
    right: &[Span],
    within: u32,
    order: Order,
    truncation: &mut Truncation,
) -> Vec<Span> {
    let mut found = Vec::new();
    each_pair(left, right, within, order, |span| {
        let more = found.len() < MAX_PAIRS;
        if more {
            found.push(span);
        }
        truncation.pairs |= !more;
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

    fn word(word: &str) -> SpanExpr {
        SpanExpr::Terms(vec![word.to_owned()])
    }

    fn spans(expression: &SpanExpr, text: &str) -> Vec<(u32, u32)> {
        let words: Vec<&str> = text.split(' ').collect();
        let positions = &mut |term: &str, out: &mut Vec<u32>| {
            let starts = words.iter().enumerate().filter(|(_, word)| **word == term);
            out.extend(starts.map(|(at, _)| u32::try_from(at).expect("few words")));
        };
        let spans = expression.spans(positions, &mut Truncation::default());
        spans
            .into_iter()
            .map(|span| (span.start, span.end))
            .collect()
    }

    #[test]
    fn nearness_counts_from_word_to_word() {
        let near = |within, ordered| SpanExpr::Near {
            left: Box::new(word("a")),
            right: Box::new(word("b")),
            within,
            ordered,
        };
        assert_eq!(spans(&near(1, false), "a b x"), [(0, 2)]);
        assert_eq!(spans(&near(1, false), "b a x"), [(0, 2)]);
        assert_eq!(spans(&near(1, true), "b a x"), []);
        assert_eq!(spans(&near(2, true), "a x b"), [(0, 3)]);
        assert_eq!(spans(&near(1, true), "a x b"), []);
        assert_eq!(spans(&near(2, false), "b x a x b"), [(0, 3), (2, 5)]);
    }

    #[test]
    fn a_word_is_not_near_itself() {
        let twice = SpanExpr::Near {
            left: Box::new(word("a")),
            right: Box::new(word("a")),
            within: 5,
            ordered: false,
        };
        assert_eq!(spans(&twice, "x a x"), []);
        assert_eq!(spans(&twice, "a x a"), [(0, 3)]);
    }

    #[test]
    fn sequences_follow_without_a_gap() {
        let three = SpanExpr::phrase(vec![word("a"), word("b"), word("c")]);
        assert_eq!(spans(&three, "a b c a b x c"), [(0, 3)]);
        let both = SpanExpr::AllOf(vec![word("a"), word("z")]);
        assert_eq!(spans(&both, "a b"), []);
    }
}
