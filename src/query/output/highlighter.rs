//! Where in a text the expressions of a query occur.

use std::convert::Infallible;
use std::ops::Range;

use foldhash::HashMap;

use crate::analysis::{TokenBuffer, tokenize_into};
use crate::query::postings::span_expr::{Span, SpanExpr};
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
    /// For each term of the targets, and for each term that stands for many, the number of its list of positions.
    lists: HashMap<String, usize>,
    /// For each term of a text the lists that its positions belong to. Keyed with terms of releases.
    lists_of: HashMap<String, Vec<usize>>,
    /// The positions in the text that was read last, in lists.
    positions: Vec<Vec<u32>>,
    /// The numbers of the lists that are not empty.
    filled: Vec<usize>,
    /// Whether a term is the canonical name of an agency or statute: to find these takes longer than to find words.
    has_names: bool,
    words: TokenBuffer,
}

impl Highlighter {
    pub(crate) fn new(mut targets: Vec<Target>) -> Self {
        let mut lists: HashMap<String, usize> = HashMap::default();
        let mut lists_of: HashMap<String, Vec<usize>> = HashMap::default();
        let mut number = 0;
        for target in &mut targets {
            let merged = target
                .expression
                .merge_terms(&mut number, &mut |name, terms| {
                    let list = lists.len();
                    lists.insert(name, list);
                    for term in terms {
                        lists_of.entry(term.clone()).or_default().push(list);
                    }
                    Ok::<(), Infallible>(())
                });
            let Ok(()) = merged;
            for term in target.expression.all_terms() {
                if !lists.contains_key(term) {
                    let list = lists.len();
                    lists.insert(term.to_owned(), list);
                    lists_of.entry(term.to_owned()).or_default().push(list);
                }
            }
        }
        Highlighter {
            has_names: lists_of.keys().any(|term| term.contains(['/', '§'])),
            targets,
            positions: vec![Vec::new(); lists.len()],
            lists,
            lists_of,
            filled: Vec::new(),
            words: TokenBuffer::new(),
        }
    }

    /// Every mark in the text, in order; of marks that overlap the first, and of those with the same start the longest.
    pub(crate) fn marks(&mut self, text: &str) -> Vec<Mark> {
        self.read_positions(text);
        let mut marks: Vec<Mark> = Vec::new();
        for (number, target) in self.targets.iter().enumerate() {
            let spans = target.expression.highlight_spans(&mut |term, out| {
                if let Some(list) = self.lists.get(term) {
                    out.extend_from_slice(&self.positions[*list]);
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
        for list in self.filled.drain(..) {
            self.positions[list].clear();
        }
        for word in self.words.iter() {
            for &list in self.lists_of.get(word.term).into_iter().flatten() {
                let positions = &mut self.positions[list];
                if positions.is_empty() {
                    self.filled.push(list);
                }
                positions.push(word.position);
            }
        }
    }
}
