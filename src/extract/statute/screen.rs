//! Can a text hold a citation at all? Most hold none, and searching for the names of codes takes much longer.

use crate::text::packed::next_digit;

/// The byte at or after `from` where a number first stands beside a possible name of a code or the word "title": the start
/// of `18 U.S`, `42 of the Code`, `of Title 18`. No citation begins before it.
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

/// Whether the text after a number may begin with the name of a code, or with "of the" and such a name.
fn code_may_follow(rest: &str) -> bool {
    // Most numbers belong to dates and amounts: one or two bytes rule them out.
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

/// The text after its first word and white space, if that word is `word`.
fn after_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let (first, rest) = text.split_at_checked(word.len())?;
    let next = rest.trim_start();
    (next.len() < rest.len() && first.eq_ignore_ascii_case(word)).then_some(next)
}

/// The text before its last word, if that word is `word` and white space follows it.
fn without_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let trimmed = text.trim_end();
    let at = trimmed.len().checked_sub(word.len())?;
    let last = trimmed.get(at..)?;
    (trimmed.len() < text.len() && last.eq_ignore_ascii_case(word)).then(|| &trimmed[..at])
}

/// Whether the letters of a code's name or of "title" follow one another in the text. True for a long text, which is no
/// query: its patterns are compiled anyway.
pub(super) fn may_name_code(text: &str) -> bool {
    const MAX_QUERY: usize = 200;
    if text.len() > MAX_QUERY {
        return true;
    }
    let letters: String = text
        .chars()
        .filter(|c| c.is_alphabetic())
        .flat_map(char::to_lowercase)
        // The patterns ignore case, and the long s is an s to them.
        .map(|c| if c == 'ſ' { 's' } else { c })
        .collect();
    ["usc", "cfr", "code", "title"]
        .iter()
        .any(|name| letters.contains(name))
}
