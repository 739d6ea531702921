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
fn a_range_of_many_and_the_length_of_a_course_are_no_sentences() {
    for text in [
        "Pia Corwell was found guilty. Twenty-five of the 41 individuals received sentences ranging between 15 and 37 years.",
        "Six men and Pia Corwell have been sentenced to terms ranging from a year and a day to two years each.",
        "Pia Corwell was sentenced to a 1-year Batterer’s Treatment Program.",
    ] {
        let found = sentences("Woman Found Guilty", text);
        assert!(found.is_empty(), "{text}: {found:?}");
    }
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
            "Pia Corwell, 40, and Al Dorrin, 30, pleaded guilty to fraud. Today, they were sentenced to serve 46 months and 37 months respectively in prison to be followed by three years of supervised release.",
            &[
                "Pia Corwell: 46 months, supervised release 36 months",
                "Al Dorrin: 37 months, supervised release 36 months",
            ],
        ),
        (
            "Pia Corwell and Al Dorrin pleaded guilty to fraud. Pia Corwell, aka Sparrow, 36, of Oldport, and Al Dorrin, 51, of Pell, were sentenced to 42 months in prison and 30 months in prison, respectively.",
            &["Pia Corwell: 42 months", "Al Dorrin: 30 months"],
        ),
        (
            "Pia Corwell was sentenced to serve a prison term of 12 years, followed by a probationary period of five years.",
            &["Pia Corwell: 144 months, probation 60 months"],
        ),
        (
            "Al Dorrin pleaded guilty to fraud. Pia Corwell pleaded guilty to it, and so did her firm, Acme Keel Corp., which was charged. She was sentenced to 18 months in prison.",
            &["Pia Corwell: 18 months"],
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

#[test]
fn how_long_a_bar_or_an_exclusion_lasts_is_no_sentence() {
    for text in [
        "Pia Corwell consented to an order barring her from serving as an officer or director of a public company for a period of five years.",
        "The judgment prohibits Pia Corwell from serving as an officer or director of any public company for a period of three (3) years.",
        "Pia Corwell was charged. Corwell agreed to a five year bar from serving as a director, and to a five year limitation on the scope of her service as an officer.",
        "Pia Corwell was charged. The court imposed a suspension, and Corwell may not practise for a period of five years.",
        "Pia Corwell was excluded from Medicare and all other health care programs, and ordered to be excluded for 10 years.",
        "Pia Corwell was charged. Corwell received an exclusion of ten years.",
        "Pia Corwell was charged. Corwell was ordered to surrender her medical licence for a term of five years.",
        "Pia Corwell and Al Dorrin agreed to be barred from serving as officers for ten years and seven years, respectively.",
        "Pia Corwell was charged. Corwell served as chief executive over the course of two years.",
        "Pia Corwell was charged. The court ordered that she surrender within forty-five days to the custody of the marshals.",
        "Pia Corwell was charged. Rex Ambler’s fund collapsed in May, and he is currently serving 50 years in federal custody. Rex Ambler is no party.",
    ] {
        assert_eq!(sentences("", text), <[String; 0]>::default(), "{text}");
    }
}

#[test]
fn a_sentence_beside_a_bar_is_a_sentence() {
    for (text, months) in [
        (
            "Pia Corwell was barred from the industry for life and was sentenced to 18 months.",
            18,
        ),
        (
            "Pia Corwell, who is prohibited from holding office, is serving 18 months.",
            18,
        ),
        (
            "Pia Corwell was charged and barred by the Commission. Corwell received a five-year sentence.",
            60,
        ),
        (
            "Pia Corwell was sentenced to 24 months in prison and excluded from Medicare for 10 years.",
            24,
        ),
        (
            "Pia Corwell was charged with fraud. She was ordered to serve 20 months.",
            20,
        ),
    ] {
        let expected = format!("Pia Corwell: {months} months");
        assert_eq!(sentences("", text), [expected], "{text}");
    }
}

#[test]
fn a_defendant_may_be_described_before_the_name() {
    let text = "U.S. Attorney Al Dorrin announced that a former West Virginia State Trooper was sentenced today to 30 months in prison. Pia Corwell, 43, of Oldport, previously pleaded guilty.";
    assert_eq!(sentences("", text), ["Pia Corwell: 30 months"]);
    let text =
        "Pia Corwell pleaded guilty. He was robbed, though he served his country for 38 years.";
    assert_eq!(sentences("", text), <[String; 0]>::default());
}

#[test]
fn an_exact_length_wins_over_a_round_one() {
    let text = "Pia Corwell was sentenced to serve more than one year in prison. Corwell was sentenced to serve 18 months in prison.";
    assert_eq!(sentences("", text), ["Pia Corwell: 18 months"]);
    let text = "Pia Corwell was sentenced to serve 18 months in prison. Corwell was sentenced to more than one year in prison.";
    assert_eq!(sentences("", text), ["Pia Corwell: 18 months"]);
}
