//! Under which number was the release issued?

use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use crate::extract::annotated_page::AnnotatedPage;
use crate::extract::pattern::pattern;
use crate::model::{EvidenceSource, Found};

/// Of the SEC's releases, those whose numbers have their series before them.
const LITIGATION: &str = "LR-";

/// The numbers that the page shows, or that the name of its file is where it is the SEC's or the CFTC's: the number of the
/// release, and others by which it is found. `date` is the day of issue.
///
/// The SEC names the files of its litigation releases by their numbers: `lr22218.txt`. Such a text mostly does not repeat
/// its number, and what other numbers it shows are those of other series.
pub(super) fn numbers(
    page: &AnnotatedPage,
    date: Option<Date>,
) -> (Option<Found<String>>, Vec<Found<String>>) {
    let fields = &page.page.fields;
    let mut shown = Vec::new();
    if let Some(text) = &fields.number {
        shown = shown_numbers(text, page, date);
    }
    let mut others = shown.split_off(shown.len().min(1));
    others.extend(fields.other_numbers.iter().map(|number| Found {
        value: number.clone(),
        place: EvidenceSource::Field("other_numbers"),
        span: 0..number.len(),
        rule: "other-series",
    }));
    let shown = shown.pop();
    if shown
        .as_ref()
        .is_some_and(|shown| shown.value.starts_with(LITIGATION))
    {
        return (shown, others);
    }
    (of_file_name(page).or(shown), others)
}

/// The numbers in the field of the number, each with one dash: `18-294` of `18 - 294`, two of `17-616 and 17-618`.
fn shown_numbers(text: &str, page: &AnnotatedPage, date: Option<Date>) -> Vec<Found<String>> {
    let found = |value: String, span: Range<usize>| Found {
        value,
        place: EvidenceSource::Field("number"),
        span,
        rule: "number-field",
    };
    if SERIES_NUMBERS.is_match(text) {
        return SERIES_NUMBER
            .captures_iter(text)
            .filter_map(|number| {
                let digits = number["number"].replace(',', "");
                let value = format!("{}-{digits}", &number["series"]);
                Some(found(value, number.get(0)?.range()))
            })
            .collect();
    }
    // Of the Justice Department's numbers, `1479` lacks its year, and `18-` the number.
    let is_justice = page.page.source.as_deref() == Some("justice.gov");
    let is_digits = text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit());
    let value = match date {
        Some(date) if is_justice && is_digits => format!("{:02}-{text}", date.year() % 100),
        _ => text.to_owned(),
    };
    let is_number = !text.ends_with('-') && text.bytes().any(|b| b.is_ascii_digit());
    if is_number {
        vec![found(value, 0..text.len())]
    } else {
        Vec::new()
    }
}

/// A number with its year or series, as printed: `18-294`, `18 - 294`, `17.725`, `14-.329`, `19-1,172`.
const SERIES_NUMBER_PATTERN: &str =
    r"(?P<series>[0-9]{2,4})\s?(?:[-–]\s?\.?|\.)\s?(?P<number>[0-9],[0-9]{3}|[0-9]{1,6})(?-u:\b)";

static SERIES_NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern(SERIES_NUMBER_PATTERN));

/// Such numbers and nothing else.
static SERIES_NUMBERS: LazyLock<Regex> = LazyLock::new(|| {
    let one = SERIES_NUMBER_PATTERN
        .replace("?P<series>", "?:")
        .replace("?P<number>", "?:");
    pattern(&format!(
        r"^{one}(?:\s?(?:,|;|&|and|,\s?and)\s?{one}){{0,9}}\.?$"
    ))
});

/// The number in the name of its file, where the page is of the body that names files so.
fn of_file_name(page: &AnnotatedPage) -> Option<Found<String>> {
    let name = FILE.captures(page.file_name)?;
    let is_of = |body: &Regex| body.is_match(&page.page.title) || body.is_match(&page.page.text);
    let (number, series) = if let Some(number) = name.name("litigation") {
        (number, LITIGATION)
    } else if let Some(number) = name.name("exchange_act") {
        (number, "34-")
    } else {
        (name.name("cftc")?, "")
    };
    let fits = if series.is_empty() {
        is_of(&CFTC)
    } else {
        page.page.source.as_deref() == Some("sec.gov") || is_of(&SEC)
    };
    fits.then(|| Found {
        value: format!("{series}{}", number.as_str()),
        place: EvidenceSource::FileName,
        span: number.range(),
        rule: "file-name",
    })
}

/// The name of a file of sec.gov or cftc.gov, perhaps with the name of the body before it: `lr22218.htm`, `sec-lr21617.txt`,
/// `34-64123.pdf`, `cftc-pr7683-18.txt`.
static FILE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?xi)^(?:
            (?:sec[-_])?lr-?(?P<litigation>[12]\d{4})
            | (?:sec[-_])?34-(?P<exchange_act>\d{5})(?:-s)?
            | (?:cftc[-_](?:pr-?)?|pr-?)(?P<cftc>\d{4}-\d\d)
        )(?:\.\w+)*$",
    )
});

static SEC: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i:securities (?:and|&) exchange commission)|(?-u:\b)S\.?E\.?C\.?(?-u:\b)")
});

static CFTC: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"Commodity Futures Trading|(?-u:\b)CFTC(?-u:\b)"));

#[cfg(test)]
mod tests {
    use crate::extract::extract;
    use crate::knowledge::Knowledge;
    use crate::model::{Page, PageFields};

    fn number(file_name: &str, text: &str, shown: Option<&str>) -> Option<String> {
        let page = Page {
            title: "Seller of Ferry Shares Sued".to_owned(),
            text: text.to_owned(),
            fields: PageFields {
                number: shown.map(str::to_owned),
                ..PageFields::default()
            },
            ..Page::default()
        };
        let found = extract(&page, file_name, Knowledge::builtin());
        found.number.map(|found| found.value)
    }

    #[test]
    fn text_of_the_sec_has_the_number_that_its_file_is_named_by() {
        let text = "The Securities and Exchange Commission sued Robin Vale.";
        for (file, wanted) in [
            ("lr22218.txt", "LR-22218"),
            ("sec-lr21617.txt", "LR-21617"),
            ("LR22218.htm", "LR-22218"),
            ("sec-34-79005-s.txt", "34-79005"),
        ] {
            assert_eq!(number(file, text, None).as_deref(), Some(wanted), "{file}");
        }
        let cftc = "The CFTC sued Robin Vale.";
        let found = number("cftc-7334-16.txt", cftc, None);
        assert_eq!(found.as_deref(), Some("7334-16"));
        assert_eq!(number("7334-16.txt", cftc, None), None);
    }

    #[test]
    fn file_name_is_no_number_where_the_text_is_not_of_the_sec() {
        let text = "The district attorney sued Robin Vale.";
        assert_eq!(number("lr22218.txt", text, None), None);
        assert_eq!(number("notes-22218.txt", "The SEC sued.", None), None);
    }

    #[test]
    fn number_in_the_heading_goes_before_that_of_the_file() {
        let text = "The SEC sued Robin Vale.";
        let found = number("lr22218.txt", text, Some("LR-22219"));
        assert_eq!(found.as_deref(), Some("LR-22219"));
        // The number of another series.
        let found = number("lr22218.txt", text, Some("1598"));
        assert_eq!(found.as_deref(), Some("LR-22218"));
    }

    #[test]
    fn oddly_printed_numbers_have_one_form() {
        for (shown, wanted) in [
            ("17.725", Some("17-725")),
            ("18 - 294", Some("18-294")),
            ("18 -465", Some("18-465")),
            ("14-.329", Some("14-329")),
            ("13-963.", Some("13-963")),
            ("19-1,172", Some("19-1172")),
            ("2020-265", Some("2020-265")),
            ("12- 055", Some("12-055")),
            ("18-", None),
            ("Seller Scammed Hundreds", None),
            ("No. 7", Some("No. 7")),
        ] {
            let found = number("a.html", "The clerk was fined.", Some(shown));
            assert_eq!(found.as_deref(), wanted, "{shown}");
        }
    }

    #[test]
    fn number_without_its_year_gets_that_of_the_release() {
        let page = Page {
            source: Some("justice.gov".to_owned()),
            fields: PageFields {
                date: Some("2016-12-16".to_owned()),
                number: Some("1479".to_owned()),
                ..PageFields::default()
            },
            ..Page::default()
        };
        let found = extract(&page, "a.html", Knowledge::builtin()).number;
        assert_eq!(found.map(|found| found.value).as_deref(), Some("16-1479"));
    }

    #[test]
    fn each_of_two_numbers_and_those_of_other_series_find_the_release() {
        let page = Page {
            fields: PageFields {
                number: Some("17-616 and 17-618".to_owned()),
                other_numbers: vec!["AAER-3700".to_owned()],
                ..PageFields::default()
            },
            ..Page::default()
        };
        let found = extract(&page, "a.html", Knowledge::builtin());
        assert_eq!(
            found.number.map(|found| found.value).as_deref(),
            Some("17-616")
        );
        let others: Vec<&str> = found
            .other_numbers
            .iter()
            .map(|found| found.value.as_str())
            .collect();
        assert_eq!(others, ["17-618", "AAER-3700"]);
    }
}
