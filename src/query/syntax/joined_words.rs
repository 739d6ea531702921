//! Words with blanks between them that are read as one: `18 - 294`, `Moss & Moss`, `$25 million`.

use std::ops::Range;

use crate::analysis::tokenize;
use crate::query::syntax::token::is_quote;

/// A number with a dash between spaces, as some releases print theirs: `18 - 294`, `18 -294`. Gives its end, and the number.
pub(super) fn parted_number(text: &str, at: usize, length: usize) -> Option<(usize, String)> {
    let is_digits = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
    let first = &text[at..at + length];
    let after = text[at + length..].trim_start().strip_prefix(['-', '–'])?;
    let rest = after.trim_start();
    let second = rest.split_whitespace().next().unwrap_or_default();
    let is_number = rest.len() < after.len() || first.len() == 2 && (2..=4).contains(&second.len());
    let parted = is_digits(first) && is_digits(second) && is_number;
    let end = text.len() - rest.len() + second.len();
    parted.then(|| (end, format!("{first}-{second}")))
}

/// The words with `&` alone between them that begin with the one of `length` bytes at `at`, and the compound that they
/// are: `Johnson & Johnson`.
pub(super) fn side_by_side(text: &str, at: usize, length: usize) -> Option<(Range<usize>, String)> {
    let is_word = |word: &str| {
        let word = word.trim_end_matches([',', ';', '.', ':']);
        !word.is_empty()
            && word
                .chars()
                .all(|c| c.is_alphanumeric() || "'’.-".contains(c))
            && word.starts_with(char::is_alphanumeric)
    };
    let (mut end, mut joined) = (at + length, text[at..at + length].to_owned());
    let mut found = None;
    while is_word(&joined) || found.is_some() {
        let rest = &text[end..];
        let Some(after) = rest
            .trim_start()
            .strip_prefix('&')
            .filter(|after| after.starts_with(char::is_whitespace))
        else {
            break;
        };
        let next = after.split_whitespace().next().unwrap_or_default();
        let next = next
            .split(|c: char| c == '(' || c == ')' || is_quote(c))
            .next()
            .unwrap_or_default();
        if !is_word(next) {
            break;
        }
        let start = text.len() - after.trim_start().len();
        end = start + next.len();
        joined = format!("{joined}&{next}");
        found = Some((at..end, joined.clone()));
    }
    found
}

/// The end of an amount of two words that begins with the one of `length` bytes at `at`: `$25 million`.
pub(super) fn amount_in_words(text: &str, at: usize, length: usize) -> Option<usize> {
    let number = text[at..at + length].trim_start_matches('$');
    if !number.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let rest = &text[at + length..];
    let start = text.len() - rest.trim_start().len();
    let letters = text[start..].find(|c: char| !c.is_ascii_alphabetic());
    let end = start + letters.unwrap_or(text.len() - start);
    let tokens = tokenize(&text[at..end]);
    let mut spans = tokens.spans();
    let is_amount = tokens.words().count() == 2 && spans.any(|span| span.width == 2);
    is_amount.then_some(end)
}
