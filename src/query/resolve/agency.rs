//! Which agencies does a typed name mean?

use tantivy::schema::{Facet, Term};

use crate::error::{Result, ValueSource};
use crate::knowledge::Resolution;
use crate::query::context::SearchContext;
use crate::query::notes::Notes;
use crate::query::resolve::filter::bad;
use crate::schema::AGENCY;

/// The paths of the agencies that `value` names: one, or for `A+B` each of them. `at` is the option or field, for errors.
/// Of several bodies of one name that is meant of which the index has releases: there are eight Orange Counties.
pub(super) fn agencies(
    ctx: &SearchContext<'_>,
    at: ValueSource,
    value: &str,
    notes: &mut Notes,
) -> Result<Vec<String>> {
    let knowledge = ctx.knowledge;
    if let Resolution::Unique(path) = knowledge.resolve(value) {
        return Ok(vec![path]);
    }
    let has_releases = |path: &String| {
        let facet = Facet::from_text(path).unwrap_or_else(|_| Facet::root());
        let term = Term::from_facet(AGENCY, &facet);
        ctx.index
            .searcher
            .doc_freq(&term)
            .is_ok_and(|count| count > 0)
    };
    value
        .split('+')
        .map(|one| match knowledge.resolve(one) {
            Resolution::Unique(path) => Ok(path),
            Resolution::Ambiguous(paths) => {
                let held: Vec<&String> = paths.iter().filter(|path| has_releases(path)).collect();
                if let [only] = held.as_slice() {
                    notes.add(format!("`{one}` is read as {}", knowledge.label(only)));
                    return Ok((*only).clone());
                }
                Err(bad(at, one, "ambiguous agency name".to_owned(), paths))
            }
            Resolution::Unknown(mut nearest) => {
                if nearest.is_empty() {
                    // `FBI San Diego`: one of the words may name the body.
                    let words = one.split_whitespace();
                    nearest.extend(words.filter_map(|word| knowledge.resolve_one(word)));
                    nearest.sort();
                    nearest.dedup();
                }
                Err(bad(at, one, "no such agency".to_owned(), nearest))
            }
        })
        .collect()
}
