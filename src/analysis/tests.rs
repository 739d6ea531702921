use crate::analysis::*;
use proptest::prelude::*;

/// The words with their positions, spans as `normalized+width@position`.
fn shown(text: &str) -> String {
    let words = tokenize(text);
    let mut out: Vec<String> = Vec::new();
    for word in words.iter() {
        if word.width > 1 {
            out.push(format!(
                "{}+{}@{}",
                word.normalized, word.width, word.position
            ));
        } else {
            out.push(format!("{}@{}", word.normalized, word.position));
        }
    }
    out.join(" ")
}

#[test]
fn case_accents_and_apostrophes_are_ignored() {
    for text in [
        "O’Brien",
        "O'Brien",
        "OBRIEN",
        "o‘brien",
        "O\u{2019}Bri\u{0301}en",
    ] {
        assert_eq!(shown(text), "obrien@0", "{text}");
    }
    assert_eq!(shown("Valdés and Núñez"), "valdes@0 and@1 nunez@2");
    assert_eq!(shown("Straße Øresund ﬁnal"), "strasse@0 oresund@1 final@2");
    assert_eq!(
        shown("co\u{00AD}operate \u{202E}right"),
        "cooperate@0 right@1"
    );
}

#[test]
fn possessives_are_dropped() {
    assert_eq!(
        shown("smith's defendants' 'quoted'"),
        "smith@0 defendants@1 quoted@2"
    );
    assert_eq!(shown("don't it's"), "dont@0 it@1");
    assert_eq!(
        shown("boss's James' james's O'S smith's-Jones"),
        "boss@0 james@1 james@2 o@3 smithjones+2@4 smith@4 jones@5"
    );
}

#[test]
fn a_possessive_may_be_a_part_of_a_name() {
    assert_eq!(
        shown("Lowe's and McDonald’s paid. Macy's-Wells"),
        "lowe@0 lowes@0 and@1 mcdonald@2 mcdonalds@2 paid@3 macywells+2@4 macy@4 macys@4 wells@5"
    );
    // An ordinary word, an abbreviation, and a number are no such names.
    assert_eq!(
        shown("Attorney's FBI's 3M's"),
        "attorney@0 fbi@1 3m@2 3000000@2"
    );
}

#[test]
fn possessives_before_quotation_marks_are_dropped() {
    assert_eq!(shown("‘the boss’s’ 'smith's'"), "the@0 boss@1 smith@2");
    assert_eq!(
        shown("smith's\u{200B} o’Brien’s\u{301}"),
        "smith@0 obrien@1"
    );
    for text in ["ms's's's's's'", "ms’s's’S", "ms's\u{AD}'s", "s's"] {
        let words = tokenize(text);
        let word = words.get(0).expect("a word");
        assert_eq!(words.len(), 1, "{text}");
        assert_eq!(word.normalized, &text[word.start..word.end], "{text}");
        assert!(["ms", "s"].contains(&word.normalized), "{text}");
    }
}

#[test]
fn initials_with_full_stops_are_one_word() {
    assert_eq!(
        shown("U.S.C. U.S. D.C., Ph.D. a.m."),
        "usc@0 us@1 dc@2 phd@3 am@4"
    );
    assert_eq!(shown("USC US"), "usc@0 us@1");
    assert_eq!(shown("a/k/a he/she"), "aka@0 he@1 she@2");
    assert_eq!(shown("J.P.Morgan"), "jpmorgan+2@0 jp@0 morgan@1");
    assert_eq!(shown("The end. Next"), "the@0 end@1 next@2");
}

#[test]
fn compounds_are_indexed_as_parts_and_as_one_word() {
    assert_eq!(
        shown("co-conspirator"),
        "coconspirator+2@0 co@0 conspirator@1"
    );
    assert_eq!(
        shown("co\u{2011}conspirators"),
        "coconspirators+2@0 co@0 conspirators@1"
    );
    assert_eq!(
        shown("AT&T and Johnson & Johnson"),
        "att+2@0 at@0 t@1 and@2 johnson@3 and@4 johnson@5"
    );
    assert_eq!(shown("IRS-CI"), "irsci+2@0 irs@0 ci@1");
    assert_eq!(shown("U.S.-Israeli"), "usisraeli+2@0 us@0 israeli@1");
    assert_eq!(shown("H-2A H2-A"), "h2a+2@0 h@0 2a@1 h2a+2@2 h2@2 a@3");
    assert_eq!(shown("21-cr-00123"), "21cr00123+3@0 21@0 cr@1 00123@2");
    assert_eq!(
        shown("2014-2016 fraud - theft"),
        "2014@0 2016@1 fraud@2 theft@3"
    );
}

#[test]
fn numbers_and_amounts_have_one_form() {
    assert_eq!(shown("1,200 1200 $1,200.00"), "1200@0 1200@1 1200@2");
    assert_eq!(
        shown("$1.2 million"),
        "1.2@0 1200000+2@0 million@1"
            .replace("1.2@0 1200000+2@0 million@1", "1.2@0 million@1 1200000+2@0")
    );
    assert_eq!(
        shown("$2M two million 2,000,000"),
        "2m@0 2000000@0 two@1 million@2 2000000+2@1 2000000@3"
    );
    assert_eq!(
        shown("June 8, 2021 and 6.8.2021"),
        "june@0 8@1 2021@2 and@3 6@4 8@5 2021@6"
    );
    assert_eq!(shown("1,2,3 and 12,345."), "1@0 2@1 3@2 and@3 12345@4");
}

#[test]
fn the_section_sign_is_the_word_section() {
    assert_eq!(shown("18 U.S.C. § 1343"), "18@0 usc@1 section@2 1343@3");
    assert_eq!(shown("§§1343"), "section@0 1343@1");
}

#[test]
fn spans_cover_the_words_in_their_bytes() {
    let text = "under 18 U.S.C. § 1343, the co-conspirator";
    let mut words = tokenize(text);
    words.add_span("18 U.S.C. § 1343", &(6..text.find(',').expect("a comma")));
    words.add_span("/x", &(text.find("co-").expect("a word")..text.len()));
    words.add_span("/nothing", &(22..22));
    let spans: Vec<_> = words
        .iter()
        .filter(|word| word.normalized.contains(['/', ' ']))
        .map(|word| (word.normalized, word.position, word.width))
        .collect();
    assert_eq!(spans, [("18 U.S.C. § 1343", 1, 4), ("/x", 6, 2)]);
    let term = span_term("/x", 2);
    assert_eq!(split_term(&term), ("/x", 2));
    assert_eq!(split_term("/x"), ("/x", 1));
}

#[test]
fn very_long_words_are_cut_and_not_dropped() {
    let words = tokenize(&"x".repeat(50_000)).clone();
    assert_eq!(words.len(), 1);
    assert_eq!(
        words.get(0).map(|word| word.normalized.len()),
        Some(MAX_WORD_BYTES)
    );
}

proptest! {
    #[test]
    fn words_have_valid_offsets_in_order(text in "\\PC{0,60}") {
        let words = tokenize(&text);
        let mut last = (0, 0);
        for word in words.words().filter(|word| !word.normalized.is_empty()) {
            prop_assert!(text.get(word.start..word.end).is_some());
            prop_assert!(word.start < word.end);
            prop_assert!((word.position, word.start) >= last);
            last = (word.position, word.start);
        }
        prop_assert!(words.iter().all(|word| word.position + word.width <= words.position_count()));
    }

    #[test]
    fn a_word_tokenized_alone_is_the_same_word(text in "([a-z]{0,2}['’´sS\u{200B}\u{301}ﬁß-]{0,6} ?){0,8}") {
        for word in tokenize(&text).words() {
            let again = tokenize(&text[word.start..word.end]);
            prop_assert_eq!(again.len(), 1);
            prop_assert_eq!(again.get(0).map(|word| word.normalized), Some(word.normalized));
        }
    }

    #[test]
    fn normalizing_a_word_again_changes_nothing(text in "[a-zA-Z0-9À-ž’'.,&/ -]{0,40}") {
        let words = tokenize(&text);
        for word in words.words().filter(|word| !word.normalized.contains('.')) {
            let again = tokenize(word.normalized);
            prop_assert_eq!(again.iter().next().map(|word| word.normalized), Some(word.normalized));
        }
    }
}
