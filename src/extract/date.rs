//! On which day was the release issued?
//!
//! Asked in this order: the page's or record's date field, a line of the header, the dateline, the stamp a site
//! prints under its text, the file's name. A day told in the story, the day a suit was filed, and an "Updated" stamp
//! are never it.

use std::ops::Range;
use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use regex::{Captures, Regex};

use crate::release::{Found, Page, Place};

/// The day of issue, or none where the release does not say.
pub(super) fn date(page: &Page, file_name: &str) -> Option<Found<Date>> {
    field(page)
        .or_else(|| heading(&page.title, Place::Title))
        .or_else(|| heading(&page.text, Place::Text))
        .or_else(|| header(&page.text, &Place::Text))
        .or_else(|| header(&page.title, &Place::Title))
        .or_else(|| stamp(&page.text))
        .or_else(|| named(file_name))
}

fn found(value: Date, place: Place, span: Range<usize>, rule: &'static str) -> Found<Date> {
    Found {
        value,
        place,
        span,
        rule,
    }
}

fn field(page: &Page) -> Option<Found<Date>> {
    let text = page.fields.date.as_deref()?;
    if CHANGED.is_match(text) {
        return None;
    }
    let (span, value) = parse(text)?;
    Some(found(
        value,
        Place::Field("date".to_owned()),
        span,
        "date-field",
    ))
}

/// How much of a text may be its head, in bytes: the longest headers of the corpora, contacts and subheads and all.
const HEAD: usize = 3000;
/// How much of a line can hold a heading or dateline, in bytes.
const OPENING: usize = 400;
/// A line of this many bytes is running text, and the header is over.
const PROSE: usize = 180;

/// So many long lines may be subheads, with the dateline still to come.
const SUBHEADS: usize = 2;

/// `Litigation Release No. 18002 / February 25, 2003`, `ENFORCEMENT INFORMATION FOR August 13, 2010`. A release named
/// later in the text is another one.
fn heading(text: &str, place: Place) -> Option<Found<Date>> {
    let opening = &text[..floor(text, OPENING)];
    let end = HEADING.find(opening)?.end();
    let (span, value) = DATE_AT_START.find(&opening[end..])?;
    Some(found(
        value,
        place,
        end + span.start..end + span.end,
        "release-heading",
    ))
}

/// A line that holds nothing but the date and its furniture, or the dateline of the first paragraph.
fn header(text: &str, place: &Place) -> Option<Found<Date>> {
    let mut first: Option<Found<Date>> = None;
    let mut others = 0;
    let mut prose = 0;
    let mut at = 0;
    for line in text[..floor(text, HEAD)].split('\n') {
        let start = at;
        at += line.len() + 1;
        let line_found = |(span, value): (Range<usize>, Date), rule| {
            let span = start + span.start..start + span.end;
            found(value, place.clone(), span, rule)
        };
        if prose == 0
            && line.len() <= PROSE
            && let Some(hit) = lone_date(line)
        {
            let hit = line_found(hit, "header-date");
            others += usize::from(first.as_ref().is_some_and(|known| known.value != hit.value));
            // Three days in a header are a list of news, and none of them is this release's.
            if others > 1 {
                return None;
            }
            first = first.or(Some(hit));
        } else if let Some(hit) = dateline(line) {
            return first.or(Some(line_found(hit, "dateline")));
        } else if line.len() > PROSE {
            prose += 1;
            if prose > SUBHEADS {
                break;
            }
        }
    }
    first
}

fn lone_date(line: &str) -> Option<(Range<usize>, Date)> {
    let (span, value) = DATE.find(line)?;
    let before = &line[..span.start];
    let after = &line[span.end..];
    (!CHANGED.is_match(before) && LABEL.is_match(before) && AFTER.is_match(after))
        .then_some((span, value))
}

/// `Washington, D.C., April 26, 2007 - The`, `June 27, 2022 (SAINT PAUL) — The`.
fn dateline(line: &str) -> Option<(Range<usize>, Date)> {
    let opening = &line[..floor(line, OPENING)];
    let (span, value) = DATE.find(opening)?;
    let (before, after) = (&opening[..span.start], &opening[span.end..]);
    let dashed = DASH_AFTER.is_match(after)
        || after.trim().is_empty() && before.trim_end().ends_with(['–', '—', '-', '|']);
    let fits = CITY_BEFORE.is_match(before) && dashed
        || before.is_empty() && (CITY_AFTER.is_match(after) || TEXT_AFTER.is_match(after));
    fits.then_some((span, value))
}

/// Two stamps on lines of their own, as one blog theme prints them for machines: posted, then changed.
fn stamp(text: &str) -> Option<Found<Date>> {
    let stamps = STAMPS.captures(text)?;
    let posted = stamps.get(1)?;
    let (_, value) = parse(posted.as_str())?;
    Some(found(value, Place::Text, posted.range(), "posted-stamp"))
}

/// A date that the file's name begins with: `2018-07-23-...`, `20231017-...`.
fn named(file_name: &str) -> Option<Found<Date>> {
    let name = NAMED.captures(file_name)?;
    let parts: Vec<i16> = name
        .iter()
        .skip(1)
        .flatten()
        .filter_map(|part| part.as_str().parse().ok())
        .collect();
    let &[year, month, day] = parts.as_slice() else {
        return None;
    };
    let end = name.iter().skip(1).flatten().last()?.end();
    Some(found(
        civil(year, month, day)?,
        Place::FileName,
        0..end,
        "file-name",
    ))
}

/// The first date in `text`, in whatever form a page or record gives it: ISO with or without time, seconds since
/// 1970, `Friday, April 13, 2018`, `Apr. 3, 2019`, `3 April 2019`, `04/13/2018`, `4-13-18`. Impossible dates are none.
pub fn parse(text: &str) -> Option<(Range<usize>, Date)> {
    let trimmed = text.trim();
    let start = text.len() - text.trim_start().len();
    if !trimmed.is_empty() && trimmed.bytes().all(|byte| byte.is_ascii_digit()) {
        let value = match trimmed.len() {
            8 => civil(
                trimmed[..4].parse().ok()?,
                trimmed[4..6].parse().ok()?,
                trimmed[6..].parse().ok()?,
            ),
            9 | 10 => eastern(trimmed.parse().ok()?),
            12 | 13 => eastern(trimmed.parse::<i64>().ok()? / 1000),
            _ => None,
        }?;
        return Some((start..start + trimmed.len(), value));
    }
    DATE.find(text)
}

/// The Justice Department's API gives midnight in Washington as seconds since 1970. Four hours back from UTC is that
/// day in summer and in winter; midnight in UTC is another writer's way to give a day.
fn eastern(seconds: i64) -> Option<Date> {
    let hours = if seconds % 86_400 == 0 { 0 } else { -4 };
    let zone = TimeZone::fixed(Offset::constant(hours));
    let value = Timestamp::from_second(seconds).ok()?.to_zoned(zone).date();
    Some(value)
}

fn civil(year: i16, month: i16, day: i16) -> Option<Date> {
    let plausible = (1900..=2199).contains(&year);
    let value = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    plausible.then_some(value)
}

/// The forms of a date, each with its reader.
struct Forms(Regex);

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];
const MONTH: &str = r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?-u:\b)\.?";

static DATE: LazyLock<Forms> = LazyLock::new(|| Forms::new("", r"\d{1,2}"));
static DATE_AT_START: LazyLock<Forms> = LazyLock::new(|| Forms::new(r"^[\s(]*", r"\d\s?\d?"));

impl Forms {
    fn new(before: &str, day: &str) -> Forms {
        Forms(pattern(&format!(
            r"(?xi) {before} (?P<date>
              (?-u:\b)(?P<y1>\d{{4}})-(?P<m1>\d{{1,2}})-(?P<d1>\d{{1,2}})(?:(?-u:\b)|T)
            | (?:(?-u:\b)(?:mon|tues|wednes|thurs|fri|satur|sun)day\s*,?\s*)?
              (?: (?-u:\b)(?P<m2>{MONTH})\s*(?P<d2>{day})(?:st|nd|rd|th)?\s*,?\s*(?-u:\b)(?P<y2>\d{{4}})(?-u:\b)
                | (?-u:\b)(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m3>{MONTH}),?\s+(?P<y3>\d{{4}})(?-u:\b) )
            | (?-u:\b)(?P<m4>\d{{1,2}})[/-](?P<d4>\d{{1,2}})[/-](?P<y4>\d{{4}}|\d{{2}})(?-u:\b) )"
        )))
    }

    fn find(&self, text: &str) -> Option<(Range<usize>, Date)> {
        self.0.captures_iter(text).find_map(|found| {
            let value = Self::read(&found)?;
            Some((found.name("date")?.range(), value))
        })
    }

    fn read(found: &Captures) -> Option<Date> {
        let text = |name: &str| found.name(name).map(|part| part.as_str());
        let number = |name: &str| {
            text(name)?
                .replace(char::is_whitespace, "")
                .parse::<i16>()
                .ok()
        };
        let month = |name: &str| {
            let word = text(name)?.to_ascii_lowercase();
            let at = MONTHS.iter().position(|month| word.starts_with(month))?;
            i16::try_from(at + 1).ok()
        };
        if let Some(year) = number("y1") {
            return civil(year, number("m1")?, number("d1")?);
        }
        if let Some(year) = number("y2") {
            return civil(year, month("m2")?, number("d2")?);
        }
        if let Some(year) = number("y3") {
            return civil(year, month("m3")?, number("d3")?);
        }
        let year = match (text("y4")?.len(), number("y4")?) {
            (2, short @ 70..) => short + 1900,
            (2, short) => short + 2000,
            (_, long) => long,
        };
        civil(year, number("m4")?, number("d4")?)
    }
}

static CHANGED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)(?-u:\b)(?:updated?|modified|changed|revised|corrected|created|archived)(?-u:\b)")
});
/// The SEC's and OFAC's headings up to the date. "(Release No. 16963 (April 16, 2001))" names another release. OFAC's
/// texts were taken from PDF prints that break words anywhere.
static HEADING: LazyLock<Regex> = LazyLock::new(|| {
    let broken: Vec<String> = "ENFORCEMENTINFORMATIONFOR"
        .chars()
        .map(String::from)
        .collect();
    pattern(&format!(
        r"(?xi) (?-u:\b)rel(?:ease|\.)\s*(?:nos?(?-u:\b)\.?)?\s*[\w.–-]{{2,20}}\s*[/|\\]+\s* | (?-u:\b){}\s*",
        broken.join(r"\s*")
    ))
});
/// What may stand before the date on its line.
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?xi)^[\s\#*•>|.,:;–—-]*
        (?:(?:for\s+immediate\s+release|(?:news|press|media|enforcement)\s+release|date|dated|issued|posted|published|released?
            |release\s+date|on|by|admin|contact|(?:mon|tues|wednes|thurs|fri|satur|sun)day
            |release\s+(?:no\.?|number)?\s*[\w-]*\d[\w-]*)[\s|.,:;–—-]*)*$",
    )
});
/// What may stand after it.
static AFTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?xi)^[\s|.,:;–—)-]* (?:$ | (?:at\s+)?\d{1,2}(?::\d{2})?\s*[ap]\.?m | for\s+immediate | (?:media\s+)?contacts?(?-u:\b) | for\s+(?:more|further)
            | press\s+release | news\s+release | by(?-u:\b) | www\. | release(?-u:\b) | \(?[\d) .-]{7,}$ )",
    )
});
/// A city and what goes with it: `WASHINGTON, D.C.`, `(DALLAS)`, `Miami`.
static CITY_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[\s(]*\p{Lu}[\p{L}.’']*(?:[\s,/-]+(?:\p{Lu}[\p{L}.’']*|de|of|the)){0,6}\s*\)?\s*(?:[,–—(/|]|-+)?\s*\(?$",
    )
});
static DASH_AFTER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\s*\)?\s*(?:[–—:/]|-|\.\s*[–—-])"));
static CITY_AFTER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\s*[,–—-]?\s*\(?\p{Lu}[\p{L}., ]{2,40}\)?\s*(?:[–—]|-+)\s"));
static TEXT_AFTER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*(?:[–—]|-+)\s*\p{Lu}"));
static STAMPS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(\d{4}-\d{2}-\d{2}) \d{2}:\d{2}:\d{2}\s+\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}")
});
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(\d{4})(?:-(\d{2})-(\d{2})|_(\d{2})_(\d{2})|(\d{2})(\d{2}))(?:\D|$)")
});

/// The patterns ask for ASCII's word boundaries: Unicode's make the fast automaton give up at the first curly quote or
/// section sign.
fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a fixed pattern, tried by every test of this file")
}

fn floor(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<String> {
        parse(text).map(|(_, value)| value.to_string())
    }

    fn of(text: &str) -> Option<(String, &'static str)> {
        named_and_of(text, "release.txt")
    }

    fn named_and_of(text: &str, file_name: &str) -> Option<(String, &'static str)> {
        let page = Page {
            text: text.to_owned(),
            ..Page::default()
        };
        date(&page, file_name).map(|found| (found.value.to_string(), found.rule))
    }

    fn of_field(text: &str) -> Option<String> {
        let mut page = Page::default();
        page.fields.date = Some(text.to_owned());
        date(&page, "").map(|found| found.value.to_string())
    }

    #[test]
    fn every_form_of_a_date_is_read() {
        for form in [
            "2018-04-13",
            "2018-04-13T00:00:00-04:00",
            "2018-04-13 10:30:00",
            "20180413",
            "Friday, April 13, 2018",
            "Friday April 13th, 2018",
            "April 13, 2018",
            "APRIL 13 , 2018",
            "April 13,2018",
            "Apr. 13, 2018",
            "APR 13, 2018",
            "13 April 2018",
            "04/13/2018",
            "4-13-18",
            "1523592000",
            "1523577600",
            "1523592000000",
        ] {
            assert_eq!(day(form).as_deref(), Some("2018-04-13"), "{form}");
        }
        assert_eq!(day("06-30-97").as_deref(), Some("1997-06-30"));
        assert_eq!(day("1756094400").as_deref(), Some("2025-08-25"));
    }

    #[test]
    fn impossible_dates_are_none() {
        for form in [
            "February 30, 2018",
            "2018-13-01",
            "31-12-2018",
            "20180231",
            "1800-01-01",
            "April 2018",
            "12345",
            "",
        ] {
            assert_eq!(day(form), None, "{form}");
        }
    }

    #[test]
    fn the_field_goes_before_the_text() {
        assert_eq!(
            of_field("2018-06-04T00:00:00-04:00").as_deref(),
            Some("2018-06-04")
        );
        assert_eq!(of_field("Updated June 4, 2018"), None);
    }

    #[test]
    fn a_line_of_the_header_dates_the_release() {
        let body = "\n\nA Springfield man pleaded guilty on May 2, 2017, to wire fraud.";
        for header in [
            "FOR IMMEDIATE RELEASE\nTuesday, April 3, 2018",
            "For Immediate Release: April 3, 2018",
            "Date: April 3, 2018",
            "Posted on April 03, 2018",
            "Admin | April 3, 2018",
            "APR 03, 2018",
            "### April 3, 2018",
            "Enforcement Release: April 3, 2018",
            "Jo Doe\nApril 3, 2018\nFor Immediate Release\nApril 2, 2018",
            "April 3, 2018 Contact: Jo Doe",
            "Release Number 7000-18\n\nApril 3, 2018",
        ] {
            let text = format!("{header}{body}");
            assert_eq!(
                of(&text),
                Some(("2018-04-03".to_owned(), "header-date")),
                "{header}"
            );
        }
    }

    #[test]
    fn a_dateline_dates_the_release() {
        for text in [
            "Washington, D.C., April 3, 2018 - The Commission announced",
            "SPRINGFIELD, Ill. (April 3, 2018) – A man was sentenced",
            "Springfield – April 3, 2018\n– State Attorney Jo Doe announces",
            "Reseller bought masks from businesses around the State, and will stop engaging in abusive sales during the \
             emergency; he will compensate the customers who paid unconscionably high prices for them\n\n\
             APRIL 3, 2018 (SAINT PAUL) — The Attorney General announced",
            "April 3, 2018 - The Commission today announced",
            "April 3, 2018 (SAINT PAUL) — The Attorney General announced",
        ] {
            assert_eq!(
                of(text),
                Some(("2018-04-03".to_owned(), "dateline")),
                "{text}"
            );
        }
    }

    #[test]
    fn a_heading_dates_the_release() {
        let expected = Some(("2003-02-25".to_owned(), "release-heading"));
        assert_eq!(
            of("Litigation Release No. 90002 / February 25, 2003\n\nSEC v. Doe"),
            expected
        );
        assert_eq!(
            of("Accounting and Auditing Enforcement Rel. 9013 / February 25 , 2003 / SEC v. Doe"),
            expected
        );
        assert_eq!(
            of("ENFORCEMENT INFORMATION FOR (February 25, 2003)\nInformation concerning"),
            expected
        );
    }

    #[test]
    fn a_day_told_in_the_story_is_not_the_release_s() {
        for text in [
            "On June 7, 2021, agents searched 700 places.",
            "The operation culminated on June 7, 2021 - a day of arrests.",
            "SEC v. Doe, Civil Action No. 1:03CV00001 (D. Exam., February 26, 2003)",
            "See Litigation Release No. 90002 (February 25, 2003).",
            "A man was sentenced today.\n\nUpdated June 7, 2021",
            "Last modified: June 7, 2021",
            "DOB: June 7, 1991",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }

    #[test]
    fn a_list_of_news_dates_no_release() {
        assert_eq!(
            of(
                "More News\nMar 26, 2026\nMan Charged\nMar 17, 2026\nBacklog Gone\nSep 26, 2025\nMan Dies"
            ),
            None
        );
    }

    #[test]
    fn the_stamp_of_posting_counts_and_the_stamp_of_change_does_not() {
        let text = "A man was sentenced today.\n2020-01-29 19:25:03\n2021-06-25 01:02:03\nNext";
        assert_eq!(of(text), Some(("2020-01-29".to_owned(), "posted-stamp")));
    }

    #[test]
    fn a_file_name_that_begins_with_a_date_is_the_last_resort() {
        let text = "A man was sentenced today.";
        let expected = Some(("2018-07-23".to_owned(), "file-name"));
        assert_eq!(named_and_of(text, "2018-07-23-man-sentenced.txt"), expected);
        assert_eq!(named_and_of(text, "20180723-man-sentenced.txt"), expected);
        assert_eq!(named_and_of(text, "2018_07_23_man.html"), expected);
        assert_eq!(named_and_of(text, "lr20180723.txt"), None);
        assert_eq!(named_and_of(text, "20181399-man.txt"), None);
        assert_eq!(
            named_and_of(
                "April 3, 2018\n\nA man was sentenced.",
                "2018-07-23-man.txt"
            ),
            Some(("2018-04-03".to_owned(), "header-date"))
        );
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_fail(text in r"([0-9]{1,4}|[ ,:/()–\-\n]|April |Friday, |É|city){0,30}") {
            if let Some((span, _)) = parse(&text) {
                assert!(text.get(span).is_some());
            }
            let _ = named_and_of(&text, &text);
        }
    }
}
