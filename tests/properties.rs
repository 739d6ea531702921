//! What is true for any text: found values and snippets are parts of it, and ranges of dates hold their ends.

use dragnet::convert::convert;
use dragnet::corpus::{Content, Record};
use dragnet::extract::extract;
use dragnet::knowledge::Knowledge;
use dragnet::model::{EvidenceSource, Found, Page, PageFields, RecordId};
use dragnet::query::snippet_of;
use dragnet::query::syntax::read_dates;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use proptest::sample::select;

/// Pieces of releases, of names and of pages, in any order.
fn soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "\\PC{1,4}",
        4 => "( |, |\\. |\n|\n\n|’s | of | and | the )",
        2 => select(vec![
            "Assistant U.S. Attorney ", "U.S. Attorneys ", "Special Agent in Charge ", "Attorney General ",
            "District Attorney ", "Deputy ", "prosecuted by ", "investigated by ", "announced today ", "Trial Attorneys ",
        ]).prop_map(str::to_owned),
        2 => select(vec![
            "Dana Q. Whitlock", "José Ñandú", "O’Brien", "Jr.", "Kenneth A. ", "van der Éclair", "ДмитренкО",
        ]).prop_map(str::to_owned),
        2 => select(vec![
            "FBI", "Federal Bureau of Investigation", "IRS-CI", "Department of Justice", "HHS-OIG", "DEA",
            "Southern District of New York", "District of Columbia", "Eastern District", "Office of Public Affairs",
            "Securities and Exchange Commission", "Internal Revenue Service", "(", ")",
        ]).prop_map(str::to_owned),
        2 => select(vec![
            "June 8, 2021", "18 U.S.C. § 1343", "Title 18, United States Code, Section 1956(h)", "WASHINGTON – ",
            "FOR IMMEDIATE RELEASE", "2021-06-08", "Feb. 30, 2020", "###", "§§ 846, 841(a)(1) and 2", "26 C.F.R. 1.1",
        ]).prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..50).prop_map(|pieces| pieces.concat())
}

fn lies_in<T: std::fmt::Debug>(
    page: &Page,
    name: &str,
    found: &Found<T>,
) -> Result<(), TestCaseError> {
    let fields = &page.fields;
    let optional = |value: &Option<String>| value.iter().cloned().collect::<Vec<_>>();
    let places = match &found.place {
        EvidenceSource::Title => vec![page.title.clone()],
        EvidenceSource::Text => vec![page.text.clone()],
        EvidenceSource::FileName => vec![name.to_owned()],
        EvidenceSource::Field(field) => match *field {
            "date" => optional(&fields.date),
            "number" => optional(&fields.number),
            "office" => optional(&fields.office),
            "components" => fields.components.clone(),
            "topics" => fields.topics.clone(),
            "url" => optional(&page.url),
            "source" => optional(&page.source),
            other => return Err(TestCaseError::fail(format!("no such field: {other}"))),
        },
    };
    let inside = places
        .iter()
        .any(|place| place.get(found.span.clone()).is_some());
    prop_assert!(inside, "{found:?} in {places:?}");
    Ok(())
}

fn any_day() -> impl Strategy<Value = Date> {
    (1900..2100_i16, 1..=12_i8, 1..=28_i8).prop_map(|(year, month, day)| date(year, month, day))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn what_is_extracted_lies_in_the_page_on_borders_of_letters(
        title in soup(), text in soup(), name in "[a-zé0-9_-]{0,20}\\.html", field in soup(),
    ) {
        let page = Page {
            title: title.replace('\n', " "),
            text,
            url: Some("https://www.justice.gov/usao-sdny/pr/x".to_owned()),
            source: Some("justice.gov".to_owned()),
            fields: PageFields {
                date: Some(field.clone()),
                number: Some(field.clone()),
                other_numbers: vec![field.clone()],
                office: Some(field.clone()),
                components: field.split(", ").map(str::to_owned).collect(),
                topics: vec![field],
            },
        };
        let found = extract(&page, &name, Knowledge::builtin());
        if let Some(found) = &found.date { lies_in(&page, &name, found)?; }
        for found in found.district.iter().chain(&found.districts) { lies_in(&page, &name, found)?; }
        for found in &found.agencies { lies_in(&page, &name, found)?; }
        for found in &found.prosecutors { lies_in(&page, &name, found)?; }
        for found in &found.statutes { lies_in(&page, &name, found)?; }
        if let Some(found) = &found.number { lies_in(&page, &name, found)?; }
    }

    #[test]
    fn what_is_shown_of_a_release_is_a_part_of_its_text(words in soup(), text in soup(), html in any::<bool>()) {
        let content = if html { Content::Html(format!("<p>{text}")) } else { Content::Text(text) };
        let Ok(page) = convert(&Record { id: RecordId::of_file("a"), content }) else { return Ok(()) };
        let one_line = page.text.split_whitespace().collect::<Vec<_>>().join(" ");
        for fragment in snippet_of(&words, &page.text).fragments {
            prop_assert!(one_line.contains(&fragment.text), "{:?} in {:?}", fragment.text, one_line);
            for mark in fragment.marks {
                prop_assert!(fragment.text.get(mark).is_some_and(|marked| !marked.is_empty()));
            }
        }
    }

    #[test]
    fn a_span_of_days_holds_its_ends_and_nothing_beyond(one in any_day(), other in any_day()) {
        let read = |text: String| read_dates(&text, || date(2026, 1, 1)).map_err(TestCaseError::fail);
        let (first, last) = (one.min(other), one.max(other));
        let (both, ends) = (read(format!("{first}..{last}"))?, (Some(first), Some(last)));
        prop_assert_eq!((both.first, both.last), ends);
        for text in [format!(">={first}"), format!("{first}..")] {
            let open = read(text)?;
            prop_assert_eq!((open.first, open.last), (Some(first), None));
        }
        for text in [format!("<={last}"), format!("..{last}")] {
            let open = read(text)?;
            prop_assert_eq!((open.first, open.last), (None, Some(last)));
        }
        let after = read(format!(">{first}"))?;
        prop_assert_eq!((after.first, after.last), (first.tomorrow().ok(), None));
        let before = read(format!("<{last}"))?;
        prop_assert_eq!((before.first, before.last), (None, last.yesterday().ok()));
        let month = read(first.strftime("%Y-%m").to_string())?;
        prop_assert_eq!((month.first, month.last), (Some(first.first_of_month()), Some(first.last_of_month())));
        let years = read(format!("{}..{}", first.year(), last.year()))?;
        prop_assert_eq!((years.first, years.last), (Some(first.first_of_year()), Some(last.last_of_year())));
        let backwards = read(format!("{last}..{first}"));
        prop_assert!(last == first || backwards.is_err());
    }
}
