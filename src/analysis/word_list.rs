//! Lists of words as text: one word a line, sorted.

use std::cmp::Ordering;

/// Whether a word is a line of a sorted text. Searches the text itself: to cut it into lines takes longer than the rest of
/// a query's reading.
pub(super) fn has_line(lines: &str, word: &str) -> bool {
    let (mut from, mut to) = (0, lines.len());
    while from < to {
        let middle = from + (to - from) / 2;
        let start = lines[..middle].rfind('\n').map_or(0, |end| end + 1);
        let line = lines[start..].split('\n').next().unwrap_or_default();
        match line.cmp(word) {
            Ordering::Equal => return true,
            Ordering::Less => from = start + line.len() + 1,
            Ordering::Greater => to = start,
        }
    }
    false
}
