//! What is the title of OFAC's enforcement information, below whose heading of the day stand one or several cases, or a table
//! of them?

use std::sync::LazyLock;

use regex::Regex;

use crate::convert::lines::header::MAX_HEADLINE;
use crate::convert::lines::paragraphs::Line;
use crate::convert::titles::title::{MIN_CAPTION, sentence_end};
use crate::text::normalize::letters_and_digits;

/// Maximum number of lines before the first case.
const MAX_LINES: usize = 60;

/// Maximum number of lines of a case's headline.
const MAX_CASE_LINES: usize = 8;

/// The heading above the cases of companies or persons: `ENTITIES – 31 CFR 501.805(d)(1)(i)`.
static MARKER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(?:e\s*n\s*t\s*i\s*t\s*(?:i\s*e\s*s|y)|individuals?)\s*[-–—]\s*31\s*c\s*\.?\s*f\s*\.?\s*r[^()]{3,16}(?:\(\s*\w+\s*\)\s*)+",
    )
    .ok()
});

/// What the headline of a case says: `Jane Doe, Inc. Settles Alleged Violations`.
static VERB: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\s(?:agree(?:s|d)?\s+to|assessed|consent(?:s|ed)?|issues|receives?|settle\s?s?|settled)\s",
    )
    .ok()
});

/// The headline of the first case below a heading of the day, or the name of the list where the head of its table is read as
/// a heading.
pub(crate) fn title_of_list(heading: &str, lines: &[Line]) -> Option<String> {
    const LIST: &str = "OFAC Civil Penalties Enforcement Information";
    let letters = letters_and_digits(heading);
    let is_table = ["nameofentityinvolved", "nameaddresssanctions"]
        .iter()
        .any(|head| letters.starts_with(head));
    if is_table {
        let names_list =
            heading.contains(LIST) || lines.iter().any(|line| line.text.contains(LIST));
        return names_list.then(|| LIST.to_owned());
    }
    let letters = letters.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let is_heading_of_day = ["enforcementinformationfor", "enforcementinformationthrough"]
        .iter()
        .any(|heading| letters.starts_with(heading));
    (0..lines.len().min(MAX_LINES))
        .filter(|_| is_heading_of_day)
        .find_map(|at| case_at(&lines[at..]))
}

/// The heading of the day without blanks inside its words: `ENFORCEMENT INFORMAT ION FOR May 2, 2019`.
pub(crate) fn repaired_heading(heading: &str) -> String {
    const HEADING: &str = "ENFORCEMENT INFORMATION FOR";
    let wanted = letters_and_digits(HEADING).len();
    let mut letters = heading
        .char_indices()
        .filter(|(_, letter)| letter.is_alphabetic());
    let end = letters
        .nth(wanted - 1)
        .map(|(at, letter)| at + letter.len_utf8());
    match end {
        Some(end) if letters_and_digits(&heading[..end]) == letters_and_digits(HEADING) => {
            format!("{HEADING}{}", &heading[end..])
        }
        _ => heading.to_owned(),
    }
}

/// The headline of the case that begins in the first of these lines, at its start or behind the heading of the cases.
fn case_at(lines: &[Line]) -> Option<String> {
    let mut text = String::new();
    for line in lines.iter().take(MAX_CASE_LINES) {
        // A large first letter is on a line of its own: `E`, `ricsson`.
        let is_initial = text.len() == 1
            && text.ends_with(char::is_uppercase)
            && line.text.starts_with(char::is_lowercase);
        if !text.is_empty() && !is_initial {
            text.push(' ');
        }
        text.push_str(&line.text);
    }
    let first = lines.first().map_or(0, |line| line.text.len());
    let marker = MARKER.as_ref().and_then(|marker| marker.find(&text));
    let marker = marker.map(|marker| marker.range());
    let start = match marker {
        // The heading of the next cases.
        Some(marker) if marker.start > first => {
            text.truncate(marker.start);
            0
        }
        Some(marker) => marker.end,
        None => 0,
    };
    let case = text[start..].trim_start();
    let verb = VERB.as_ref()?.find(case)?;
    // A colon ends the headline, or else the sentence.
    let after = &case[verb.end()..];
    let colon = after.find([':', ';']).unwrap_or(after.len());
    let stop = after.find(" . ").unwrap_or(after.len());
    let end = verb.end() + colon.min(stop).min(sentence_end(after));
    let subject = &case[..verb.start()];
    let is_headline = sentence_end(subject) == subject.len()
        && !subject.contains([':', ';'])
        && subject.starts_with(char::is_uppercase)
        && !subject.ends_with(" has")
        && !subject.starts_with("OFAC has ")
        && !subject.starts_with("Information ")
        && !subject.contains("www.")
        && (MIN_CAPTION..MAX_HEADLINE).contains(&end);
    is_headline.then(|| case[..end].trim().to_owned())
}
