//! A name in quotation marks may be printed with a middle name or an initial: `"Jane Doe"` and Jane Q. Doe.

use crate::analysis::{given_names, is_given_name, tokenize};
use crate::error::Result;
use crate::query::postings::span_expr::SpanExpr;
use crate::query::terms::term_dictionary::{TermCounts, TermDictionary};

/// The name with an initial or a common first name between its two words. None for a phrase that is not the name of a
/// person.
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
    // `Doe v. Roe` is a case.
    let initials = ('a'..='z').filter(|letter| *letter != 'v');
    let initials = initials.map(|letter| letter.to_string());
    let mut between = TermCounts::default();
    for name in given_names().map(str::to_owned).chain(initials) {
        between.extend(dictionary.exact(&name)?);
    }
    let middle = SpanExpr::terms(&between);
    Ok(Some(SpanExpr::phrase(vec![first, middle, last])))
}

/// Whether a phrase is two words as names are written, and the first is a common first name.
fn is_first_and_last_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_name = |word: &&str| {
        word.chars().count() > 1
            && word.starts_with(char::is_uppercase)
            && word.chars().all(|c| c.is_alphabetic() || c == '\'')
    };
    words.len() == 2 && words.iter().all(is_name) && is_given_name(&words[0].to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_of_other_words_is_no_name() {
        for name in ["Jane Doe", "Leonard Francis", "MICHAEL BROWN"] {
            assert!(is_first_and_last_name(name), "{name}");
        }
        for phrase in [
            "jane doe",
            "Civil Division",
            "Health Fraud",
            "Title VII",
            "J Doe",
            "Jane Q Doe",
            "Doe",
            "",
        ] {
            assert!(!is_first_and_last_name(phrase), "{phrase}");
        }
    }
}
