//! Which words stand inside and beside the names of persons?

use serde::Deserialize;

use crate::knowledge::loader::Table;

pub(crate) const TABLE: Table =
    Table::new("name_words.tsv", include_str!("../../data/name_words.tsv"));

/// What a word does in or beside a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NameWord {
    /// A small word inside a name: `de`, `van`.
    Particle,
    /// `Jr.`, `III`.
    Suffix,
    /// `Mr.`: before a name and no part of it.
    Honorific,
    /// Makes the capitalised words before it an office or a company: `Section`.
    Organization,
    /// Capitalised for another reason, and no part of a name: `Tuesday`.
    Boundary,
    /// A state or territory that has a federal district.
    State,
    /// A country or a people whose name of several words looks like that of a person. The cities of `districts.tsv` are
    /// places, too.
    Place,
    /// An office whose chiefs and directors are officials of a prosecutor.
    Prosecuting,
    /// An office whose chiefs and directors are investigators.
    Investigating,
    /// Says that someone announces, is quoted or thanks.
    Speech,
}

/// One row of `name_words.tsv`.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameWordRow {
    /// One or several words, in lower case.
    pub words: &'static str,
    /// What they do.
    pub kind: NameWord,
}

/// Returns the rows of `name_words.tsv`.
pub fn name_words() -> impl Iterator<Item = NameWordRow> {
    TABLE.rows().into_iter()
}
