//! Are sentences found, and on the right defendants? Nobody named here exists.

use crate::extract::extract;
use crate::extract::sentence::number::NUMBERS;
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
        "Pia Corwell was sentenced by Judge Ida Stone after a four-day hearing to revoke the probation of Corwell.",
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
fn a_term_of_another_person_is_not_that_of_the_only_defendant() {
    let text = "Pia Corwell, 40, pleaded guilty today to fraud. Dora Quist, a friend of the family, was sentenced to 70 months in prison.";
    let found = sentences("Woman Pleads Guilty", text);
    assert_eq!(found, ["Dora Quist: 70 months"]);
    let text = "Pia Corwell, 40, pleaded guilty today to fraud. Dora Quist, an owner of Oldport Home Health, was sentenced to 70 months in prison.";
    let found = sentences("Woman Pleads Guilty", text);
    assert_eq!(found, ["Dora Quist: 70 months"]);
}

#[test]
fn half_a_year_is_not_left_out() {
    for (length, months) in [
        ("3½ years", "42"),
        ("9 ½ years", "114"),
        ("12.5 years", "150"),
        ("2-1/2 years", "30"),
        ("seven and a half years", "90"),
        ("eight and one-half years", "102"),
        ("six-and-a-half years", "78"),
        ("a year and a half", "18"),
        ("32 ½ years to life", "390"),
        ("37 months", "37"),
        ("a year and a day", "12"),
    ] {
        let text = format!("Pia Corwell was sentenced to {length} in prison.");
        let expected = format!("Pia Corwell: {months} months");
        assert_eq!(sentences("Woman Sentenced", &text), [expected], "{length}");
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

#[test]
fn a_list_of_terms_is_one_for_each_name() {
    for (text, expected) in [
        (
            "Pia Corwell, 40, and Al Dorrin, 30, were sentenced to 33 and 21 months in prison, respectively.",
            &["Pia Corwell: 33 months", "Al Dorrin: 21 months"][..],
        ),
        (
            "Pia Corwell pleaded guilty to fraud. Pia Corwell, Al Dorrin and Bo Ferris were sentenced to 120, 87 and 87 months in prison, respectively.",
            &[
                "Pia Corwell: 120 months",
                "Al Dorrin: 87 months",
                "Bo Ferris: 87 months",
            ],
        ),
        (
            "Pia Corwell and Al Dorrin pleaded guilty to fraud. Pia Corwell and Al Dorrin were sentenced to four years and 30 months in prison, respectively.",
            &["Pia Corwell: 48 months", "Al Dorrin: 30 months"],
        ),
        (
            "Pia Corwell and Al Dorrin were sentenced to prison terms of 120 months and 74 months, respectively.",
            &["Pia Corwell: 120 months", "Al Dorrin: 74 months"],
        ),
        (
            "Two others, Pia Corwell, 40, and Al Dorrin, 30, were sentenced earlier this year to 84 and 46 months.",
            &["Pia Corwell: 84 months", "Al Dorrin: 46 months"],
        ),
        (
            "Pia Corwell and Al Dorrin were ordered to serve respective terms of 20 and 15 years in federal prison.",
            &["Pia Corwell: 240 months", "Al Dorrin: 180 months"],
        ),
        (
            "Pia Corwell and Al Dorrin were sentenced to serve 70 and 33 months in prison, respectively, to be followed by three years and one year of supervised release, respectively.",
            &[
                "Pia Corwell: 70 months, supervised release 36 months",
                "Al Dorrin: 33 months, supervised release 12 months",
            ],
        ),
        (
            "Pia Corwell and Al Dorrin were sentenced to 37 months in prison and five years of probation, respectively.",
            &["Pia Corwell: 37 months", "Al Dorrin: probation 60 months"],
        ),
        (
            "Two former guards were sentenced to serve 63 and 60 months in prison. Pia Corwell, 40, and Al Dorrin, 30, pleaded guilty.",
            &["Pia Corwell: 63 months", "Al Dorrin: 60 months"],
        ),
        (
            "Pia Corwell, Al Dorrin and Bo Ferris were convicted. Pia Corwell was sentenced to 54 months in prison, and Al Dorrin and Bo Ferris were sentenced to 40 months and 12 months in prison, respectively.",
            &[
                "Pia Corwell: 54 months",
                "Al Dorrin: 40 months",
                "Bo Ferris: 12 months",
            ],
        ),
    ] {
        assert_eq!(sentences("", text), expected, "{text}");
    }
}

#[test]
fn one_term_may_be_told_of_all() {
    for (text, expected) in [
        (
            "Pia Corwell and Al Dorrin, both of Oldport, were sentenced to nine years in prison and three years of supervised release.",
            &[
                "Pia Corwell: 108 months, supervised release 36 months",
                "Al Dorrin: 108 months, supervised release 36 months",
            ][..],
        ),
        (
            "Pia Corwell and Al Dorrin pleaded guilty to fraud. Both defendants were sentenced to three years of informal probation and 15 days in jail.",
            &[
                "Pia Corwell: 0.5 months, probation 36 months",
                "Al Dorrin: 0.5 months, probation 36 months",
            ],
        ),
        (
            "Pia Corwell, Al Dorrin and Bo Ferris pleaded guilty to fraud. Corwell and Dorrin also pleaded guilty to theft. Each of the defendants was sentenced to three years of probation.",
            &[
                "Pia Corwell: probation 36 months",
                "Al Dorrin: probation 36 months",
                "Bo Ferris: probation 36 months",
            ],
        ),
        (
            "Pia Corwell and Al Dorrin pleaded guilty to fraud. Judge Ida Stone sentenced both of the defendants to one year and one day in prison, followed by two years of supervised release.",
            &[
                "Pia Corwell: 12 months, supervised release 24 months",
                "Al Dorrin: 12 months, supervised release 24 months",
            ],
        ),
        (
            "Pia Corwell and Al Dorrin pleaded guilty to fraud. They were sentenced to five months in jail.",
            &["Pia Corwell: 5 months", "Al Dorrin: 5 months"],
        ),
        // Who stands behind another verb is another matter.
        (
            "Pia Corwell and Al Dorrin were charged with fraud. Pia Corwell pleaded guilty, and Al Dorrin and Bo Ferris, who was charged with theft, were sentenced to six months in prison.",
            &["Bo Ferris: 6 months"],
        ),
    ] {
        assert_eq!(sentences("", text), expected, "{text}");
    }
}

#[test]
fn the_person_is_sentenced_and_not_the_company() {
    for (text, expected) in [
        (
            "Pia Corwell, the owner of a ferry company, Keel Bay Lines, Inc. (KBL), was sentenced to 35 years in prison. Keel Bay Lines, Inc. was charged.",
            "Pia Corwell: 420 months",
        ),
        (
            "Al Dorrin was charged. Pia Corwell, 40, pleaded guilty to bribing Al Dorrin, and she was sentenced to 96 months in prison.",
            "Pia Corwell: 96 months",
        ),
    ] {
        assert_eq!(sentences("", text), [expected], "{text}");
    }
}

#[test]
fn the_most_that_the_law_allows_may_be_imposed() {
    for (text, expected) in [
        (
            "Judge Ida Stone sentenced Pia Corwell, 40, to serve the statutory maximum incarceration of 24 months in prison, to be followed by one year of supervised release.",
            "Pia Corwell: 24 months, supervised release 12 months",
        ),
        (
            "Pia Corwell was charged. Corwell was immediately sentenced to the maximum of five years in prison.",
            "Pia Corwell: 60 months",
        ),
    ] {
        assert_eq!(sentences("", text), [expected], "{text}");
    }
    let text = "Pia Corwell was convicted of fraud. Whoever does this can be sentenced to a maximum of 12 years in prison.";
    assert_eq!(sentences("", text), <[String; 0]>::default());
}

#[test]
fn a_term_to_life_is_told_by_its_years() {
    for (text, expected) in [
        (
            "CLERK SENTENCED TO 75 YEARS TO LIFE FOR MURDER\n\nPia Corwell was convicted of murder.",
            "Pia Corwell: 900 months",
        ),
        (
            "Pia Corwell was convicted of murder. Corwell was sentenced to 26 to life.",
            "Pia Corwell: 312 months",
        ),
        (
            "Pia Corwell was convicted of murder. Corwell was sentenced on May 3, 1987, to life in state prison.",
            "Pia Corwell: life",
        ),
    ] {
        assert_eq!(sentences("", text), [expected], "{text}");
    }
}

#[test]
fn two_terms_beside_each_other_are_not_added_up() {
    for (text, expected) in [
        (
            "Pia Corwell was sentenced to 100 months, plus three years of supervised release.",
            "Pia Corwell: 100 months, supervised release 36 months",
        ),
        (
            "Pia Corwell was sentenced to a term of imprisonment of 27 months, two years supervised release, and was ordered to pay a fine.",
            "Pia Corwell: 27 months, supervised release 24 months",
        ),
        (
            "Pia Corwell was sentenced to 37 months and two years of supervised release.",
            "Pia Corwell: 37 months, supervised release 24 months",
        ),
        (
            "Pia Corwell pleaded guilty to fraud. In addition to 42 months in prison, Corwell was sentenced to three years of supervised release.",
            "Pia Corwell: 42 months, supervised release 36 months",
        ),
        (
            "Pia Corwell was sentenced to three years of probation and ordered to do community service in lieu of 15 days in jail.",
            "Pia Corwell: probation 36 months",
        ),
        (
            "Pia Corwell was sentenced to be incarcerated for 41 months, and to pay a fine.",
            "Pia Corwell: 41 months",
        ),
        (
            "Pia Corwell pleaded guilty to fraud. Corwell was placed on five years of formal probation and was sentenced to 30 days in jail.",
            "Pia Corwell: 1 months, probation 60 months",
        ),
    ] {
        assert_eq!(sentences("", text), [expected], "{text}");
    }
}

#[test]
fn a_row_of_a_table_goes_on_with_what_was_imposed() {
    let text = "Two more were convicted:\n\nPia Corwell, 36, of Oldport | Pleaded guilty to fraud on May 3, 2015. Sentenced to 21 years in prison on June 3, 2016.\n\nAl Dorrin, 51, of Pell | Pleaded guilty to fraud on May 5, 2015. Sentenced to 18 years in prison on June 4, 2016.";
    assert_eq!(
        sentences("", text),
        ["Pia Corwell: 252 months", "Al Dorrin: 216 months"]
    );
}

#[test]
fn he_is_who_was_named_before_though_another_is_named_behind() {
    for (text, expected) in [
        (
            "Pia Corwell and Al Dorrin pleaded guilty to fraud. Pia Corwell was the first. She was sentenced to 30 months in prison for her part beside Al Dorrin.",
            &["Pia Corwell: 30 months"][..],
        ),
        (
            "Pia Corwell and Al Dorrin pleaded guilty to fraud. In May, Judge Ida Stone sentenced Ambler to 150 years in prison.",
            &[],
        ),
    ] {
        assert_eq!(sentences("", text), expected, "{text}");
    }
}
