//! Lengths of imprisonment: `10y`, `18 months`, `10 years and 6 months`, `6m..18m`, `life`, `time served`.

use crate::model::Imprisonment;
use crate::query::syntax::quantities::range::{self, End, ReadQuantity};
use crate::schema::{LONGEST, NO_PRISON, SHORTEST, TIME_SERVED, imprisonment_code, shown_length};

const FORMS: &str = "sentences are written >=10y, 6m..18m, 10 years, 18 months, life, death, time served, no prison or none";

/// Tenths of a month in a year.
const YEAR: f64 = 120.0;

/// Maximum length in tenths of months: a hundred thousand years.
const MAX_TENTHS: f64 = 12_000_000.0;

/// Reads a length or a range of lengths. Life and death are longer than any number; no prison is none, and the time served
/// has no length.
pub(super) fn read(text: &str) -> Result<ReadQuantity, String> {
    let text = &range::with_points(text.trim());
    let lower = text.to_lowercase().replace(['-', '‑'], " ");
    let words: Vec<&str> = lower.split_whitespace().collect();
    let named = match words.as_slice() {
        ["time", "served"] => Some(TIME_SERVED),
        ["no", "prison" | "imprisonment"] => Some(NO_PRISON),
        _ => None,
    };
    if let Some(code) = named {
        return Ok(ReadQuantity {
            ranges: vec![code..=code],
            shown: shown_length(code),
            note: None,
        });
    }
    // A minus is no hyphen between words: less than nothing is no length.
    let is_minus = |(at, _): (usize, &str)| !text[..at].ends_with(char::is_alphanumeric);
    if text.match_indices(['-', '−']).any(is_minus) {
        return Err(FORMS.to_owned());
    }
    let range = range::read(&lower, FORMS, |text, other| {
        let (number, has_unit) = length(text, other)?;
        Some(End { number, has_unit })
    })?;
    let first = range.first.unwrap_or(NO_PRISON);
    let last = range.last.unwrap_or(LONGEST);
    // From nothing on: no prison is in the range, and the time served, which comes after it, is not.
    let mut ranges = Vec::new();
    if first < TIME_SERVED {
        ranges.push(NO_PRISON..=NO_PRISON);
    }
    let from = first.max(SHORTEST);
    if from <= last {
        ranges.push(from..=last);
    }
    let shown = match (range.first, range.last) {
        (Some(first), Some(last)) if first == last => shown_length(first),
        (Some(first), Some(last)) => format!("{} to {}", shown_length(first), shown_length(last)),
        (Some(first), None) => format!("{} or longer", shown_length(first)),
        (None, last) => format!("{} or shorter", shown_length(last.unwrap_or(LONGEST))),
    };
    Ok(ReadQuantity {
        ranges,
        note: (range.lacks_unit).then(|| {
            format!(
                "`{}` is read as {shown}: a number alone is of months",
                text.trim()
            )
        }),
        shown,
    })
}

/// The code of a length, and whether it has a unit or needs none. A number without a unit has that of `other`, else it is of
/// months.
fn length(text: &str, other: Option<&str>) -> Option<(u64, bool)> {
    let mut rest = text.trim();
    let word = match rest {
        "life" | "life in prison" | "life imprisonment" => Some(Imprisonment::Life),
        "death" => Some(Imprisonment::Death),
        _ => None,
    };
    if let Some(word) = word {
        return Some((imprisonment_code(Some(word)), true));
    }
    let (mut tenths, mut parts, mut has_unit) = (0.0, 0, true);
    while !rest.is_empty() {
        if parts > 0 {
            rest = rest.trim_start_matches([',', ' ']);
            rest = rest.strip_prefix("and ").unwrap_or(rest);
        }
        let digits = rest
            .find(|c: char| !c.is_ascii_digit() && c != '.')
            .unwrap_or(rest.len());
        let number: f64 = rest[..digits].parse().ok()?;
        rest = rest[digits..].trim_start();
        let letters = rest
            .find(|c: char| !c.is_ascii_alphabetic())
            .unwrap_or(rest.len());
        let unit = match &rest[..letters] {
            "" if parts == 0 && rest.is_empty() => {
                let unit = other.and_then(|other| unit_in_tenths(last_letters(other)));
                has_unit = unit.is_some();
                unit.or(Some(10.0))
            }
            letters => unit_in_tenths(letters),
        };
        tenths += number * unit?;
        rest = rest[letters..].trim_start();
        parts += 1;
    }
    if parts == 0 || !(0.0..=MAX_TENTHS).contains(&tenths) {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a whole number within the range of the type"
    )]
    let tenths = tenths.round() as u32;
    let code = imprisonment_code(Some(Imprisonment::TenthsOfMonths(tenths)));
    Some((code, has_unit))
}

/// How many tenths of a month a unit has; a month has 30 days.
fn unit_in_tenths(unit: &str) -> Option<f64> {
    match unit {
        "y" | "yr" | "yrs" | "year" | "years" => Some(YEAR),
        "m" | "mo" | "mos" | "month" | "months" => Some(10.0),
        "w" | "week" | "weeks" => Some(7.0 / 3.0),
        "d" | "day" | "days" => Some(1.0 / 3.0),
        _ => None,
    }
}

fn last_letters(text: &str) -> &str {
    let before = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    &text[before.len()..]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        read(text).map_or_else(|_| "error".to_owned(), |read| read.shown)
    }

    #[test]
    fn lengths_are_read_as_people_write_them() {
        for text in [
            "10y",
            "10 years",
            "120 months",
            "120m",
            "10-year",
            "10 yrs",
            "=10y",
            "9y12m",
        ] {
            assert_eq!(shown(text), "120 months", "{text}");
        }
        for (text, expected) in [
            ("18m", "18 months"),
            ("1.5y", "18 months"),
            ("10 years and 6 months", "126 months"),
            ("10y6m", "126 months"),
            ("15 days", "0.5 months"),
            ("30 days", "1 month"),
            ("life", "life"),
            ("Life imprisonment", "life"),
            ("death", "death"),
            ("time served", "time served"),
            ("time-served", "time served"),
            ("no prison", "no prison"),
            ("0m", "no prison"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn ranges_have_one_or_two_ends() {
        for (text, expected) in [
            (">=10y", "120 months or longer"),
            (">10y", "120.1 months or longer"),
            ("<1y", "11.9 months or shorter"),
            ("6m..18m", "6 months to 18 months"),
            ("6..18m", "6 months to 18 months"),
            ("5..10 years", "60 months to 120 months"),
            ("20y..life", "240 months to life"),
            ("..2y", "24 months or shorter"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn the_time_served_is_in_no_range_and_no_prison_is_shorter_than_any() {
        let ranges = |text: &str| read(text).map(|read| read.ranges).unwrap_or_default();
        let has = |text: &str, code: u64| ranges(text).iter().any(|range| range.contains(&code));
        assert!(has("<1y", NO_PRISON) && !has("<1y", TIME_SERVED) && has("<1y", SHORTEST));
        assert!(has(">=10y", LONGEST) && !has(">=10y", NO_PRISON));
        assert!(!has(">0m", NO_PRISON) && !has(">0m", TIME_SERVED) && has(">0m", SHORTEST));
        assert!(has(">=0m", NO_PRISON));
    }

    #[test]
    fn a_number_alone_is_of_months_and_a_note_says_so() {
        let read = read("24").expect("a length");
        assert_eq!(read.shown, "24 months");
        assert_eq!(
            read.note.as_deref(),
            Some("`24` is read as 24 months: a number alone is of months")
        );
        assert!(self::read("6..18m").is_ok_and(|read| read.note.is_none()));
    }

    #[test]
    fn what_is_no_length_is_an_error() {
        for text in [
            "",
            "-3",
            ">-3",
            "long",
            "10k",
            "y",
            "..",
            "10y..2y",
            "1.2.3y",
            "<0m",
            "10 years fraud",
            "10 5",
            "> ",
            "1e9y",
            "999999999999y",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
