//! How else is a small number written? In digits, words and Roman numerals.

use crate::error::Result;
use crate::query::plan::query_plan::Expansion;
use crate::query::terms::term_dictionary::TermDictionary;
use crate::text::numbers::other_forms;

/// The other forms of a number.
pub(super) fn same_number(dictionary: &TermDictionary<'_>, word: &str) -> Result<Vec<Expansion>> {
    let mut expansions = Vec::new();
    for form in other_forms(word) {
        let terms = dictionary.exact(form)?;
        expansions.extend(Expansion::of_terms(&terms, 0.7, "the same number"));
    }
    Ok(expansions)
}
