//! What the words of a query mean, over a few fictional releases.

use dragnet::index::OpenIndex;
use dragnet::query::{Limit, Partial};
use tempfile::TempDir;

use crate::support::small_index::{answer, index_of, request};

/// A release for each text; its title says nothing.
fn index_of_texts(texts: &[&str]) -> (TempDir, OpenIndex) {
    let releases: Vec<_> = (texts.iter())
        .map(|text| ("Statement", *text, "2021-06-08", "Tax Division"))
        .collect();
    index_of(&releases)
}

/// The numbers of the matches, best first, and the notes.
fn found(index: &OpenIndex, words: &str) -> (Vec<String>, Vec<String>) {
    let mut request = request(words);
    request.partial = Partial::Never;
    request.limit = Limit::All;
    let (summary, hits) = answer(index, &request);
    let numbers = hits
        .iter()
        .filter_map(|hit| hit.release.id.rsplit('#').next())
        .map(str::to_owned)
        .collect();
    (numbers, summary.notes)
}

#[test]
fn a_name_with_a_capital_is_not_a_stem() {
    let (_folder, index) = index_of_texts(&[
        "Pell Wells of Oldport pleaded guilty. The harbor is well known.",
        "The clerk lived well, and well above his means.",
        "A city and its cities paid.",
        "Citi paid a fine. The bank paid kickbacks.",
        "Allies of the clerk paid a kickback to Allis Moss.",
        "Ally Moss paid.",
    ]);
    for (words, expected) in [
        ("Wells", &["0"][..]),
        ("wells", &["0", "1"]),
        ("Citi", &["3"]),
        ("citi", &["3"]),
        ("city", &["2"]),
        ("Ally", &["5"]),
        ("ally", &["5", "4"]),
        ("Allis", &["4"]),
        // An ordinary word keeps its forms, with a capital or without.
        ("Kickbacks", &["3", "4"]),
        ("KICKBACKS", &["3", "4"]),
        ("-Wells Moss", &["4", "5"]),
    ] {
        let (mut numbers, _) = found(&index, words);
        if words.starts_with('-') {
            numbers.sort();
        }
        assert_eq!(numbers, expected, "{words}");
    }
    let (_, notes) = found(&index, "Wells");
    assert_eq!(
        notes,
        [
            "`Wells`, with a capital, may be a name: `well` left out; `wells`, in small letters, finds them, too"
        ]
    );
    assert_eq!(found(&index, "Kickbacks").1, Vec::<String>::new());
}

#[test]
fn a_and_b_are_side_by_side() {
    let (_folder, index) = index_of_texts(&[
        "Moss & Moss of Oldport paid.",
        "Dana Moss met Lee Moss and paid.",
        "Moss and Moss paid a fine.",
        "The Moss&Moss partners paid.",
    ]);
    let (mut numbers, notes) = found(&index, "Moss & Moss paid");
    numbers.sort();
    assert_eq!(numbers, ["0", "2", "3"]);
    assert_eq!(notes, ["`Moss & Moss` is read as these words side by side"]);
}

#[test]
fn a_company_is_not_an_amount() {
    let (_folder, index) = index_of_texts(&[
        "The 3M Company paid a fine.",
        "The clerk stole $3 million from a company.",
    ]);
    assert_eq!(found(&index, "3M").0, ["0"]);
    assert_eq!(found(&index, "3M Company").0, ["0"]);
    assert_eq!(found(&index, "$3M stole").0, ["1"]);
    assert_eq!(found(&index, "3m stole").0, ["1"]);
    assert_eq!(
        found(&index, "3M").1,
        ["`3M` is read as a name; `$3M` finds the amount"]
    );
}

#[test]
fn what_is_not_there_is_not_found() {
    let (_folder, index) = index_of_texts(&[
        "The therapys were billed to Mantford, pre-paid.",
        "Siemens paid, and Siemens paid again.",
        "Siemens paid once more.",
    ]);
    for (words, note) in [
        ("theranos", "no release has `theranos`"),
        ("Manafort", "no release has `Manafort`"),
        ("PG&E", "no release has `PG&E`"),
        (
            "siemans",
            "no release has `siemans`; did you mean `siemens`?",
        ),
    ] {
        let (summary, hits) = answer(&index, &request(words));
        assert_eq!((summary.total, hits.len()), (0, 0), "{words}");
        assert_eq!(summary.notes, [note]);
    }
}

#[test]
fn a_number_finds_its_release_without_a_field_name() {
    let (_folder, index) = index_of_texts(&[
        "The clerk paid.",
        "The docket 26-0 was closed, and 26-0 was opened.",
    ]);
    // The small index numbers its releases 26-0, 26-1.
    assert_eq!(found(&index, "26-0").0, ["0", "1"]);
    for words in ["26-1", "26 - 1", "26 1", "26–1", "\"26-1\"", "number:26-1"] {
        assert_eq!(found(&index, words).0, ["1"], "{words}");
    }
    assert_eq!(found(&index, "26-7").0, Vec::<String>::new());
    let numbered = |number: &str| index.release(number).map(|(release, _)| release.id);
    assert_eq!(numbered("26 - 1").expect("a release"), "releases.jsonl#1");
    assert!(numbered("26-7").is_err());
}

#[test]
fn words_that_mean_a_filter_are_read_as_one() {
    let (_folder, index) = index_of(&[
        ("Old", "Fraud.", "2014-12-31", "Tax Division"),
        ("New", "Fraud since 2015.", "2015-02-01", "Tax Division"),
        (
            "Newer",
            "Fraud, the last month of it.",
            "2022-02-10",
            "Tax Division",
        ),
    ]);
    for (words, expected) in [
        ("fraud since 2015", &["1", "2"][..]),
        ("fraud since January 2015", &["1", "2"]),
        ("fraud before 2015", &["0"]),
        ("fraud prior to 2015", &["0"]),
        ("fraud since Jan 5 2015", &["1", "2"]),
        ("fraud 2014-2015", &["0", "1"]),
        ("fraud since:2015", &["1", "2"]),
        ("fraud before:2015-01", &["0"]),
        ("fraud until 2015-01", &["0"]),
        ("fraud from 2014 to 2015", &["0", "1"]),
        ("fraud last month", &["2"]),
        ("fraud in the last 2 months", &["2"]),
        ("date:\"last month\"", &["2"]),
        ("date:\"this year\"", &["2"]),
    ] {
        let (mut numbers, _) = found(&index, words);
        numbers.sort();
        assert_eq!(numbers, expected, "{words}");
    }
    // What may be meant otherwise stays words.
    assert_eq!(found(&index, "\"since 2015\"").0, ["1"]);
    assert_eq!(found(&index, "last month of").0, ["2"]);
    assert_eq!(
        found(&index, "fraud since 2015").1,
        ["`since 2015` is read as the filter date:\">=2015\"; in quotation marks they are words"]
    );
    assert_eq!(
        found(&index, "fraud in March 2015").1[0],
        "`in March 2015` is read as words; `date:2015-03` finds the releases issued then"
    );
    let (_, notes) = found(&index, "fraud in SDNY");
    assert!(
        notes[0].contains("the filter district:\"Southern District of New York\""),
        "{notes:?}"
    );
    let (_, notes) = found(&index, "fraud in the southern district of new york");
    assert!(
        notes[0].contains("the filter district:\"Southern District of New York\""),
        "{notes:?}"
    );
}

#[test]
fn a_date_that_could_be_another_is_told() {
    let (_folder, index) = index_of(&[("New", "Fraud.", "2015-01-02", "Tax Division")]);
    let (ids, notes) = found(&index, "date:01/02/2015");
    assert_eq!(ids.len(), 1);
    assert_eq!(
        notes,
        ["`01/02/2015` is read as 2015-01-02, the month first; 2015-02-01 is the other day"]
    );
    assert_eq!(found(&index, "date:1/20/2015").1, Vec::<String>::new());
}

#[test]
fn a_name_is_found_as_one_word_and_as_several() {
    let (_folder, index) = index_of_texts(&[
        "QuillFeatherMoss paid.",
        "Quill Feather Moss paid.",
        "A man met the rapist.",
    ]);
    for words in [
        "Quill Feather Moss",
        "quill feather moss",
        "QuillFeatherMoss",
    ] {
        let (mut numbers, notes) = found(&index, words);
        numbers.sort();
        assert_eq!(numbers, ["0", "1"], "{words}");
        assert_eq!(notes.len(), 1, "{notes:?}");
    }
    assert_eq!(found(&index, "therapist").0, Vec::<String>::new());
}

#[test]
fn a_quoted_name_finds_the_person_with_a_middle_name() {
    let (_folder, index) = index_of_texts(&[
        "Leonard Glenn Vasker pleaded guilty.",
        "Leonard G. Vasker pleaded guilty.",
        "Leonard Vasker pleaded guilty.",
        "Leonard and Vasker pleaded guilty. Leonard v. Vasker was heard.",
        "Vasker, Leonard pleaded guilty.",
        "Leonard Glenn Paul Vasker pleaded guilty.",
        "The Civil Rights Division sued. The Civil Division did not.",
        "The Civil Rights Division sued.",
    ]);
    let (mut numbers, notes) = found(&index, "\"Leonard Vasker\"");
    numbers.sort();
    assert_eq!(numbers, ["0", "1", "2"]);
    assert_eq!(
        notes,
        [
            "`\"Leonard Vasker\"` also finds the name with an initial or a middle name; in small letters it finds these words alone"
        ]
    );
    assert_eq!(found(&index, "\"leonard vasker\"").0, ["2"]);
    // These very words, where they are not the name of a person.
    assert_eq!(
        found(&index, "\"Civil Division\""),
        (vec!["6".to_owned()], Vec::new())
    );
}

#[test]
fn an_amount_in_words_is_one_term_and_no_other_amount() {
    let (_folder, index) = index_of_texts(&[
        "He stole $25 million.",
        "He stole $25M.",
        "He stole 25,000,000 dollars.",
        "He stole $1 million in 25 days.",
        "She gave more-25-million-gifts away.",
    ]);
    for words in ["$25 million", "$25M", "25,000,000", "stole $25 million"] {
        let (mut numbers, _) = found(&index, words);
        numbers.retain(|number| number != "4");
        numbers.sort();
        assert_eq!(numbers, ["0", "1", "2"], "{words}");
    }
    assert_eq!(found(&index, "more-25-million-gifts").0, ["4"]);
}

#[test]
fn a_round_sum_also_finds_the_exact_one() {
    let (_folder, index) = index_of_texts(&[
        "The hospital of Pell settled over kickbacks and paid $22 million.",
        "The hospital of Pell settled over kickbacks and paid $13,812,000.",
    ]);
    for words in ["hospital kickbacks $14 million", "hospital kickbacks $14M"] {
        let (numbers, _) = listed(&index, words);
        assert_eq!(numbers.first().map(String::as_str), Some("1"), "{words}");
    }
}

#[test]
fn a_guess_that_is_not_offered_decides_no_order() {
    let (_folder, index) = index_of_texts(&[
        "Renew Therapys was charged with fraud, fraud and fraud of Therapys.",
        "A clerk was charged with fraud, fraud, fraud and fraud.",
    ]);
    let mut asked = request("theranos fraud");
    asked.explain = true;
    let (_, hits) = answer(&index, &asked);
    for hit in hits {
        let explanation = hit.explanation.unwrap_or_default();
        assert!(!explanation.contains("theranos"), "{explanation}");
    }
}

#[test]
fn a_name_with_initials_is_found_as_one_word_and_as_several() {
    let (_folder, index) = index_of_texts(&["JPMorgan paid.", "J.P. Morgan paid."]);
    for words in ["J.P. Morgan", "JP Morgan", "JPMorgan"] {
        let (mut numbers, _) = found(&index, words);
        numbers.sort();
        assert_eq!(numbers, ["0", "1"], "{words}");
    }
}

/// The numbers of the hits, those that lack words, too, best first, and the notes.
fn listed(index: &OpenIndex, words: &str) -> (Vec<String>, Vec<String>) {
    let (summary, hits) = answer(index, &request(words));
    let number = |id: &str| id.rsplit('#').next().unwrap_or_default().to_owned();
    let numbers = hits.iter().map(|hit| number(&hit.release.id)).collect();
    (numbers, summary.notes)
}

#[test]
fn a_release_is_found_by_what_people_remember_of_it() {
    let (_folder, index) = index_of_texts(&[
        "A correctional officer of Pell County was sentenced to 50 years for striking a detainee. Oldport is far.",
        "A pharmacy in Oldport billed for medications that nobody took.",
        "The harbor of Oldport has a new light. A committee met outside.",
        "A clerk of the town kept a ledger. He lives in Oldport.",
    ]);
    let remembered = "Oldport jailer punched a prisoner gets half century";
    let (numbers, notes) = listed(&index, remembered);
    assert_eq!(numbers.first().map(String::as_str), Some("0"), "{notes:?}");
    let told = notes.iter().any(|note| {
        note.starts_with("some hits have other words: `correctional officer` for `jailer`; ")
    });
    assert!(told, "{notes:?}");
    let (numbers, _) = listed(&index, "Oldport drugstore leftover meds swindle");
    assert_eq!(numbers.first().map(String::as_str), Some("1"));
    // Words that releases have are not read otherwise.
    let (_, notes) = listed(&index, "clerk ledger");
    assert!(notes.is_empty(), "{notes:?}");
}

#[test]
fn a_name_with_a_possessive_ending_is_found_before_the_person() {
    let (_folder, index) = index_of_texts(&[
        "Lowe stole tools. Avery Lowe of Oldport pleaded guilty, and Lowe paid.",
        "A clerk stole tools from a Lowe's in Oldport.",
        "Shops of Lowe\u{2019}s and McDonald\u{2019}s were robbed.",
        "A person named McDonald paid, and McDonald pleaded guilty.",
    ]);
    for (words, expected) in [
        ("\"Lowe's\"", &["2", "1", "0"][..]),
        ("Lowe's", &["2", "1", "0"]),
        ("Lowes", &["2", "1"]),
        ("McDonalds", &["2"]),
    ] {
        let (mut numbers, _) = found(&index, words);
        let person = numbers
            .iter()
            .position(|number| number == "0" || number == "3");
        let shop = numbers
            .iter()
            .position(|number| number == "1" || number == "2");
        assert!(person.is_none() || shop < person, "{words}: {numbers:?}");
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        numbers.sort();
        assert_eq!(numbers, expected, "{words}");
    }
}

#[test]
fn a_word_that_a_release_misspells_is_told_from_the_one_that_was_meant() {
    let mut texts = vec!["The largest medical fruad of the county."];
    texts.extend(["A fraud of Oldport."; 220]);
    let (_folder, index) = index_of_texts(&texts);
    let (numbers, notes) = found(&index, "fruad");
    assert_eq!(numbers, ["0"]);
    let told = "only 1 release has `fruad`; did you mean `fraud`, which is in 220?";
    assert!(notes.contains(&told.to_owned()), "{notes:?}");
    for typed in ["fraud", "Fruad"] {
        let (_, notes) = found(&index, typed);
        assert!(
            !notes.iter().any(|note| note.contains("did you mean")),
            "{notes:?}"
        );
    }
}
