//! Which pieces of a text are shown: where the matches are densest, cut at words.

use std::ops::Range;

use crate::query::output::snippet::{LENGTH, Mark, Wanted};

/// The window that tells most, apart from those taken. What was shown before counts little.
pub(crate) fn densest(
    wanted: &[Wanted],
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
            if other.place.end > mark.place.start + LENGTH && other.place.start > mark.place.start
                || !free(other)
            {
                break;
            }
            end = other.place.end;
            let idf = wanted[other.wanted].idf;
            if seen.contains(&other.wanted) {
                score += idf * 0.05;
            } else {
                seen.push(other.wanted);
                score += if shown[other.wanted] { idf * 0.1 } else { idf };
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

/// Widens a window to its full length, to the borders of words, without running into other places.
pub(crate) fn widen(text: &str, window: &Range<usize>, taken: &[Range<usize>]) -> Range<usize> {
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
pub(crate) fn word_end(text: &str, at: usize) -> usize {
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
