//! How else may a word be spelled? Misspellings, and letters without their accents.

use std::cmp::Reverse;

use crate::analysis::{SPAN_MARK, stem};
use crate::error::Result;
use crate::query::plan::query_plan::Expansion;
use crate::query::plan::term_expressions::single_form;
use crate::query::terms::fuzzy::{FuzzyAutomaton, max_edits};
use crate::query::terms::term_dictionary::{TermCounts, TermDictionary};
use crate::text::numbers::group_thousands;

/// Maximum number of releases with a word that may be misspelled: a more frequent word is what was meant.
const MAX_FREQUENCY: usize = 400;

/// Maximum number of releases with a word that is taken for another known word: both may be spellings of one name.
const MAX_SIMILAR_FREQUENCY: u32 = 60;

/// Maximum number of releases with a word that they may have misspelled themselves.
const MAX_MISSPELLED: u32 = 3;

/// How many times as frequent as a misspelled word the one that was meant is.
const TIMES_AS_FREQUENT: u32 = 200;

/// A word of the index that is spelled like a typed one.
pub(super) struct SimilarWord {
    term: String,
    frequency: u32,
    distance: u32,
}

/// Whether a typed word is rare enough, and long enough, to be a misspelling. Numbers are not.
pub(super) fn may_be_misspelled(word: &str, frequency: usize) -> bool {
    max_edits(word) > 0
        && frequency <= MAX_FREQUENCY
        && (frequency == 0 || word.len() >= 5)
        && !word.bytes().any(|b| b.is_ascii_digit())
}

/// The words that are spelled like a typed one.
pub(super) fn similar(dictionary: &TermDictionary<'_>, word: &str) -> Result<Vec<SimilarWord>> {
    let automaton = FuzzyAutomaton::new(word, max_edits(word), true);
    let found = dictionary.fuzzy(&automaton)?.into_iter();
    let similar = found.map(|(term, frequency, distance)| SimilarWord {
        term,
        frequency,
        distance,
    });
    Ok(similar.filter(|other| other.distance > 0).collect())
}

/// The similar words as expansions, those of each distance together. Of a word that no release has only what may have been
/// meant: otherwise a word that has nothing to do with it would decide the order. Of others only rare words of another stem.
pub(super) fn expansions(word: &str, similar: &[SimilarWord], frequency: usize) -> Vec<Expansion> {
    let mut expansions = Vec::new();
    let word_stem = stem(word);
    let is_wanted = |other: &&SimilarWord| match frequency {
        0 => may_be_meant(word, other),
        _ => other.frequency <= MAX_SIMILAR_FREQUENCY && stem(&other.term) != word_stem,
    };
    for distance in 1..=2 {
        let terms: TermCounts = similar
            .iter()
            .filter(|other| other.distance == distance)
            .filter(is_wanted)
            .map(|other| (other.term.clone(), other.frequency))
            .collect();
        let weight = match (frequency, distance) {
            (0, 1) => 0.85,
            (0, _) => 0.5,
            (_, 1) => 0.6,
            (_, _) => 0.3,
        };
        let expansion = Expansion::of_terms(&terms, weight, "spelled alike");
        expansions.extend(expansion.map(|expansion| Expansion {
            is_guess: true,
            ..expansion
        }));
    }
    expansions
}

/// The note for a word that no release has, with the word that may have been meant: one that is near, and in enough
/// releases.
pub(super) fn note_on_unknown_word(label: &str, word: &str, similar: &[SimilarWord]) -> String {
    let nearest = similar
        .iter()
        .filter(|other| !other.term.contains(SPAN_MARK) && may_be_meant(word, other))
        .min_by_key(|other| (other.distance, Reverse(other.frequency), &other.term));
    match nearest {
        Some(other) => format!("no release has `{label}`; did you mean `{}`?", other.term),
        None => format!("no release has `{label}`"),
    }
}

/// The note for a word that a few releases have, which may have misspelled it themselves: `fruad` beside `fraud`. None for
/// a word that is typed as a name.
pub(super) fn note_on_rare_word(
    label: &str,
    word: &str,
    frequency: usize,
    similar: &[SimilarWord],
) -> Option<String> {
    let count = u32::try_from(frequency).ok()?;
    if count > MAX_MISSPELLED || label.contains(char::is_uppercase) {
        return None;
    }
    let word_stem = stem(word);
    let meant = similar
        .iter()
        .filter(|other| other.distance == 1 && stem(&other.term) != word_stem)
        .filter(|other| other.frequency >= count * TIMES_AS_FREQUENT)
        .max_by_key(|other| (other.frequency, &other.term))?;
    let have = if count == 1 {
        "release has"
    } else {
        "releases have"
    };
    Some(format!(
        "only {count} {have} `{label}`; did you mean `{}`, which is in {}?",
        meant.term,
        group_thousands(meant.frequency.into())
    ))
}

/// Whether a word may have been meant: it differs from the typed one in few letters, and enough releases have it. A short
/// word in one release may be misspelled itself.
fn may_be_meant(typed: &str, other: &SimilarWord) -> bool {
    match (other.distance, typed.len()) {
        (1, 8..) => true,
        (1, 5..) => other.frequency > 1,
        (2, 9..) => other.frequency >= 20,
        _ => false,
    }
}

/// A word with accents as it is written on a keyboard without them: the letters left out, or `ue` for `ü`.
pub(super) fn without_accents(
    dictionary: &TermDictionary<'_>,
    typed: &str,
    word: &str,
) -> Result<Vec<Expansion>> {
    let mut expansions = Vec::new();
    if typed.is_ascii() {
        return Ok(expansions);
    }
    let left_out: String = typed.chars().filter(char::is_ascii).collect();
    let spelled_out: String = typed
        .chars()
        .map(|c| match c.to_lowercase().next() {
            Some('ä') => "ae".to_owned(),
            Some('ö') => "oe".to_owned(),
            Some('ü') => "ue".to_owned(),
            _ => c.to_string(),
        })
        .collect();
    for other in [left_out, spelled_out] {
        let form = single_form(&other);
        if form != word && form.len() > 2 {
            let terms = dictionary.exact(&form)?;
            expansions.extend(Expansion::of_terms(&terms, 0.8, "written without accents"));
        }
    }
    Ok(expansions)
}
