//! Which of the values of a field does a typed one mean?

use tantivy::schema::Field;

use crate::error::{Result, ValueSource};
use crate::index::OpenIndex;
use crate::query::resolve::filter::bad;
use crate::query::resolve::suggest::{known_values, nearest};
use crate::text::normalize::fold;

/// The value that `value` names, in any case; of a site with or without `www.`.
pub(super) fn known_value(
    index: &OpenIndex,
    field: Field,
    at: ValueSource,
    value: &str,
) -> Result<Vec<String>> {
    let known = known_values(&index.searcher, field)?;
    let wanted = fold(value.trim()).trim_start_matches("www.").to_owned();
    let found: Vec<String> = known
        .iter()
        .filter(|known| fold(known) == wanted)
        .cloned()
        .collect();
    if found.is_empty() {
        return Err(bad(
            at,
            value,
            "no release has this value".to_owned(),
            nearest(value, &known),
        ));
    }
    Ok(found)
}
