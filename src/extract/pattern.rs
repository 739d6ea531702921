//! How do the extractors compile their patterns and cut the texts for them?

use regex::Regex;

/// Compiles a pattern that is part of this program. Patterns use ASCII word boundaries (`(?-u:\b)`): with Unicode ones
/// the regex engine leaves its fast path at the first curly quote or section sign.
///
/// # Panics
/// If the pattern is malformed. Tests compile all of them.
pub(super) fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a fixed pattern is well formed")
}

/// The last character boundary of `text` at or before byte `at`.
pub(super) fn floor_char_boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len()))
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or_default()
}
