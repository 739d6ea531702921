//! Which district does a typed name mean?

use tantivy::schema::Field;

use crate::analysis::{is_stop_word, tokenize};
use crate::error::{Result, ValueSource};
use crate::index::OpenIndex;
use crate::knowledge::{Knowledge, Resolution};
use crate::query::resolve::filter::bad;
use crate::query::resolve::suggest::known_values;

/// The path of the one district that `value` names.
pub(super) fn districts(
    index: &OpenIndex,
    field: Field,
    knowledge: &Knowledge,
    at: ValueSource,
    value: &str,
) -> Result<Vec<String>> {
    let known = known_values(&index.searcher, field)?;
    let mut candidates: Vec<String> = match knowledge.resolve_district(value) {
        Resolution::Unique(path) => vec![path],
        Resolution::Ambiguous(paths) => paths,
        Resolution::Unknown(_) => Vec::new(),
    };
    if candidates.is_empty() {
        // `Southern California`: the words of one name alone.
        let typed = tokenize(value);
        let wanted: Vec<&str> = typed
            .words()
            .filter(|word| !is_stop_word(word.normalized))
            .map(|word| word.normalized)
            .collect();
        candidates = known
            .iter()
            .filter(|path| {
                let label = tokenize(&knowledge.label(path));
                !wanted.is_empty()
                    && wanted
                        .iter()
                        .all(|wanted| label.iter().any(|word| word.normalized == *wanted))
            })
            .cloned()
            .collect();
    }
    match candidates.len() {
        1 => Ok(candidates),
        0 => {
            let near = match knowledge.resolve_district(value) {
                Resolution::Unknown(near) => near,
                _ => Vec::new(),
            };
            Err(bad(at, value, "no such district".to_owned(), near))
        }
        _ => Err(bad(
            at,
            value,
            "ambiguous district name".to_owned(),
            candidates,
        )),
    }
}
