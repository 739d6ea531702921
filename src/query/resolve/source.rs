//! Which site does a typed name mean?

use crate::analysis::fold;
use crate::error::Result;
use crate::index::OpenIndex;
use crate::query::resolve::filter::bad;
use crate::query::resolve::suggest::{known_values, nearest};

/// The site that `value` names, with or without `www.`.
pub(super) fn sources(index: &OpenIndex, what: &str, value: &str) -> Result<Vec<String>> {
    let known = known_values(&index.searcher, index.fields.source)?;
    let wanted = fold(value.trim()).trim_start_matches("www.").to_owned();
    let found: Vec<String> = known
        .iter()
        .filter(|source| fold(source) == wanted)
        .cloned()
        .collect();
    if found.is_empty() {
        return Err(bad(
            what,
            value,
            "no release is from such a site".to_owned(),
            nearest(value, &known),
        ));
    }
    Ok(found)
}
