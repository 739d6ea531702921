//! Which district does a typed name mean?

use tantivy::schema::Field;

use crate::analysis::{is_stop_word, tokenize};
use crate::error::{Result, ValueSource};
use crate::index::OpenIndex;
use crate::knowledge::{self, Knowledge, Resolution};
use crate::query::notes::Notes;
use crate::query::resolve::filter::bad;
use crate::query::resolve::suggest::known_values;
use crate::text::normalize::fold;

/// The path of the one district that `value` names. A note says which that is where the value is no name of it: a city.
pub(super) fn districts(
    index: &OpenIndex,
    field: Field,
    knowledge: &Knowledge,
    at: ValueSource,
    value: &str,
    notes: &mut Notes,
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
        1 => {
            let typed = fold(value.trim());
            let mut cities = knowledge::districts()
                .iter()
                .flat_map(|district| &district.cities);
            if cities.any(|city| fold(city) == typed) {
                let name = knowledge.district_label(&candidates[0]);
                notes.add(format!("`{value}` is read as the {name}"));
            }
            Ok(candidates)
        }
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
