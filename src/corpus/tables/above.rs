//! Which release is a row above the heading of a table? A new table may be put before an old one, and a table may be sorted with
//! its heading.

use crate::corpus::content::Content;
use crate::corpus::tables::columns::{Columns, MIN_MEAN_TEXT};
use crate::corpus::tables::rows::Rows;
use crate::model::SkipReason;

/// The release of a row above the heading, or why a row with a running text is none. Titles and notes there are nothing. `sign` is
/// the one between cells, where a row may be cut at one that stands in a text: such a row has at least as many cells as the heading.
pub(super) fn release_above(
    row: &[String],
    columns: &Columns,
    sign: Option<char>,
) -> Option<Result<Content, SkipReason>> {
    if row.iter().filter(|cell| !cell.is_empty()).count() < 2 {
        return None;
    }
    let release = if sign.is_none() || row.len() >= columns.heading.len() {
        with_columns(row, columns.clone(), sign).or_else(|| {
            let cells = row.iter().map(String::as_str).collect();
            let columns = Columns::without_names(&std::iter::once(cells))?;
            with_columns(row, columns, None)
        })
    } else {
        None
    };
    let has_text = || row.iter().any(|cell| cell.len() >= MIN_MEAN_TEXT);
    release.map(Ok).or_else(|| {
        let reason =
            "a row with a text above the heading of a table, whose columns it does not have";
        has_text().then(|| Err(SkipReason::NoRelease(reason.to_owned())))
    })
}

/// The release that a row is with these columns, if its text is a running one.
fn with_columns(row: &[String], columns: Columns, sign: Option<char>) -> Option<Content> {
    let content = Rows::new(columns, sign).next(row)?.ok()?;
    let Content::Fields(fields) = &content else {
        return None;
    };
    (fields.body.len() >= MIN_MEAN_TEXT).then_some(content)
}
