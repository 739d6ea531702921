//! How is a table of knowledge read, and what can be wrong with one?
//!
//! A table has a heading and rows of cells separated by tabs. A row becomes a value whose members are named as the
//! columns. A cell that a column does not allow is an error, and so is a column that the value does not have.

use std::iter;

use serde::de::value::{BorrowedStrDeserializer, Error as CellError, MapDeserializer};
use serde::de::{Deserialize, Deserializer, IntoDeserializer};
use thiserror::Error;

/// What is wrong with a table, and where.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{file}, line {line}: {problem}")]
pub struct KnowledgeError {
    /// The table's file name.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, in words.
    pub problem: String,
}

impl KnowledgeError {
    pub(crate) fn new(file: &str, line: usize, problem: impl Into<String>) -> Self {
        KnowledgeError {
            file: file.to_owned(),
            line,
            problem: problem.into(),
        }
    }
}

/// A table that is compiled into the program.
#[derive(Debug)]
pub(crate) struct Table {
    pub file: &'static str,
    pub text: &'static str,
}

impl Table {
    pub const fn new(file: &'static str, text: &'static str) -> Self {
        Table { file, text }
    }

    /// Returns the rows, or the first thing that is wrong with the table.
    pub fn read<T: Deserialize<'static>>(&self) -> Result<Vec<T>, KnowledgeError> {
        let rows = read_rows(self.file, self.text)?;
        Ok(rows.into_iter().map(|(_, row)| row).collect())
    }

    /// Returns the rows of a table that a test has read without an error.
    pub fn rows<T: Deserialize<'static>>(&self) -> Vec<T> {
        self.read().unwrap_or_default()
    }
}

/// Returns the rows of a table, each with its line, from 1. Cells that a row lacks at its end are empty.
///
/// # Errors
///
/// The first row that has a cell too many, or a cell that its column does not allow.
pub(crate) fn read_rows<'a, T: Deserialize<'a>>(
    file: &str,
    text: &'a str,
) -> Result<Vec<(usize, T)>, KnowledgeError> {
    let mut lines = lines(text);
    let heading: Vec<&str> = lines
        .next()
        .map_or_else(Vec::new, |(_, line)| entries(line, '\t').collect());
    lines
        .map(|(line, row)| {
            let count = row.split('\t').count();
            if count > heading.len() {
                let problem = format!(
                    "the row has {count} cells, and the heading {} columns",
                    heading.len()
                );
                return Err(KnowledgeError::new(file, line, problem));
            }
            let cells = entries(row, '\t').chain(iter::repeat("")).map(Cell);
            T::deserialize(MapDeserializer::new(heading.iter().copied().zip(cells)))
                .map(|row| (line, row))
                .map_err(|error: CellError| KnowledgeError::new(file, line, error.to_string()))
        })
        .collect()
}

/// Returns the lines of a table, each with its number, from 1. Empty lines and lines that begin with `#` are left out.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..)
        .zip(text.lines())
        .filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty())
}

/// Returns the pieces between separators, without the blanks around them.
pub(crate) fn entries(text: &str, separator: char) -> impl Iterator<Item = &str> {
    text.split(separator).map(str::trim_ascii)
}

/// Reads a cell that holds a list separated by semicolons.
pub(crate) fn semicolons<'de, D: Deserializer<'de>, T: From<&'de str>>(
    cell: D,
) -> Result<Vec<T>, D::Error> {
    list(cell, ';')
}

/// Reads a cell that holds a list separated by commas.
pub(crate) fn commas<'de, D: Deserializer<'de>, T: From<&'de str>>(
    cell: D,
) -> Result<Vec<T>, D::Error> {
    list(cell, ',')
}

fn list<'de, D: Deserializer<'de>, T: From<&'de str>>(
    cell: D,
    separator: char,
) -> Result<Vec<T>, D::Error> {
    let cell = <&str>::deserialize(cell)?;
    if cell.is_empty() {
        return Ok(Vec::new());
    }
    let filled = entries(cell, separator).filter(|entry| !entry.is_empty());
    Ok(filled.map(T::from).collect())
}

/// A cell that serde reads without a copy.
struct Cell<'a>(&'a str);

impl<'a> IntoDeserializer<'a, CellError> for Cell<'a> {
    type Deserializer = BorrowedStrDeserializer<'a, CellError>;

    fn into_deserializer(self) -> Self::Deserializer {
        BorrowedStrDeserializer::new(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Eq, serde::Deserialize)]
    #[serde(rename_all = "kebab-case")]
    enum Color {
        Red,
        DarkBlue,
    }

    #[derive(Debug, PartialEq, Eq, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Sample<'a> {
        name: &'a str,
        color: Color,
        #[serde(borrow, deserialize_with = "semicolons")]
        tags: Vec<&'a str>,
    }

    fn read(text: &str) -> Result<Vec<(usize, Sample<'_>)>, String> {
        read_rows("sample.tsv", text).map_err(|error| error.to_string())
    }

    #[test]
    fn rows_keep_their_lines_and_may_lack_cells_at_the_end() {
        let text = "# a table\n\nname\tcolor\ttags\r\n\tred\t a; ;b\r\n \n#\nx\tdark-blue";
        let row = |name, color, tags: &[&'static str]| Sample {
            name,
            color,
            tags: tags.to_vec(),
        };
        assert_eq!(
            read(text),
            Ok(vec![
                (4, row("", Color::Red, &["a", "b"])),
                (7, row("x", Color::DarkBlue, &[])),
            ])
        );
    }

    #[test]
    fn a_value_that_the_column_does_not_allow_is_an_error() {
        assert_eq!(
            read("name\tcolor\ttags\nx\tred\ny\tgreen\n"),
            Err(
                "sample.tsv, line 3: unknown variant `green`, expected `red` or `dark-blue`"
                    .to_owned()
            )
        );
        assert_eq!(
            read("name\tcolor\ttags\nx\n"),
            Err("sample.tsv, line 2: unknown variant ``, expected `red` or `dark-blue`".to_owned())
        );
    }

    #[test]
    fn a_wrong_heading_and_a_cell_too_many_are_errors() {
        assert_eq!(
            read("name\tcolour\ttags\nx\tred\t\n"),
            Err(
                "sample.tsv, line 2: unknown field `colour`, expected one of `name`, `color`, `tags`"
                    .to_owned()
            )
        );
        assert_eq!(
            read("name\tcolor\nx\tred\n"),
            Err("sample.tsv, line 2: missing field `tags`".to_owned())
        );
        assert_eq!(
            read("name\tcolor\nx\tred\ta;b\n"),
            Err("sample.tsv, line 2: the row has 3 cells, and the heading 2 columns".to_owned())
        );
    }
}
