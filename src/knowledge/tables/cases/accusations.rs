//! Which words beside a name say that the case is directed against its bearer, or that it is not?

use crate::knowledge::loader::Table;

pub(crate) const TABLE: Table = Table::new(
    "accusations.tsv",
    include_str!("../../data/accusations.tsv"),
);

/// What the words say of a name beside them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Accusation {
    /// The name before is accused, where a form of "to be" stands between: `was charged`. The name right after is, too:
    /// `charged Jo Doe`.
    Done,
    /// The name before is accused: `pleaded guilty`.
    Does,
    /// The name before may be accused, if other words say so as well: `admitted`.
    MayDo,
    /// The name after is accused: `charging`, `against`.
    Names,
    /// The name after may be accused: `involving`.
    MayName,
    /// The name after is no defendant: `the murder of`, `relief defendant`.
    Victim,
    /// The name before speaks, investigates or helps, and is no defendant: `said`.
    Speaks,
    /// The sentence tells who worked on the case.
    Staff,
    /// Another name of the bearer of the name before follows: `also known as`.
    Alias,
    /// Beside another sense: the words tell a story, and charge nobody: `allegedly`. What they tell of a firm does not make it
    /// a defendant where others are charged.
    Told,
}

/// A row of `accusations.tsv`.
#[derive(Clone, Copy, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AccusationRow {
    /// The words, in lower case.
    pub words: &'static str,
    /// What they say.
    pub sense: Accusation,
    /// A text in which the row makes Jo Doe a defendant, or keeps Jo Doe from being one.
    #[cfg_attr(not(test), expect(dead_code, reason = "checked by a test"))]
    pub example: &'static str,
    /// A text in which it does not.
    #[cfg_attr(not(test), expect(dead_code, reason = "checked by a test"))]
    pub counter: &'static str,
}

/// Returns the rows of `accusations.tsv`.
pub(crate) fn accusations() -> Vec<AccusationRow> {
    TABLE.rows()
}
