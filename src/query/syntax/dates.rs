//! The forms in which people write days and spans of days.

use jiff::Span;
use jiff::civil::Date;

use crate::text::months::month_with_prefix;

/// Tells the day from which `90d` counts back. It is a function since few queries need it, and to read the time zone takes
/// as long as a search.
pub type Today = fn() -> Date;

/// A span of days, both ends included; an absent end is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DateRange {
    /// The first day.
    pub first: Option<Date>,
    /// The last day.
    pub last: Option<Date>,
}

const FORMS: &str = "dates are written 2021, 2021-06, 2021-06-08, 2019..2021, ..2020, >=2021-06, last month or 90d (the last 90 days)";

/// Reads `2021`, `2021-06`, `2021-06-08`, `2019..2021`, `..2020`, `>=2021-06`, `90d`, `June 8, 2021` and their like.
/// The error says which forms there are.
pub fn read_dates(text: &str, today: Today) -> Result<DateRange, String> {
    let text = text.trim();
    if let Some((from, to)) = text.split_once("..") {
        // A third point is a slip: `2019...2021`.
        let to = to.trim_start_matches('.');
        let range = DateRange {
            first: open_or(from.trim(), today)?.and_then(|range| range.first),
            last: open_or(to.trim(), today)?.and_then(|range| range.last),
        };
        if range == DateRange::default() {
            return Err(FORMS.to_owned());
        }
        return match (range.first, range.last) {
            (Some(first), Some(last)) if first > last => {
                Err("the first day comes after the last".to_owned())
            }
            _ => Ok(range),
        };
    }
    let Some((sign, rest)) = comparison(text) else {
        return one(text, today);
    };
    let range = one(rest, today)?;
    let out_of_calendar = || "the calendar ends there".to_owned();
    Ok(match sign {
        ">=" | "=>" => DateRange {
            first: range.first,
            last: None,
        },
        "<=" | "=<" => DateRange {
            first: None,
            last: range.last,
        },
        ">" => {
            let last = range.last.ok_or_else(out_of_calendar)?;
            DateRange {
                first: Some(last.tomorrow().map_err(|_| out_of_calendar())?),
                last: None,
            }
        }
        "<" => {
            let first = range.first.ok_or_else(out_of_calendar)?;
            DateRange {
                first: None,
                last: Some(first.yesterday().map_err(|_| out_of_calendar())?),
            }
        }
        _ => range,
    })
}

/// The sign with which a text begins, and what is behind it; there may be blanks between and in the sign: `> = 2021`.
fn comparison(text: &str) -> Option<(&'static str, &str)> {
    let is_sign = |c: char| "<>=".contains(c);
    let rest = text.trim_start_matches(|c: char| is_sign(c) || c.is_whitespace());
    let typed: String = text[..text.len() - rest.len()]
        .chars()
        .filter(|c| is_sign(*c))
        .collect();
    let mut signs = [">=", "=>", "<=", "=<", ">", "<", "="].into_iter();
    let sign = signs.find(|sign| typed.starts_with(sign))?;
    Some((sign, rest))
}

/// The last day that `--until` lets through: of `90d` the day on which these days begin, else the last one of a span.
/// The error says which forms there are.
pub fn read_last_day(text: &str, today: Today) -> Result<Option<Date>, String> {
    // The last 90 days end today; until 90 days ago ends there.
    match last_days(&text.trim().to_ascii_lowercase(), today) {
        Some(days) => Ok(days.first),
        None => Ok(read_dates(text, today)?.last),
    }
}

fn open_or(text: &str, today: Today) -> Result<Option<DateRange>, String> {
    if text.is_empty() || text == "*" {
        Ok(None)
    } else {
        one(text, today).map(Some)
    }
}

/// A day, a month, a year, or so many days back from today.
fn one(text: &str, today: Today) -> Result<DateRange, String> {
    let lower = text.trim().to_ascii_lowercase();
    let day = |date: Date| DateRange {
        first: Some(date),
        last: Some(date),
    };
    match lower.as_str() {
        "today" => return Ok(day(today())),
        "yesterday" => {
            return today()
                .yesterday()
                .map(day)
                .map_err(|error| error.to_string());
        }
        _ => {}
    }
    if let Some(range) = last_days(&lower, today).or_else(|| named_span(&lower, today)) {
        return Ok(range);
    }
    let parts: Vec<&str> = lower
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|part| !part.is_empty())
        .collect();
    let is_year = |part: &str| part.len() == 4 && part.bytes().all(|b| b.is_ascii_digit());
    let (year, month, day_of_month) = match parts.as_slice() {
        [year] if is_year(year) => (*year, None, None),
        [year, month] if is_year(year) => (*year, Some(*month), None),
        [month, year] if is_year(year) => (*year, Some(*month), None),
        [year, month, day] if is_year(year) => (*year, Some(*month), Some(*day)),
        // As it is written in the United States: 6/8/2021, June 8, 2021. Or the other way, where the month has a name.
        [day, month, year] if is_year(year) && month_with_prefix(month).is_some() => {
            (*year, Some(*month), Some(*day))
        }
        [month, day, year] if is_year(year) => {
            if month.parse().is_ok_and(|month: u8| month > 12) {
                return Err(format!("there is no month {month}: the month comes first"));
            }
            (*year, Some(*month), Some(*day))
        }
        _ => return Err(FORMS.to_owned()),
    };
    let year: i16 = year.parse().map_err(|_| FORMS.to_owned())?;
    let month: Option<i8> = match month {
        Some(month) => Some(
            month_with_prefix(month)
                .or_else(|| month.parse().ok())
                .ok_or_else(|| FORMS.to_owned())?,
        ),
        None => None,
    };
    let no_such_day = || "there is no such day".to_owned();
    match (month, day_of_month) {
        (None, _) => Ok(DateRange {
            first: Some(Date::new(year, 1, 1).map_err(|_| no_such_day())?),
            last: Some(Date::new(year, 12, 31).map_err(|_| no_such_day())?),
        }),
        (Some(month), None) => {
            let first =
                Date::new(year, month, 1).map_err(|_| "there is no such month".to_owned())?;
            Ok(DateRange {
                first: Some(first),
                last: Some(first.last_of_month()),
            })
        }
        (Some(month), Some(day_of_month)) => {
            let number = day_of_month.trim_end_matches(|c: char| c.is_ascii_alphabetic());
            let number: i8 = number.parse().map_err(|_| FORMS.to_owned())?;
            Date::new(year, month, number)
                .map(day)
                .map_err(|_| no_such_day())
        }
    }
}

/// `last week`, `this month`, `last year`: of the calendar, a week from Monday to Sunday and this one up to today.
/// `last 3 months`: as `3m`.
fn named_span(text: &str, today: Today) -> Option<DateRange> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let (is_last, unit) = match words.as_slice() {
        ["last" | "past", number, unit] => {
            let unit = unit.strip_suffix('s').unwrap_or(unit);
            let short = ["day", "week", "month", "year"].contains(&unit);
            return short.then(|| last_days(&format!("{number}{}", &unit[..1]), today))?;
        }
        ["last" | "past", unit] => (true, *unit),
        ["this", unit] => (false, *unit),
        _ => return None,
    };
    let today = today();
    let length = match unit {
        "week" => Span::new().try_weeks(1).ok()?,
        "month" => Span::new().try_months(1).ok()?,
        "year" => Span::new().try_years(1).ok()?,
        _ => return None,
    };
    let first = match unit {
        "week" => {
            let days = i64::from(today.weekday().to_monday_zero_offset());
            today.checked_sub(Span::new().try_days(days).ok()?).ok()?
        }
        "month" => today.first_of_month(),
        _ => today.first_of_year(),
    };
    Some(if is_last {
        DateRange {
            first: Some(first.checked_sub(length).ok()?),
            last: Some(first.yesterday().ok()?),
        }
    } else {
        DateRange {
            first: Some(first),
            last: Some(today),
        }
    })
}

/// The span of days in words with which a text begins, and where it ends: `last month`, `past 3 weeks`.
pub(super) fn span_in_words(text: &str) -> Option<(String, usize)> {
    let end_of_word = |from: usize| {
        let start = from + text[from..].len() - text[from..].trim_start().len();
        let length = text[start..].find(|c: char| !c.is_alphanumeric());
        start + length.unwrap_or(text.len() - start)
    };
    let first = end_of_word(0);
    if !["last", "past", "this"].contains(&text[..first].to_ascii_lowercase().as_str()) {
        return None;
    }
    let mut end = end_of_word(first);
    let second = text[first..end].trim();
    if !second.is_empty() && second.bytes().all(|b| b.is_ascii_digit()) {
        end = end_of_word(end);
    }
    let words: Vec<&str> = text[..end].split_whitespace().collect();
    (words.len() > 1).then(|| (words.join(" "), end))
}

/// What the writer of a date should know: of `01/02/2015` which number was read as the month.
pub fn date_note(text: &str) -> Option<String> {
    let typed = text.trim().trim_start_matches(['<', '>', '=']);
    let parts: Vec<&str> = typed.split(['/', '.', '-']).collect();
    let [month, day, year] = parts.as_slice() else {
        return None;
    };
    let number = |part: &str| part.parse::<u8>().ok().filter(|number| *number > 0);
    let (month, day) = (number(month)?, number(day)?);
    let may_be_other = year.len() == 4 && month != day && month <= 12 && day <= 12;
    may_be_other.then(|| {
        format!("`{typed}` is read as {year}-{month:02}-{day:02}, the month first; {year}-{day:02}-{month:02} is the other day")
    })
}

/// `90d`, `6w`, `3m`, `2y`: from so long ago until today.
fn last_days(text: &str, today: Today) -> Option<DateRange> {
    let unit = text.chars().next_back()?;
    let number: i32 = text[..text.len() - unit.len_utf8()]
        .trim_end()
        .parse()
        .ok()?;
    if !(0..=100_000).contains(&number) {
        return None;
    }
    let back: Span = match unit {
        'd' => Span::new().try_days(number).ok()?,
        'w' => Span::new().try_weeks(number).ok()?,
        'm' => Span::new().try_months(number).ok()?,
        'y' => Span::new().try_years(number).ok()?,
        _ => return None,
    };
    let today = today();
    Some(DateRange {
        first: Some(today.checked_sub(back).ok()?),
        last: Some(today),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Today = || Date::constant(2026, 3, 31);

    fn read(text: &str) -> String {
        match read_dates(text, TODAY) {
            Ok(range) => {
                let show =
                    |date: Option<Date>| date.map_or_else(String::new, |date| date.to_string());
                format!("{}..{}", show(range.first), show(range.last))
            }
            Err(why) => why,
        }
    }

    #[test]
    fn every_form_is_read() {
        for (text, range) in [
            ("2021", "2021-01-01..2021-12-31"),
            ("2021-06", "2021-06-01..2021-06-30"),
            ("2021-06-08", "2021-06-08..2021-06-08"),
            ("2019..2021", "2019-01-01..2021-12-31"),
            ("2019-02 .. 2020-02", "2019-02-01..2020-02-29"),
            ("..2020", "..2020-12-31"),
            ("2020..", "2020-01-01.."),
            (">=2021-06", "2021-06-01.."),
            (">2021-06", "2021-07-01.."),
            ("<=2021", "..2021-12-31"),
            ("<2021", "..2020-12-31"),
            ("90d", "2025-12-31..2026-03-31"),
            ("1m", "2026-02-28..2026-03-31"),
            ("90 d..", "2025-12-31.."),
            ("June 8, 2021", "2021-06-08..2021-06-08"),
            ("June 8, 2021..July 1, 2021", "2021-06-08..2021-07-01"),
            ("June 8, 2021 ... July 2021", "2021-06-08..2021-07-31"),
            (">=June 8, 2021", "2021-06-08.."),
            ("> = 2021", "2021-01-01.."),
            (">= last month", "2026-02-01.."),
            ("< June 2021", "..2021-05-31"),
            ("8 June 2021", "2021-06-08..2021-06-08"),
            ("6/8/2021", "2021-06-08..2021-06-08"),
            ("sept 2019", "2019-09-01..2019-09-30"),
            ("today", "2026-03-31..2026-03-31"),
        ] {
            assert_eq!(read(text), range, "{text}");
        }
    }

    #[test]
    fn until_so_many_days_ago_ends_on_the_day_on_which_they_begin() {
        for (text, day) in [
            ("90d", Some(Date::constant(2025, 12, 31))),
            (" 90D ", Some(Date::constant(2025, 12, 31))),
            ("100000d", Some(Date::constant(1752, 6, 15))),
            ("2y", Some(Date::constant(2024, 3, 31))),
            ("today", Some(Date::constant(2026, 3, 31))),
            ("2021-06", Some(Date::constant(2021, 6, 30))),
            ("last month", Some(Date::constant(2026, 2, 28))),
            ("2021..", None),
        ] {
            assert_eq!(read_last_day(text, TODAY), Ok(day), "{text}");
        }
        assert!(read_last_day("d", TODAY).is_err() && read_last_day("soon", TODAY).is_err());
    }

    #[test]
    fn what_is_no_date_is_told_so() {
        for text in [
            "",
            "..",
            "soon",
            "20211",
            "2021-13",
            "2021-02-30",
            "2021..2019",
            ">=",
            "9999999999d",
            "🦀",
            "é",
        ] {
            let range = read_dates(text, TODAY);
            assert!(range.is_err(), "{text}: {range:?}");
        }
        assert_eq!(read("2021-02-30"), "there is no such day");
        assert_eq!(
            read("13/1/2016"),
            "there is no month 13: the month comes first"
        );
        assert_eq!(read("2021..2019"), "the first day comes after the last");
    }
}
