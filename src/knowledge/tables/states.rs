//! Which states and territories are there, and what are they called?

use std::sync::LazyLock;

use serde::Deserialize;

use crate::knowledge::loader::{Table, semicolons};

pub(crate) const TABLE: Table = Table::new("states.tsv", include_str!("../data/states.tsv"));

/// A state, the District of Columbia, or a territory.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct State {
    /// Postal code in lower case: `mn`.
    pub code: String,
    /// `Minnesota`.
    pub name: String,
    /// Short forms in datelines and names of courts: `Minn.`
    #[serde(deserialize_with = "semicolons")]
    pub abbreviations: Vec<String>,
    /// The seat of its government, from which its attorney general's releases are dated; empty for a territory.
    pub capital: String,
    /// The capital as datelines print it: `SAINT PAUL`.
    #[serde(skip)]
    pub capital_in_capitals: String,
    /// Its Spanish name, where that is different; else empty.
    pub spanish: String,
}

static STATES: LazyLock<Vec<State>> = LazyLock::new(|| {
    let mut states: Vec<State> = TABLE.rows();
    for state in &mut states {
        state.capital_in_capitals = state.capital.to_uppercase();
    }
    states
});

/// Returns the states, sorted by code.
pub fn states() -> &'static [State] {
    &STATES
}

/// Returns the state with this code.
pub(crate) fn state(code: &str) -> Option<&'static State> {
    let at = STATES.binary_search_by_key(&code, |state| &state.code);
    at.ok().map(|at| &STATES[at])
}
