//! Releases with more places of what is asked for than are looked at: the answer says so.

use crate::support::small_index::{answer, index_of, request};

/// Whether one made-up release matches a query, and what notes say of it that was not looked at.
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
            request.strict = true;
            let (summary, hits) = answer(&index, &request);
            let mut notes = summary.notes;
            notes.retain(|note| note.contains("looked at"));
            (!hits.is_empty(), notes)
        })
        .collect()
}

/// So many pairs of words side by side, and a third beside the last pair.
fn pairs(count: usize) -> String {
    "The clerk kept a ledger of all that came to the court. ".repeat(count - 1)
        + "The clerk kept a ledger, forged."
}

const CHAIN: &str = "clerk w/3 ledger w/1 forged";

#[test]
fn a_release_with_more_near_words_than_are_looked_at_is_missed_with_a_word() {
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
fn as_many_near_words_as_are_looked_at_need_no_word() {
    assert_eq!(asked(&pairs(1_000), &[CHAIN]), [(true, Vec::new())]);
}

#[test]
fn two_parts_of_a_query_with_too_many_near_words_are_one_note() {
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
fn a_release_with_a_word_in_more_places_than_are_looked_at_is_missed_with_a_word() {
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
