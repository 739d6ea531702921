//! Names of persons and organizations, docket numbers, stages and offenses, as people type them.

use dragnet::error::Error;
use dragnet::knowledge::Knowledge;
use dragnet::query::search;

use super::{cases, every, found, notes, numbers, sample};

fn error(words: &str) -> (String, Vec<String>) {
    match search(cases(), Knowledge::builtin(), &every(words)).err() {
        Some(Error::BadValue {
            why,
            suggestions,
            place,
            ..
        }) => {
            assert!(place.is_some(), "{words}");
            (why, suggestions)
        }
        other => panic!("{words}: {other:?}"),
    }
}

#[test]
fn a_defendant_is_found_whatever_is_left_out_of_the_name() {
    for (name, expected) in [
        ("Jane Q. Tallow", vec![0, 6]),
        ("jane q tallow", vec![0, 6]),
        ("Tallow, Jane Q.", vec![0, 6]),
        ("Jane Quill Tallow", vec![0, 6]),
        ("Jane R. Tallow", vec![1, 6]),
        ("Jane Tallow", vec![0, 1, 6]),
        ("Ines Valdes Moss", vec![3]),
        ("valdés-moss", vec![3]),
        ("Merriweather", vec![4]),
        ("Shorty", vec![4]),
        ("Omar Lindqvist", vec![6]),
    ] {
        assert_eq!(
            numbers(&format!("defendant:\"{name}\"")),
            expected,
            "{name}"
        );
    }
}

#[test]
fn two_defendants_are_never_one_and_a_note_lists_whom_a_name_can_mean() {
    assert_eq!(
        notes("defendant:\"Jane Tallow\" stage:sentence")
            .first()
            .map(String::as_str),
        Some("`Jane Tallow` is read as any of Jane Q. Tallow, Jane R. Tallow, Jane Tallow")
    );
    assert_eq!(
        numbers("defendant:\"Jane Q. Tallow\" defendant:\"Jane R. Tallow\""),
        [6]
    );
    assert_eq!(error("defendant:\"Omar Tallow\"").0, "no such defendant");
    assert_eq!(error("defendant:\"Jane Lindqvist\"").0, "no such defendant");
    let (_, suggestions) = error("defendant:\"Omar Lindquist\"");
    assert_eq!(suggestions, ["Omar Lindqvist"]);
}

#[test]
fn an_organization_is_found_without_the_words_for_its_form() {
    for name in [
        "Acme Freight",
        "Acme Freight Co.",
        "ACME FREIGHT, INC.",
        "acme",
        "The Acme Freight LLC",
    ] {
        assert_eq!(numbers(&format!("defendant:\"{name}\"")), [7], "{name}");
    }
    assert_eq!(error("defendant:\"Acme Ferries\"").0, "no such defendant");
}

#[test]
fn a_judge_of_one_court_is_one_judge_under_the_fullest_name() {
    for name in [
        "Ada M. Brightwater",
        "Ada Brightwater",
        "Brightwater",
        "brightwater, ada",
        "Judge Brightwater",
        "U.S. District Judge Ada M. Brightwater",
    ] {
        assert_eq!(numbers(&format!("judge:\"{name}\"")), [0, 1], "{name}");
    }
    let mut asked = every("");
    asked.facets = vec!["judge".to_owned()];
    let (summary, hits) = super::answer(cases(), &asked);
    let counts: Vec<(&str, usize)> = summary.facets[0]
        .values
        .iter()
        .map(|value| (value.label(), value.count))
        .collect();
    assert_eq!(
        counts,
        [
            ("Ada M. Brightwater", 2),
            ("Lee Vantongeren", 1),
            ("(none)", 7)
        ]
    );
    let named = hits
        .iter()
        .filter(|hit| hit.release.judges == ["Ada M. Brightwater"]);
    assert_eq!(named.count(), 2);
}

#[test]
fn a_docket_number_is_found_however_it_is_written() {
    for written in [
        "18-cr-123",
        "2:18-cr-123",
        "2:18-cr-00123-ABC",
        "2-18CR00123-ABC",
        "2:18-CR-00123",
        "18cr123",
        "\"18 Cr. 123\"",
        "\"Case No. 2:18-cr-00123-XYZ\"",
        "18-123",
    ] {
        assert_eq!(numbers(&format!("docket:{written}")), [0], "{written}");
    }
    assert_eq!(numbers("docket:22-cr-77"), [6]);
    assert_eq!(numbers("docket:1:18-cr-123"), Vec::<usize>::new());
    assert_eq!(numbers("docket:18-cv-123"), Vec::<usize>::new());
    assert_eq!(numbers("docket:18-cr-1230"), Vec::<usize>::new());
    assert_eq!(numbers("docket:18-cr-123 OR docket:21-cr-123"), [0, 9]);
    assert_eq!(
        notes("docket:18-cr-999").first().map(String::as_str),
        Some("no release names the docket number 18-cr-999")
    );
    for hit in super::releases(sample()) {
        for docket in &hit.release.dockets {
            let ids = found(sample(), &format!("docket:\"{docket}\""));
            assert!(ids.contains(&hit.release.id), "{docket}");
        }
    }
}

#[test]
fn a_name_in_several_words_without_quotation_marks_is_told() {
    let told = "`judge:` takes one word, `Ada`; a longer name stands in quotation marks: judge:\"Ada Brightwater\"";
    assert!(notes("judge:Ada Brightwater").contains(&told.to_owned()));
    assert!(notes("docket:18 Cr. 123")[0].ends_with("docket:\"18 Cr. 123\""));
}

#[test]
fn a_stage_is_found_in_any_form_of_its_word() {
    let sentences = [0, 1, 2, 3, 4, 9];
    for word in [
        "sentence",
        "Sentence",
        "SENTENCED",
        "sentences",
        "sentencing",
    ] {
        assert_eq!(numbers(&format!("stage:{word}")), sentences, "{word}");
    }
    assert_eq!(numbers("stage:sentence OR stage:plea").len(), 7);
    assert_eq!(numbers("proceeding:civil"), [7]);
    assert_eq!(numbers("stage:other"), [8]);
}

#[test]
fn an_offense_is_found_by_other_phrases_and_by_a_statute() {
    let frauds = [0, 4, 5, 9];
    for phrase in [
        "wire fraud",
        "Wire-Fraud",
        "wirefraud",
        "fraud by wire",
        "18 USC 1343",
    ] {
        assert_eq!(
            numbers(&format!("offense:\"{phrase}\"")),
            frauds,
            "{phrase}"
        );
    }
    assert_eq!(numbers("offense:tax"), [3]);
    assert_eq!(numbers("offense:laundering"), [6]);
    assert_eq!(
        notes("offense:\"fraud by wire\"")[0],
        "`fraud by wire` is read as wire fraud"
    );
    assert_eq!(numbers("offense:\"wire and bank fraud\"").len(), 5);
}

#[test]
fn what_cannot_be_is_an_error_that_names_the_nearest() {
    assert_eq!(error("stage:sentnce").1, ["sentence"]);
    assert_eq!(error("stage:guilty").1, ["plea", "conviction"]);
    assert_eq!(error("stage:DPA").1, ["agreement"]);
    assert!(
        error("stage:")
            .0
            .starts_with("the stages are complaint, indictment")
    );
    assert_eq!(error("proceeding:crimnal").1, ["criminal"]);
    assert_eq!(error("offense:\"wyre fraud\"").1[0], "wire fraud");
    assert_eq!(error("offense:wire").1, ["wire fraud"]);
    assert!(error("docket:").0.starts_with("docket numbers are written"));
    assert!(
        error("docket:soon")
            .0
            .starts_with("docket numbers are written")
    );
}

#[test]
fn a_word_before_a_colon_in_a_pasted_headline_stays_a_word() {
    for words in [
        "Settlement: Acme Freight to pay",
        "Judge: the case goes on",
        "Sentence: what follows",
        "Event: a director appointed",
        "Stage: one of three",
    ] {
        let told = notes(words);
        assert!(
            told.iter()
                .any(|note| note.contains("with a space behind it is read as a word")),
            "{words}: {told:?}"
        );
    }
    // A value that can be none but the field's is one.
    assert_eq!(numbers("stage: plea"), [5]);
    assert_eq!(numbers("restitution: >1m"), [0, 1]);
    assert_eq!(numbers("sentence: 12 years"), [1]);
}
