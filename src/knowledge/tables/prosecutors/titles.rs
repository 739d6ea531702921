//! Which titles do prosecutors hold, and which titles only look like theirs?

use serde::Deserialize;

use crate::knowledge::loader::Table;

pub(crate) const TABLE: Table = Table::new("titles.tsv", include_str!("../../data/titles.tsv"));

/// What a title says about the person who holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TitleClass {
    /// Heads or speaks for a prosecuting office: an official, unless the release says that the person handles the case.
    Official,
    /// Handles cases: counsel.
    Counsel,
    /// Held by prosecutors and by others: counsel where the sentence says so, an official where the office says so.
    Member,
    /// Not a prosecutor's title.
    Other,
    /// Qualifies the title that follows: `acting`.
    Modifier,
    /// Says that the title is no longer held: `former`.
    Past,
}

/// One row of `titles.tsv`.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TitleRow {
    /// The title's words in the singular, in lower case. An abbreviation is in capitals, and a text must have it in
    /// capitals, too.
    pub words: &'static str,
    /// What it says about the person who holds it.
    pub class: TitleClass,
    /// A text in which this row is found, and no other row but qualifiers.
    pub example: &'static str,
    /// A text in which this row is not found; empty where none is needed.
    pub counter: &'static str,
}

/// Returns the rows of `titles.tsv`.
pub fn titles() -> impl Iterator<Item = TitleRow> {
    TABLE.rows().into_iter()
}
