//! Which words say who handles a case?

use serde::Deserialize;

use crate::knowledge::loader::Table;

pub(crate) const TABLE: Table = Table::new(
    "counsel_words.tsv",
    include_str!("../../data/counsel_words.tsv"),
);

/// What words say of the persons beside them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CounselCue {
    /// They prosecute.
    Prosecute,
    /// They try, argue or otherwise handle the case. Heads of offices do that in public, too.
    Handle,
    /// They represent a party; the sentence says whether it is the government.
    Represent,
    /// They investigate or supervise. They are counsel where the sentence names staff of a civil enforcer.
    Investigate,
    /// They assist.
    Assist,
    /// They must prosecute the case: `assigned to`.
    Assign,
    /// They are the staff in charge of the case: `responsible for this case are`.
    Staff,
}

/// One row of `counsel_words.tsv`.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CounselWordRow {
    /// One or several words, in lower case.
    pub words: &'static str,
    /// What they say.
    pub cue: CounselCue,
    /// A sentence in which they make a prosecutor counsel.
    pub example: &'static str,
}

/// Returns the rows of `counsel_words.tsv`.
pub fn counsel_words() -> impl Iterator<Item = CounselWordRow> {
    TABLE.rows().into_iter()
}
