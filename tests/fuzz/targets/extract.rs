//! A headline, a text and a file's name of any letters: each value found lies in them, on borders of letters.
#![no_main]

use dragnet::extract::extract;
use dragnet::knowledge::Knowledge;
use dragnet::model::{Found, Page, PageFields, EvidenceSource};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|given: &str| {
    let (title, text) = given.split_once('\n').unwrap_or(("", given));
    let name: String = text.chars().take(40).filter(|letter| *letter != '/').collect();
    let entries = |at: usize| text.split('\n').skip(at).take(3).map(str::to_owned);
    let page = Page {
        title: title.to_owned(),
        text: text.to_owned(),
        url: Some("https://www.justice.gov/opa/pr/x".to_owned()),
        source: Some("justice.gov".to_owned()),
        fields: PageFields {
            date: entries(0).next(),
            number: entries(1).next(),
            other_numbers: entries(2).collect(),
            office: entries(0).next(),
            components: entries(2).collect(),
            topics: Vec::new(),
        },
    };
    let found = extract(&page, &name, Knowledge::builtin());
    found.date.iter().for_each(|found| lies_in(&page, &name, found));
    found.district.iter().chain(&found.districts).for_each(|found| lies_in(&page, &name, found));
    found.agencies.iter().for_each(|found| lies_in(&page, &name, found));
    found.prosecutors.iter().for_each(|found| lies_in(&page, &name, found));
    found.statutes.iter().for_each(|found| lies_in(&page, &name, found));
});

fn lies_in<T: std::fmt::Debug>(page: &Page, name: &str, found: &Found<T>) {
    let place = match &found.place {
        EvidenceSource::Title => &page.title,
        EvidenceSource::Text => &page.text,
        EvidenceSource::FileName => name,
        // Which of a list's entries it is, is not told.
        EvidenceSource::Field(_) => return,
    };
    assert!(place.get(found.span.clone()).is_some(), "{found:?}");
}
