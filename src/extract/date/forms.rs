//! In which forms is a date written?

use std::ops::Range;
use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use regex::{Captures, Regex};

use crate::extract::date::number_order::{NumberOrder, OrderOfPage};
use crate::extract::pattern::pattern;
use crate::text::months::{
    MONTH_PATTERN, MONTHS, OTHER_MONTH_PATTERN, WEEKDAY_PATTERN, WEEKDAY_STEMS, month_with_prefix,
    other_month,
};
use crate::text::numbers::year_of_two_digits;

/// The first date in `text`, in whatever form a page or record gives it: ISO with or without time, seconds since
/// 1970, `Friday, April 13, 2018`, `Apr. 3, 2019`, `3 April 2019`, `04/13/2018`, `4-13-18`. Invalid dates do not count.
pub(super) fn parse(text: &str, order: &OrderOfPage<'_>) -> Option<(Range<usize>, Date)> {
    let trimmed = text.trim();
    let start = text.len() - text.trim_start().len();
    if !trimmed.is_empty() && trimmed.bytes().all(|byte| byte.is_ascii_digit()) {
        let value = match trimmed.len() {
            8 => valid_date(
                trimmed[..4].parse().ok()?,
                trimmed[4..6].parse().ok()?,
                trimmed[6..].parse().ok()?,
            ),
            9 | 10 => day_of_timestamp(trimmed.parse().ok()?),
            12 | 13 => day_of_timestamp(trimmed.parse::<i64>().ok()? / 1000),
            _ => None,
        }?;
        return Some((start..start + trimmed.len(), value));
    }
    DATE.find(text, order)
}

/// The date of a text that is nothing else, in the most frequent forms: `Friday, April 13, 2018`, `April 13, 2018`. Equal to
/// what [`parse`] returns, without its pattern.
pub(super) fn parse_frequent_form(text: &str) -> Option<Date> {
    let number = |digits: &str, most: usize| {
        let fits = digits.len() <= most && digits.bytes().all(|byte| byte.is_ascii_digit());
        digits.parse::<i16>().ok().filter(|_| fits)
    };
    let (rest, year) = text.rsplit_once(", ")?;
    let (rest, day) = rest.rsplit_once(' ')?;
    let name = match rest.split_once(", ") {
        Some((weekday, name)) => {
            let known = WEEKDAY_STEMS.contains(&weekday.strip_suffix("day")?);
            known.then_some(name)?
        }
        None => rest,
    };
    let month = MONTHS.iter().position(|known| *known == name)?;
    let year = number(year, 4).filter(|_| year.len() == 4)?;
    valid_date(year, i16::try_from(month + 1).ok()?, number(day, 2)?)
}

/// The day of a time in seconds since 1970. The Justice Department's API gives midnight in Washington: four hours before
/// UTC it is the same day in summer and in winter. Others give midnight in UTC.
fn day_of_timestamp(seconds: i64) -> Option<Date> {
    let hours = if seconds % 86_400 == 0 { 0 } else { -4 };
    let zone = TimeZone::fixed(Offset::constant(hours));
    let value = Timestamp::from_second(seconds).ok()?.to_zoned(zone).date();
    Some(value)
}

/// The date, if it exists and its year is between 1900 and 2199.
pub(super) fn valid_date(year: i16, month: i16, day: i16) -> Option<Date> {
    let plausible = (1900..=2199).contains(&year);
    let value = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    plausible.then_some(value)
}

/// A pattern of all forms of a date.
pub(super) struct DatePattern(Regex);

/// A date anywhere.
pub(super) static DATE: LazyLock<DatePattern> = LazyLock::new(|| DatePattern::new("", r"\d{1,2}"));
/// A date at the start of a text, also with white space inside the day.
pub(super) static DATE_AT_START: LazyLock<DatePattern> =
    LazyLock::new(|| DatePattern::new(r"^[\s(]*", r"\d\s?\d?"));

impl DatePattern {
    /// `before` stands before the date, `day` is the pattern of a day of the month after its month.
    fn new(before: &str, day: &str) -> DatePattern {
        DatePattern(pattern(&format!(
            r"(?xi) {before} (?P<date>
              (?-u:\b)(?P<y1>\d{{4}})-(?P<m1>\d{{1,2}})-(?P<d1>\d{{1,2}})(?:(?-u:\b)|T)
            | (?:(?-u:\b){WEEKDAY_PATTERN}\s*,?\s*)?
              (?: (?-u:\b)(?P<m2>{MONTH_PATTERN})\s*(?P<d2>{day})(?:st|nd|rd|th)?\s*,?\s*(?-u:\b)(?P<y2>\d{{4}})(?-u:\b)
                | (?-u:\b)(?P<d3>\d{{1,2}})(?:st|nd|rd|th|\.)?(?:\s+|-)(?:day\s+of\s+)?(?P<m3>{MONTH_PATTERN})(?:,?\s+|-)(?P<y3>\d{{4}})(?-u:\b) )
            | (?:(?-u:\b)(?:lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo)\s*,?\s*)?
              (?-u:\b)(?P<d5>\d{{1,2}})(?:er|[º°.])?\s+(?:de\s+)?(?P<m5>{OTHER_MONTH_PATTERN})\s+(?:del?\s+)?(?P<y5>\d{{4}})(?-u:\b)
            | (?-u:\b)(?P<a4>\d{{1,2}})[/-](?P<b4>\d{{1,2}})[/-](?P<y4>\d{{4}}|\d{{2}})(?-u:\b)
            | (?-u:\b)(?P<a6>\d{{1,2}})\.(?P<b6>\d{{1,2}})\.(?P<y6>\d{{4}})(?-u:\b) )"
        )))
    }

    /// The first valid date of a text and its span.
    pub fn find(&self, text: &str, order: &OrderOfPage<'_>) -> Option<(Range<usize>, Date)> {
        self.0.captures_iter(text).find_map(|found| {
            let value = Self::read(&found, order)?;
            let span = found.name("date")?;
            // The "T" of "2018-06-04T00:00:00" is not part of the day.
            let end = span.start() + span.as_str().trim_end_matches('T').len();
            Some((span.start()..end, value))
        })
    }

    fn read(found: &Captures, order: &OrderOfPage<'_>) -> Option<Date> {
        let text = |name: &str| found.name(name).map(|part| part.as_str());
        let number = |name: &str| {
            text(name)?
                .replace(char::is_whitespace, "")
                .parse::<i16>()
                .ok()
        };
        let month =
            |name: &str| month_with_prefix(text(name)?.trim_end_matches('.')).map(i16::from);
        if let Some(year) = number("y1") {
            return valid_date(year, number("m1")?, number("d1")?);
        }
        if let Some(year) = number("y2") {
            return valid_date(year, month("m2")?, number("d2")?);
        }
        if let Some(year) = number("y3") {
            return valid_date(year, month("m3")?, number("d3")?);
        }
        if let Some(year) = number("y5") {
            return valid_date(year, i16::from(other_month(text("m5")?)?), number("d5")?);
        }
        if let Some(year) = number("y6") {
            // With full stops the day comes first, and only where numbers are written so.
            let is_usual = order.get() == NumberOrder::DayFirst;
            return valid_date(year, number("b6")?, number("a6")?).filter(|_| is_usual);
        }
        let year = match (text("y4")?.len(), number("y4")?) {
            (2, short) => year_of_two_digits(short),
            (_, long) => long,
        };
        let (first, second) = (number("a4")?, number("b4")?);
        let month_first = valid_date(year, first, second);
        let day_first = valid_date(year, second, first);
        match order.get() {
            NumberOrder::MonthFirst => month_first.or(day_first),
            NumberOrder::DayFirst => day_first.or(month_first),
            NumberOrder::Unknown if month_first == day_first => month_first,
            NumberOrder::Unknown => month_first.xor(day_first),
        }
    }
}
