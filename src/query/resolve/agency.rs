//! Which agencies does a typed name mean?

use crate::error::{Result, ValueSource};
use crate::knowledge::{Knowledge, Resolution};
use crate::query::resolve::filter::bad;

/// The paths of the agencies that `value` names: one, or for `A+B` each of them. `at` is the option or field, for errors.
pub(super) fn agencies(knowledge: &Knowledge, at: ValueSource, value: &str) -> Result<Vec<String>> {
    if let Resolution::Unique(path) = knowledge.resolve(value) {
        return Ok(vec![path]);
    }
    value
        .split('+')
        .map(|one| match knowledge.resolve(one) {
            Resolution::Unique(path) => Ok(path),
            Resolution::Ambiguous(paths) => {
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
