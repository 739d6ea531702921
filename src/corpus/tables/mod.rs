//! Tables with a release in each row: CSV and TSV files, and spreadsheets.

pub(crate) mod columns;
pub(crate) mod delimited;
#[cfg(feature = "office")]
pub(crate) mod spreadsheet;
