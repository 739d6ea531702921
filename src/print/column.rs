//! The columns of a hit: those of the field specification, and what belongs to the hit alone.

use serde_json::{Value, json};

use crate::print::snippet_text::marked;
use crate::query::Hit;
use crate::schema::{FIELDS, FieldSpec};

/// One column of a hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The values of a field.
    Field(&'static FieldSpec),
    /// How well it matches.
    Score,
    /// Where the words stand in the text.
    Snippet,
    /// The words that it lacks.
    Missing,
    /// Whether it lacks words.
    Partial,
}

impl Column {
    /// Every column, in order.
    pub fn all() -> Vec<Column> {
        let mut fields = FIELDS.iter().filter(|field| field.column.is_some());
        let id = fields.next().map(Column::Field);
        id.into_iter()
            .chain([Column::Score])
            .chain(fields.map(Column::Field))
            .chain([Column::Snippet, Column::Missing, Column::Partial])
            .collect()
    }

    /// The column of this name.
    pub fn find(name: &str) -> Option<Column> {
        Column::all()
            .into_iter()
            .find(|column| column.name() == name)
    }

    /// The key in JSON and the heading in CSV.
    pub fn name(self) -> &'static str {
        match self {
            Column::Field(field) => field.column.unwrap_or(field.name),
            Column::Score => "score",
            Column::Snippet => "snippet",
            Column::Missing => "missing",
            Column::Partial => "partial",
        }
    }

    /// The value of a hit in this column, for JSON.
    pub(super) fn json(self, hit: &Hit) -> Value {
        match self {
            Column::Field(field) => (field.values)(&hit.release).json(),
            Column::Score => json!(hit.score),
            Column::Snippet => json!(marked(&hit.snippet, "<b>", "</b>")),
            Column::Missing => json!(hit.missing),
            Column::Partial => json!(hit.partial),
        }
    }

    /// The value of a hit in this column, for a cell of a table: lists apart by `; `.
    pub(super) fn cell(self, hit: &Hit) -> String {
        match self {
            Column::Field(field) => (field.values)(&hit.release).texts().join("; "),
            Column::Score => hit.score.to_string(),
            Column::Snippet => marked(&hit.snippet, "<b>", "</b>"),
            Column::Missing => hit.missing.join("; "),
            Column::Partial => hit.partial.to_string(),
        }
    }
}

/// The names of all columns, in order.
pub fn column_names() -> Vec<&'static str> {
    Column::all().into_iter().map(Column::name).collect()
}
