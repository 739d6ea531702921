//! Sums of money: `$1.2 million`, `1.2m`, `1,200,000`, `500k..2m`, `>1M`.

use crate::analysis::plain_number;
use crate::query::syntax::quantities::range::{self, End, ReadQuantity};
use crate::schema::shown_sum;

const FORMS: &str =
    "sums of money are written >1M, 500k..2m, $1.2 million, 1,200,000, >=10m, <500k or none";

/// Signs and words before a sum.
const BEFORE: [&str; 4] = ["us$", "usd", "$", "u.s. $"];

/// Reads a sum or a range of sums.
pub(super) fn read(text: &str) -> Result<ReadQuantity, String> {
    let lower = range::with_points(text).to_lowercase();
    let range = range::read(&lower, FORMS, |text, other| {
        let number = dollars(text)?;
        // `1..2m` is one to two million, and `500..2m` is what it says.
        let with_unit = other.and_then(|other| {
            let unit = unit(other);
            let plain = unit.len() < other.len() && self::unit(text).is_empty();
            let scaled = dollars(&format!("{text}{unit}"))?;
            (plain && !unit.is_empty() && scaled <= dollars(other)?).then_some(scaled)
        });
        Some(End {
            has_unit: with_unit.is_none(),
            number: with_unit.unwrap_or(number),
        })
    })?;
    let shown = match (range.first, range.last) {
        (Some(first), Some(last)) if first == last => shown_sum(first),
        (Some(first), Some(last)) => format!("{} to {}", shown_sum(first), shown_sum(last)),
        (Some(first), None) => format!("{} or more", shown_sum(first)),
        (None, last) => format!("{} or less", shown_sum(last.unwrap_or(u64::MAX))),
    };
    Ok(ReadQuantity {
        ranges: vec![range.first.unwrap_or(0)..=range.last.unwrap_or(u64::MAX)],
        note: (range.lacks_unit).then(|| format!("`{}` is read as {shown}", text.trim())),
        shown,
    })
}

/// A sum in whole dollars; cents are rounded.
fn dollars(text: &str) -> Option<u64> {
    let mut text = text.trim();
    for before in BEFORE {
        text = text.strip_prefix(before).unwrap_or(text).trim_start();
    }
    let text = text.strip_suffix("dollars").unwrap_or(text).trim_end();
    let number = plain_number(text)?;
    let (whole, cents) = number.split_once('.').unwrap_or((&number, ""));
    let whole: u64 = whole.parse().ok()?;
    whole.checked_add(u64::from(cents.starts_with(['5', '6', '7', '8', '9'])))
}

/// The letters at the end of a sum: `m`, ` million`.
fn unit(text: &str) -> &str {
    let number = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    &text[number.trim_end().len()..]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        read(text).map_or_else(|_| "error".to_owned(), |read| read.shown)
    }

    #[test]
    fn sums_are_read_as_people_write_them() {
        for text in [
            "$1.2 million",
            "1.2m",
            "1,200,000",
            "$1,200,000",
            "1.2M",
            "US$ 1.2 million",
            "1200k",
            "1,200,000 dollars",
            "=1.2mn",
            "$1.2-million",
        ] {
            assert_eq!(shown(text), "$1,200,000", "{text}");
        }
        assert_eq!(shown("2bn"), "$2,000,000,000");
        assert_eq!(shown("500k"), "$500,000");
        assert_eq!(shown("0"), "$0");
        assert_eq!(shown("12.50"), "$13");
        assert_eq!(shown("five million"), "$5,000,000");
    }

    #[test]
    fn ranges_have_one_or_two_ends() {
        for (text, expected) in [
            (">1M", "$1,000,001 or more"),
            (">= $1 million", "$1,000,000 or more"),
            ("<1k", "$999 or less"),
            ("..2m", "$2,000,000 or less"),
            ("500k..2m", "$500,000 to $2,000,000"),
            ("$500k .. $2m", "$500,000 to $2,000,000"),
            ("500..2m", "$500 to $2,000,000"),
            ("1..2m", "$1,000,000 to $2,000,000"),
            ("1.5...2.5 million", "$1,500,000 to $2,500,000"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
        assert!(read("1..2m").is_ok_and(|read| read.note.is_some()));
        assert!(read("500..2m").is_ok_and(|read| read.note.is_none()));
    }

    #[test]
    fn what_is_no_sum_is_an_error() {
        for text in [
            "",
            ">",
            "lots",
            ">lots",
            "-3",
            "..",
            "*..*",
            "1m..lots",
            "2m..1m",
            "<0",
            "1.2.3m",
            "10y",
            "m",
            "$",
            "1m2m",
            "99999999999999999999bn",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
