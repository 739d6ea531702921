//! A name in quotation marks may be printed with a middle name or an initial: `"Jane Doe"` and Jane Q. Doe.

use crate::analysis::{is_ordinary_word, stop_words, tokenize};
use crate::error::Result;
use crate::query::matching::span_expr::SpanExpr;
use crate::query::terms::term_dictionary::{TermCounts, TermDictionary};

/// Words beside stop words that join two names, so that they are no middle name.
const BETWEEN_NAMES: [&str; 5] = ["against", "versus", "via", "v", "vs"];

/// The name with one word between its two. None for a phrase that is not a name of two words.
pub(super) fn with_middle_name(
    dictionary: &TermDictionary<'_>,
    text: &str,
) -> Result<Option<SpanExpr>> {
    if !is_first_and_last_name(text) {
        return Ok(None);
    }
    let tokens = tokenize(text);
    let mut names = Vec::new();
    for word in tokens.words() {
        names.push(SpanExpr::terms(&dictionary.exact(word.normalized)?));
    }
    let Ok([first, last]) = <[SpanExpr; 2]>::try_from(names) else {
        return Ok(None);
    };
    let mut between = TermCounts::default();
    for word in stop_words().chain(BETWEEN_NAMES) {
        between.extend(dictionary.exact(word)?);
    }
    let one_between = SpanExpr::near(first.clone(), last.clone(), 2, true);
    let no_name_between = SpanExpr::phrase(vec![first, SpanExpr::terms(&between), last]);
    Ok(Some(SpanExpr::Except(Box::new([
        one_between,
        no_name_between,
    ]))))
}

/// Whether a phrase is two words as names are written: with capitals, and not two ordinary words.
fn is_first_and_last_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_name = |word: &&str| {
        word.chars().count() > 1
            && word.starts_with(char::is_uppercase)
            && word.chars().all(|c| c.is_alphabetic() || c == '\'')
    };
    words.len() == 2
        && words.iter().all(is_name)
        && !words
            .iter()
            .all(|word| is_ordinary_word(&word.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_of_ordinary_words_is_no_name() {
        for name in ["Jane Doe", "Leonard Francis", "Michael Brown"] {
            assert!(is_first_and_last_name(name), "{name}");
        }
        for phrase in [
            "jane doe",
            "Wire Fraud",
            "J Doe",
            "Jane Q Doe",
            "Doe",
            "Doe 2",
            "",
        ] {
            assert!(!is_first_and_last_name(phrase), "{phrase}");
        }
    }
}
