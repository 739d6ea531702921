//! Where in a text an expression occurs: terms, phrases, proximity (`w/5`), and combinations of them.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::{MAX_SPAN_WIDTH, span_term, split_term};
use crate::query::postings::truncation::{MAX_PAIRS, MAX_SPANS, Truncation};
use crate::query::terms::term_dictionary::TermCounts;

/// An expression that has spans in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SpanExpr {
    /// Any of these terms of the index.
    Terms(Vec<String>),
    /// Each right after the one before.
    Phrase(Vec<SpanExpr>),
    /// Both sides at most `within` words apart; with `ordered` the first side before the second.
    Near {
        sides: Box<[SpanExpr; 2]>,
        within: u32,
        ordered: bool,
    },
    /// Any of these.
    AnyOf(Vec<SpanExpr>),
    /// All of these, anywhere in the text.
    AllOf(Vec<SpanExpr>),
}

/// The words from `start` up to, not including, `end`, counted from the first word of the text, which is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Span {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// Maximum number of pairs that are counted per proximity and document: more do not change a score.
const MAX_COUNTED_PAIRS: u32 = 50;

/// Minimum number of terms whose positions are merged: otherwise each of thousands of terms that a wildcard matches would be
/// asked about each document.
const MIN_MERGED_TERMS: usize = 16;

impl SpanExpr {
    pub(crate) fn terms(terms: &TermCounts) -> Self {
        SpanExpr::Terms(terms.keys().cloned().collect())
    }

    pub(crate) fn near(left: SpanExpr, right: SpanExpr, within: u32, ordered: bool) -> Self {
        SpanExpr::Near {
            sides: Box::new([left, right]),
            within,
            ordered,
        }
    }

    /// Any of `parts`. Lists of terms become one list; a single part stays as it is.
    pub(crate) fn any_of(mut parts: Vec<SpanExpr>) -> Self {
        if parts.iter().all(|part| matches!(part, SpanExpr::Terms(_))) {
            let terms: BTreeSet<String> = (parts.iter())
                .flat_map(SpanExpr::all_terms)
                .map(str::to_owned)
                .collect();
            return SpanExpr::Terms(terms.into_iter().collect());
        }
        if parts.len() == 1 {
            return parts.remove(0);
        }
        SpanExpr::AnyOf(parts)
    }

    /// The phrase of `parts`. A single part stays as it is.
    pub(crate) fn phrase(mut parts: Vec<SpanExpr>) -> Self {
        if parts.len() == 1 {
            return parts.remove(0);
        }
        SpanExpr::Phrase(parts)
    }

    /// The expressions that this one is made of.
    pub(crate) fn children(&self) -> &[SpanExpr] {
        match self {
            SpanExpr::Terms(_) => &[],
            SpanExpr::Near { sides, .. } => sides.as_slice(),
            SpanExpr::Phrase(parts) | SpanExpr::AnyOf(parts) | SpanExpr::AllOf(parts) => parts,
        }
    }

    /// The expressions that this one is made of.
    pub(crate) fn children_mut(&mut self) -> &mut [SpanExpr] {
        match self {
            SpanExpr::Terms(_) => &mut [],
            SpanExpr::Near { sides, .. } => sides.as_mut_slice(),
            SpanExpr::Phrase(parts) | SpanExpr::AnyOf(parts) | SpanExpr::AllOf(parts) => parts,
        }
    }

    /// Every term in the expression, at any depth. A term can be there more than once.
    pub(crate) fn all_terms(&self) -> Vec<&str> {
        match self {
            SpanExpr::Terms(terms) => terms.iter().map(String::as_str).collect(),
            _ => (self.children().iter())
                .flat_map(SpanExpr::all_terms)
                .collect(),
        }
    }

    /// Replaces each long list of terms by one invented term for each width, so that their positions can be merged. Calls
    /// `merge` with each invented term, numbered from `number` on, and with the terms that it stands for.
    pub(crate) fn merge_terms<E>(
        &mut self,
        number: &mut usize,
        merge: &mut impl FnMut(String, &[String]) -> Result<(), E>,
    ) -> Result<(), E> {
        for child in self.children_mut() {
            child.merge_terms(number, merge)?;
        }
        let SpanExpr::Terms(terms) = self else {
            return Ok(());
        };
        if terms.len() < MIN_MERGED_TERMS {
            return Ok(());
        }
        let mut by_width: BTreeMap<u32, Vec<String>> = BTreeMap::new();
        for term in terms.drain(..) {
            let width = split_term(&term).1;
            by_width.entry(width).or_default().push(term);
        }
        for (width, of_width) in by_width {
            // No term of the index begins with a space.
            let name = span_term(&format!(" {number}"), width);
            *number += 1;
            merge(name.clone(), &of_width)?;
            terms.push(name);
        }
        Ok(())
    }

    /// The spans to highlight in a text: those of the expression; of a proximity the two sides and not the words between.
    pub(crate) fn highlight_spans(
        &self,
        positions: &mut dyn FnMut(&str, &mut Vec<u32>),
    ) -> Vec<Span> {
        // Other spans are highlighted if a maximum is reached, nothing is lost.
        let ignored = &mut Truncation::default();
        let mut spans = match self {
            SpanExpr::Terms(_) | SpanExpr::Phrase(_) => return self.spans(positions, ignored),
            SpanExpr::AllOf(_) if self.spans(positions, ignored).is_empty() => Vec::new(),
            SpanExpr::AnyOf(parts) | SpanExpr::AllOf(parts) => (parts.iter())
                .flat_map(|part| part.highlight_spans(positions))
                .collect(),
            SpanExpr::Near {
                sides,
                within,
                ordered,
            } => {
                let [left, right] = sides.each_ref().map(|side| side.spans(positions, ignored));
                let mut in_pair = BTreeSet::new();
                let mut pairs = 0;
                for_each_pair(&left, &right, *within, *ordered, |one, other| {
                    in_pair.extend([one, other]);
                    pairs += 1;
                    pairs < MAX_SPANS
                });
                in_pair.into_iter().collect()
            }
        };
        spans.sort_unstable();
        spans.dedup();
        spans
    }

    /// The number of spans in a text; of a proximity at most [`MAX_COUNTED_PAIRS`].
    pub(crate) fn count_spans(
        &self,
        positions: &mut dyn FnMut(&str, &mut Vec<u32>),
        truncation: &mut Truncation,
    ) -> u32 {
        let SpanExpr::Near {
            sides,
            within,
            ordered,
        } = self
        else {
            return u32::try_from(self.spans(positions, truncation).len()).unwrap_or(u32::MAX);
        };
        let mut pairs = 0;
        let left = sides[0].spans(positions, truncation);
        if !left.is_empty() {
            let right = sides[1].spans(positions, truncation);
            truncation.places += for_each_pair(&left, &right, *within, *ordered, |_, _| {
                pairs += 1;
                pairs < MAX_COUNTED_PAIRS
            });
        }
        pairs
    }

    /// The spans in a text, sorted. `positions` appends those of a term; `truncation` is set if a maximum was reached.
    pub(crate) fn spans(
        &self,
        positions: &mut dyn FnMut(&str, &mut Vec<u32>),
        truncation: &mut Truncation,
    ) -> Vec<Span> {
        let mut spans = match self {
            SpanExpr::Terms(terms) => {
                let mut spans = Vec::new();
                let mut starts = Vec::new();
                truncation.places += terms.len() as u64;
                for term in terms {
                    let length = split_term(term).1;
                    starts.clear();
                    positions(term, &mut starts);
                    truncation.places += starts.len() as u64;
                    spans.extend(starts.iter().map(|&start| Span {
                        start,
                        end: start + length,
                    }));
                }
                spans
            }
            SpanExpr::Phrase(parts) => {
                let mut parts = parts.iter();
                let mut spans = (parts.next())
                    .map(|part| part.spans(positions, truncation))
                    .unwrap_or_default();
                for part in parts {
                    if spans.is_empty() {
                        break;
                    }
                    spans = adjacent(&spans, &part.spans(positions, truncation));
                }
                spans
            }
            SpanExpr::Near {
                sides,
                within,
                ordered,
            } => {
                let mut spans = Vec::new();
                let left = sides[0].spans(positions, truncation);
                if !left.is_empty() {
                    let right = sides[1].spans(positions, truncation);
                    let mut all_pairs = true;
                    let compared = for_each_pair(&left, &right, *within, *ordered, |one, other| {
                        let more = spans.len() < MAX_PAIRS;
                        if more {
                            spans.push(Span {
                                start: one.start.min(other.start),
                                end: one.end.max(other.end),
                            });
                        }
                        all_pairs &= more;
                        more
                    });
                    truncation.pairs |= !all_pairs;
                    truncation.places += compared;
                }
                spans
            }
            SpanExpr::AnyOf(parts) => (parts.iter())
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

/// The spans that begin with one of `first` and go on with one of `second` right after it.
fn adjacent(first: &[Span], second: &[Span]) -> Vec<Span> {
    let mut joined = Vec::new();
    for span in first {
        let from = second.partition_point(|next| next.start < span.end);
        let next = second[from..].iter();
        let next = next.take_while(|next| next.start == span.end);
        joined.extend(next.map(|next| Span {
            start: span.start,
            end: next.end,
        }));
    }
    joined.sort_unstable();
    joined
}

/// Calls `visit` for each pair that does not overlap and has at most `within - 1` words between, as long as it returns
/// true. Both lists are sorted. With `ordered` the span of `left` must come first. Returns how many pairs were compared.
fn for_each_pair(
    left: &[Span],
    right: &[Span],
    within: u32,
    ordered: bool,
    mut visit: impl FnMut(Span, Span) -> bool,
) -> u64 {
    // Spans are sorted by their start, and a right span that begins this far before ends too far before.
    let reach = within + MAX_SPAN_WIDTH;
    let mut from = 0;
    let mut compared = 0;
    for span in left {
        compared += 1;
        while (right.get(from)).is_some_and(|other| other.start + reach < span.start) {
            from += 1;
        }
        for other in &right[from..] {
            if other.start >= span.end + within {
                break;
            }
            compared += 1;
            let follows = other.start >= span.end;
            let precedes = !ordered && other.end <= span.start && span.start < other.end + within;
            if (follows || precedes) && !visit(*span, *other) {
                return compared;
            }
        }
    }
    compared
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
    fn proximity_is_the_distance_from_word_to_word() {
        let near = |within, ordered| SpanExpr::near(word("a"), word("b"), within, ordered);
        assert_eq!(spans(&near(1, false), "a b x"), [(0, 2)]);
        assert_eq!(spans(&near(1, false), "b a x"), [(0, 2)]);
        assert_eq!(spans(&near(1, true), "b a x"), []);
        assert_eq!(spans(&near(2, true), "a x b"), [(0, 3)]);
        assert_eq!(spans(&near(1, true), "a x b"), []);
        assert_eq!(spans(&near(2, false), "b x a x b"), [(0, 3), (2, 5)]);
    }

    #[test]
    fn a_word_is_not_near_itself() {
        let twice = SpanExpr::near(word("a"), word("a"), 5, false);
        assert_eq!(spans(&twice, "x a x"), []);
        assert_eq!(spans(&twice, "a x a"), [(0, 3)]);
    }

    #[test]
    fn parts_of_a_phrase_follow_each_other_without_a_gap() {
        let three = SpanExpr::phrase(vec![word("a"), word("b"), word("c")]);
        assert_eq!(spans(&three, "a b c a b x c"), [(0, 3)]);
        let all = SpanExpr::AllOf(vec![word("a"), word("z")]);
        assert_eq!(spans(&all, "a b"), []);
    }
}
