//! Tables of tab-separated cells with a heading, and what can be wrong with one.

use std::rc::Rc;

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

/// The entries of a cell that holds several, parted by semicolons.
pub(crate) fn entries(cell: &str) -> impl Iterator<Item = &str> {
    cells(cell, b';').filter(|entry| !entry.is_empty())
}

/// What stands before the first of these signs, and behind it where there is one. The tables are read by every search:
/// with memchr that takes a third of what `split` takes.
fn cut(text: &str, sign: u8) -> (&str, Option<&str>) {
    // Many cells are empty.
    let found = (!text.is_empty()).then(|| memchr::memchr(sign, text.as_bytes()));
    match found.flatten() {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    }
}

/// What stands between one of these signs and the next.
pub(crate) fn pieces(text: &str, sign: u8) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let (piece, behind) = cut(rest?, sign);
        rest = behind;
        Some(piece)
    })
}

/// The first cell of a row, trimmed, and those behind it.
pub(crate) fn first_cell(row: &str) -> (&str, &str) {
    let (cell, behind) = cut(row, b'\t');
    (trimmed(cell), behind.unwrap_or_default())
}

/// The same, each piece trimmed.
pub(crate) fn cells(text: &str, sign: u8) -> impl Iterator<Item = &str> {
    pieces(text, sign).map(trimmed)
}

/// What `str::trim` gives, at once where there is nothing to trim.
fn trimmed(text: &str) -> &str {
    match text.as_bytes() {
        [] | [b'!'..=b'~'] | [b'!'..=b'~', .., b'!'..=b'~'] => text,
        _ => text.trim(),
    }
}

/// One line of a table, with its cells by column.
#[derive(Clone, Debug)]
pub(crate) struct Row<'a> {
    pub line: usize,
    pub cells: Vec<&'a str>,
    heading: Rc<[&'a str]>,
    file: &'a str,
}

/// The heading of a table and its rows, with where they stand, from 0. Empty lines and lines that begin with `#` are left
/// out.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    pieces(text, b'\n')
        .enumerate()
        .filter(|(_, line)| !line.starts_with('#') && !trimmed(line).is_empty())
}

/// The rows of a table. Empty lines and lines that begin with `#` are left out.
pub(crate) fn rows<'a>(text: &'a str, file: &'a str) -> impl Iterator<Item = Row<'a>> {
    let mut lines = lines(text);
    let heading = lines.next().map_or("", |(_, line)| line);
    let heading: Rc<[&str]> = cells(heading, b'\t').collect();
    lines.map(move |(at, line)| {
        let mut row = Vec::with_capacity(heading.len());
        row.extend(cells(line, b'\t'));
        Row {
            line: at + 1,
            cells: row,
            heading: Rc::clone(&heading),
            file,
        }
    })
}

impl<'a> Row<'a> {
    /// The cell under this heading; empty where the row or the table has none.
    pub fn cell(&self, column: &str) -> &'a str {
        self.heading
            .iter()
            .position(|name| *name == column)
            .and_then(|at| self.cells.get(at))
            .copied()
            .unwrap_or_default()
    }

    /// The entries of a cell that holds several, parted by semicolons.
    pub fn list(&self, column: &str) -> Vec<String> {
        entries(self.cell(column)).map(str::to_owned).collect()
    }

    pub fn error(&self, problem: impl Into<String>) -> KnowledgeError {
        KnowledgeError {
            file: self.file.to_owned(),
            line: self.line,
            problem: problem.into(),
        }
    }
}

/// The cells of each line after the first; cells that are missing are empty.
pub(crate) fn plain_rows<const N: usize>(
    table: &'static str,
) -> impl Iterator<Item = [&'static str; N]> {
    table.lines().skip(1).map(|line| {
        let mut cells = line.split('\t');
        std::array::from_fn(|_| cells.next().unwrap_or_default())
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn pieces_are_what_split_gives(text in "[a;é \t]{0,20}") {
            prop_assert!(pieces(&text, b';').eq(text.split(';')));
            prop_assert!(cells(&text, b';').eq(text.split(';').map(str::trim)));
        }
    }

    #[test]
    fn a_row_may_begin_and_end_with_empty_cells() {
        let text = "# names\n\na\tb\tc\r\n\tx\t\r\n \n#\n1\t\t3";
        let found: Vec<_> = rows(text, "a.tsv")
            .map(|row| (row.line, row.cells.clone()))
            .collect();
        assert_eq!(found, [(4, vec!["", "x", ""]), (7, vec!["1", "", "3"])]);
    }
}
