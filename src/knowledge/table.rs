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
            cells: cells.split('\t').map(str::trim).collect(),
            heading: Rc::clone(&heading),
            file,
        })
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

    /// The entries of a cell that holds several, parted by semicolons.
    pub fn list(&self, column: &str) -> Vec<String> {
        let cell = self.cell(column);
        if cell.is_empty() {
            return Vec::new();
        }
        cell.split(';')
            .map(str::trim)
            .filter(|entry| !entry.is_empty())
            .map(str::to_owned)
            .collect()
    }

    pub fn error(&self, problem: impl Into<String>) -> KnowledgeError {
        KnowledgeError {
            file: self.file.to_owned(),
            line: self.line,
            problem: problem.into(),
        }
    }
}
