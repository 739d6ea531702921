//! What is a line by its shape: a sentence, a date, a release number, an end sign?

use std::sync::LazyLock;

use regex::Regex;

use crate::convert::lines::paragraphs::Line;
use crate::text::months::{MONTH_PATTERN, SPANISH_MONTH_PATTERN, WEEKDAY_PATTERN};
use crate::text::normalize::letters_and_digits;

/// Minimum length of a line of running text in bytes.
pub(crate) const MIN_SENTENCE: usize = 60;

/// Minimum length in bytes of running text that is certainly not a headline.
pub(crate) const LONG_SENTENCE: usize = 140;

static DATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?ix)^(?:{WEEKDAY_PATTERN}\s*,?\s+)?
        (?:
            {MONTH_PATTERN}\s*\d{{1,2}}(?:st|nd|rd|th)?\.?\s*,?\s+\d{{4}}
            |\d{{1,2}}\s+de\s+{SPANISH_MONTH_PATTERN}\s+(?:del?\s+)?\d{{4}}
            |\d{{1,2}}/\d{{1,2}}/(?:\d{{4}}|\d{{2}})
            |\d{{4}}-\d{{2}}-\d{{2}}(?:[T\ ]\d{{2}}:\d{{2}}(?::\d{{2}})?)?
        )\s*(?:at\s+)?(?:\d{{1,2}}:\d{{2}}\s*[ap]\.?m\.?)?",
    ))
    .ok()
});

/// The date at the beginning of the line, and the rest of the line.
pub(crate) fn leading_date(line: &str) -> Option<(&str, &str)> {
    let found = DATE.as_ref()?.find(line)?;
    let (date, rest) = line.split_at(found.end());
    Some((date.trim(), rest))
}

/// The date at the beginning of the line or after a label such as `Posted on`, and the rest of the line.
pub(crate) fn labelled_date(line: &str) -> Option<(&str, &str)> {
    const LABELS: [&str; 10] = [
        "enforcement release",
        "posted on",
        "posted",
        "published on",
        "published",
        "date",
        "release date",
        "for immediate release",
        "for release",
        "admin |",
    ];
    let rest = LABELS
        .iter()
        .find_map(|label| strip_prefix_in_any_case(line, label));
    leading_date(rest.map_or(line, |rest| {
        rest.trim_start_matches([':', ' ', '-', '–', '—', '|', ','])
    }))
}

/// The text after `prefix`, whose letters may be in either case; none where the text does not begin with it.
pub(crate) fn strip_prefix_in_any_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then_some(rest)
}

/// Whether the text has nothing but digits.
pub(crate) fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The date of a line that holds only a date and perhaps a label. Not the last line of a sentence: `January 19, 1996.`
pub(crate) fn lone_date(line: &str) -> Option<&str> {
    let (date, after) = labelled_date(line)?;
    if after == "." && date.starts_with(|letter: char| letter.is_alphabetic()) {
        return None;
    }
    after
        .trim_matches([' ', '|', '.', ',', '-', '–', '—'])
        .is_empty()
        .then_some(date)
}

/// Whether the line holds only a date and perhaps a label.
pub(crate) fn is_dated(line: &str) -> bool {
    lone_date(line).is_some()
}

/// Whether the line tells when the page was changed, which is not the date of the release. Prints of old pages of sec.gov
/// have the last links of the page before it: `Home | Previous Page Modified: 05/06/2007`.
pub(crate) fn is_change_stamp(line: &str) -> bool {
    let line = line
        .strip_prefix("Home | Previous Page")
        .unwrap_or(line)
        .trim_start();
    [
        "last updated",
        "updated",
        "modified",
        "last modified",
        "last reviewed",
    ]
    .iter()
    .any(|label| {
        strip_prefix_in_any_case(line, label)
            .is_some_and(|rest| leading_date(rest.trim_start_matches([':', ' '])).is_some())
    })
}

/// Whether the line is a sign at the end of a release: `###`, `# # #`, `-30-`, `* * *`.
///
/// A single dash is not: it is a piece of a sentence whose words are on lines of their own.
pub(crate) fn is_end_sign(line: &str) -> bool {
    line.len() <= 24
        && !matches!(line, "-" | "–" | "—")
        && (line
            .chars()
            .all(|letter| matches!(letter, '#' | '*' | '-' | '_' | '=' | ' ' | '–' | '—' | '~'))
            || matches!(
                line.trim_matches(['-', '–', '—', ' ']),
                "30" | "END" | "End" | "CFTC" | "NYAG" | "HH" | "HHH" | "HH#H" | "HH#" | "#HH"
            )
            || matches!(line, "(END)" | "(end)"))
}

/// The date in the title of an old page of justice.gov: `#12-345: 03-15-05 Headline`, `08-25-04: Headline`.
pub(crate) fn date_in_title(title: &str) -> Option<&str> {
    title
        .split(' ')
        .take(2)
        .map(|word| word.trim_end_matches(':'))
        .find(|word| {
            word.len() == 8
                && word.bytes().enumerate().all(|(at, byte)| {
                    if at == 2 || at == 5 {
                        byte == b'-'
                    } else {
                        byte.is_ascii_digit()
                    }
                })
        })
}

/// A release number, the date after it, and the rest of the line.
pub(crate) struct Numbered<'a> {
    /// `8174-20`; of the SEC's litigation releases `LR-14790`. None where the number is of another series, under which
    /// the release is published as well.
    pub number: Option<String>,
    pub date: Option<&'a str>,
    pub rest: &'a str,
}

/// The release number of a line that holds nothing else but a label and a date: `Litigation Release No. 14790 / January
/// 23, 1996`, `Release Number 8174-20`, `2011-87`, `Accounting and Auditing Enforcement Release No. 790`.
pub(crate) fn release_number(line: &str) -> Option<Numbered<'_>> {
    numbered(line).filter(|found| found.rest.is_empty())
}

static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?xi)^(?:
            (?P<litigation> lit[a-z]*\.?\s+rel(?:ease|\.)\.?\s*(?:(?:nos?\.?|number)(?-u:\b)\.?)? )
            | (?P<other> a?c*counting\s+(?:and\s+|&\s*)?auditing(?:\s+\(?and\)?)?(?:\s+enforcement)?(?:\s+rel[a-z]*\.?)?\s+nos?\.?
                | (?:a?c*counting\s+(?:and\s+|&\s*)?auditing(?:\s+and)?(?:\s+enforcement)?
                | aaer | international\s+series | investment\s+(?:advisers?|company)\s+act(?:\s+of\s+1940)?
                | securities(?:\s+exchange)?\s+act(?:\s+of\s+19\d\d)?)\s*rel(?:ease|\.)\s*(?:(?:nos?|number)(?-u:\b)\.?)? )
            | (?:press\s+)?release\s+(?:no\.|number)
        )[:\s]*(?P<number>[\w.-]*\d[\w-]*)[.,]?",
    )
    .ok()
});

/// The release number at the beginning of the line.
pub(crate) fn numbered(line: &str) -> Option<Numbered<'_>> {
    const SIGNS: [char; 7] = ['/', '\\', ' ', ',', '-', '–', '|'];
    let Some(found) = NUMBER.as_ref()?.captures(line) else {
        let is_number = line.len() <= 9
            && line.split_once('-').is_some_and(|(year, number)| {
                year.len() == 4
                    && (1..=4).contains(&number.len())
                    && line
                        .bytes()
                        .all(|byte| byte.is_ascii_digit() || byte == b'-')
            });
        return is_number.then(|| Numbered {
            number: Some(line.to_owned()),
            date: None,
            rest: "",
        });
    };
    let number = found.name("number")?.as_str();
    let number = match (found.name("litigation"), found.name("other")) {
        (Some(_), _) => Some(litigation_release(number)),
        (_, Some(_)) => None,
        _ => Some(number.to_owned()),
    };
    let after = line[found.get(0)?.end()..].trim_start_matches(SIGNS);
    let (date, rest) = match leading_date(after.trim_start_matches('(')) {
        Some((date, rest)) => (
            Some(date),
            rest.trim_start_matches(')').trim_start_matches(SIGNS),
        ),
        None => (None, after),
    };
    Some(Numbered { number, date, rest })
}

/// The number of a litigation release of the SEC: `LR-14790`.
fn litigation_release(number: &str) -> String {
    let digits = number.trim_start_matches(|letter: char| !letter.is_ascii_digit());
    format!("LR-{digits}")
}

/// Whether the line is the address of a site and nothing else: `www.justice.gov`.
pub(crate) fn is_site_address(line: &str) -> bool {
    !line.contains([' ', '/']) && strip_prefix_in_any_case(line, "www.").is_some()
}

/// Whether the line is a release number without a label, as below releases of the Justice Department: `05-117`.
pub(crate) fn is_bare_number(line: &str) -> bool {
    line.split_once('-').is_some_and(|(year, number)| {
        year.len() == 2 && (2..=4).contains(&number.len()) && is_digits(year) && is_digits(number)
    })
}

/// Whether the line is a reading time: `7 min read`.
pub(crate) fn is_reading_time(line: &str) -> bool {
    line.strip_suffix(" min read")
        .is_some_and(|minutes| minutes.len() <= 3 && is_digits(minutes))
}

/// Whether the line is the office that issues the release.
pub(crate) fn is_office(line: &str) -> bool {
    line.eq_ignore_ascii_case("office of public affairs")
}

/// Whether the line is what text recognition finds in a picture: a few letters and signs, `aa ' Ts : se |`. Not `WHO:`.
pub(crate) fn is_recognition_noise(line: &str) -> bool {
    let count = letters_and_digits(line).chars().count();
    let has_word = line
        .split(|letter: char| !letter.is_alphanumeric())
        .any(|word| word.len() > 2);
    let longest = line
        .split(|letter: char| !letter.is_alphabetic())
        .map(|word| word.chars().count())
        .max();
    let has_lone_letter = line.split(' ').any(|word| {
        word.len() == 1 && word.starts_with(char::is_alphabetic) && !matches!(word, "a" | "A" | "I")
    });
    let is_broken = line.contains('(') != line.contains(')') || has_lone_letter;
    count == 0
        || (count <= 3 && !line.ends_with(':'))
        || (!has_word && line.contains(['|', '~']))
        || (line.len() < 14
            && longest.is_some_and(|longest| (1..5).contains(&longest))
            && is_broken)
}

/// Whether the line marks the beginning of a printed page: `==== START OF PAGE 2 ====`, `--- BEGINNING OF PAGE #1 ---`, `- 2 -`.
pub(crate) fn is_page_mark(line: &str) -> bool {
    let words = line.trim_matches(['=', '-', ' ', '*']);
    let is_mark = ["START OF PAGE", "BEGINNING OF PAGE", "END OF PAGE"]
        .iter()
        .any(|mark| words.starts_with(mark))
        && words.len() < 30;
    let is_number = line.starts_with("- ") && line.ends_with(" -") && is_digits(words);
    is_mark || is_number || (words.len() < 12 && words.strip_prefix("Page ").is_some_and(is_count))
}

fn is_count(text: &str) -> bool {
    text.bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b' ')
        || text
            .split_once(" of ")
            .is_some_and(|(one, all)| is_digits(one) && is_digits(all))
}

/// Whether the line is two to four words that each begin with a capital letter.
pub(crate) fn is_name(line: &str) -> bool {
    let words: Vec<&str> = line.split(' ').collect();
    (2..=4).contains(&words.len())
        && line.len() <= 32
        && words
            .iter()
            .all(|word| word.starts_with(char::is_uppercase) && !word.contains([':', ',', '#']))
        && line.chars().any(char::is_lowercase)
}

/// Whether the line is an author's login name, which site builders write above the date: `webdesk`.
pub(crate) fn is_login(line: &str) -> bool {
    line.len() >= 6 && line.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// Whether the line is running text: long, and at least two in five of its first longer words begin in lower case.
pub(crate) fn is_sentence(line: &str) -> bool {
    /// Maximum number of longer words to look at.
    const MAX_WORDS: usize = 40;
    if line.len() < MIN_SENTENCE {
        return false;
    }
    let words = line.as_bytes().split(|byte| *byte == b' ');
    let (mut low, mut all, mut start) = (0_usize, 0_usize, 0);
    for word in words {
        if word.len() > 3 {
            all += 1;
            low += usize::from(match word[0] {
                byte if byte.is_ascii() => byte.is_ascii_lowercase(),
                _ => line[start..].starts_with(char::is_lowercase),
            });
            // The other words cannot change the answer.
            if low * 5 >= MAX_WORDS * 2 {
                return true;
            }
            if all == MAX_WORDS {
                break;
            }
        }
        start += word.len() + 1;
    }
    low * 5 >= all * 2 && all > 0
}

/// Whether the line is a whole paragraph. Teasers of other releases are shorter, or cut off with dots.
pub(crate) fn is_paragraph(line: &str) -> bool {
    line.len() >= LONG_SENTENCE
        && line.ends_with(['.', '”', '"'])
        && !line.ends_with("...")
        && is_sentence(line)
}

/// The index of the first line of running text; the number of lines where there is none. A headline is no running text: it
/// has no full stop and no running text after it.
pub(crate) fn first_sentence(lines: &[Line]) -> usize {
    let is_text = |at: usize| {
        let text = &lines[at].text;
        is_sentence(text)
            && (text.len() >= LONG_SENTENCE
                || text.ends_with(['.', ':', '”', '"'])
                || lines
                    .get(at + 1)
                    .is_some_and(|next| !next.after_gap && is_sentence(&next.text)))
    };
    (0..lines.len())
        .find(|at| is_text(*at))
        .unwrap_or(lines.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn change_stamps_of_old_pages_are_recognized() {
        assert!(is_change_stamp("Modified: 05/06/2007"));
        assert!(is_change_stamp("Home | Previous Page Modified: 05/06/2007"));
        assert!(!is_change_stamp("Modified loans were sold to the fund."));
    }
}
