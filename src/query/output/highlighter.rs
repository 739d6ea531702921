//! Where in a text the expressions of a query occur.

use std::ops::Range;

use foldhash::HashMap;

use crate::analysis::{TokenBuffer, tokenize_into};
use crate::query::matching::span_expr::{Span, SpanExpr};
use crate::schema::analyze;

/// Maximum number of marks per expression and text.
const MAX_MARKS: usize = 5000;

/// An expression to highlight.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    pub(crate) expression: SpanExpr,
    /// How much it is worth to show it in a snippet.
    pub(crate) weight: f32,
}

/// A place in a text where a target occurs.
#[derive(Clone, Debug)]
pub(crate) struct Mark {
    /// In bytes of the text, from the start of its first word to the end of its last.
    pub(crate) range: Range<usize>,
    /// The number of the target.
    pub(crate) target: usize,
}

impl Mark {
    /// Whether the whole mark is within these bytes of the text.
    pub(crate) fn is_in(&self, range: &Range<usize>) -> bool {
        self.range.start >= range.start && self.range.end <= range.end
    }
}

/// Finds the same targets in one text after another.
pub(crate) struct Highlighter {
    pub(crate) targets: Vec<Target>,
    /// For each term of the targets its positions in the text that was read last. Keyed with terms of releases.
    positions: HashMap<String, Vec<u32>>,
    /// Whether a term is the canonical name of an agency or statute: to find these takes longer than to find words.
    has_names: bool,
    words: TokenBuffer,
}

impl Highlighter {
    pub(crate) fn new(targets: Vec<Target>) -> Self {
        let terms = targets
            .iter()
            .flat_map(|target| target.expression.all_terms());
        let positions: HashMap<String, Vec<u32>> =
            terms.map(|term| (term.to_owned(), Vec::new())).collect();
        Highlighter {
            has_names: positions.keys().any(|term| term.contains(['/', '§'])),
            targets,
            positions,
            words: TokenBuffer::new(),
        }
    }

    /// Every mark in the text, in order; of marks that overlap the first, and of those with the same start the longest.
    pub(crate) fn marks(&mut self, text: &str) -> Vec<Mark> {
        self.read_positions(text);
        let mut marks: Vec<Mark> = Vec::new();
        for (number, target) in self.targets.iter().enumerate() {
            let spans = target.expression.highlight_spans(&mut |term, out| {
                if let Some(positions) = self.positions.get(term) {
                    out.extend_from_slice(positions);
                }
            });
            for Span { start, end } in spans.into_iter().take(MAX_MARKS) {
                let first = self.words.offsets_of(start as usize);
                let last = self.words.offsets_of((end as usize).saturating_sub(1));
                if let (Some(first), Some(last)) = (first, last) {
                    marks.push(Mark {
                        range: first.start..last.end,
                        target: number,
                    });
                }
            }
        }
        marks.sort_by(|a, b| {
            (a.range.start.cmp(&b.range.start)).then(b.range.end.cmp(&a.range.end))
        });
        let mut end = 0;
        marks.retain(|mark| {
            let apart = mark.range.start >= end;
            if apart {
                end = mark.range.end;
            }
            apart
        });
        marks
    }

    fn read_positions(&mut self, text: &str) {
        if self.has_names {
            analyze(&mut self.words, text);
        } else {
            tokenize_into(&mut self.words, text);
        }
        self.words.record_offsets();
        for positions in self.positions.values_mut() {
            positions.clear();
        }
        for word in self.words.iter() {
            if let Some(positions) = self.positions.get_mut(word.term) {
                positions.push(word.position);
            }
        }
    }
}
