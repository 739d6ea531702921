//! On which day was the release issued?
//!
//! Sources, best first: the date field of the page or record, a release heading, a line of the header or the dateline, the
//! stamp that a site prints under its text, the file's name. A day in the story, the day on which a suit was filed and an
//! "Updated" stamp do not count.

mod forms;
mod number_order;
#[cfg(test)]
mod tests;

use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use crate::extract::annotated_page::AnnotatedPage;
use crate::extract::date::forms::{DATE, DATE_AT_START, parse, parse_frequent_form, valid_date};
use crate::extract::date::number_order::OrderOfPage;
use crate::extract::pattern::{floor_char_boundary, pattern};
use crate::model::{EvidenceSource, Found, Page};

/// The day of issue, or none if the release does not tell.
pub(super) fn date(page: &AnnotatedPage) -> Option<Found<Date>> {
    let (page, file_name) = (page.page, page.file_name);
    let order = OrderOfPage::new(page);
    field_date(page, &order)
        .or_else(|| heading_date(&page.title, EvidenceSource::Title, &order))
        .or_else(|| heading_date(&page.text, EvidenceSource::Text, &order))
        .or_else(|| header_date(&page.text, &EvidenceSource::Text, &order))
        .or_else(|| header_date(&page.title, &EvidenceSource::Title, &order))
        .or_else(|| stamp_date(&page.text, &order))
        .or_else(|| file_name_date(file_name))
}

fn found(
    value: Date,
    place: EvidenceSource,
    span: Range<usize>,
    rule: &'static str,
) -> Found<Date> {
    Found {
        value,
        place,
        span,
        rule,
    }
}

/// The date field. A field that tells of a change is none.
fn field_date(page: &Page, order: &OrderOfPage<'_>) -> Option<Found<Date>> {
    let text = page.fields.date.as_deref()?;
    let (span, value) = match parse_frequent_form(text) {
        Some(value) => (0..text.len(), value),
        None if CHANGED.is_match(text) => return None,
        None => parse(text, order)?,
    };
    Some(found(
        value,
        EvidenceSource::Field("date"),
        span,
        "date-field",
    ))
}

/// Maximum length of a header with contacts and subheads, in bytes.
const MAX_HEADER: usize = 3000;
/// Maximum length of a heading or dateline from the start of its line, in bytes.
const MAX_DATELINE: usize = 400;
/// Maximum length of a line of the header, in bytes. A longer one is a subhead or running text.
const MAX_HEADER_LINE: usize = 180;
/// Maximum number of longer lines before the dateline.
const MAX_SUBHEADS: usize = 2;

/// The date of a release heading: `Litigation Release No. 18002 / February 25, 2003`, `ENFORCEMENT INFORMATION FOR August
/// 13, 2010`. A release named later in the text is another one.
fn heading_date(text: &str, place: EvidenceSource, order: &OrderOfPage<'_>) -> Option<Found<Date>> {
    let opening = &text[..floor_char_boundary(text, MAX_DATELINE)];
    let end = HEADING.find(opening)?.end();
    let (span, value) = DATE_AT_START.find(&opening[end..], order)?;
    Some(found(
        value,
        place,
        end + span.start..end + span.end,
        "release-heading",
    ))
}

/// The date on a header line of its own, or in the dateline of the first paragraph.
fn header_date(text: &str, place: &EvidenceSource, order: &OrderOfPage<'_>) -> Option<Found<Date>> {
    let mut first: Option<Found<Date>> = None;
    let mut other_days = 0;
    let mut long_lines = 0;
    let mut at = 0;
    for line in text[..floor_char_boundary(text, MAX_HEADER)].split('\n') {
        let start = at;
        at += line.len() + 1;
        let line_found = |(span, value): (Range<usize>, Date), rule| {
            let span = start + span.start..start + span.end;
            found(value, place.clone(), span, rule)
        };
        if long_lines == 0
            && line.len() <= MAX_HEADER_LINE
            && let Some(hit) = line_date(line, order)
        {
            let hit = line_found(hit, "header-date");
            other_days += usize::from(first.as_ref().is_some_and(|known| known.value != hit.value));
            // Three days are a list of news; none of them is this release's.
            if other_days > 1 {
                return None;
            }
            first = first.or(Some(hit));
        } else if let Some(hit) = dateline_date(line, order) {
            return first.or(Some(line_found(hit, "dateline")));
        } else if line.len() > MAX_HEADER_LINE {
            long_lines += 1;
            if long_lines > MAX_SUBHEADS {
                break;
            }
        }
    }
    first
}

/// The date of a line that holds nothing else but labels: `For immediate release: June 4, 2018`. Behind that of a change there
/// may be another: `Updated: 5 May 2021 | Published: 4 March 2021`.
fn line_date(line: &str, order: &OrderOfPage<'_>) -> Option<(Range<usize>, Date)> {
    let (span, value) = DATE.find(line, order)?;
    let before = &line[..span.start];
    let after = &line[span.end..];
    if CHANGED.is_match(before) && LABEL_BEFORE.is_match(&CHANGED.replace(before, "")) {
        let start = span.end;
        let (span, value) = line_date(after, order)?;
        return Some((start + span.start..start + span.end, value));
    }
    (!CHANGED.is_match(before) && LABEL_BEFORE.is_match(before) && LABEL_AFTER.is_match(after))
        .then_some((span, value))
}

/// The date of a dateline: `Washington, D.C., April 26, 2007 - The`, `June 27, 2022 (SAINT PAUL) — The`.
fn dateline_date(line: &str, order: &OrderOfPage<'_>) -> Option<(Range<usize>, Date)> {
    let opening = &line[..floor_char_boundary(line, MAX_DATELINE)];
    let (span, value) = DATE.find(opening, order)?;
    let (before, after) = (&opening[..span.start], &opening[span.end..]);
    let dashed = DASH_AFTER.is_match(after)
        || after.trim().is_empty() && before.trim_end().ends_with(['–', '—', '-', '|']);
    let fits = CITY_BEFORE.is_match(before) && dashed
        || before.is_empty() && (CITY_AFTER.is_match(after) || TEXT_AFTER.is_match(after));
    fits.then_some((span, value))
}

/// The first of two time stamps, as one blog theme prints them: posted, then changed.
fn stamp_date(text: &str, order: &OrderOfPage<'_>) -> Option<Found<Date>> {
    let stamps = STAMPS.captures(text)?;
    let posted = stamps.get(1)?;
    let (_, value) = parse(posted.as_str(), order)?;
    Some(found(
        value,
        EvidenceSource::Text,
        posted.range(),
        "posted-stamp",
    ))
}

/// The date at the start of the file's name: `2018-07-23-...`, `20231017-...`.
fn file_name_date(file_name: &str) -> Option<Found<Date>> {
    let name = FILE_NAME.captures(file_name)?;
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
        valid_date(year, month, day)?,
        EvidenceSource::FileName,
        0..end,
        "file-name",
    ))
}

/// Words that mark a date as one of a change.
static CHANGED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?-u:\b)(?:(?:last\s+)?updated?|modified|changed|revised|corrected|created|archived)(?-u:\b)",
    )
});
/// The headings of the SEC and of OFAC up to the date. "(Release No. 16963 (April 16, 2001))" names another release. Texts
/// of OFAC come from PDF files and have white space anywhere.
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
/// The text before the date on its line.
static LABEL_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?xi)^[\s\#*•>|.,:;–—-]*
        (?:(?:for\s+immediate\s+release|(?:news|press|media|enforcement)\s+release|date|dated(?:\s+this)?(?:\s+the)?|this|issued|posted|published|released?
            |release\s+date|on|by|admin|contact|(?:mon|tues|wednes|thurs|fri|satur|sun)day
            |release\s+(?:no\.?|number)?\s*[\w-]*\d[\w-]*)[\s|.,:;–—-]*)*$",
    )
});
/// The text after the date on its line.
static LABEL_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?xi)^[\s|.,:;–—)-]* (?:$ | (?:at\s+)?\d{1,2}(?::\d{2})?\s*[ap]\.?m | for\s+immediate | (?:media\s+)?contacts?(?-u:\b) | for\s+(?:more|further)
            | press\s+release | news\s+release | (?:last\s+)?updated?(?-u:\b) | by(?-u:\b) | www\. | release(?-u:\b) | \(?[\d) .-]{7,}$ )",
    )
});
/// A city before the date: `WASHINGTON, D.C.`, `(DALLAS)`, `Miami`.
static CITY_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[\s(]*\p{Lu}[\p{L}.’']*(?:[\s,/-]+(?:\p{Lu}[\p{L}.’']*|de|of|the)){0,6}\s*\)?\s*(?:[,–—(/|]|-+)?\s*\(?$",
    )
});
/// The dash after a dateline.
static DASH_AFTER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\s*\)?\s*(?:[–—:/]|-|\.\s*[–—-])"));
/// A city after the date, and the start of the text.
static CITY_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)^\s*[,–—-]?\s*(?:\d{1,2}:\d{2}\ [AP]M\s*)?
        (?: [(\[]?\p{Lu}[\p{L}.,\ ]{2,40}[)\]]?\s*(?:(?:[–—]|-+)\s|[–—]\p{Lu})
            | [(\[]\p{Lu}{2}[\p{Lu}.,\ ]{1,40}[)\]]\.?\s+\p{Lu} )",
    )
});
/// The start of the text right after the date.
static TEXT_AFTER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*(?:[–—]|-+)\s*\p{Lu}"));
/// Two time stamps on one line.
static STAMPS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(\d{4}-\d{2}-\d{2}) \d{2}:\d{2}:\d{2}\s+\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}")
});
/// A file name that begins with a date.
static FILE_NAME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(\d{4})(?:-(\d{2})-(\d{2})|_(\d{2})_(\d{2})|(\d{2})(\d{2}))(?:\D|$)")
});
