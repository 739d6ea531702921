//! The places of a release's text that a query matched.

use std::ops::Range;

use crate::analysis::Words;
use crate::query::matching::span_expr::{Span, SpanExpr};
use crate::query::output::fragment::fragment;
use crate::query::output::window::{densest, widen, word_end};
use crate::query::results::Snippet;
use crate::schema::analyze;
use crate::text::table_hash::TableMap;

/// How many places are shown.
const MOST_PLACES: usize = 3;

/// How long a place is, in bytes, but for the words at its ends.
pub(crate) const LENGTH: usize = 180;

/// Of the matches in one text, no more are looked at.
const MOST_MARKS: usize = 5000;

/// What is marked, and how much it tells.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    pub(crate) expression: SpanExpr,
    pub(crate) idf: f32,
}

/// Finds the places in one text after another.
pub(crate) struct Highlighter {
    wanted: Vec<Wanted>,
    positions: TableMap<String, Vec<u32>>,
    shapes: Shapes,
    has_names: bool,
    words: Words,
}

/// For each byte that a term begins with the lengths that such terms have, one bit each: most words of a text are told
/// by theirs.
struct Shapes([u64; 256]);

impl Shapes {
    fn add(&mut self, term: &[u8]) {
        let first = term.first().copied().unwrap_or_default();
        self.0[usize::from(first)] |= 1 << term.len().min(63);
    }

    fn has(&self, first: u8, length: usize) -> bool {
        self.0[usize::from(first)] >> length.min(63) & 1 == 1
    }

    fn hold(&self, term: &[u8]) -> bool {
        self.has(term.first().copied().unwrap_or_default(), term.len())
    }
}

/// A match: bytes of the text, and which of the wanted things it is.
#[derive(Clone, Debug)]
pub(crate) struct Mark {
    pub(crate) place: Range<usize>,
    pub(crate) wanted: usize,
}

impl Highlighter {
    pub(crate) fn new(wanted: Vec<Wanted>) -> Self {
        let mut positions = TableMap::default();
        let mut shapes = Shapes([0; 256]);
        for one in &wanted {
            one.expression.for_each_term(&mut |term| {
                positions.insert(term.to_owned(), Vec::new());
                shapes.add(term.as_bytes());
            });
        }
        Highlighter {
            has_names: positions
                .keys()
                .any(|term: &String| term.contains(['/', '§'])),
            wanted,
            positions,
            shapes,
            words: Words::new(),
        }
    }

    /// The densest places of `text`, or its beginning where nothing matches.
    pub(crate) fn snippet(&mut self, text: &str) -> Snippet {
        let marks = self.marks(text);
        if marks.is_empty() {
            let end = word_end(text, LENGTH.min(text.len()));
            let fragment = fragment(text, 0..end, &[]);
            let fragments = if fragment.text.is_empty() {
                Vec::new()
            } else {
                vec![fragment]
            };
            return Snippet { fragments };
        }
        let mut shown = vec![false; self.wanted.len()];
        let mut places: Vec<Range<usize>> = Vec::new();
        while places.len() < MOST_PLACES {
            let Some(window) = densest(&self.wanted, &marks, &shown, &places) else {
                break;
            };
            for mark in marks
                .iter()
                .filter(|mark| mark.place.start >= window.start && mark.place.end <= window.end)
            {
                shown[mark.wanted] = true;
            }
            let whole = widen(text, &window, &places);
            places.push(whole);
        }
        let fragments = places
            .into_iter()
            .map(|place| fragment(text, place, &marks))
            .collect();
        Snippet { fragments }
    }

    /// Where the wanted things stand in a title.
    pub(crate) fn places(&mut self, title: &str) -> Vec<Range<usize>> {
        let marks = self.marks(title).into_iter();
        marks.map(|mark| mark.place).collect()
    }

    /// Every match in the text, in order; where two overlap the longer stays.
    fn marks(&mut self, text: &str) -> Vec<Mark> {
        let Shapes(lengths) = &self.shapes;
        let has_amounts = lengths[usize::from(b'0')..=usize::from(b'9')] != [0; 10];
        if self.has_names {
            analyze(&mut self.words, text);
        } else if has_amounts {
            self.words.read(text);
        } else {
            let wanted = |first, length| self.shapes.has(first, length);
            self.words.read_for(text, wanted);
        }
        self.words.note_places();
        for positions in self.positions.values_mut() {
            positions.clear();
        }
        for word in self.words.iter() {
            if self.shapes.hold(word.term.as_bytes())
                && let Some(positions) = self.positions.get_mut(word.term)
            {
                positions.push(word.position);
            }
        }
        let mut marks: Vec<Mark> = Vec::new();
        for (number, wanted) in self.wanted.iter().enumerate() {
            let spans = wanted.expression.highlight_spans(&mut |term, out| {
                if let Some(positions) = self.positions.get(term) {
                    out.extend_from_slice(positions);
                }
            });
            for Span { start, end } in spans.into_iter().take(MOST_MARKS) {
                let first = self.words.place(start as usize);
                let last = self.words.place((end as usize).saturating_sub(1));
                if let (Some(first), Some(last)) = (first, last) {
                    marks.push(Mark {
                        place: first.start..last.end,
                        wanted: number,
                    });
                }
            }
        }
        marks.sort_by(|a, b| {
            a.place
                .start
                .cmp(&b.place.start)
                .then(b.place.end.cmp(&a.place.end))
        });
        let mut end = 0;
        marks.retain(|mark| {
            let apart = mark.place.start >= end;
            if apart {
                end = mark.place.end;
            }
            apart
        });
        marks
    }
}

/// The places of `text` that are shown for these words, for each by itself and for the first two near each other. Needs
/// no index: made to be fuzzed.
#[doc(hidden)]
pub fn snippet_of(words: &str, text: &str) -> Snippet {
    let words = Words::of(words);
    let terms: Vec<SpanExpr> = words
        .iter()
        .map(|word| SpanExpr::Terms(vec![word.term.to_owned()]))
        .collect();
    let near = match terms.as_slice() {
        [left, right, ..] => Some(SpanExpr::Near {
            left: Box::new(left.clone()),
            right: Box::new(right.clone()),
            within: 5,
            ordered: false,
        }),
        _ => None,
    };
    let wanted = near.into_iter().chain(terms).map(|expression| Wanted {
        expression,
        idf: 1.0,
    });
    Highlighter::new(wanted.collect()).snippet(text)
}
