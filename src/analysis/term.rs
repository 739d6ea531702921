//! How is a token written as a term of the index?

/// Separates the name of a span from its width, in index terms only: neither texts nor names contain it.
pub const SPAN_MARK: char = '\u{1}';

/// Maximum width of a span in positions. Wider spans are indexed with this width, which is written as one printable
/// ASCII character.
pub const MAX_SPAN_WIDTH: u32 = 90;

/// Maximum length of a word in bytes. Longer words are cut, in texts and queries alike. (Tantivy drops words over 65,530.)
pub const MAX_WORD_BYTES: usize = 200;

/// The index term of a span with this name and width. A span of width 1 has the same term as a word.
pub fn span_term(name: &str, width: u32) -> String {
    let mut term = name.to_owned();
    push_width(&mut term, width);
    term
}

/// The name and the width of an index term; the width of a word is 1.
pub fn split_term(term: &str) -> (&str, u32) {
    // Searching bytes is faster than searching characters, and the mark is ASCII.
    let bytes = term.as_bytes();
    match bytes.iter().position(|byte| *byte == SPAN_MARK as u8) {
        Some(mark) => {
            let width = bytes.get(mark + 1);
            let width = width.map_or(1, |byte| u32::from(byte.saturating_sub(b' ')));
            (&term[..mark], width.max(1))
        }
        None => (term, 1),
    }
}

/// Appends the mark and the width to the name of a span; nothing where the width is 1.
pub(super) fn push_width(term: &mut String, width: u32) {
    if width > 1 {
        term.push(SPAN_MARK);
        // At most 90, so the sum is a printable ASCII character.
        let width = u8::try_from(width.min(MAX_SPAN_WIDTH)).unwrap_or(90);
        term.push(char::from(b' ' + width));
    }
}
