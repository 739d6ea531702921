//! Under which docket numbers are the cases?

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::extract::annotated_page::{AnnotatedPage, AnnotatedPart};
use crate::extract::pattern::{floor_char_boundary, pattern};
use crate::knowledge::entities::vocabulary::DOCKET_WORD;
use crate::model::{EvidenceSource, Found};

/// Maximum number of docket numbers of one release.
const MAX_DOCKETS: usize = 100;

/// Maximum length of a docket number with what is between it and the word before, in bytes.
const MAX_LENGTH: usize = 60;

/// Words before "No." that say that the number is a docket's.
const BEFORE_NUMBER: [&str; 19] = [
    "case",
    "cases",
    "action",
    "actions",
    "docket",
    "dockets",
    "criminal",
    "crim",
    "cr",
    "civil",
    "civ",
    "cause",
    "index",
    "file",
    "indictment",
    "misc",
    "mag",
    "magistrate",
    "ca",
];

/// Words before "No." whose numbers are others.
const OTHER_NUMBERS: [&str; 9] = [
    "release",
    "rel",
    "order",
    "resolution",
    "patent",
    "form",
    "rule",
    "public",
    "executive",
];

/// A number with the kind of case in it: `2:18-cr-00123-ABC`, `05 Civ. 6991 (KMW)`, `98CV01533`, `2:03CV00914DAK`, `SA-05-CA1000-FB`.
static WITH_KIND: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)^(?:\d{1,2}\s?[:-]\s?|[A-Z]{1,2}-?)?\d{2,4}[-–‑\s]{0,3}(?:(?i:crim|cr|cv|civ|mj|mi|mc|md|misc|mag|sw|po|ap|bk)|CA|C)
        (?:\.?\s(?:Action\s)?No\.\s|\.?[-–‑\s]{0,3}|\.\s)\d{1,6}[A-Z]{0,4}(?-u:\b)
        (?:[-–‑][A-Za-z0-9]{1,8}){0,5}(?:\s?\([A-Za-z]{2,4}(?:/[A-Za-z]{2,4}){0,2}\))?",
    )
});

/// A number that begins with the kind of case: `CR-21-01094-PHX-SMB`, `cv-11-5037`, `C-97-3566-CW`, `H-02-2908`, `CV-S-01-0658-PMP`.
static KIND_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)^(?:\d{1,2}:)?(?i:[A-Z]{0,4}cv|[A-Z]{0,2}cr|crim|civ|mj|[A-Z])(?:-[A-Z])?(?:\.\s?|[-–‑\s])?\d{1,4}(?:-[A-Z]{1,2})?
        (?:[-–‑:\s]\d{1,6}){1,2}[A-Z]{0,4}(?-u:\b)(?:[-–‑][A-Za-z0-9]{1,8}){0,5}(?:\s?\([A-Za-z]{2,4}(?:/[A-Za-z]{2,4}){0,2}\))?",
    )
});

/// A number without the kind of case, or after a judge's initials: `22-00063-ABJ`, `01-10637(PBS)`, `3-11046`, `4:18-123`,
/// `95-11748RCL`, `WDQ-03-1877`.
static PLAIN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)^(?:\d{1,2}:|[A-Z]{2,4}[-–‑])?\d{1,4}[-–‑]\s?\d{2,6}[A-Z]{0,4}(?-u:\b)
        (?:[-–‑][A-Za-z0-9]{1,8}){0,5}(?:\s?\([A-Za-z]{2,4}(?:/[A-Za-z]{2,4}){0,2}\))?",
    )
});

/// A number of a state's court: `26VWCF01097`, `SWF2301616`, `CR-2019-001234`, `F19-12345`.
static OF_STATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^[A-Z0-9]{1,6}-?[A-Z]{0,6}-?\d{4,9}(?-u:\b)(?:-[A-Z0-9]{1,9}(?-u:\b)){0,3}")
});

/// What may stand between the word "No." and the number.
static BETWEEN: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[.:#\s]{0,6}"));

/// What may stand between two numbers of a list.
static SEPARATOR: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\s?(?:,\s?(?:and\s)?|and\s|&\s|;\s?(?:and\s)?)(?:Nos?\.\s?)?"));

/// The docket numbers of a page as printed, in its order, each once.
pub(in crate::extract) fn dockets(page: &AnnotatedPage) -> Vec<Found<String>> {
    let mut found: Vec<Found<String>> = Vec::new();
    for part in page.parts() {
        let words = &part.annotations.words;
        let mut read = 0;
        for candidate in &part.annotations.candidates {
            if !candidate.has_flag(DOCKET_WORD) || found.len() >= MAX_DOCKETS {
                continue;
            }
            let at = candidate.word_index();
            if words[at].start < read {
                continue;
            }
            let Some((start, patterns)) = number_beside(part, at) else {
                continue;
            };
            let mut next = start;
            while let Some(span) = number_at(part.text, next, patterns) {
                read = span.end;
                next = span.end;
                add(part, span, &mut found);
                match SEPARATOR.find(upto(part.text, next)) {
                    Some(separator) if found.len() < MAX_DOCKETS => next += separator.end(),
                    _ => break,
                }
            }
        }
    }
    // The file of an administrative proceeding in a heading.
    for number in &page.page.fields.other_numbers {
        let is_file = number.starts_with(|c: char| c.is_ascii_digit());
        if is_file && !found.iter().any(|known| known.value == *number) {
            found.push(Found {
                value: number.clone(),
                place: EvidenceSource::Field("other_numbers"),
                span: 0..number.len(),
                rule: "docket-number",
            });
        }
    }
    found
}

/// Where a number beside a word begins, and in which forms it can be.
fn number_beside(
    part: &AnnotatedPart,
    at: usize,
) -> Option<(usize, &'static [&'static LazyLock<Regex>])> {
    static ALL: [&LazyLock<Regex>; 4] = [&WITH_KIND, &KIND_FIRST, &PLAIN, &OF_STATE];
    static WITH_A_KIND: [&LazyLock<Regex>; 2] = [&WITH_KIND, &KIND_FIRST];
    static WITHOUT_STATE: [&LazyLock<Regex>; 3] = [&WITH_KIND, &KIND_FIRST, &PLAIN];
    static STATE: [&LazyLock<Regex>; 2] = [&WITH_KIND, &OF_STATE];
    let words = &part.annotations.words;
    let word = part.word(&words[at]);
    let lower = word.to_ascii_lowercase();
    let after = || {
        let end = words[at].end;
        end + BETWEEN
            .find(upto(part.text, end))
            .map_or(0, |found| found.end())
    };
    let before = |list: &[&str]| {
        (at.saturating_sub(2)..at).any(|at| {
            let word = part.word(&words[at]).replace('.', "");
            list.iter().any(|known| word.eq_ignore_ascii_case(known))
        })
    };
    match lower.as_str() {
        "no" | "nos" | "number" | "numbers" => {
            if before(&OTHER_NUMBERS) {
                None
            } else if before(&BEFORE_NUMBER) {
                Some((after(), &ALL))
            } else if word == "No" || word == "Nos" {
                let in_caption =
                    part.text[floor_char_boundary(part.text, words[at].start.saturating_sub(160))
                        ..words[at].start]
                        .contains(" v. ");
                Some((
                    after(),
                    if in_caption {
                        &WITHOUT_STATE
                    } else {
                        &WITH_A_KIND
                    },
                ))
            } else {
                None
            }
        }
        "case" | "docket" => Some((after(), &STATE)),
        "cr" | "cv" | "civ" | "crim" | "mj" => {
            let is_number = |at: usize, most: usize| {
                let word = part.word(&words[at]);
                word.len() <= most && word.bytes().all(|byte| byte.is_ascii_digit())
            };
            if at > 0 && is_number(at - 1, 4) {
                let with_office = at > 1
                    && is_number(at - 2, 2)
                    && part.text[words[at - 2].end..words[at - 1].start].trim() == ":";
                Some((words[at - 1 - usize::from(with_office)].start, &WITH_A_KIND))
            } else {
                Some((words[at].start, &WITH_A_KIND))
            }
        }
        _ => None,
    }
}

/// The number that begins at a byte, in one of these forms.
fn number_at(
    text: &str,
    start: usize,
    patterns: &[&'static LazyLock<Regex>],
) -> Option<Range<usize>> {
    let rest = upto(text, start);
    let found = patterns.iter().find_map(|pattern| pattern.find(rest))?;
    let digits = found.as_str().bytes().filter(u8::is_ascii_digit).count();
    (digits >= 4).then(|| start..start + found.end())
}

/// A text from a byte on, as far as a number can reach.
fn upto(text: &str, start: usize) -> &str {
    &text[start..floor_char_boundary(text, start + MAX_LENGTH)]
}

/// Adds a number if it is not known.
fn add(part: &AnnotatedPart, span: Range<usize>, found: &mut Vec<Found<String>>) {
    let value = part.text[span.clone()].replace('\n', " ");
    let key = |value: &str| -> String {
        let number = value.split('(').next().unwrap_or_default();
        number
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .flat_map(char::to_lowercase)
            .collect()
    };
    let new = key(&value);
    // "21-1094-ABC" and "21-1094" are one.
    // 21-cr-10 and 21-cr-1012 are two.
    let begins = |short: &str, long: &str| {
        long.strip_prefix(short)
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    let is_known = |known: &Found<String>| {
        let known = key(&known.value);
        begins(&known, &new) || begins(&new, &known)
    };
    if !found.iter().any(is_known) {
        found.push(Found {
            value,
            place: part.place.clone(),
            span,
            rule: "docket-number",
        });
    }
}
