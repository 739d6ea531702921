//! Which words beside a sum of money say what the sum is?

use serde::de::{Deserialize, Deserializer, Error, IntoDeserializer};

use crate::knowledge::loader::Table;
use crate::model::AmountRole;

pub(crate) const TABLE: Table =
    Table::new("money_cues.tsv", include_str!("../../data/money_cues.tsv"));

/// Where a cue stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum CuePlace {
    /// Right after the sum: `$5 in restitution`.
    After,
    /// Right before the sum: `a fine of $5`.
    Near,
    /// Some words before the sum: `restitution to the bank in the amount of $5`.
    Before,
    /// Some words before the sum, where no other cue is nearer: `agreed to pay $5`.
    Weak,
    /// Anywhere before the sum in its sentence: `faces`.
    Sentence,
}

/// A row of `money_cues.tsv`.
#[derive(Clone, Copy, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MoneyCue {
    /// The words, in lower case.
    pub words: &'static str,
    /// What the sum is; none for a sum that is no amount of the case, as the most that the law allows.
    #[serde(deserialize_with = "role")]
    pub role: Option<AmountRole>,
    /// Where the words stand.
    pub place: CuePlace,
    /// A text in which this row decides.
    #[cfg_attr(not(test), expect(dead_code, reason = "checked by a test"))]
    pub example: &'static str,
    /// A text in which it does not.
    #[cfg_attr(not(test), expect(dead_code, reason = "checked by a test"))]
    pub counter: &'static str,
}

fn role<'de, D: Deserializer<'de>>(cell: D) -> Result<Option<AmountRole>, D::Error> {
    match <&str>::deserialize(cell)? {
        "none" => Ok(None),
        name => AmountRole::deserialize(name.into_deserializer())
            .map(Some)
            .map_err(|error: serde::de::value::Error| D::Error::custom(error)),
    }
}

/// Returns the rows of `money_cues.tsv`.
pub(crate) fn money_cues() -> Vec<MoneyCue> {
    TABLE.rows()
}
