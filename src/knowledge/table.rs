//! Tables of tab-separated cells with a heading, and what can be wrong with one.

use std::borrow::Cow;
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

/// A cell that holds several entries, parted by semicolons. It is cut into them when they are asked for: most of a
/// table's are not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List(Cow<'static, str>);

impl List {
    /// The entries of this cell.
    pub(super) fn of(cell: impl Into<Cow<'static, str>>) -> Self {
        List(cell.into())
    }

    /// The entries, in the order of the cell.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        entries(&self.0)
    }

    /// Whether this is one of the entries.
    pub fn contains(&self, entry: &str) -> bool {
        self.iter().any(|known| known == entry)
    }
}

fn entries(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(';')
        .map(str::trim)
        .filter(|entry| !entry.is_empty())
}

/// One line of a table, with its cells by column.
#[derive(Clone, Debug)]
pub(super) struct Row<'a> {
    pub line: usize,
    pub cells: Vec<&'a str>,
    heading: Rc<[&'a str]>,
    file: &'a str,
}

/// The rows of a table. Empty lines and lines that begin with `#` are left out.
pub(super) fn rows<'a>(text: &'a str, file: &'a str) -> impl Iterator<Item = Row<'a>> {
    let heading = text.lines().find(|line| is_row(line)).unwrap_or_default();
    let heading: Rc<[&str]> = heading.split('\t').map(str::trim).collect();
    text.lines()
        .enumerate()
        .filter(|(_, line)| is_row(line))
        .skip(1)
        .map(move |(at, cells)| Row {
            line: at + 1,
            cells: cut(cells, heading.len()),
            heading: Rc::clone(&heading),
            file,
        })
}

/// The cells of a line. The tables are read by every search: with memchr that takes a third of what `split` takes.
fn cut(line: &str, most: usize) -> Vec<&str> {
    let mut cells = Vec::with_capacity(most);
    let mut from = 0;
    for at in memchr::memchr_iter(b'\t', line.as_bytes()) {
        cells.push(line[from..at].trim());
        from = at + 1;
    }
    cells.push(line[from..].trim());
    cells
}

fn is_row(line: &str) -> bool {
    !line.trim().is_empty() && !line.starts_with('#')
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

    /// Every cell with the heading above it.
    pub fn named(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.heading.iter().copied().zip(self.cells.iter().copied())
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
