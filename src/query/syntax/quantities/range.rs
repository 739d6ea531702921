//! A number, a number and one side of it, or everything between two numbers.

use std::ops::RangeInclusive;

/// What a typed quantity, or a range of quantities, means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ReadQuantity {
    /// The quantities, as the index keeps them. A range that the words leave out in the middle is two.
    pub(crate) ranges: Vec<RangeInclusive<u64>>,
    /// For reading: `$1,000,001 or more`.
    pub(crate) shown: String,
    /// What the writer should know of how it was read.
    pub(crate) note: Option<String>,
}

/// One end of a range, or the only number.
pub(super) struct End {
    /// As the index keeps it.
    pub(super) number: u64,
    /// Whether it has a unit of its own.
    pub(super) has_unit: bool,
}

/// What is between two ends, both included; an absent end is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Range {
    pub(super) first: Option<u64>,
    pub(super) last: Option<u64>,
    /// Whether an end had no unit.
    pub(super) lacks_unit: bool,
}

/// A text with the hyphen between two numbers written as points: `5y-10y` is `5y..10y`, and `180-month` stays.
pub(super) fn with_points(text: &str) -> String {
    let is_start = |text: &str| text.starts_with(|c: char| c.is_ascii_digit() || c == '$');
    let hyphen = text.char_indices().find(|(at, c)| {
        let (before, after) = (&text[..*at], &text[at + c.len_utf8()..]);
        matches!(c, '-' | '‑' | '–') && is_start(before.trim()) && is_start(after.trim())
    });
    match hyphen {
        Some((at, c)) => format!("{}..{}", &text[..at], &text[at + c.len_utf8()..]),
        None => text.to_owned(),
    }
}

/// Reads `A`, `>A`, `A..B`, `..B`. `end` reads a number; its second argument is the other end of the range, which may have
/// the unit that the first lacks. `forms` is the error.
pub(super) fn read(
    text: &str,
    forms: &str,
    end: impl Fn(&str, Option<&str>) -> Option<End>,
) -> Result<Range, String> {
    let fail = || forms.to_owned();
    let text = text.trim();
    let range = |first: Option<End>, last: Option<End>| Range {
        lacks_unit: first.iter().chain(&last).any(|end| !end.has_unit),
        first: first.map(|end| end.number),
        last: last.map(|end| end.number),
    };
    if let Some((from, to)) = text.split_once("..") {
        // A third point is a slip.
        let (from, to) = (from.trim(), to.trim_start_matches('.').trim());
        let open = |text: &str| text.is_empty() || text == "*";
        if open(from) && open(to) {
            return Err(fail());
        }
        let read = |text: &str, other: Option<&str>| {
            if open(text) {
                Ok(None)
            } else {
                end(text, other).map(Some).ok_or_else(fail)
            }
        };
        let range = range(read(from, Some(to))?, read(to, None)?);
        return match (range.first, range.last) {
            (Some(first), Some(last)) if first > last => {
                Err("what is before the points is more than what is behind them".to_owned())
            }
            _ => Ok(range),
        };
    }
    let signs = [">=", "=>", "≥", "<=", "=<", "≤", ">", "<", "="];
    let sign = signs.into_iter().find(|sign| text.starts_with(sign));
    let Some(sign) = sign else {
        let only = end(text, None).ok_or_else(fail)?;
        let number = only.number;
        return Ok(Range {
            last: Some(number),
            ..range(Some(only), None)
        });
    };
    let only = end(text[sign.len()..].trim(), None).ok_or_else(fail)?;
    let number = only.number;
    let nothing = || "nothing is beyond that".to_owned();
    Ok(match sign {
        ">=" | "=>" | "≥" => range(Some(only), None),
        "<=" | "=<" | "≤" => range(None, Some(only)),
        ">" => Range {
            first: Some(number.checked_add(1).ok_or_else(nothing)?),
            ..range(Some(only), None)
        },
        "<" => Range {
            last: Some(number.checked_sub(1).ok_or_else(nothing)?),
            ..range(None, Some(only))
        },
        _ => Range {
            last: Some(number),
            ..range(Some(only), None)
        },
    })
}
