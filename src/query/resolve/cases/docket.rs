//! Which of the docket numbers of the index does a typed one mean?

use crate::error::{Result, ValueSource};
use crate::index::OpenIndex;
use crate::query::notes::Notes;
use crate::query::resolve::filter::bad;
use crate::query::resolve::suggest::{keyed_values, noted_names};
use crate::schema::{DOCKET_BY_NUMBER, DocketNumber};

/// The docket numbers of the index that can be this one, as they are printed.
pub(in crate::query) fn printed_dockets(
    index: &OpenIndex,
    typed: &DocketNumber,
) -> Result<Vec<String>> {
    let mut found = keyed_values(&index.searcher, DOCKET_BY_NUMBER, &typed.key)?;
    found.retain(|printed| DocketNumber::read(printed).is_compatible(typed));
    found.sort();
    found.dedup();
    Ok(found)
}

/// The printed docket numbers that can be the one typed: the division before it, zeros in it and the letters of
/// the judge behind it do not matter where one of the two leaves them out. A note lists them if there are several.
pub(in crate::query::resolve) fn dockets(
    index: &OpenIndex,
    at: ValueSource,
    value: &str,
    notes: &mut Notes,
) -> Result<Vec<String>> {
    let typed = DocketNumber::read(value);
    // "LR-20414", "LR20414"
    let is_release_number = value
        .trim()
        .get(..2)
        .is_some_and(|letters| letters.eq_ignore_ascii_case("LR"))
        && value.bytes().any(|byte| byte.is_ascii_digit());
    if is_release_number {
        let why = format!(
            "this is the number of a release, which `number:{}` finds",
            value.trim()
        );
        return Err(bad(at, value, why, Vec::new()));
    }
    if !typed.is_number() {
        let why = "docket numbers are written 18-cr-123 or 2:18-cr-00123-ABC".to_owned();
        return Err(bad(at, value, why, Vec::new()));
    }
    let found = printed_dockets(index, &typed)?;
    match found.as_slice() {
        [] => notes.add(format!("no release names the docket number {value}")),
        [_] => {}
        several => notes.add(format!(
            "`{value}` is read as any of {}",
            noted_names(several)
        )),
    }
    Ok(found)
}
