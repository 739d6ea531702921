//! Tables with a release in each row: CSV and TSV files, and spreadsheets.

mod above;
pub(crate) mod columns;
mod cut;
pub(crate) mod dates;
pub(crate) mod delimited;
pub(crate) mod layout;
pub(crate) mod rows;
#[cfg(feature = "office")]
pub(crate) mod spreadsheet;
mod swallowed;

#[cfg(test)]
mod tests;
