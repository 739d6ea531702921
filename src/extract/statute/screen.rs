//! Can a text hold a citation at all? Most hold none, and to look for the codes' names costs much more than to ask.

use crate::text::packed::next_digit;

/// Where, from byte `from` on, the number of a title first stands beside what may be a code's name or the word "title":
/// the beginning of `18 U.S`, `42 of the Code`, `of Title 18`. No code is named before it with its title. Most releases
/// cite nothing, and this costs a small part of looking for codes' names.
pub(super) fn first_title(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(start) = next_digit(bytes, at) {
        let digits = bytes[start..]
            .iter()
            .take_while(|byte| byte.is_ascii_digit());
        let end = start + digits.count();
        if end - start <= 2 {
            let before = &text[from..start];
            let title = without_word(before, "title");
            if title.is_some() || code_may_follow(&text[end..]) {
                let title = title.map(|rest| without_word(rest, "of").unwrap_or(rest));
                return Some(from + title.unwrap_or(before).len());
            }
        }
        at = end;
    }
    None
}

/// Whether what follows a number begins as a code's name does, with or without "of the" before it.
fn code_may_follow(rest: &str) -> bool {
    // Most numbers are of dates and amounts, and told by a byte or two.
    let mut bytes = rest.bytes();
    let next = bytes.find(|byte| !matches!(byte, b' ' | b','));
    if next.is_none_or(|byte| byte.is_ascii_graphic() && !b"uUcCoO".contains(&byte)) {
        return false;
    }
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
    let rest = after_word(rest, "of").map_or(rest, |rest| after_word(rest, "the").unwrap_or(rest));
    let mut letters = rest.chars().map(|c| c.to_ascii_lowercase());
    match (letters.next(), letters.next(), letters.next()) {
        (Some('u'), Some(second), _) => {
            matches!(second, '.' | ' ' | 's' | 'n') || !second.is_ascii()
        }
        (Some('c'), Some(second), third) => {
            matches!(second, '.' | ' ' | 'f') || second == 'o' && third == Some('d')
        }
        _ => false,
    }
}

/// The text behind the word that it begins with, and the white space behind that; none where it begins with no such word.
fn after_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let (first, rest) = text.split_at_checked(word.len())?;
    let next = rest.trim_start();
    (next.len() < rest.len() && first.eq_ignore_ascii_case(word)).then_some(next)
}

/// The text without the word that it ends with, and the white space behind it; none where it ends with no such word.
fn without_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let trimmed = text.trim_end();
    let at = trimmed.len().checked_sub(word.len())?;
    let last = trimmed.get(at..)?;
    (trimmed.len() < text.len() && last.eq_ignore_ascii_case(word)).then(|| &trimmed[..at])
}

/// Whether the letters of a code's name, or of "title", stand in the text one after the other. Only asked of short texts.
pub(super) fn may_name_code(text: &str) -> bool {
    if text.len() > 200 {
        return true;
    }
    let letters: String = text
        .chars()
        .filter(|c| c.is_alphabetic())
        .flat_map(char::to_lowercase)
        // `(?i)` takes the long s for an s.
        .map(|c| if c == 'ſ' { 's' } else { c })
        .collect();
    ["usc", "cfr", "code", "title"]
        .iter()
        .any(|name| letters.contains(name))
}
