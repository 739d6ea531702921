//! The places of a release's text that a query matched.

use std::ops::Range;

use super::expression::{Expression, Span};
use super::results::{Fragment, Snippet};
use crate::fields::read_words;
use crate::knowledge::hash::TableMap;
use crate::words::Words;

/// How many places are shown.
const MOST_PLACES: usize = 3;

/// How long a place is, in bytes, but for the words at its ends.
const LENGTH: usize = 180;

/// Of the matches in one text, no more are looked at.
const MOST_MARKS: usize = 5000;

/// What is marked, and how much it tells.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    pub(super) expression: Expression,
    pub(super) rarity: f32,
}

/// Finds the places in one text after another.
pub(super) struct Highlighter {
    wanted: Vec<Wanted>,
    positions: TableMap<String, Vec<u32>>,
    /// The first bytes of the terms: most words of a text are told by theirs.
    first: [bool; 256],
    has_names: bool,
    words: Words,
}

/// A match: bytes of the text, and which of the wanted things it is.
#[derive(Clone, Debug)]
struct Mark {
    place: Range<usize>,
    wanted: usize,
}

impl Highlighter {
    pub(super) fn new(wanted: Vec<Wanted>) -> Self {
        let mut positions = TableMap::default();
        let mut first = [false; 256];
        for one in &wanted {
            one.expression.each_term(&mut |term| {
                positions.insert(term.to_owned(), Vec::new());
                first[usize::from(term.bytes().next().unwrap_or_default())] = true;
            });
        }
        Highlighter {
            has_names: positions
                .keys()
                .any(|term: &String| term.contains(['/', '§'])),
            wanted,
            positions,
            first,
            words: Words::new(),
        }
    }

    /// The densest places of `text`, or its beginning where nothing matches.
    pub(super) fn snippet(&mut self, text: &str) -> Snippet {
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
            let Some(window) = self.densest(&marks, &shown, &places) else {
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
    pub(super) fn places(&mut self, title: &str) -> Vec<Range<usize>> {
        let marks = self.marks(title).into_iter();
        marks.map(|mark| mark.place).collect()
    }

    /// Every match in the text, in order; where two overlap the longer stays.
    fn marks(&mut self, text: &str) -> Vec<Mark> {
        if self.has_names {
            read_words(&mut self.words, text);
        } else {
            self.words.read(text);
        }
        for positions in self.positions.values_mut() {
            positions.clear();
        }
        // Where the word at each position stands.
        let mut places: Vec<Range<usize>> = Vec::with_capacity(self.words.len());
        for word in self.words.iter() {
            if word.plain {
                places.push(word.start..word.end);
            }
            let first = word.term.bytes().next().unwrap_or_default();
            if self.first[usize::from(first)]
                && let Some(positions) = self.positions.get_mut(word.term)
            {
                positions.push(word.position);
            }
        }
        let mut marks: Vec<Mark> = Vec::new();
        for (number, wanted) in self.wanted.iter().enumerate() {
            let spans = wanted.expression.marked(&mut |term, out| {
                if let Some(positions) = self.positions.get(term) {
                    out.extend_from_slice(positions);
                }
            });
            for Span { start, end } in spans.into_iter().take(MOST_MARKS) {
                let first = places.get(start as usize);
                let last = places.get((end as usize).saturating_sub(1));
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

    /// The window that tells most, apart from those taken. What was shown before counts little.
    fn densest(
        &self,
        marks: &[Mark],
        shown: &[bool],
        taken: &[Range<usize>],
    ) -> Option<Range<usize>> {
        let free = |mark: &Mark| {
            taken
                .iter()
                .all(|place| mark.place.end <= place.start || mark.place.start >= place.end)
        };
        let mut best: Option<(f32, Range<usize>)> = None;
        for (first, mark) in marks.iter().enumerate().filter(|(_, mark)| free(mark)) {
            let mut seen: Vec<usize> = Vec::new();
            let mut end = mark.place.end;
            let mut score = 0.0;
            for other in &marks[first..] {
                if other.place.end > mark.place.start + LENGTH
                    && other.place.start > mark.place.start
                    || !free(other)
                {
                    break;
                }
                end = other.place.end;
                let rarity = self.wanted[other.wanted].rarity;
                if seen.contains(&other.wanted) {
                    score += rarity * 0.05;
                } else {
                    seen.push(other.wanted);
                    score += if shown[other.wanted] {
                        rarity * 0.1
                    } else {
                        rarity
                    };
                }
            }
            if best.as_ref().is_none_or(|(known, _)| score > *known) {
                best = Some((score, mark.place.start..end));
            }
        }
        // A place that shows nothing new is worth no line.
        best.filter(|(_, window)| {
            taken.is_empty()
                || marks.iter().any(|mark| {
                    mark.place.start >= window.start
                        && mark.place.end <= window.end
                        && !shown[mark.wanted]
                })
        })
        .map(|(_, window)| window)
    }
}

/// Widens a window to its full length, to the borders of words, without running into other places.
fn widen(text: &str, window: &Range<usize>, taken: &[Range<usize>]) -> Range<usize> {
    let lowest = taken
        .iter()
        .map(|place| place.end)
        .filter(|end| *end <= window.start)
        .max()
        .unwrap_or(0);
    let highest = taken
        .iter()
        .map(|place| place.start)
        .filter(|start| *start >= window.end)
        .min()
        .unwrap_or(text.len());
    let spare = LENGTH.saturating_sub(window.len());
    let start = window.start.saturating_sub(spare / 2).max(lowest);
    let end = (window.end + spare - (window.start - start)).min(highest);
    // What is not used after the window is used before it.
    let start = start.min(end.saturating_sub(LENGTH)).max(lowest);
    word_start(text, start).max(lowest).min(window.start)
        ..word_end(text, end).min(highest).max(window.end)
}

/// The next place at or after `at` where a word begins.
fn word_start(text: &str, at: usize) -> usize {
    if at == 0 {
        return 0;
    }
    let at = (at..=text.len())
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(text.len());
    let inside = text[..at]
        .chars()
        .next_back()
        .is_some_and(|c| !c.is_whitespace());
    let rest = &text[at..];
    let skipped = if inside {
        rest.find(char::is_whitespace).unwrap_or(rest.len())
    } else {
        0
    };
    let rest = &rest[skipped..];
    at + skipped + (rest.len() - rest.trim_start().len())
}

/// The last place at or before `at` where a word ends.
fn word_end(text: &str, at: usize) -> usize {
    if at >= text.len() {
        return text.len();
    }
    let at = (0..=at)
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0);
    let inside = text[at..]
        .chars()
        .next()
        .is_some_and(|c| !c.is_whitespace());
    let before = &text[..at];
    if !inside {
        return before.trim_end().len();
    }
    match before.rfind(char::is_whitespace) {
        // A single word longer than the place is cut where it must be.
        None => at,
        Some(space) => before[..space].trim_end().len(),
    }
}

/// A piece of the text on one line, with the marks that lie in it.
fn fragment(text: &str, place: Range<usize>, marks: &[Mark]) -> Fragment {
    let mut out = Fragment {
        cut_before: !text[..place.start].trim().is_empty(),
        cut_after: !text[place.end..].trim().is_empty(),
        ..Fragment::default()
    };
    let mut marks = marks
        .iter()
        .filter(|mark| mark.place.start >= place.start && mark.place.end <= place.end)
        .peekable();
    let mut mark_start = None;
    let mut space = false;
    for (at, c) in text[place.clone()].char_indices() {
        let at = place.start + at;
        if mark_start.is_some() && marks.peek().is_some_and(|mark| mark.place.end <= at) {
            marks.next();
            if let Some(start) = mark_start.take() {
                out.marks.push(start..out.text.len());
            }
        }
        if c.is_whitespace() {
            space = !out.text.is_empty();
            continue;
        }
        if std::mem::take(&mut space) {
            out.text.push(' ');
        }
        if mark_start.is_none() && marks.peek().is_some_and(|mark| mark.place.start <= at) {
            mark_start = Some(out.text.len());
        }
        out.text.push(c);
    }
    if let Some(start) = mark_start {
        out.marks.push(start..out.text.len());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn highlighter(terms: &[&str]) -> Highlighter {
        let wanted = terms
            .iter()
            .map(|term| Wanted {
                expression: Expression::Terms(vec![(*term).to_owned()]),
                rarity: 1.0,
            })
            .collect();
        Highlighter::new(wanted)
    }

    fn shown(snippet: &Snippet) -> Vec<String> {
        snippet
            .fragments
            .iter()
            .map(|fragment| {
                let mut out = String::new();
                let mut from = 0;
                for mark in &fragment.marks {
                    out.push_str(&fragment.text[from..mark.start]);
                    out.push('[');
                    out.push_str(&fragment.text[mark.clone()]);
                    out.push(']');
                    from = mark.end;
                }
                out + &fragment.text[from..]
            })
            .collect()
    }

    #[test]
    fn matches_are_marked_where_they_stand() {
        let snippet =
            highlighter(&["obrien", "fraud"]).snippet("Mr. O’Brien’s scheme,\n\na FRAUD.");
        assert_eq!(shown(&snippet), ["Mr. [O’Brien]’s scheme, a [FRAUD]."]);
        assert!(!snippet.fragments[0].cut_before && !snippet.fragments[0].cut_after);
    }

    #[test]
    fn the_densest_place_comes_first_and_each_shows_something_new() {
        let filler = "lorem ".repeat(100);
        let text = format!("alpha {filler} alpha beta {filler} gamma {filler} alpha");
        let snippet = highlighter(&["alpha", "beta", "gamma"]).snippet(&text);
        let shown = shown(&snippet);
        assert_eq!(shown.len(), 2);
        assert!(shown[0].contains("[alpha] [beta]"), "{shown:?}");
        assert!(shown[1].contains("[gamma]"), "{shown:?}");
        assert!(
            snippet
                .fragments
                .iter()
                .all(|fragment| fragment.cut_before && fragment.cut_after)
        );
    }

    #[test]
    fn without_a_match_the_text_begins() {
        let snippet = highlighter(&["absent"]).snippet(&"word ".repeat(200));
        assert_eq!(snippet.fragments.len(), 1);
        assert!(snippet.fragments[0].text.starts_with("word word"));
        assert!(snippet.fragments[0].text.ends_with("word"));
        assert!(highlighter(&["a"]).snippet("").fragments.is_empty());
    }

    proptest! {
        #[test]
        fn snippets_are_parts_of_the_text(text in "([a-c]{1,3}|é|’|\\n|[ -]|\\PC){0,300}") {
            let snippet = highlighter(&["a", "ab", "c", "e"]).snippet(&text);
            let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
            for fragment in &snippet.fragments {
                prop_assert!(one_line.contains(&fragment.text), "{:?} in {:?}", fragment.text, one_line);
                let mut end = 0;
                for mark in &fragment.marks {
                    prop_assert!(mark.start >= end && mark.start < mark.end);
                    let marked = Words::of(&fragment.text[mark.clone()]);
                    prop_assert!(marked.iter().any(|word| ["a", "ab", "c", "e"].contains(&word.form)));
                    end = mark.end;
                }
            }
        }
    }
}
