//! Which words of a query are the number of a release, `12-1387`, `LR 23703`, or of a case, `21-cr-123`?

use tantivy::schema::Term;

use crate::error::Result;
use crate::query::context::SearchContext;
use crate::query::resolve::printed_dockets;
use crate::query::syntax::Query;
use crate::schema::{DOCKET, DocketNumber, NUMBER, number_spellings};

/// Longest text that is read as the number of a case, in bytes.
const MAX_DOCKET: usize = 60;

/// For each part of a query: the numbers of releases that it is, alone or with the word beside it, and the numbers of cases,
/// which some print with zeros that others leave out.
pub(super) fn release_numbers(ctx: &SearchContext<'_>, parts: &[Query]) -> Result<Vec<Vec<Term>>> {
    let mut numbers: Vec<Vec<Term>> = vec![Vec::new(); parts.len()];
    for (at, part) in parts.iter().enumerate() {
        let (Query::Word(text) | Query::Phrase(text)) = part else {
            continue;
        };
        numbers[at].extend(known(ctx, text)?);
        if text.len() <= MAX_DOCKET && text.bytes().any(|byte| byte.is_ascii_digit()) {
            let typed = DocketNumber::read(text);
            if typed.has_kind() {
                let printed = printed_dockets(ctx.index, &typed)?;
                let terms = printed.iter();
                numbers[at].extend(terms.map(|number| Term::from_field_text(DOCKET, number)));
            }
        }
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
