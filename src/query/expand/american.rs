//! How do Americans spell a word that may be written in British English?

use crate::error::Result;
use crate::query::plan::query_plan::Expansion;
use crate::query::terms::term_dictionary::TermDictionary;

/// Whole words: British, American.
const WORDS: [(&str, &str); 12] = [
    ("cheque", "check"),
    ("cheques", "checks"),
    ("programme", "program"),
    ("programmes", "programs"),
    ("grey", "gray"),
    ("tyre", "tire"),
    ("tyres", "tires"),
    ("jewellery", "jewelry"),
    ("judgement", "judgment"),
    ("gaol", "jail"),
    ("kerb", "curb"),
    ("storey", "story"),
];

/// Parts of words: British, American.
const PARTS: [(&str, &str); 13] = [
    ("our", "or"),
    ("ise", "ize"),
    ("isa", "iza"),
    ("isi", "izi"),
    ("yse", "yze"),
    ("ence", "ense"),
    ("tre", "ter"),
    ("ll", "l"),
    ("aed", "ed"),
    ("aem", "em"),
    ("oed", "ed"),
    ("ogue", "og"),
    ("mme", "m"),
];

/// The words of the index that are American spellings of a typed word, with their inflections.
pub(super) fn american(dictionary: &TermDictionary<'_>, word: &str) -> Result<Vec<Expansion>> {
    let mut expansions = Vec::new();
    for spelling in spellings(word) {
        let terms = dictionary.same_stem(&spelling)?;
        expansions.extend(Expansion::of_terms(&terms, 0.9, "as Americans spell it"));
    }
    Ok(expansions)
}

fn spellings(word: &str) -> Vec<String> {
    if let Some((_, american)) = WORDS.iter().find(|(british, _)| *british == word) {
        return vec![(*american).to_owned()];
    }
    if word.len() < 5 || !word.is_ascii() {
        return Vec::new();
    }
    PARTS
        .iter()
        .filter_map(|(british, american)| {
            let at = word.rfind(british)?;
            // Not at the beginning: `our` in `hours` and `court` is not the ending of `colour`.
            (at >= 3).then(|| format!("{}{american}{}", &word[..at], &word[at + british.len()..]))
        })
        .collect()
}
