//! The parts of a release's text that show best what matched.

use std::ops::Range;

use crate::analysis::tokenize;
use crate::query::output::fragment::fragment;
use crate::query::output::highlighter::{Highlighter, Target};
use crate::query::output::window::{WINDOW_LENGTH, best_window, widen, word_end};
use crate::query::postings::span_expr::SpanExpr;
use crate::query::results::Snippet;

/// Maximum number of fragments per snippet.
const MAX_FRAGMENTS: usize = 3;

/// The best fragments of `text`; its beginning if nothing matches.
pub(crate) fn snippet(highlighter: &mut Highlighter, text: &str) -> Snippet {
    let marks = highlighter.marks(text);
    if marks.is_empty() {
        return beginning(text);
    }
    let mut shown = vec![false; highlighter.targets.len()];
    let mut ranges: Vec<Range<usize>> = Vec::new();
    while ranges.len() < MAX_FRAGMENTS {
        let Some(window) = best_window(&highlighter.targets, &marks, &shown, &ranges) else {
            break;
        };
        for mark in marks.iter().filter(|mark| mark.is_in(&window)) {
            shown[mark.target] = true;
        }
        let range = widen(text, &window, &ranges);
        ranges.push(range);
    }
    let fragments = (ranges.into_iter())
        .map(|range| fragment(text, range, &marks))
        .collect();
    Snippet { fragments }
}

/// The beginning of `text`.
pub(crate) fn beginning(text: &str) -> Snippet {
    let end = word_end(text, WINDOW_LENGTH.min(text.len()));
    let beginning = fragment(text, 0..end, &[]);
    let is_empty = beginning.text.is_empty();
    let fragments = if is_empty {
        Vec::new()
    } else {
        vec![beginning]
    };
    Snippet { fragments }
}

/// The snippet of `text` for each of these words and for the first two close to each other. Needs no index: for fuzzing.
#[doc(hidden)]
pub fn snippet_of(words: &str, text: &str) -> Snippet {
    let words = tokenize(words);
    let terms: Vec<SpanExpr> = words
        .iter()
        .map(|word| SpanExpr::Terms(vec![word.term.to_owned()]))
        .collect();
    let near = match terms.as_slice() {
        [left, right, ..] => Some(SpanExpr::near(left.clone(), right.clone(), 5, false)),
        _ => None,
    };
    let targets = near.into_iter().chain(terms).map(|expression| Target {
        expression,
        weight: 1.0,
    });
    snippet(&mut Highlighter::new(targets.collect()), text)
}
