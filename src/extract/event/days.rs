//! Which days does a sentence name?

use std::ops::Range;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use crate::extract::annotated_page::AnnotatedPart;
use crate::knowledge::entities::word::{Gap, LetterCase, Word};
use crate::knowledge::tables::cases::case_words::DAY;
use crate::text::months::{WEEKDAY_STEMS, month_with_prefix, spanish_month_named};

/// A day as a sentence names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Day {
    /// `today`, `this morning`.
    Today,
    /// `yesterday`.
    Yesterday,
    /// `on Tuesday`: the last one up to the day of issue.
    LastWeekday(Weekday),
    /// `on March 3`: the last one up to the day of issue, unless the next one is near. Month and day, from 1.
    WithoutYear(i8, i8),
    /// `on March 3, 2020`
    Date(Date),
}

/// How many days after the issue of a release a day without a year is still to come, and not one of the year before.
const SOON: i64 = 120;

impl Day {
    /// The day itself, where it is told. `issued` is the day of issue.
    pub fn resolve(self, issued: Option<Date>) -> Option<Date> {
        let before = |days: i64| issued?.checked_sub(days.days()).ok();
        match self {
            Day::Date(date) => Some(date),
            Day::Today => issued,
            Day::Yesterday => before(1),
            Day::LastWeekday(weekday) => {
                let since = issued?.weekday().since(weekday);
                before(since.into())
            }
            Day::WithoutYear(month, day) => {
                let issued = issued?;
                let of_year = |year| Date::new(year, month, day).ok();
                let soon = issued.checked_add(SOON.days()).ok()?;
                // "will be arraigned on March 3", issued in February: this one, which is still to come.
                let in_reach = of_year(issued.year() + 1).filter(|date| *date <= soon);
                in_reach
                    .or_else(|| of_year(issued.year()).filter(|date| *date <= soon))
                    .or_else(|| of_year(issued.year() - 1))
            }
        }
    }

    /// Whether it is told by the word "today" or one like it.
    pub fn is_today(self) -> bool {
        self == Day::Today
    }
}

/// A day and the words that name it, by their positions in the part.
#[derive(Clone, Debug)]
pub(super) struct NamedDay {
    pub words: Range<usize>,
    pub day: Day,
}

/// The days that these words name, in order.
pub(super) fn days(part: &AnnotatedPart, words: Range<usize>) -> Vec<NamedDay> {
    let mut found: Vec<NamedDay> = Vec::new();
    let mut at = words.start;
    while at < words.end {
        match day_at(part, at, words.end) {
            Some((day, end)) => {
                found.push(NamedDay {
                    words: at..end,
                    day,
                });
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

/// The day that begins at a word, and the position after its last word.
fn day_at(part: &AnnotatedPart, at: usize, end: usize) -> Option<(Day, usize)> {
    let words = &part.annotations.words;
    match words[at].case {
        LetterCase::Lower | LetterCase::Capital | LetterCase::Upper => {}
        LetterCase::Digit => return day_before_month(part, at, end),
    }
    if !part.has(&words[at], DAY) {
        return None;
    }
    let word = part.word(&words[at]);
    for today in ["today", "hoy", "todays", "today's", "today’s"] {
        if word.eq_ignore_ascii_case(today) {
            return Some((Day::Today, at + 1));
        }
    }
    if word.eq_ignore_ascii_case("this") && at + 1 < end {
        let next = part.word(&words[at + 1]);
        let day = ["morning", "afternoon", "evening"];
        return day.contains(&next).then_some((Day::Today, at + 2));
    }
    if word.eq_ignore_ascii_case("yesterday") || word.eq_ignore_ascii_case("ayer") {
        return Some((Day::Yesterday, at + 1));
    }
    if words[at].case == LetterCase::Lower {
        return None;
    }
    if let Some(weekday) = weekday(word) {
        // "Wednesday, November 8, 2023"
        if at + 1 < end
            && let Some((day @ (Day::Date(_) | Day::WithoutYear(..)), end)) =
                month_day(part, at + 1, end)
        {
            return Some((day, end));
        }
        return Some((Day::LastWeekday(weekday), at + 1));
    }
    month_day(part, at, end)
}

fn weekday(word: &str) -> Option<Weekday> {
    const WEEKDAYS: [Weekday; 7] = [
        Weekday::Monday,
        Weekday::Tuesday,
        Weekday::Wednesday,
        Weekday::Thursday,
        Weekday::Friday,
        Weekday::Saturday,
        Weekday::Sunday,
    ];
    let stem = word
        .strip_suffix("day")
        .or_else(|| word.strip_suffix("DAY"))?;
    let at = WEEKDAY_STEMS
        .iter()
        .position(|known| stem.eq_ignore_ascii_case(known))?;
    Some(WEEKDAYS[at])
}

/// `March 3`, `Sept. 3, 2020`, from the word of the month on.
fn month_day(part: &AnnotatedPart, at: usize, end: usize) -> Option<(Day, usize)> {
    let words = &part.annotations.words;
    let name = part.word(&words[at]);
    if words[at].case == LetterCase::Digit || name.len() < 3 {
        return None;
    }
    let month = month_with_prefix(name)?;
    let day = number(part, words.get(at + 1).filter(|_| at + 1 < end)?, 31)?;
    // "from March 3 to 5" is a span.
    let year = words
        .get(at + 2)
        .filter(|word| at + 2 < end && matches!(word.before, Gap::Comma | Gap::Blank))
        .and_then(|word| year(part, word));
    made(month, day, year, at + 2)
}

/// `3 March 2020`, `3 de marzo de 2020`, from the number of the day on.
fn day_before_month(part: &AnnotatedPart, at: usize, end: usize) -> Option<(Day, usize)> {
    let words = &part.annotations.words;
    let day = number(part, &words[at], 31)?;
    let is_de = |at: usize| {
        let word = words.get(at).filter(|_| at < end);
        word.is_some_and(|word| part.is(word, "de") || part.is(word, "del"))
    };
    let spanish = is_de(at + 1);
    let name_at = at + 1 + usize::from(spanish);
    let name = part.word(words.get(name_at).filter(|_| name_at < end)?);
    if name.len() < 3 {
        return None;
    }
    let month = if spanish {
        spanish_month_named(name)
    } else {
        month_with_prefix(name)
    }?;
    let year_at = name_at + 1 + usize::from(is_de(name_at + 1));
    let year = words
        .get(year_at)
        .filter(|_| year_at < end)
        .and_then(|word| year(part, word));
    // "1 May": without a year a number before a month may belong to something else.
    if year.is_none() && !spanish {
        return None;
    }
    made(
        month,
        day,
        year,
        if year.is_some() { year_at } else { name_at + 1 },
    )
}

/// A day of a month with or without a year; `after` is the position of the year, or after the day.
fn made(month: i8, day: i16, year: Option<i16>, after: usize) -> Option<(Day, usize)> {
    let day = i8::try_from(day).ok()?;
    match year {
        Some(year) => Some((Day::Date(Date::new(year, month, day).ok()?), after + 1)),
        // 2000 is a leap year.
        None => Date::new(2000, month, day)
            .ok()
            .map(|_| (Day::WithoutYear(month, day), after)),
    }
}

fn number(part: &AnnotatedPart, word: &Word, most: i16) -> Option<i16> {
    let digits = part
        .word(word)
        .trim_end_matches(|c: char| c.is_ascii_alphabetic());
    if digits.is_empty() || digits.len() > 2 {
        return None;
    }
    digits
        .parse()
        .ok()
        .filter(|number| (1..=most).contains(number))
}

fn year(part: &AnnotatedPart, word: &Word) -> Option<i16> {
    let digits = part.word(word);
    if digits.len() != 4 {
        return None;
    }
    digits
        .parse()
        .ok()
        .filter(|year| (1900..=2199).contains(year))
}
