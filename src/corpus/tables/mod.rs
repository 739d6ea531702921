//! Tables with a release in each row: CSV and TSV files, and spreadsheets.

pub(crate) mod columns;
pub(crate) mod delimited;
pub(crate) mod spreadsheet;
