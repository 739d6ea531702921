//! Which parts of a text are shown: those with the most valuable marks, cut at words.

use std::ops::Range;

use crate::query::output::highlighter::{Mark, Target};

/// Length of a window in bytes, before it is widened to whole words.
pub(crate) const WINDOW_LENGTH: usize = 180;

/// What a target is worth in a window, as a share of its weight: the first time, if an earlier window showed it, and the
/// second time.
const SHOWN_BEFORE: f32 = 0.1;
const REPEATED: f32 = 0.05;

/// The bytes of the window whose marks are worth most, apart from the ranges that are `taken`. None if no window is left, or
/// if the best shows nothing new. `shown` says which targets an earlier window shows.
pub(crate) fn best_window(
    targets: &[Target],
    marks: &[Mark],
    shown: &[bool],
    taken: &[Range<usize>],
) -> Option<Range<usize>> {
    let is_free = |mark: &Mark| {
        let mut taken = taken.iter();
        taken.all(|range| mark.range.end <= range.start || mark.range.start >= range.end)
    };
    let mut best: Option<(f32, Range<usize>)> = None;
    for (first, mark) in marks.iter().enumerate().filter(|(_, mark)| is_free(mark)) {
        let start = mark.range.start;
        let mut end = mark.range.end;
        let mut in_window: Vec<usize> = Vec::new();
        let mut score = 0.0;
        for other in &marks[first..] {
            let is_too_far = other.range.end > start + WINDOW_LENGTH && other.range.start > start;
            if is_too_far || !is_free(other) {
                break;
            }
            end = other.range.end;
            let weight = targets[other.target].weight;
            if in_window.contains(&other.target) {
                score += weight * REPEATED;
            } else {
                in_window.push(other.target);
                score += if shown[other.target] {
                    weight * SHOWN_BEFORE
                } else {
                    weight
                };
            }
        }
        if best.as_ref().is_none_or(|(known, _)| score > *known) {
            best = Some((score, start..end));
        }
    }
    let (_, window) = best?;
    let shows_new = || (marks.iter()).any(|mark| mark.is_in(&window) && !shown[mark.target]);
    (taken.is_empty() || shows_new()).then_some(window)
}

/// Widens a window on both sides to its full length and then to whole words, but not into the ranges that are `taken`.
pub(crate) fn widen(text: &str, window: &Range<usize>, taken: &[Range<usize>]) -> Range<usize> {
    let before = taken.iter().map(|range| range.end);
    let lowest = before.filter(|end| *end <= window.start).max().unwrap_or(0);
    let after = taken.iter().map(|range| range.start);
    let highest = (after.filter(|start| *start >= window.end).min()).unwrap_or(text.len());
    let spare = WINDOW_LENGTH.saturating_sub(window.len());
    let start = window.start.saturating_sub(spare / 2).max(lowest);
    let end = (window.end + spare - (window.start - start)).min(highest);
    // Length that is not used after the window is used before it.
    let start = start.min(end.saturating_sub(WINDOW_LENGTH)).max(lowest);
    word_start(text, start).max(lowest).min(window.start)
        ..word_end(text, end).min(highest).max(window.end)
}

/// The first byte at or after `at` where a word begins.
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

/// The last byte at or before `at` where a word ends.
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
        // A word longer than the window is cut.
        None => at,
        Some(space) => before[..space].trim_end().len(),
    }
}
