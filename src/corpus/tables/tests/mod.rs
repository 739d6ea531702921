mod cut;
mod delimited;
#[cfg(feature = "office")]
mod spreadsheet;
