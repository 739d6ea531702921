//! Citations as releases print them.

use crate::extract::annotated_page::AnnotatedPage;
use crate::extract::cited_statutes::statutes;
use crate::extract::statute::{acts, citations};
use crate::knowledge::Knowledge;
use crate::model::{EvidenceSource, Page};

fn normal(text: &str) -> Vec<String> {
    citations(text)
        .into_iter()
        .map(|(_, value)| value)
        .collect()
}

fn cited(text: &str) -> Vec<(&str, String)> {
    citations(text)
        .into_iter()
        .map(|(span, value)| (&text[span], value))
        .collect()
}

#[test]
fn all_common_forms_of_a_citation_have_one_normal_form() {
    for form in [
        "18 U.S.C. § 1343",
        "18 U.S.C. §1343",
        "18 U.S.C.  1343",
        "18 U. S. C. § 1343",
        "18 U.S.C. \\x15 1343",
        "18 U.S.C. Section 1343",
        "18 U.S.C. Sec. 1343",
        "18 U.S. Code § 1343",
        "18 USC 1343",
        "18 usc 1343",
        "Title 18, United States Code, Section 1343",
        "Title 18 United States Code Section 1343",
        "title 18 of the United States Code, section 1343",
        "Title 18, U.S.C., Sec. 1343",
        "Title 18, United States Code, 1343",
        "Title 18, Section 1343",
        "Section 1343 of Title 18",
        "Section 1343 of Title 18, United States Code",
        "Section 1343 of Title 18 of the U.S. Code",
    ] {
        assert_eq!(
            cited(form),
            [(form, "18 U.S.C. § 1343".to_owned())],
            "{form}"
        );
    }
}

#[test]
fn subsections_letters_and_hyphens_are_kept() {
    assert_eq!(normal("15 U.S.C. § 78j(b)"), ["15 U.S.C. § 78j(b)"]);
    assert_eq!(
        normal("42 U.S.C. § 1320a-7b(b)(2)(A)."),
        ["42 U.S.C. § 1320a-7b(b)(2)(A)"]
    );
    assert_eq!(normal("18 U.S.C. 2339B(a)(1)"), ["18 U.S.C. § 2339B(a)(1)"]);
    assert_eq!(normal("(18 U.S.C. § 924 (c))"), ["18 U.S.C. § 924(c)"]);
    assert_eq!(normal("50 U.S.C. App. §§ 1-44"), ["50 U.S.C. App. § 1-44"]);
}

#[test]
fn a_list_gives_each_section() {
    let two = ["18 U.S.C. § 1343", "18 U.S.C. § 1349"];
    assert_eq!(normal("18 U.S.C. §§ 1343 and 1349"), two);
    assert_eq!(
        normal("Title 18, United States Code, Sections 1343 and 1349."),
        two
    );
    assert_eq!(normal("Sections 1343 and 1349 of Title 18"), two);
    assert_eq!(normal("18 U.S.C. 1343, 1349. Sentence: two years"), two);
    assert_eq!(normal("18 U.S.C. § 1343, 18 U.S.C. § 1349"), two);
    assert_eq!(normal("violations of 18 U.S.C. 1343 or 1349."), two);
    assert_eq!(
        normal("15 U.S.C. §§ 78j(b), 78m(b)(2)(A) and (B), and 17 C.F.R. § 240.10b-5"),
        [
            "15 U.S.C. § 78j(b)",
            "15 U.S.C. § 78m(b)(2)(A)",
            "15 U.S.C. § 78m(b)(2)(B)",
            "17 C.F.R. § 240.10b-5"
        ]
    );
    assert_eq!(
        normal("Title 18, U.S.C., Secs. 1956(a)(2)(B)(i) and (h)"),
        ["18 U.S.C. § 1956(a)(2)(B)(i)", "18 U.S.C. § 1956(h)"]
    );
}

#[test]
fn numbers_after_a_citation_are_not_always_sections() {
    let one = ["18 U.S.C. § 1343"];
    assert_eq!(normal("18 U.S.C. § 1343, and 20 counts of perjury"), one);
    assert_eq!(normal("18 U.S.C. § 1343, 20 years"), one);
    assert_eq!(normal("18 U.S.C. § 1343 (2 counts)"), one);
    assert_eq!(normal("sentenced under 18 U.S.C. § 1343 to 20 years"), one);
    assert_eq!(normal("18 U.S.C. § 1343 and June 3, 2014"), one);
}

#[test]
fn a_range_is_kept_as_printed() {
    assert_eq!(normal("31 U.S.C. §§ 3729-3733"), ["31 U.S.C. § 3729-3733"]);
    assert_eq!(normal("31 U.S.C. §§ 3729–33"), ["31 U.S.C. § 3729-33"]);
    assert_eq!(
        normal("31 U.S.C. §§ 3729 through 3733"),
        ["31 U.S.C. § 3729 through 3733"]
    );
}

#[test]
fn regulations_count_by_section_and_not_by_part() {
    assert_eq!(normal("42 C.F.R. § 1001.952"), ["42 C.F.R. § 1001.952"]);
    assert_eq!(
        normal("31 CFR 501.805 (d) (1)(i)"),
        ["31 C.F.R. § 501.805(d)(1)(i)"]
    );
    assert_eq!(
        normal("31 C.F.R. 560.204, 560.206, and 560.215 (the “Apparent Violations”)"),
        [
            "31 C.F.R. § 560.204",
            "31 C.F.R. § 560.206",
            "31 C.F.R. § 560.215"
        ]
    );
    assert!(normal("31 C.F.R. part 501, app. A, and 31 CFR Part 515").is_empty());
}

#[test]
fn acts_rules_and_names_without_sections_are_not_citations() {
    for text in [
        "Section 10(b) of the Exchange Act and Rule 10b-5 thereunder",
        "the Clean Air Act",
        "students of USC, 1343 of them",
        "Title 1 Schools in North Example County",
        "99 U.S.C. § 1",
        "the United States Code",
        "",
    ] {
        assert!(normal(text).is_empty(), "{text}");
    }
}

#[test]
fn spans_never_overlap_and_cover_the_cited_words() {
    let text = "Sections 1341 and 1343 of Title 18, United States Code, and 21 USC 846.";
    assert_eq!(
        cited(text),
        [
            ("Sections 1341", "18 U.S.C. § 1341".to_owned()),
            (
                "1343 of Title 18, United States Code",
                "18 U.S.C. § 1343".to_owned()
            ),
            ("21 USC 846", "21 U.S.C. § 846".to_owned()),
        ]
    );
}

#[test]
fn statutes_are_sorted_and_each_appears_once() {
    let page = Page {
        title: "Two Charged Under 21 U.S.C. § 846".to_owned(),
        text: "They violated 21 U.S.C. § 846 and 18 U.S.C. § 2.".to_owned(),
        ..Page::default()
    };
    let found = statutes(&AnnotatedPage::new(&page, "", Knowledge::builtin()));
    let values: Vec<&str> = found.iter().map(|found| found.value.as_str()).collect();
    assert_eq!(values, ["18 U.S.C. § 2", "21 U.S.C. § 846"]);
    assert_eq!(found[1].place, EvidenceSource::Title);
}

fn named(text: &str) -> Vec<String> {
    let annotations = Knowledge::builtin().recognizer().annotate(text);
    let mut found: Vec<String> = acts::acts(text, &annotations)
        .into_iter()
        .map(|(_, name)| name)
        .collect();
    found.sort();
    found.dedup();
    found
}

#[test]
fn every_act_is_named_by_its_example_and_by_no_other() {
    for act in crate::knowledge::acts::acts() {
        let name = std::slice::from_ref(&act.name);
        assert_eq!(named(&act.example), name, "{}", act.example);
        assert!(!named(&act.counter).contains(&act.name), "{}", act.counter);
        for known in act
            .names()
            .map(str::to_owned)
            .chain(act.abbreviations.clone())
        {
            assert_eq!(
                named(&format!("She broke the {known}, they said.")),
                name,
                "{known}"
            );
        }
    }
}

#[test]
fn an_act_is_named_in_every_way_that_releases_print() {
    let rico = ["Racketeer Influenced and Corrupt Organizations Act"];
    for text in [
        "the Racketeer Influenced and Corrupt Organizations (RICO) Act",
        "the Racketeer Influenced and Corrupt\nOrganizations Act",
        "A RICO conspiracy",
        "RACKETEER INFLUENCED AND CORRUPT ORGANIZATIONS ACT CHARGES",
    ] {
        assert_eq!(named(text), rico, "{text}");
    }
    assert_eq!(
        named("the FCPA’s books and records"),
        ["Foreign Corrupt Practices Act"]
    );
    assert_eq!(named("the False Claims and Lacey Acts"), ["Lacey Act"]);
    assert_eq!(
        named("the Anti-Kickback statute"),
        ["Anti-Kickback Statute"]
    );
    assert_eq!(
        named("the federal and Nevada False Claims Acts"),
        ["False Claims Act"]
    );
    for text in [
        "the Nevada False Claims Act",
        "California’s False Claims Act",
        "the state False Claims Act",
        "SAN JUAN, PUERTO RICO",
        "the Securities Act of 1988",
        "the Act",
        "the law",
        "under the Oldport Harbor Act",
    ] {
        assert!(named(text).is_empty(), "{text}: {:?}", named(text));
    }
}

#[test]
fn the_sections_of_an_act_are_told_from_those_of_another_and_of_the_code() {
    let exchange = |section: &str| format!("Securities Exchange Act of 1934 § {section}");
    let sections = |text: &str| -> Vec<String> {
        named(text)
            .into_iter()
            .filter(|name| name.contains('§'))
            .collect()
    };
    assert_eq!(
        sections("Sections 10(b), 13(b)(2)(A) and (B), and Section 15(d) of the Exchange Act"),
        ["10(b)", "13(b)(2)(A)", "13(b)(2)(B)", "15(d)"].map(exchange)
    );
    assert_eq!(
        sections("Exchange Act Section 10(b) and Rule 10b-5"),
        [exchange("10(b)")]
    );
    assert_eq!(
        sections("Section 10(b) and Rule 10b-5 of the Securities Exchange Act of 1934"),
        [exchange("10(b)")]
    );
    assert_eq!(
        sections("Section 17(a) of the Securities Act and Section 10(b) of the Exchange Act"),
        [
            "Securities Act of 1933 § 17(a)".to_owned(),
            exchange("10(b)")
        ]
    );
    assert_eq!(
        sections(
            "15 U.S.C. § 77q(a), and Sections 10(b) and 20(a) of the Exchange Act, 15 U.S.C. § 78j(b)"
        ),
        ["10(b)", "20(a)"].map(exchange)
    );
}

#[test]
fn sections_with_a_blank_or_a_square_bracket_are_those_of_the_act() {
    assert!(
        named("Sections 206 (1) and 206(2) of the Advisers Act")
            .contains(&"Investment Advisers Act of 1940 § 206(1)".to_owned())
    );
    for text in [
        "the Securities Exchange Act of 1934 [Section 10(b) and Rule 10b-5 thereunder]",
        "the Securities Exchange Act of 1934 (Section 10(b))",
    ] {
        assert!(
            named(text).contains(&"Securities Exchange Act of 1934 § 10(b)".to_owned()),
            "{text}: {:?}",
            named(text)
        );
    }
}

#[test]
fn sections_of_an_act_after_a_citation_are_not_read_as_sections_of_the_code() {
    let one = ["15 U.S.C. § 77q(a)", "15 U.S.C. § 78j(b)"];
    for text in [
        "15 U.S.C. § 77q(a), and Section 10(b) of the Exchange Act, 15 U.S.C. § 78j(b)",
        "15 U.S.C. § 77q(a), Sections 10(b), 15(a)(1) and 15(c) of the Exchange Act, 15 U.S.C. § 78j(b)",
        "15 U.S.C. § 77q(a), and Section 10(b) the Exchange Act, 15 U.S.C. § 78j(b)",
    ] {
        assert_eq!(normal(text), one, "{text}");
    }
    assert_eq!(
        normal("[15 U.S.C. 15 U.S.C. § 80b-6(1)]"),
        ["15 U.S.C. § 80b-6(1)"]
    );
    // "of Title 18" and a list that goes on are no act.
    assert_eq!(
        normal("18 U.S.C. § 1341 and Section 1343 of Title 18"),
        ["18 U.S.C. § 1341", "18 U.S.C. § 1343"]
    );
    assert_eq!(
        normal("18 U.S.C. Section 1341 and Section 1343."),
        ["18 U.S.C. § 1341", "18 U.S.C. § 1343"]
    );
}

proptest::proptest! {
    #[test]
    fn no_text_makes_citation_extraction_fail(text in r"([0-9]{1,4}|[ ,;.()§–\-a-z]|U\.S\.C\.|C\.F\.R\.|Title |Sections? | and |é){0,40}") {
        let mut last = 0;
        for (span, _) in citations(&text) {
            assert!(span.start >= last && span.end > span.start);
            last = span.end;
            assert!(text.get(span).is_some());
        }
    }
}

#[test]
fn the_screen_passes_every_possible_title_number() {
    for text in [
        "under 18 U.S.C. § 1343",
        "under 18, United States Code, Section 1343",
        "Title\n18",
        "Sections 1341 and 1343 of TITLE 18",
        "title 18 of the United States Code",
        "42\u{a0}C.F.R. § 1001.952",
        "42 Code of Federal Regulations",
        "section 1001 of 42 of the Code of Federal Regulations",
        "18 of the United States Code",
        "18 usc 1343",
    ] {
        assert!(
            crate::extract::statute::screen::first_title(text, 0).is_some(),
            "{text}"
        );
    }
    for text in [
        "on June 8, 2021, at 10 counts",
        "section 1343 U.S.C.",
        "the U.S. Code",
        "titled 18",
        "on 12 of the 20 counts",
        "age 17, of Duluth",
    ] {
        assert_eq!(
            crate::extract::statute::screen::first_title(text, 0),
            None,
            "{text}"
        );
    }
}

#[test]
fn every_pattern_is_well_formed() {
    use crate::extract::statute::forms::*;
    for pattern in [
        &CODE,
        &SIGN,
        &APPENDIX,
        &TITLE_BEFORE,
        &TITLE_WITHIN,
        &SECTION,
        &SUBSECTION,
        &RANGE,
        &AND,
        &OF_THE,
        &SECTIONS_BEFORE,
        &CODE_AFTER_TITLE,
    ] {
        assert!(!pattern.as_str().is_empty());
    }
}

#[test]
fn a_section_beside_the_next_act_of_a_list_is_none_of_it() {
    assert_eq!(
        named("They broke Section 504, the Fair Housing Act, and a duty."),
        ["Fair Housing Act"]
    );
    assert_eq!(
        named("They broke Section 804 of the Fair Housing Act."),
        ["Fair Housing Act", "Fair Housing Act § 804"]
    );
}
