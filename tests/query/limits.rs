//! A release may have more places of the words than are looked at. Does a note say so?

use dragnet::query::Partial;

use crate::support::small_index::{answer, index_of, request};

/// Returns whether a made-up release matches a query, and the notes about places that were not looked at.
fn asked(body: &str, words: &[&str]) -> Vec<(bool, Vec<String>)> {
    let (_folder, index) = index_of(&[(
        "Harbor City Man Sentenced",
        body,
        "2026-03-02",
        "USAO - Oregon",
    )]);
    words
        .iter()
        .map(|words| {
            let mut request = request(words);
            request.partial = Partial::Never;
            let (summary, hits) = answer(&index, &request);
            let mut notes = summary.notes;
            notes.retain(|note| note.contains("looked at"));
            (!hits.is_empty(), notes)
        })
        .collect()
}

/// A number of pairs of words, and a third word beside the last pair.
fn pairs(count: usize) -> String {
    "The clerk kept a ledger of all that came to the court. ".repeat(count - 1)
        + "The clerk kept a ledger, forged."
}

const CHAIN: &str = "clerk w/3 ledger w/1 forged";

#[test]
fn too_many_near_words_in_a_release_are_noted() {
    let without = format!("harbor NOT ({CHAIN})");
    let two = format!("({CHAIN}) OR (clerk w/3 ledger w/1 county)");
    let answers = asked(&pairs(1_100), &[CHAIN, "clerk w/3 ledger", &without, &two]);
    let said = |what: &str| {
        vec![format!(
            "a release has near words of {what} in more than 1,000 places: those after the first 1,000 are not looked at"
        )]
    };
    assert_eq!(answers[0], (false, said(&format!("`{CHAIN}`"))));
    assert_eq!(answers[1], (true, Vec::new()), "all pairs of two words");
    assert_eq!(answers[2], (true, said("what is left out")));
    assert_eq!(answers[3].1.len(), 1, "{answers:?}");
}

#[test]
fn near_words_within_the_bound_are_not_noted() {
    assert_eq!(asked(&pairs(1_000), &[CHAIN]), [(true, Vec::new())]);
}

#[test]
fn two_parts_of_a_query_beyond_the_bound_share_a_note() {
    let both = format!("{CHAIN} clerk w/4 ledger w/1 forged");
    let answers = asked(&pairs(1_100), &[&both]);
    assert_eq!(
        answers[0].1,
        [format!(
            "a release has near words of `{CHAIN}`, and of 1 more, in more than 1,000 places: those after the first 1,000 are not looked at"
        )]
    );
}

#[test]
fn too_many_places_of_a_word_in_a_release_are_noted() {
    let body = |count: usize| "clerk ".repeat(count) + "forged";
    let phrase = "\"clerk forged\"";
    let answers = asked(&body(20_001), &[phrase, "clerk forged"]);
    assert_eq!(
        answers[0],
        (
            false,
            vec![format!(
                "a release has words of `{phrase}` in more than 20,000 places: those after the first 20,000 are not looked at"
            )]
        )
    );
    assert!(answers[1].0, "{answers:?}");
    assert_eq!(asked(&body(20_000), &[phrase]), [(true, Vec::new())]);
}
