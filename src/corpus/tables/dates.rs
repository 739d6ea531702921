//! Dates in the cells of tables.

use crate::text::months::{WEEKDAY_STEMS, month_with_prefix};
use crate::text::numbers::year_of_two_digits;

/// Longest date with the time of day, in bytes: `Wednesday, September 14, 2016 at 10:30 a.m.`
const MAX_DATE: usize = 48;

/// Whether a cell is a date: three numbers, or numbers and the name of a month.
pub(crate) fn is_date(cell: &str) -> bool {
    let cell = cell.trim();
    let numbers = cell.split(|letter: char| !letter.is_ascii_digit());
    let numbers = numbers.filter(|number| !number.is_empty()).count();
    if numbers == 0 || cell.len() > MAX_DATE {
        return false;
    }
    let words = cell.split(|letter: char| !letter.is_alphabetic());
    let mut has_month = false;
    // "4th", "at", "p.m.", "T", "UTC"
    let are_of_dates = words.into_iter().all(|word| {
        let is_month = month_with_prefix(word).is_some();
        has_month |= is_month;
        is_month || word.len() <= 2 || word == "UTC" || is_weekday(word)
    });
    are_of_dates && (has_month || numbers >= 3)
}

/// Whether a cell is a date with its year: `March 14` is the beginning of one.
pub(super) fn has_year(cell: &str) -> bool {
    let numbers = cell.split(|letter: char| !letter.is_ascii_digit());
    let numbers: Vec<&str> = numbers.filter(|number| !number.is_empty()).collect();
    is_date(cell) && (numbers.len() > 1 || numbers.iter().any(|number| number.len() == 4))
}

fn is_weekday(word: &str) -> bool {
    WEEKDAY_STEMS.iter().any(|stem| {
        let start = word.get(..3);
        start.is_some_and(|start| start.eq_ignore_ascii_case(&stem[..3]))
            && word.len() <= "Wednesday".len()
    })
}

/// The three numbers of a date in digits whose year comes last: `20/03/2016`, `4.3.18`. The time of day may stand behind them.
pub(super) fn in_digits(date: &str) -> Option<[i16; 3]> {
    let mut parts = without_time(date).split(['/', '.', '-']);
    let mut number = || {
        let part = parts.next()?;
        let is_number = (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        is_number.then(|| part.parse::<i16>().ok())?
    };
    let (first, second, year) = (number()?, number()?, number()?);
    let year = match year {
        0..=99 => year_of_two_digits(year),
        _ => year,
    };
    (parts.next().is_none() && first <= 31 && second <= 31 && year >= 1900)
        .then_some([first, second, year])
}

/// What stands before the time of day, where the date is one of digits.
fn without_time(date: &str) -> &str {
    let date = date.trim();
    &date[..date.find([' ', 'T']).unwrap_or(date.len())]
}

/// A date, written so that it is read as one in one way only.
pub(super) fn clear_date(printed: String, day_first: bool) -> String {
    // With full stops the day comes first: "4.3.2021".
    let day_first = day_first || without_time(&printed).contains('.');
    match in_digits(&printed).filter(|_| day_first) {
        // "03.14.2016": there is no month 14.
        Some([day, month @ ..=12, year] | [month @ ..=12, day, year]) => {
            format!("{year:04}-{month:02}-{day:02}")
        }
        Some(_) => printed,
        // "2021/03/04"
        None if printed.find('/') == Some(4) => printed.replace('/', "-"),
        None => with_whole_year(&printed).unwrap_or(printed),
    }
}

/// A date with the name of a month and a year of two digits, as spreadsheets write it: `14-Mar-16`.
fn with_whole_year(printed: &str) -> Option<String> {
    let is_digits = |part: &&str| {
        (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let mut parts = printed.trim().split(['-', '/', ' ']);
    let day: i8 = parts.next().filter(is_digits)?.parse().ok()?;
    let month = month_with_prefix(parts.next()?)?;
    let year = parts
        .next()
        .filter(|year| is_digits(year) && year.len() == 2)?;
    let year = year_of_two_digits(year.parse().ok()?);
    let is_time = |rest: &str| rest.contains(':');
    (parts.next().is_none_or(is_time) && (1..=31).contains(&day))
        .then(|| format!("{year:04}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_a_number_is_no_date() {
        for date in [
            "2016-03-04",
            "4.3.16",
            "March 4, 2016",
            "Fri, 04 Mar 2016 10:00:00 +0000",
            "2016-03-04T10:30:00Z",
            "Sept. 2016",
        ] {
            assert!(is_date(date), "{date}");
        }
        for other in [
            "",
            "Clerk 3 Fined",
            "24-7",
            "42433",
            "2016-03-05,OLDPORT",
            "March",
        ] {
            assert!(!is_date(other), "{other}");
        }
    }

    #[test]
    fn a_time_behind_a_date_does_not_hide_its_day() {
        for printed in [
            "04/03/2016 10:30",
            "4/3/2016T10:30:00",
            "04-03-16 10:30 a.m.",
        ] {
            assert_eq!(clear_date(printed.to_owned(), true), "2016-03-04");
        }
        // The full stops of a time do not tell that the day comes first.
        let american = "3/4/2016 10:30 a.m.";
        assert_eq!(clear_date(american.to_owned(), false), american);
        assert_eq!(
            clear_date("2016/03/04 10:30".to_owned(), false),
            "2016-03-04 10:30"
        );
    }

    #[test]
    fn no_date_has_a_month_behind_the_twelfth() {
        for (printed, day_first) in [("03.14.2016", false), ("03/14/2016", true)] {
            assert_eq!(clear_date(printed.to_owned(), day_first), "2016-03-14");
        }
        assert_eq!(clear_date("14.15.2016".to_owned(), false), "14.15.2016");
    }

    #[test]
    fn a_year_of_two_digits_behind_the_name_of_a_month_is_one() {
        for printed in ["14-Mar-16", "14 Mar 16", "14-MAR-16 10:30"] {
            assert_eq!(clear_date(printed.to_owned(), false), "2016-03-14");
        }
        assert_eq!(clear_date("4-OCT-98".to_owned(), false), "1998-10-04");
        for other in [
            "14-Mar-2016",
            "March 14, 2016",
            "14 Mar 16 men",
            "14-Tar-16",
        ] {
            assert_eq!(clear_date(other.to_owned(), false), other);
        }
    }
}
