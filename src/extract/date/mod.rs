//! On which day was the release issued?
//!
//! Asked in this order: the page's or record's date field, a line of the header, the dateline, the stamp a site
//! prints under its text, the file's name. A day told in the story, the day a suit was filed, and an "Updated" stamp
//! are never it.

mod forms;
#[cfg(test)]
mod tests;

use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use crate::extract::pattern;

pub use crate::extract::date::forms::parse;
use crate::extract::date::forms::{DATE, DATE_AT_START, civil, printed};
use crate::model::{EvidenceSource, Found, Page};

/// The day of issue, or none where the release does not say.
pub(super) fn date(page: &Page, file_name: &str) -> Option<Found<Date>> {
    field(page)
        .or_else(|| heading(&page.title, EvidenceSource::Title))
        .or_else(|| heading(&page.text, EvidenceSource::Text))
        .or_else(|| header(&page.text, &EvidenceSource::Text))
        .or_else(|| header(&page.title, &EvidenceSource::Title))
        .or_else(|| stamp(&page.text))
        .or_else(|| named(file_name))
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

fn field(page: &Page) -> Option<Found<Date>> {
    let text = page.fields.date.as_deref()?;
    let (span, value) = match printed(text) {
        Some(value) => (0..text.len(), value),
        None if CHANGED.is_match(text) => return None,
        None => parse(text)?,
    };
    Some(found(
        value,
        EvidenceSource::Field("date"),
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
fn heading(text: &str, place: EvidenceSource) -> Option<Found<Date>> {
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
fn header(text: &str, place: &EvidenceSource) -> Option<Found<Date>> {
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
    Some(found(
        value,
        EvidenceSource::Text,
        posted.range(),
        "posted-stamp",
    ))
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
        EvidenceSource::FileName,
        0..end,
        "file-name",
    ))
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
static CITY_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)^\s*[,–—-]?\s*(?:\d{1,2}:\d{2}\ [AP]M\s*)?
        (?: [(\[]?\p{Lu}[\p{L}.,\ ]{2,40}[)\]]?\s*(?:(?:[–—]|-+)\s|[–—]\p{Lu})
            | [(\[]\p{Lu}{2}[\p{Lu}.,\ ]{1,40}[)\]]\.?\s+\p{Lu} )",
    )
});
static TEXT_AFTER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*(?:[–—]|-+)\s*\p{Lu}"));
static STAMPS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(\d{4}-\d{2}-\d{2}) \d{2}:\d{2}:\d{2}\s+\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}")
});
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(\d{4})(?:-(\d{2})-(\d{2})|_(\d{2})_(\d{2})|(\d{2})(\d{2}))(?:\D|$)")
});

fn floor(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
