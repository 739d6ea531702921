//! Which words have the same stem?

use std::collections::HashMap;
use std::ops::Deref;

use frostem::{Algorithm, Stemmer};

/// Maximum number of words in the cache, to bound its memory. A query looks at a few thousand words that share a prefix.
const MAX_CACHED: usize = 1 << 16;

/// An English stemmer that caches stems.
pub struct CachingStemmer {
    stemmer: Stemmer,
    cache: HashMap<String, String>,
}

impl Default for CachingStemmer {
    fn default() -> Self {
        CachingStemmer {
            stemmer: Stemmer::new(Algorithm::English),
            cache: HashMap::new(),
        }
    }
}

impl CachingStemmer {
    /// The stem of a normalized word. Words with a digit are their own stems.
    pub fn stem(&mut self, word: &str) -> String {
        if let Some(stem) = self.cache.get(word) {
            return stem.clone();
        }
        let stem = self.compute(word);
        if self.cache.len() >= MAX_CACHED {
            self.cache.clear();
        }
        self.cache.insert(word.to_owned(), stem.clone());
        stem
    }

    /// Whether a normalized word has this stem.
    pub fn stems_to(&self, word: &str, stem: &str) -> bool {
        // The longest ending that the stemmer removes has seven letters (`-ational`), and it can remove two endings.
        word.len() <= stem.len() + 12 && self.compute(word) == stem
    }

    fn compute(&self, word: &str) -> String {
        if word.len() <= 2 || !word.bytes().all(|b| b.is_ascii_lowercase()) {
            return word.to_owned();
        }
        self.stemmer.stem(word).deref().to_owned()
    }
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
    fn every_word_starts_with_the_prefix_of_its_stem() {
        let mut stemmer = CachingStemmer::default();
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
            let stem = stemmer.stem(word);
            assert!(
                word.starts_with(stem_prefix(&stem)),
                "{word} has the stem {stem}"
            );
        }
    }
}
