//! Which parts of a query are citations of statutes?

use std::ops::Range;

use crate::analysis::tokenize;
use crate::query::syntax::citations::citations;

/// Words that a citation may have beside its numbers and the initials of the code.
const CITATION_WORDS: [&str; 21] = [
    "and",
    "app",
    "appendix",
    "appx",
    "at",
    "code",
    "federal",
    "of",
    "or",
    "regulations",
    "sec",
    "secs",
    "section",
    "sections",
    "ss",
    "states",
    "the",
    "title",
    "united",
    "us",
    "usca",
];

/// The citations of a text in its order: their bytes and canonical names.
pub(super) struct TypedCitations(Vec<(Range<usize>, String)>);

impl TypedCitations {
    /// The citations without other words. `section 1341 (mail fraud) of title 18` is not one: it would lose two words. Nor
    /// is one that ends within a word: `18 USC 1343O’Brien`.
    pub(super) fn of(text: &str) -> Self {
        let mut found = citations(text);
        found.retain(|(place, name)| {
            let name = letters_and_digits(name);
            let is_of_citation = |word: &str| {
                CITATION_WORDS.contains(&word) || name.contains(&letters_and_digits(word))
            };
            let tokens = tokenize(text.get(place.clone()).unwrap_or_default());
            let mut words = tokens.words();
            words.all(|word| is_of_citation(word.normalized))
        });
        if !found.is_empty() {
            let tokens = tokenize(text);
            found.retain(|(place, _)| {
                let mut words = tokens.words();
                !words.any(|word| word.start < place.end && place.end < word.end)
            });
        }
        found.sort_by_key(|(place, _)| place.start);
        TypedCitations(found)
    }

    /// The citation that begins at `at`.
    pub(super) fn at(&self, text: &str, at: usize) -> Option<(Range<usize>, String)> {
        let first = self.0.partition_point(|(place, _)| place.start < at);
        self.0[first..]
            .iter()
            .take_while(|(place, _)| place.start == at)
            .find(|(place, _)| place.end > at && text.is_char_boundary(place.end))
            .cloned()
    }
}

fn letters_and_digits(text: &str) -> String {
    let kept = text.chars().filter(char::is_ascii_alphanumeric);
    kept.map(|c| c.to_ascii_lowercase()).collect()
}
