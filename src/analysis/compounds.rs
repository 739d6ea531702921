//! Gives each part of a compound a position, and joins what people search for as one word: `co-conspirator`, `U.S.C.`

use crate::analysis::amounts::add_amount;
use crate::analysis::token_buffer::TokenBuffer;

/// Maximum number of parts of a compound that is also indexed as one word: nobody types `dayafterthenightbefore`.
const MAX_JOINED_PARTS: usize = 4;

/// Maximum length in bytes of a compound that is also indexed as one word.
const MAX_JOINED_BYTES: usize = 60;

/// A part of a compound, before it has a position.
#[derive(Clone, Copy)]
pub(super) struct Part {
    /// Byte range of its normalized form in the terms of the buffer.
    pub(super) term_start: usize,
    pub(super) term_end: usize,
    /// Byte range in the text.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether it is a name with a possessive ending: `Lowe's`.
    pub(super) is_possessive_name: bool,
    /// The character between this part and the next: `-`, `.`, `&` or `/`; a space after the last part.
    pub(super) joiner: u8,
}

/// Adds the parts of one compound as words, and spans for the compound as one word.
pub(super) fn add_compound(buffer: &mut TokenBuffer, parts: &mut Vec<Part>) {
    if parts.len() > 1 {
        join_initials(buffer, parts);
    }
    // A slash separates compounds: `he/she`.
    for compound in parts.split_inclusive(|part| part.joiner == b'/') {
        if compound.len() > 1 {
            add_joined(buffer, compound);
        }
        for part in compound {
            buffer.push_word(part.term_start..part.term_end, part.start, part.end);
            add_amount(buffer);
            if part.is_possessive_name {
                add_name_with_ending(buffer, part);
            }
        }
    }
}

/// Adds the span of a name with its possessive ending, which people write without the apostrophe, too: `lowes`.
fn add_name_with_ending(buffer: &mut TokenBuffer, part: &Part) {
    let name = format!("{}s", &buffer.terms[part.term_start..part.term_end]);
    let position = buffer.position_count() - 1;
    buffer.push_span(&name, position, 1, part.start, part.end);
}

/// Joins runs of single letters into one part: `U.S.C.`, `Ph.D.` and `a/k/a` are one word.
fn join_initials(buffer: &mut TokenBuffer, parts: &mut Vec<Part>) {
    let mut kept = 0;
    let mut at = 0;
    while at < parts.len() {
        let sign = parts[at].joiner;
        let mut to = at;
        if matches!(sign, b'.' | b'/') && is_initial(buffer, &parts[at], 2) {
            while parts[to].joiner == sign
                && parts
                    .get(to + 1)
                    .is_some_and(|next| is_initial(buffer, next, 1))
            {
                to += 1;
            }
        }
        let mut part = parts[at];
        if to > at {
            part.term_start = buffer.terms.len();
            for initial in &parts[at..=to] {
                let letters = buffer.terms[initial.term_start..initial.term_end].to_owned();
                buffer.terms.push_str(&letters);
            }
            part.term_end = buffer.terms.len();
            part.end = parts[to].end;
            part.is_possessive_name = false;
            part.joiner = parts[to].joiner;
        }
        parts[kept] = part;
        kept += 1;
        at = to + 1;
    }
    parts.truncate(kept);
}

/// Whether a part consists of at most `max` letters.
fn is_initial(buffer: &TokenBuffer, part: &Part, max: usize) -> bool {
    let letters = &buffer.terms[part.term_start..part.term_end];
    letters.len() <= 4 && letters.chars().count() <= max && letters.chars().all(char::is_alphabetic)
}

/// Adds the span of a whole compound: `coconspirator`. Numbers are not joined: `2014-2016` is not a number of eight
/// digits.
fn add_joined(buffer: &mut TokenBuffer, parts: &[Part]) {
    let length: usize = parts
        .iter()
        .map(|part| part.term_end - part.term_start)
        .sum();
    let has_letter = parts.iter().any(|part| {
        buffer.terms[part.term_start..part.term_end]
            .chars()
            .any(char::is_alphabetic)
    });
    if parts.len() > MAX_JOINED_PARTS || length > MAX_JOINED_BYTES || !has_letter {
        return;
    }
    let mut joined = String::with_capacity(length);
    for part in parts {
        joined.push_str(&buffer.terms[part.term_start..part.term_end]);
    }
    let covered = parts.len().try_into().unwrap_or(1);
    let (start, end) = (parts[0].start, parts[parts.len() - 1].end);
    buffer.push_span(&joined, buffer.position_count(), covered, start, end);
}
