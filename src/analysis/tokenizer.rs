//! Where are the words of a text? Finds compounds (words joined by hyphens, full stops, `&` or `/`) and normalizes their
//! parts.

use crate::analysis::amounts::{add_amount, may_be_magnitude};
use crate::analysis::ascii_fast_path::simple_word;
use crate::analysis::compounds::{Part, add_compound};
use crate::analysis::term::MAX_WORD_BYTES;
use crate::analysis::token_buffer::TokenBuffer;
use crate::analysis::word_lists::is_ordinary_word;
use crate::text::char_class::{CharClass, char_class};
use crate::text::normalize::push_folded;

/// Maximum length of a text in bytes: offsets are 32 bits wide. The rest is cut.
const MAX_TEXT_BYTES: usize = u32::MAX as usize / 2;

/// The tokens of `text`. Takes time linear in its length.
pub fn tokenize(text: &str) -> TokenBuffer {
    let mut buffer = TokenBuffer::new();
    tokenize_into(&mut buffer, text);
    buffer
}

/// Replaces the tokens of `buffer` by those of `text`.
pub fn tokenize_into(buffer: &mut TokenBuffer, text: &str) {
    buffer.reset(text.len());
    scan::<true>(text, buffer);
    buffer.finish();
}

/// Adds the tokens of `text`. `FAST_PATH` is false only in the test that compares both ways.
fn scan<const FAST_PATH: bool>(text: &str, buffer: &mut TokenBuffer) {
    let text = truncate(text, MAX_TEXT_BYTES);
    let mut parts: Vec<Part> = Vec::new();
    // In small letters a simple word is its own normalized form, so the whole text is copied and lowered in one go.
    buffer.terms.push_str(text);
    buffer.terms.make_ascii_lowercase();
    let mut at = 0;
    while at < text.len() {
        if FAST_PATH && let Some(end) = simple_word(text.as_bytes(), at) {
            buffer.push_word(at..end, at, end);
            if may_be_magnitude(&text.as_bytes()[at..end]) {
                add_amount(buffer);
            }
            at = end + 1;
            continue;
        }
        let (class, length) = class_at(text, at);
        match class {
            CharClass::Alphanumeric => at = scan_compound(text, at, buffer, &mut parts),
            CharClass::SectionSign => {
                let end = after_section_signs(text, at);
                push_word(buffer, "section", at, end);
                at = end;
            }
            // `Johnson & Johnson` is `Johnson and Johnson`.
            CharClass::Separator if text.as_bytes()[at] == b'&' && is_between_spaces(text, at) => {
                push_word(buffer, "and", at, at + 1);
                at += 1;
            }
            _ => at += length,
        }
    }
}

/// The class of the character at byte `at`, and its length in bytes.
fn class_at(text: &str, at: usize) -> (CharClass, usize) {
    match text.as_bytes().get(at) {
        None => (CharClass::Separator, 1),
        Some(byte) if byte.is_ascii_alphanumeric() => (CharClass::Alphanumeric, 1),
        Some(b'\'' | b'`') => (CharClass::Apostrophe, 1),
        Some(b'-') => (CharClass::Hyphen, 1),
        Some(byte) if byte.is_ascii() => (CharClass::Separator, 1),
        Some(_) => text[at..]
            .chars()
            .next()
            .map_or((CharClass::Separator, 1), |c| (char_class(c), c.len_utf8())),
    }
}

/// Adds a word whose normalized form is given.
fn push_word(buffer: &mut TokenBuffer, normalized: &str, start: usize, end: usize) {
    let term_start = buffer.terms.len();
    buffer.terms.push_str(normalized);
    buffer.push_word(term_start..buffer.terms.len(), start, end);
}

/// The offset after the section signs at byte `at`: `§§ 1343` is one word.
fn after_section_signs(text: &str, mut at: usize) -> usize {
    while text[at..].starts_with('§') {
        at += '§'.len_utf8();
    }
    at
}

/// Whether there is a space, or nothing, on both sides of the ASCII character at byte `at`.
fn is_between_spaces(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at + 1..].chars().next();
    before.is_none_or(char::is_whitespace) && after.is_none_or(char::is_whitespace)
}

/// Adds the words of the compound that begins at byte `at`. Returns the offset of its end.
fn scan_compound(
    text: &str,
    mut at: usize,
    buffer: &mut TokenBuffer,
    parts: &mut Vec<Part>,
) -> usize {
    parts.clear();
    loop {
        let term_start = buffer.terms.len();
        let (end, next, is_possessive) = scan_part(text, at, buffer);
        if buffer.terms.len() - term_start > MAX_WORD_BYTES {
            let keep = truncate(&buffer.terms[term_start..], MAX_WORD_BYTES).len();
            buffer.terms.truncate(term_start + keep);
        }
        let joined = joiner(text, next);
        // A character whose normalized form is empty is no word.
        if buffer.terms.len() > term_start {
            parts.push(Part {
                term_start,
                term_end: buffer.terms.len(),
                start: at,
                end,
                is_possessive_name: is_possessive
                    && is_name(&text[at..end], &buffer.terms[term_start..]),
                joiner: joined.map_or(b' ', |(sign, _)| sign),
            });
        }
        let Some((_, after)) = joined else {
            add_compound(buffer, parts);
            return next;
        };
        at = after;
    }
}

/// Appends the normalized form of one part of a compound to the terms, without its possessive ending. Returns two offsets,
/// the end of the part without, and with, the possessive ending, and whether it has one.
fn scan_part(text: &str, at: usize, buffer: &mut TokenBuffer) -> (usize, usize, bool) {
    let term_start = buffer.terms.len();
    let (end, next) = scan_part_with_possessive(text, at, buffer);
    let (end, removed) = without_possessive(text, at, end);
    let term_end = buffer.terms.len() - removed;
    buffer.terms.truncate(term_end.max(term_start));
    (end, next, removed == 1)
}

/// Words that releases write with a capital and that are no names of their own. Sorted.
const TITLES: [&str; 30] = [
    "administration",
    "agency",
    "assembly",
    "attorney",
    "board",
    "bureau",
    "city",
    "clerk",
    "commission",
    "coroner",
    "county",
    "court",
    "defender",
    "department",
    "director",
    "district",
    "division",
    "general",
    "governor",
    "it",
    "judge",
    "justice",
    "mayor",
    "nation",
    "office",
    "people",
    "president",
    "secretary",
    "sheriff",
    "state",
];

/// Whether a word before a possessive ending is a name, which may have that ending as a part of it: `Lowe's`, not `FBI's`.
fn is_name(word: &str, normalized: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters.any(char::is_lowercase)
        && normalized.bytes().all(|b| b.is_ascii_lowercase())
        && !is_ordinary_word(normalized)
        && TITLES.binary_search(&normalized).is_err()
}

/// Like [`scan_part`], but keeps the possessive ending.
fn scan_part_with_possessive(
    text: &str,
    mut at: usize,
    buffer: &mut TokenBuffer,
) -> (usize, usize) {
    let bytes = text.as_bytes();
    let term_start = buffer.terms.len();
    let after_point = at > 0 && bytes[at - 1] == b'.';
    let mut end = at;
    loop {
        let run = bytes[at..]
            .iter()
            .take_while(|b| b.is_ascii_alphanumeric())
            .count();
        if run > 0 {
            let from = buffer.terms.len();
            buffer.terms.push_str(&text[at..at + run]);
            buffer.terms[from..].make_ascii_lowercase();
            at += run;
            end = at;
        }
        match bytes.get(at) {
            None => return (end, at),
            Some(b',' | b'.') => {
                let all_digits = buffer.terms[term_start..]
                    .bytes()
                    .all(|b| b.is_ascii_digit() || b == b'.');
                if !all_digits
                    || after_point
                    || !continues_number(bytes, at, &buffer.terms[term_start..])
                {
                    return (end, at);
                }
                if bytes[at] == b'.' {
                    // `$1,200.00` is `1200`.
                    let decimals = count_digits(bytes, at + 1);
                    if bytes[at + 1..at + 1 + decimals].iter().all(|b| *b == b'0') {
                        at += 1 + decimals;
                        end = at;
                        continue;
                    }
                    buffer.terms.push('.');
                }
                at += 1;
            }
            Some(_) => {
                let (class, length) = class_at(text, at);
                match class {
                    // Not ASCII: those letters and digits were read above.
                    CharClass::Alphanumeric => {
                        if let Some(c) = text[at..].chars().next() {
                            push_folded(c, &mut buffer.terms);
                        }
                        at += length;
                        end = at;
                    }
                    CharClass::Ignored => at += length,
                    CharClass::Apostrophe
                        if class_at(text, at + length).0 == CharClass::Alphanumeric =>
                    {
                        at += length;
                    }
                    _ => return (end, at),
                }
            }
        }
    }
}

/// Removes all possessive endings from the word in `start..end`. Returns the new end and the number of letters removed.
/// All are removed, so that tokenizing the result again changes nothing.
fn without_possessive(text: &str, start: usize, mut end: usize) -> (usize, usize) {
    let mut removed = 0;
    while let Some(stem) = text[start..end].strip_suffix(['s', 'S'])
        && let Some(apostrophe) = stem.chars().next_back()
        && class_at(stem, stem.len() - apostrophe.len_utf8()).0 == CharClass::Apostrophe
    {
        let is_ignored = |c: char| !c.is_ascii() && char_class(c) == CharClass::Ignored;
        let stem = stem[..stem.len() - apostrophe.len_utf8()].trim_end_matches(is_ignored);
        end = start + stem.len();
        removed += 1;
    }
    (end, removed)
}

/// Number of ASCII digits from byte `from` on.
fn count_digits(bytes: &[u8], from: usize) -> usize {
    bytes[from..]
        .iter()
        .take_while(|b| b.is_ascii_digit())
        .count()
}

/// Whether the comma or point at byte `at` is part of a number: in `1,200` and `1.2`, but not in `6.8.2021` or `1,2`.
fn continues_number(bytes: &[u8], at: usize, before: &str) -> bool {
    let after = count_digits(bytes, at + 1);
    if bytes[at] == b',' {
        return after == 3 && !before.contains('.') && !before.is_empty();
    }
    let more = at + 1 + after;
    let letter_follows = bytes.get(more).is_some_and(u8::is_ascii_alphabetic)
        && !matches!(bytes[more], b'm' | b'M' | b'b' | b'B' | b'k' | b'K');
    let point_follows =
        bytes.get(more) == Some(&b'.') && bytes.get(more + 1).is_some_and(u8::is_ascii_digit);
    after > 0 && !before.contains('.') && !before.is_empty() && !letter_follows && !point_follows
}

/// The character that joins the part ending at byte `at` to the next part, and the offset of that part.
fn joiner(text: &str, at: usize) -> Option<(u8, usize)> {
    let (class, length) = class_at(text, at);
    let sign = match (class, text.as_bytes().get(at)?) {
        (CharClass::Hyphen, _) => b'-',
        (CharClass::Separator, sign @ (b'.' | b'&' | b'/')) => *sign,
        _ => return None,
    };
    match class_at(text, at + length) {
        (CharClass::Alphanumeric, _) => Some((sign, at + length)),
        // `U.S.-Israeli`
        (CharClass::Hyphen, hyphen)
            if sign == b'.'
                && class_at(text, at + length + hyphen).0 == CharClass::Alphanumeric =>
        {
            Some((b'-', at + length + hyphen))
        }
        _ => None,
    }
}

/// The beginning of a text, at most `max` bytes, cut between characters.
fn truncate(text: &str, max: usize) -> &str {
    if text.len() <= max {
        return text;
    }
    let mut end = max;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn fast_path_gives_the_same_tokens_as_the_full_scan(
            text in "(([a-zA-Z]{1,9}|[0-9]{1,3}|million|billion|é|’|'s)(\\. |\\.|, |,| |-|\n|/|&|\\)|\"|:|;|\\PC)?){0,40}"
        ) {
            let (mut fast, mut full) = (TokenBuffer::new(), TokenBuffer::new());
            scan::<true>(&text, &mut fast);
            scan::<false>(&text, &mut full);
            prop_assert_eq!(format!("{fast:?}"), format!("{full:?}"));
        }

        #[test]
        fn recorded_offsets_are_those_of_the_words(
            text in "(([a-dA-D]{1,4}|[0-9]{1,3}|million|é|’s)(\\. |\\.|, | |-|\n|/|&|\\)|\\PC)?){0,40}"
        ) {
            let mut all = tokenize(&text);
            all.record_offsets();
            for (position, word) in all.words().enumerate() {
                prop_assert_eq!(all.offsets_of(position), Some(word.start..word.end));
            }
            prop_assert_eq!(all.offsets_of(all.position_count() as usize), None);
        }
    }
}
