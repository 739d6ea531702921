//! Stems, and words too common to tell releases apart.

use std::collections::HashMap;
use std::ops::Deref;

use frostem::{Algorithm, Stemmer};

/// An English stemmer that remembers what it has stemmed.
pub struct Stems {
    stemmer: Stemmer,
    known: HashMap<String, String>,
}

/// How many stems are remembered: the words of a large corpus that share a beginning, many times over.
const REMEMBERED: usize = 1 << 16;

impl Default for Stems {
    fn default() -> Self {
        Stems {
            stemmer: Stemmer::new(Algorithm::English),
            known: HashMap::new(),
        }
    }
}

impl Stems {
    /// The stem of a folded word. Words with a digit are their own stems.
    pub fn stem(&mut self, word: &str) -> String {
        if let Some(known) = self.known.get(word) {
            return known.clone();
        }
        let stem = self.stem_now(word);
        if self.known.len() >= REMEMBERED {
            self.known.clear();
        }
        self.known.insert(word.to_owned(), stem.clone());
        stem
    }

    /// Whether a folded word has this stem.
    pub fn has_stem(&self, word: &str, stem: &str) -> bool {
        // The longest endings that the stemmer takes off have seven letters (`-ational`), and two may come off.
        word.len() <= stem.len() + 12 && self.stem_now(word) == stem
    }

    fn stem_now(&self, word: &str) -> String {
        if word.len() <= 2 || !word.bytes().all(|b| b.is_ascii_lowercase()) {
            return word.to_owned();
        }
        self.stemmer.stem(word).deref().to_owned()
    }
}

/// The letters with which every word of this stem begins.
///
/// The stemmer changes at most the last two letters of what it leaves (`happi` from `happy`, `relat` from `relational`),
/// but for the few short words of its list of exceptions (`die` from `dying`).
pub fn shared_beginning(stem: &str) -> &str {
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

/// English words that nearly every release has. In quotes they count like any other.
const STOP_WORDS: [&str; 46] = [
    "a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "for", "from", "had", "has",
    "have", "he", "her", "his", "if", "in", "into", "is", "it", "its", "not", "of", "on", "or",
    "she", "such", "that", "the", "their", "them", "then", "there", "these", "they", "this", "to",
    "was", "were", "which", "who", "with", "would",
];

/// Whether a folded word is too common to tell releases apart.
pub fn is_stop_word(word: &str) -> bool {
    STOP_WORDS.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stop_words_are_sorted() {
        assert!(STOP_WORDS.is_sorted());
    }

    #[test]
    fn every_word_of_a_stem_shares_its_beginning() {
        let mut stems = Stems::default();
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
        ] {
            let stem = stems.stem(word);
            assert!(
                word.starts_with(shared_beginning(&stem)),
                "{word} has the stem {stem}"
            );
        }
    }
}
