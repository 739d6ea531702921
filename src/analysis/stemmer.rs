//! Which words have the same stem?

use std::ops::Deref;

use frostem::{Algorithm, Stemmer};

/// The stem of a normalized English word. Words with a digit are their own stems.
///
/// No form of a word in `-y` ends in `-i` or `-is`: `citi` and `city` have two stems, as have `allis` and `ally`.
pub fn stem(word: &str) -> String {
    if word.len() <= 2 || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return word.to_owned();
    }
    let stemmer = Stemmer::new(Algorithm::English);
    let mut stem = stemmer.stem(word).deref().to_owned();
    if stem.ends_with('i') && (word.ends_with('i') || word.ends_with("is")) {
        stem.push('i');
    }
    stem
}

/// Whether a normalized word has this stem.
pub fn stems_to(word: &str, other_stem: &str) -> bool {
    // The longest ending that the stemmer removes has seven letters (`-ational`), and it can remove two endings.
    word.len() <= other_stem.len() + 12 && stem(word) == other_stem
}

/// The longest prefix that every word with this stem has.
///
/// The stemmer changes at most the last letter of what it leaves (`happi` from `happy`, `relat` from `relational`),
/// except for the few short words of its list of exceptions (`die` from `dying`).
pub fn stem_prefix(stem: &str) -> &str {
    let keep = match stem.len() {
        0..=3 if matches!(stem, "die" | "lie" | "tie" | "sky") => 1,
        0..=2 => stem.len(),
        3 => 2,
        length => length - 1,
    };
    let mut keep = keep.min(stem.len());
    while !stem.is_char_boundary(keep) {
        keep -= 1;
    }
    &stem[..keep]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_i_is_no_form_of_a_word_in_y() {
        for (one, other) in [("citi", "city"), ("allis", "ally"), ("henri", "henry")] {
            assert_ne!(stem(one), stem(other), "{one} {other}");
        }
        for (one, other) in [("taxis", "taxi"), ("cities", "city"), ("denied", "deny")] {
            assert_eq!(stem(one), stem(other), "{one} {other}");
        }
    }

    #[test]
    fn every_word_starts_with_the_prefix_of_its_stem() {
        for word in [
            "happy",
            "happiness",
            "relational",
            "conspiracies",
            "conspiracy",
            "dying",
            "die",
            "lying",
            "skies",
            "sky",
            "hoping",
            "hopping",
            "digitizer",
            "hopefulness",
            "radically",
            "agreed",
            "sized",
            "taxes",
            "tax",
            "taxing",
            "news",
            "early",
            "ugly",
            "gently",
            "luxuriating",
            "apologies",
            "biology",
            "fluently",
            "valency",
            "conformably",
            "sentenced",
            "sentencing",
            "embezzlement",
            "bribery",
            "operational",
            "traditional",
            "generously",
            "communicator",
            "arsenal",
            "use",
            "used",
            "using",
            "uses",
            "ties",
            "ies",
            "cries",
            "cry",
            "by",
            "bye",
            "dies",
            "ski",
            "skis",
            "inning",
            "earring",
            "citi",
            "allis",
            "taxis",
        ] {
            let stem = stem(word);
            assert!(
                word.starts_with(stem_prefix(&stem)),
                "{word} has the stem {stem}"
            );
        }
    }
}
