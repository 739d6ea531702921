//! A snippet on one line.

use crate::query::{Fragment, Snippet};

/// The snippet on one line, each match between `open` and `close`.
pub(super) fn marked(snippet: &Snippet, open: &str, close: &str) -> String {
    joined(snippet, "...", |fragment| {
        let mut piece = String::new();
        let mut at = 0;
        for mark in &fragment.marks {
            piece.push_str(&fragment.text[at..mark.start]);
            piece.push_str(open);
            piece.push_str(&fragment.text[mark.clone()]);
            piece.push_str(close);
            at = mark.end;
        }
        piece.push_str(&fragment.text[at..]);
        piece
    })
}

/// The fragments of a snippet on one line, each as `show` writes it, with `gap` wherever text of the release is left out.
pub(super) fn joined(snippet: &Snippet, gap: &str, show: impl Fn(&Fragment) -> String) -> String {
    let mut pieces = Vec::new();
    let mut gap_written = false;
    for fragment in &snippet.fragments {
        if fragment.cut_before && !gap_written {
            pieces.push(gap.to_owned());
        }
        pieces.push(show(fragment));
        if fragment.cut_after {
            pieces.push(gap.to_owned());
        }
        gap_written = fragment.cut_after;
    }
    pieces.join(" ")
}
