//! What a person types for a value.

use crate::knowledge::{Knowledge, Resolution};

/// What to type for a value: the short name of an agency or a district where it means that one alone.
pub(in crate::serve::pages) fn typed_value(
    field: &str,
    value: Option<&str>,
    knowledge: &Knowledge,
) -> String {
    let Some(value) = value else {
        return "none".to_owned();
    };
    match field {
        "agency" => knowledge
            .abbreviation(value)
            .unwrap_or_else(|| value.to_owned()),
        "district" => {
            let code = value.rsplit('/').next().unwrap_or(value).to_uppercase();
            match knowledge.resolve_district(&code) {
                Resolution::Unique(path) if path == value => code,
                _ => value.to_owned(),
            }
        }
        _ => value.to_owned(),
    }
}
