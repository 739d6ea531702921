//! Headers, datelines and file names, each in a fictional release.

use proptest::prelude::*;

use crate::extract::date::*;
use crate::knowledge::Knowledge;

/// The first date of a text that is not known to be of another place.
fn parse_here(text: &str) -> Option<(Range<usize>, Date)> {
    parse(text, &OrderOfPage::new(&Page::default()))
}

fn day(text: &str) -> Option<String> {
    parse_here(text).map(|(_, value)| value.to_string())
}

fn of(text: &str) -> Option<(String, &'static str)> {
    named_and_of(text, "release.txt")
}

fn named_and_of(text: &str, file_name: &str) -> Option<(String, &'static str)> {
    let page = Page {
        text: text.to_owned(),
        ..Page::default()
    };
    date(&AnnotatedPage::new(&page, file_name, Knowledge::builtin()))
        .map(|found| (found.value.to_string(), found.rule))
}

fn of_field(text: &str) -> Option<String> {
    let mut page = Page::default();
    page.fields.date = Some(text.to_owned());
    date(&AnnotatedPage::new(&page, "", Knowledge::builtin())).map(|found| found.value.to_string())
}

#[test]
fn every_form_of_a_date_is_read() {
    for form in [
        "2018-04-13",
        "13-Apr-2018",
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
        "13 de abril de 2018",
        "Viernes, 13 de abril del 2018",
        "13. April 2018",
        "13th day of April, 2018",
        "13 avril 2018",
        "13 de abril de 2018",
        "13 aprile 2018",
        "13/04/2018",
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
fn invalid_dates_do_not_count() {
    for form in [
        "February 30, 2018",
        "2018-13-01",
        "31-13-2018",
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
fn the_date_field_comes_before_the_text() {
    assert_eq!(
        of_field("2018-06-04T00:00:00-04:00").as_deref(),
        Some("2018-06-04")
    );
    assert_eq!(of_field("Updated June 4, 2018"), None);
}

#[test]
fn a_date_on_a_header_line_is_the_release_date() {
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
        "Martes, 3 de abril de 2018",
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
fn a_date_in_a_dateline_is_the_release_date() {
    for text in [
        "Washington, D.C., April 3, 2018 - The Commission announced",
        "April 3, 2018 (OLDPORT) \u{2014}Attorney General Jo Doe announced",
        "April 3, 2018 [OLDPORT] \u{2013} Attorney General Jo Doe announced",
        "April 3, 2018 (ST. OLD). Today, Attorney General Jo Doe announced",
        "April 3, 2018 (ST. OLD) Today Attorney General Jo Doe announced",
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
fn a_date_in_a_heading_is_the_release_date() {
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
fn a_date_in_the_story_is_not_the_release_date() {
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
fn a_list_of_news_has_no_release_date() {
    assert_eq!(
        of(
            "More News\nMar 26, 2026\nMan Charged\nMar 17, 2026\nBacklog Gone\nSep 26, 2025\nMan Dies"
        ),
        None
    );
}

#[test]
fn the_posting_stamp_counts_and_the_change_stamp_does_not() {
    let text = "A man was sentenced today.\n2020-01-29 19:25:03\n2021-06-25 01:02:03\nNext";
    assert_eq!(of(text), Some(("2020-01-29".to_owned(), "posted-stamp")));
}

#[test]
fn a_date_at_the_start_of_the_file_name_is_used_last() {
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
    fn no_text_makes_date_extraction_fail(text in r"([0-9]{1,4}|[ ,:/()–\-\n]|April |Friday, |É|city){0,30}") {
        if let Some((span, _)) = parse_here(&text) {
            assert!(text.get(span).is_some());
        }
        let _ = named_and_of(&text, &text);
    }
}

#[test]
fn the_span_of_a_date_excludes_the_time_after_it() {
    let text = "2014-06-26T00:00:00-04:00";
    let found = parse_here(text).map(|(span, _)| &text[span]);
    assert_eq!(found, Some("2014-06-26"));
}

proptest! {
    #[test]
    fn the_frequent_form_equals_the_pattern(
        text in "((Mon|Tues|Fri|Sun|Fun)day(, | |,))?(January|March|May|Mai|may|Sept|September|December) [0-9]{1,3}(, | |,)[12][0-9]{2,4}"
    ) {
        if let Some(day) = parse_frequent_form(&text) {
            prop_assert_eq!(parse_here(&text), Some((0..text.len(), day)));
        }
    }
}

#[test]
fn frequent_forms_are_read_without_the_pattern() {
    for text in ["Friday, April 13, 2018", "April 3, 2018"] {
        assert_eq!(
            parse_frequent_form(text).map(|day| (0..text.len(), day)),
            parse_here(text)
        );
    }
    assert!(parse_frequent_form("Friday, April 13, 2018").is_some());
    for text in [
        "Friday April 13, 2018",
        "April 31, 2018",
        "Updated April 3, 2018",
        "April 3, 18",
    ] {
        assert_eq!(parse_frequent_form(text), None, "{text}");
    }
}

#[test]
fn every_pattern_is_well_formed() {
    for pattern in [
        &CHANGED,
        &HEADING,
        &LABEL_BEFORE,
        &LABEL_AFTER,
        &CITY_BEFORE,
        &DASH_AFTER,
        &CITY_AFTER,
        &TEXT_AFTER,
        &STAMPS,
        &FILE_NAME,
    ] {
        assert!(!pattern.as_str().is_empty());
    }
    assert!(
        DATE.find("April 3, 2018", &OrderOfPage::new(&Page::default()))
            .is_some()
    );
    assert!(
        DATE_AT_START
            .find("April 3, 2018", &OrderOfPage::new(&Page::default()))
            .is_some()
    );
}

#[test]
fn dates_of_other_places_are_right_or_none() {
    let portuguese = "O tribunal condenou hoje um funcionário a nove meses de prisão, anunciou o Ministério Público em nota à imprensa.";
    let spanish = "El tribunal condenó hoy a un empleado por fraude, y la fiscalía anunció que el empleado fue detenido por los agentes.";
    let german = "Der Angeklagte wurde heute wegen Betrugs verurteilt, wie die Staatsanwaltschaft in einer Erklärung mitteilte.";
    let english = "A clerk of Oldport was sentenced to nine months for wire fraud, and the office announced the sentence today.";
    let day = |date: &str, text: &str| of(&format!("{date}\n\n{text}")).map(|found| found.0);
    for (date, text, expected) in [
        ("06/02/2024", portuguese, Some("2024-02-06")),
        ("06/02/2024", spanish, None),
        ("26/02/2024", spanish, Some("2024-02-26")),
        ("06/02/2024", english, Some("2024-06-02")),
        ("10.09.2020", german, Some("2020-09-10")),
        ("10. September 2020", german, Some("2020-09-10")),
        ("10. März 2020", german, Some("2020-03-10")),
        ("10.09.2020", english, None),
        ("1er août 2019", "Le tribunal", Some("2019-08-01")),
        (
            "Dated this 3rd day of May, 2017",
            english,
            Some("2017-05-03"),
        ),
        (
            "Published: 4 March 2021 | Updated: 5 May",
            english,
            Some("2021-03-04"),
        ),
        (
            "Published: 4 March 2021 | Updated: 5 May 2021",
            english,
            Some("2021-03-04"),
        ),
        (
            "Updated: 5 May 2021 | Published: 4 March 2021",
            english,
            Some("2021-03-04"),
        ),
        ("Last updated 5 May 2021", english, None),
    ] {
        assert_eq!(day(date, text).as_deref(), expected, "{date}");
    }
}
