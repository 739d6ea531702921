//! Under which number was the release issued?

use std::sync::LazyLock;

use regex::Regex;

use crate::extract::annotated_page::AnnotatedPage;
use crate::extract::pattern::pattern;
use crate::model::{EvidenceSource, Found};

/// Of the SEC's releases, those whose numbers have their series before them.
const LITIGATION: &str = "LR-";

/// The number that the page shows, or that the name of its file is where it is the SEC's or the CFTC's.
///
/// The SEC names the files of its litigation releases by their numbers: `lr22218.txt`. Such a text mostly does not repeat
/// its number, and what other numbers it shows are those of other series.
pub(super) fn number(page: &AnnotatedPage) -> Option<Found<String>> {
    let shown = page.page.fields.number.as_ref().map(|number| Found {
        value: number.clone(),
        place: EvidenceSource::Field("number"),
        span: 0..number.len(),
        rule: "number-field",
    });
    if shown
        .as_ref()
        .is_some_and(|shown| shown.value.starts_with(LITIGATION))
    {
        return shown;
    }
    of_file_name(page).or(shown)
}

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
}
