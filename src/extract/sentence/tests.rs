//! Are sentences found, and on the right defendants? Nobody named here exists.

use crate::extract::extract;
use crate::extract::sentence::length::NUMBERS;
use crate::knowledge::Knowledge;
use crate::model::Page;

fn sentences(title: &str, text: &str) -> Vec<String> {
    let page = Page {
        title: title.to_owned(),
        text: text.to_owned(),
        ..Page::default()
    };
    let found = extract(&page, "", Knowledge::builtin()).sentences;
    found.iter().map(|found| found.value.to_string()).collect()
}

#[test]
fn each_sentence_is_its_defendants() {
    for (text, expected) in [
        (
            "Pia Corwell, 30, was sentenced today to 42 months in prison and three years’ supervised release.",
            &["Pia Corwell: 42 months, supervised release 36 months"][..],
        ),
        (
            "Judge Ida Stone sentenced Pia Corwell to a total of 12 months and 1 day of imprisonment, to be followed by two years of supervised release.",
            &["Pia Corwell: 12 months, supervised release 24 months"],
        ),
        (
            "Pia Corwell was sentenced to a year and a day in prison.",
            &["Pia Corwell: 12 months"],
        ),
        (
            "Pia Corwell was convicted in May. She was sentenced to life in prison.",
            &["Pia Corwell: life"],
        ),
        (
            "Pia Corwell was sentenced to time served.",
            &["Pia Corwell: time served"],
        ),
        (
            "Pia Corwell pleaded guilty and was sentenced to five years of probation and 40 days in jail.",
            &["Pia Corwell: 1.3 months, probation 60 months"],
        ),
        (
            "Pia Corwell was sentenced to 15 years in prison. Al Dorrin was sentenced to 30 months in prison.",
            &["Pia Corwell: 180 months", "Al Dorrin: 30 months"],
        ),
        (
            "Pia Corwell and Al Dorrin were each sentenced to six months in prison.",
            &["Pia Corwell: 6 months", "Al Dorrin: 6 months"],
        ),
        (
            "Pia Corwell and Al Dorrin were sentenced yesterday to 60 months and 41 months in prison, respectively.",
            &["Pia Corwell: 60 months", "Al Dorrin: 41 months"],
        ),
        (
            "Pia Corwell and Al Dorrin were each sentenced to 18 months in prison, and Bo Ferris was sentenced to six months in prison.",
            &[
                "Pia Corwell: 18 months",
                "Al Dorrin: 18 months",
                "Bo Ferris: 6 months",
            ],
        ),
        (
            "Pia Corwell and Al Dorrin were found guilty of murder. They were each sentenced to 15 years to life in prison.",
            &["Pia Corwell: 180 months", "Al Dorrin: 180 months"],
        ),
        (
            "Pia Corwell was convicted of murder. Corwell will spend the rest of her life in prison.",
            &["Pia Corwell: life"],
        ),
        (
            "Pia Corwell was sentenced to serve five years of supervised probation.",
            &["Pia Corwell: probation 60 months"],
        ),
        (
            "Pia Corwell was sentenced by Judge Ida Stone on March 14, 2012, to serve three years of probation.",
            &["Pia Corwell: probation 36 months"],
        ),
    ] {
        assert_eq!(sentences("", text), expected, "{text}");
    }
}

#[test]
fn every_number_in_words_is_a_length() {
    for (word, number) in NUMBERS {
        let text = format!("Pia Corwell was sentenced to {word} months in prison.");
        let expected = format!("Pia Corwell: {number} months");
        assert_eq!(sentences("", &text), [expected], "{word}");
    }
}

#[test]
fn a_headline_tells_the_sentence_of_the_only_defendant() {
    let text = "Pia Corwell was sentenced today for fraud.";
    assert_eq!(
        sentences("Clerk Sentenced to 97 Months in Prison", text),
        ["Pia Corwell: 97 months"]
    );
}

#[test]
fn what_the_law_allows_or_somebody_asks_for_is_no_sentence() {
    for text in [
        "Pia Corwell was convicted. Corwell faces up to 20 years in prison when sentenced.",
        "Pia Corwell was charged. The crime carries a maximum sentence of ten years in prison.",
        "Pia Corwell was convicted. Prosecutors recommended a sentence of nine years in prison.",
        "Pia Corwell was sentenced to six months of home confinement.",
        "Pia Corwell was fined. The judgment also imposed a five-year officer and director bar on Corwell, who was ordered to a bar of five years.",
        "Pia Corwell was sentenced. Corwell led an expensive way of life, and a life-threatening illness ended it.",
        "Pia Corwell was charged. Keel Bay Foods, Inc. was sentenced to 60 months.",
        "Pia Corwell pleaded guilty and is scheduled to be sentenced on May 3, in 20 months.",
    ] {
        assert_eq!(sentences("", text), <[String; 0]>::default(), "{text}");
    }
}
