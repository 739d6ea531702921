mod columns;
mod cut;
mod delimited;
mod rows;
#[cfg(feature = "office")]
mod spreadsheet;
