//! Which mark is between two words, and does a sentence end there?

use std::ops::Range;

use crate::knowledge::entities::word::Gap;
use crate::text::sentence_end::is_abbreviation;

/// Returns the strongest mark of a gap.
pub(crate) fn strongest(gap: &str) -> Gap {
    gap.chars().map(mark).max().unwrap_or(Gap::Blank)
}

const fn mark(c: char) -> Gap {
    match c {
        '-' | '\u{2010}'..='\u{2015}' => Gap::Dash,
        '(' | '[' => Gap::Open,
        ')' | ']' => Gap::Close,
        ',' => Gap::Comma,
        ';' | ':' | '/' | '|' | '.' => Gap::Other,
        _ => Gap::Blank,
    }
}

/// By byte: its mark, if no sentence can end with it and no word can begin with it.
const MARKS: [Option<Gap>; 256] = {
    let mut marks = [None; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        if !matches!(byte, b'\n' | b'.' | b'!' | b'?' | b'&') {
            marks[byte as usize] = Some(mark(byte as char));
        }
        byte += 1;
    }
    marks
};

/// Returns the strongest mark of a gap that is one byte, or one and a blank, and ends no sentence. Most gaps are so.
#[inline]
#[expect(
    clippy::needless_bitwise_bool,
    reason = "no branch, because which of the two a gap is cannot be predicted"
)]
pub(crate) fn between(gap: &[u8]) -> Option<Gap> {
    let (first, last) = (*gap.first()?, *gap.last()?);
    let single = (gap.len() == 1) | ((gap.len() == 2) & (last == b' '));
    MARKS[usize::from(first)].filter(|_| single)
}

/// Words that, with a capital, mostly begin a sentence, even after an abbreviation: "in the U.S. The case was ...".
const BEGINS: &[&str] = &[
    "A",
    "According",
    "After",
    "Also",
    "An",
    "As",
    "At",
    "For",
    "He",
    "If",
    "In",
    "It",
    "On",
    "She",
    "The",
    "These",
    "They",
    "This",
    "Today",
    "Under",
    "When",
];

/// Returns whether a sentence ends in the gap between a word and the next one.
pub(crate) fn ends_sentence(text: &str, word: Range<usize>, gap: &str, next: &str) -> bool {
    let last_start = word.start;
    let last = &text[word];
    let breaks = gap.bytes().filter(|&b| b == b'\n').count();
    if breaks >= 2 {
        return true;
    }
    let next_upper = begins_upper(next);
    if breaks == 1 {
        let line = text[..last_start].rfind('\n').map_or(0, |at| at + 1);
        let wrapped = last_start - line > 50;
        let item = gap.contains(['*', '\u{2022}', ':', '\u{25cf}', '#', '[', ']']);
        let stops = gap.contains('.') && next_upper && !abbreviated(last);
        // No line ends a sentence with "of" or "and".
        let open = matches!(
            last,
            "of" | "and" | "the" | "for" | "in" | "&" | "with" | "by"
        );
        return stops || item || (!wrapped && !open && next_upper);
    }
    let Some(stop) = gap.find(['.', '!', '?']) else {
        return false;
    };
    if !next_upper {
        return false;
    }
    if gap.contains(['!', '?']) {
        return true;
    }
    let spaced = gap[stop..].contains(char::is_whitespace);
    if spaced {
        return stop_ends_sentence(last, next);
    }
    // "... and the FBI.This case": the saved copies lost some of the blanks between paragraphs.
    let in_number = last.ends_with(|c: char| c.is_ascii_digit())
        && next.starts_with(|c: char| c.is_ascii_digit());
    !abbreviated(last)
        && !in_number
        && last.len() > 2
        && next.len() > 1
        && !text[last_start..].starts_with("www")
}

/// Returns whether a sentence ends between two words that have a full stop and blanks between them.
pub(crate) fn stop_ends_sentence(last: &str, next: &str) -> bool {
    begins_upper(next) && (!abbreviated(last) || BEGINS.contains(&next))
}

fn begins_upper(word: &str) -> bool {
    word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
}

/// Returns whether a full stop after this word mostly belongs to it.
fn abbreviated(word: &str) -> bool {
    word.len() == 1 || word.contains('.') || is_abbreviation(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_to_read_a_stop_and_a_blank_agree() {
        for last in ["case", "Inc", "U.S", "B", "Co", "éa"] {
            for next in ["The", "the", "2021", "Doe", "Éa", "X"] {
                let text = format!("{last}. {next}");
                let long = ends_sentence(&text, 0..last.len(), ". ", next);
                assert_eq!(stop_ends_sentence(last, next), long, "{text}");
            }
        }
    }

    #[test]
    fn no_sentence_ends_within_a_number() {
        let text = "pay $1,234.56 to the court.Then";
        assert!(!ends_sentence(text, 7..10, ".", "56"));
        assert!(ends_sentence(text, 21..26, ".", "Then"));
    }
}
