//! The scanner: finds compounds (words joined by hyphens, full stops, `&` or `/`), folds them, and gives them positions.

#[cfg(test)]
mod tests;

use crate::analysis::amounts::{SHORTEST_MAGNITUDE, add_amount};
use crate::analysis::ascii_fast_path::simple_word;
use crate::analysis::{LONGEST_WORD, Words};
use crate::text::normalize::{Kind, kind, push_folded};

/// Compounds of more parts than this get no joined form: nobody types `dayafterthenightbefore`.
const MOST_JOINED: usize = 4;

/// Joined forms are no longer than this, in bytes.
const LONGEST_JOINED: usize = 60;

/// A part of a compound, before it is given a position.
#[derive(Clone, Copy)]
struct Part {
    /// Offset of its folded form in the list's terms.
    term_start: usize,
    term_end: usize,
    start: usize,
    end: usize,
    /// What stands between this part and the next: `-`, `.`, `&`, `/`; a space at the end of the compound.
    joiner: u8,
}

pub(crate) fn scan(text: &str, words: &mut Words) {
    scan_with::<true>(text, words, |_, _| true);
}

/// Plain words of which `wanted` says no to the first letter and the length are counted and get no entry, and no amount
/// is made with them.
pub(crate) fn scan_for(text: &str, words: &mut Words, wanted: impl Fn(u8, usize) -> bool) {
    scan_with::<true>(text, words, wanted);
}

/// `SHORT_WAY` is false only in the test that holds the short way to the long one.
fn scan_with<const SHORT_WAY: bool>(
    text: &str,
    words: &mut Words,
    wanted: impl Fn(u8, usize) -> bool,
) {
    let text = cut_at(text, u32::MAX as usize / 2);
    let mut parts: Vec<Part> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        if SHORT_WAY && let Some(end) = simple_word(text.as_bytes(), at) {
            if !wanted(text.as_bytes()[at].to_ascii_lowercase(), end - at) {
                words.pass_word(at, end);
                at = end + 1;
                continue;
            }
            push_plain(words, &text[at..end], at, end);
            let term_start = words.terms.len() - (end - at);
            words.terms[term_start..].make_ascii_lowercase();
            if end - at >= SHORTEST_MAGNITUDE {
                add_amount(words);
            }
            at = end + 1;
            continue;
        }
        let (what, length) = look(text, at);
        match what {
            Kind::Word => at = compound(text, at, words, &mut parts),
            Kind::Section => {
                let end = after_section_signs(text, at);
                push_plain(words, "section", at, end);
                at = end;
            }
            // `Johnson & Johnson` is `Johnson and Johnson`.
            Kind::Gap if text.as_bytes()[at] == b'&' && stands_alone(text, at) => {
                push_plain(words, "and", at, at + 1);
                at += 1;
            }
            _ => at += length,
        }
    }
}

/// The kind of the character at `at`, and its length in bytes.
fn look(text: &str, at: usize) -> (Kind, usize) {
    match text.as_bytes().get(at) {
        None => (Kind::Gap, 1),
        Some(byte) if byte.is_ascii_alphanumeric() => (Kind::Word, 1),
        Some(b'\'' | b'`') => (Kind::Apostrophe, 1),
        Some(b'-') => (Kind::Hyphen, 1),
        Some(byte) if byte.is_ascii() => (Kind::Gap, 1),
        Some(_) => text[at..]
            .chars()
            .next()
            .map_or((Kind::Gap, 1), |c| (kind(c), c.len_utf8())),
    }
}

fn push_plain(words: &mut Words, form: &str, start: usize, end: usize) {
    let term_start = words.terms.len();
    words.terms.push_str(form);
    words.push_word(term_start..words.terms.len(), start, end);
}

/// `§§ 1343` is one sign.
fn after_section_signs(text: &str, mut at: usize) -> usize {
    while text[at..].starts_with('§') {
        at += '§'.len_utf8();
    }
    at
}

fn stands_alone(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at + 1..].chars().next();
    before.is_none_or(char::is_whitespace) && after.is_none_or(char::is_whitespace)
}

/// Reads the compound that begins at `at`, adds its words, and returns where it ends.
fn compound(text: &str, mut at: usize, words: &mut Words, parts: &mut Vec<Part>) -> usize {
    parts.clear();
    loop {
        let term_start = words.terms.len();
        let (end, next) = part(text, at, words);
        if words.terms.len() - term_start > LONGEST_WORD {
            let keep = cut_at(&words.terms[term_start..], LONGEST_WORD).len();
            words.terms.truncate(term_start + keep);
        }
        let joined = joiner(text, next);
        // A letter that folds to nothing makes no word.
        if words.terms.len() > term_start {
            parts.push(Part {
                term_start,
                term_end: words.terms.len(),
                start: at,
                end,
                joiner: joined.map_or(b' ', |(sign, _)| sign),
            });
        }
        let Some((_, after)) = joined else {
            add(words, parts);
            return next;
        };
        at = after;
    }
}

/// Folds one part from `at` on into the list's terms. Returns where its text ends and where reading goes on, which
/// differ by a possessive ending.
fn part(text: &str, at: usize, words: &mut Words) -> (usize, usize) {
    let term_start = words.terms.len();
    let (end, next) = whole_part(text, at, words);
    let (end, taken) = before_possessives(text, at, end);
    let term_end = words.terms.len() - taken;
    words.terms.truncate(term_end.max(term_start));
    (end, next)
}

/// The same with its possessive endings.
fn whole_part(text: &str, mut at: usize, words: &mut Words) -> (usize, usize) {
    let bytes = text.as_bytes();
    let term_start = words.terms.len();
    let after_point = at > 0 && bytes[at - 1] == b'.';
    let mut end = at;
    loop {
        let run = bytes[at..]
            .iter()
            .take_while(|b| b.is_ascii_alphanumeric())
            .count();
        if run > 0 {
            let from = words.terms.len();
            words.terms.push_str(&text[at..at + run]);
            words.terms[from..].make_ascii_lowercase();
            at += run;
            end = at;
        }
        match bytes.get(at) {
            None => return (end, at),
            Some(b',' | b'.') => {
                let all_digits = words.terms[term_start..]
                    .bytes()
                    .all(|b| b.is_ascii_digit() || b == b'.');
                if !all_digits
                    || after_point
                    || !number_goes_on(bytes, at, &words.terms[term_start..])
                {
                    return (end, at);
                }
                if bytes[at] == b'.' {
                    // `$1,200.00` is `1200`.
                    let decimals = digits(bytes, at + 1);
                    if bytes[at + 1..at + 1 + decimals].iter().all(|b| *b == b'0') {
                        at += 1 + decimals;
                        end = at;
                        continue;
                    }
                    words.terms.push('.');
                }
                at += 1;
            }
            Some(_) => {
                let (what, length) = look(text, at);
                match what {
                    // ASCII letters and digits were read above.
                    Kind::Word => {
                        if let Some(c) = text[at..].chars().next() {
                            push_folded(c, &mut words.terms);
                        }
                        at += length;
                        end = at;
                    }
                    Kind::Nothing => at += length,
                    Kind::Apostrophe if look(text, at + length).0 == Kind::Word => at += length,
                    _ => return (end, at),
                }
            }
        }
    }
}

/// Where the word ends that stands from `start` to `end` with possessive endings, and how many letters those have. All
/// are taken off, so that what is left has none: a word that is read again is the same.
fn before_possessives(text: &str, start: usize, mut end: usize) -> (usize, usize) {
    let mut taken = 0;
    while let Some(stem) = text[start..end].strip_suffix(['s', 'S'])
        && let Some(apostrophe) = stem.chars().next_back()
        && look(stem, stem.len() - apostrophe.len_utf8()).0 == Kind::Apostrophe
    {
        let is_nothing = |c: char| !c.is_ascii() && kind(c) == Kind::Nothing;
        let stem = stem[..stem.len() - apostrophe.len_utf8()].trim_end_matches(is_nothing);
        end = start + stem.len();
        taken += 1;
    }
    (end, taken)
}

fn digits(bytes: &[u8], from: usize) -> usize {
    bytes[from..]
        .iter()
        .take_while(|b| b.is_ascii_digit())
        .count()
}

/// Whether the comma or point at `at` stands inside a number: `1,200`, `1.2`, but neither `6.8.2021` nor `1,2`.
fn number_goes_on(bytes: &[u8], at: usize, before: &str) -> bool {
    let after = digits(bytes, at + 1);
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

/// The sign that joins the part which ends at `at` to a next one, and where that begins.
fn joiner(text: &str, at: usize) -> Option<(u8, usize)> {
    let (what, length) = look(text, at);
    let sign = match (what, text.as_bytes().get(at)?) {
        (Kind::Hyphen, _) => b'-',
        (Kind::Gap, sign @ (b'.' | b'&' | b'/')) => *sign,
        _ => return None,
    };
    match look(text, at + length) {
        (Kind::Word, _) => Some((sign, at + length)),
        // `U.S.-Israeli`
        (Kind::Hyphen, hyphen)
            if sign == b'.' && look(text, at + length + hyphen).0 == Kind::Word =>
        {
            Some((b'-', at + length + hyphen))
        }
        _ => None,
    }
}

/// Gives the parts of one compound their positions, and adds the forms in which they are one word.
fn add(words: &mut Words, parts: &mut Vec<Part>) {
    if parts.len() > 1 {
        join_initials(words, parts);
    }
    // What a slash divides is two compounds: `he/she`.
    for compound in parts.split_inclusive(|part| part.joiner == b'/') {
        if compound.len() > 1 {
            add_joined(words, compound);
        }
        for part in compound {
            words.push_word(part.term_start..part.term_end, part.start, part.end);
            add_amount(words);
        }
    }
}

/// `U.S.C.`, `Ph.D.` and `a/k/a` are one word: runs of single letters become one part.
fn join_initials(words: &mut Words, parts: &mut Vec<Part>) {
    let mut kept = 0;
    let mut at = 0;
    while at < parts.len() {
        let sign = parts[at].joiner;
        let mut to = at;
        if matches!(sign, b'.' | b'/') && initial(words, &parts[at], 2) {
            while parts[to].joiner == sign
                && parts
                    .get(to + 1)
                    .is_some_and(|next| initial(words, next, 1))
            {
                to += 1;
            }
        }
        let mut part = parts[at];
        if to > at {
            part.term_start = words.terms.len();
            for initial in &parts[at..=to] {
                let letters = words.terms[initial.term_start..initial.term_end].to_owned();
                words.terms.push_str(&letters);
            }
            part.term_end = words.terms.len();
            part.end = parts[to].end;
            part.joiner = parts[to].joiner;
        }
        parts[kept] = part;
        kept += 1;
        at = to + 1;
    }
    parts.truncate(kept);
}

/// Whether a part is a single letter (or up to `most`).
fn initial(words: &Words, part: &Part, most: usize) -> bool {
    let form = &words.terms[part.term_start..part.term_end];
    form.len() <= 4 && form.chars().count() <= most && form.chars().all(char::is_alphabetic)
}

/// Adds the span of a whole compound: `coconspirator`. Numbers are not joined: `2014-2016` is no eight-digit number.
fn add_joined(words: &mut Words, parts: &[Part]) {
    let length: usize = parts
        .iter()
        .map(|part| part.term_end - part.term_start)
        .sum();
    let has_letter = parts.iter().any(|part| {
        words.terms[part.term_start..part.term_end]
            .chars()
            .any(char::is_alphabetic)
    });
    if parts.len() > MOST_JOINED || length > LONGEST_JOINED || !has_letter {
        return;
    }
    let mut joined = String::with_capacity(length);
    for part in parts {
        joined.push_str(&words.terms[part.term_start..part.term_end]);
    }
    let covered = parts.len().try_into().unwrap_or(1);
    let (start, end) = (parts[0].start, parts[parts.len() - 1].end);
    words.push_span(&joined, words.positions, covered, start, end);
}

fn cut_at(text: &str, most: usize) -> &str {
    if text.len() <= most {
        return text;
    }
    let mut end = most;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
