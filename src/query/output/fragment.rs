//! A part of a text as it is shown: on one line, with its marks.

use std::ops::Range;

use crate::query::output::highlighter::Mark;
use crate::query::results::Fragment;

/// The fragment of these bytes of the text: each run of white space becomes one space, and `marks` that are within the range
/// are moved to where their words are then.
pub(crate) fn fragment(text: &str, range: Range<usize>, marks: &[Mark]) -> Fragment {
    let mut out = Fragment {
        cut_before: !text[..range.start].trim().is_empty(),
        cut_after: !text[range.end..].trim().is_empty(),
        ..Fragment::default()
    };
    let mut marks = marks.iter().filter(|mark| mark.is_in(&range)).peekable();
    let mut mark_start = None;
    let mut space = false;
    for (at, c) in text[range.clone()].char_indices() {
        let at = range.start + at;
        if mark_start.is_some() && marks.peek().is_some_and(|mark| mark.range.end <= at) {
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
        if mark_start.is_none() && marks.peek().is_some_and(|mark| mark.range.start <= at) {
            mark_start = Some(out.text.len());
        }
        out.text.push(c);
    }
    if let Some(start) = mark_start {
        out.marks.push(start..out.text.len());
    }
    out
}
