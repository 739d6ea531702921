//! Answers -> text, JSON, JSON Lines, CSV, Atom, on any `Write`.
//!
//! A format is one file, which implements [`Exporter`], and one line of [`FORMATS`].

mod atom;
mod caret;
mod column;
mod csv;
mod exporter;
mod inspect;
mod json;
mod sanitize;
mod shell_word;
mod snippet_text;
mod style;
mod text;

pub use crate::print::caret::underlined;
pub use crate::print::column::{Column, column_names};
pub use crate::print::exporter::{Exporter, PrintError, PrintOptions, ShownRelease, ask_for};
pub use crate::print::inspect::Inspected;
pub use crate::print::json::to_line;
pub use crate::print::sanitize::{clean, clean_lines, is_web_address};
pub use crate::print::shell_word::shell_word;
pub use crate::print::style::Style;
#[cfg(feature = "serve")]
pub(crate) use crate::print::text::{event::EventParts, fetched_text};

/// Every output format. The first is the default.
pub const FORMATS: &[Format] = &[
    &text::Text,
    &json::Json { lines: false },
    &json::Json { lines: true },
    &csv::Csv,
    &atom::Atom,
];

/// One of [`FORMATS`].
pub type Format = &'static dyn Exporter;

/// The format of this name.
pub fn format(name: &str) -> Option<Format> {
    FORMATS.iter().copied().find(|format| format.name() == name)
}
