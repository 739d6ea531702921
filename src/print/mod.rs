//! Answers -> text, JSON, JSON Lines, CSV, on any `Write`.
//!
//! A format is one file, which implements [`Exporter`], and one line of [`FORMATS`].

mod caret;
mod column;
mod csv;
mod exporter;
mod inspect;
mod json;
mod sanitize;
mod snippet_text;
mod style;
mod text;

pub use crate::print::caret::underlined;
pub use crate::print::column::{Column, column_names};
pub use crate::print::exporter::{Exporter, PrintError, PrintOptions, ShownRelease};
pub use crate::print::inspect::Inspected;
pub use crate::print::json::to_line;
pub use crate::print::sanitize::{clean, clean_lines};
pub use crate::print::style::Style;

/// Every output format. The first is the default.
pub const FORMATS: &[Format] = &[
    &text::Text,
    &json::Json { lines: false },
    &json::Json { lines: true },
    &csv::Csv,
];

/// One of [`FORMATS`].
pub type Format = &'static dyn Exporter;

/// The format of this name.
pub fn format(name: &str) -> Option<Format> {
    FORMATS.iter().copied().find(|format| format.name() == name)
}
