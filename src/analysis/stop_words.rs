//! Which words are too common to distinguish releases?

/// English words that nearly every release has, sorted. In quotes they count like any other word.
const STOP_WORDS: [&str; 46] = [
    "a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "for", "from", "had", "has",
    "have", "he", "her", "his", "if", "in", "into", "is", "it", "its", "not", "of", "on", "or",
    "she", "such", "that", "the", "their", "them", "then", "there", "these", "they", "this", "to",
    "was", "were", "which", "who", "with", "would",
];

/// Whether a normalized word is a stop word.
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
}
