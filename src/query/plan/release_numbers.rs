//! Which words of a query are the number of a release? `12-1387`, `LR 23703`.

use tantivy::schema::Term;

use crate::error::Result;
use crate::query::context::SearchContext;
use crate::query::syntax::Query;
use crate::schema::{NUMBER, number_spellings};

/// For each part of a query: the numbers of releases that it is, alone or with the word beside it.
pub(super) fn release_numbers(ctx: &SearchContext<'_>, parts: &[Query]) -> Result<Vec<Vec<Term>>> {
    let mut numbers: Vec<Vec<Term>> = vec![Vec::new(); parts.len()];
    for (at, part) in parts.iter().enumerate() {
        let (Query::Word(text) | Query::Phrase(text)) = part else {
            continue;
        };
        numbers[at].extend(known(ctx, text)?);
        let Some(Query::Word(next)) = parts.get(at + 1) else {
            continue;
        };
        // `LR 23703`; two numbers side by side only where nothing else is asked: `18 294`.
        let is_digits = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
        let letters = text.bytes().all(|b| b.is_ascii_uppercase());
        if is_digits(next) && (letters || is_digits(text) && parts.len() == 2) {
            let both = known(ctx, &format!("{text} {next}"))?;
            numbers[at].extend_from_slice(&both);
            numbers[at + 1].extend(both);
        }
    }
    Ok(numbers)
}

/// The spellings of a number that some release has.
fn known(ctx: &SearchContext<'_>, typed: &str) -> Result<Vec<Term>> {
    let mut known = Vec::new();
    for spelling in number_spellings(typed) {
        let term = Term::from_field_text(NUMBER, &spelling);
        if ctx.index.searcher.doc_freq(&term)? > 0 {
            known.push(term);
        }
    }
    Ok(known)
}
