//! A piece of a text as it is shown.

use std::ops::Range;

use crate::query::output::snippet::Mark;
use crate::query::results::Fragment;

/// A piece of the text on one line, with the marks that lie in it.
pub(crate) fn fragment(text: &str, place: Range<usize>, marks: &[Mark]) -> Fragment {
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
