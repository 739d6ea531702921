//! Which titles and names of offices name an office only together with a place?

use serde::Deserialize;

use crate::knowledge::loader::Table;

pub(crate) const TABLE: Table = Table::new("offices.tsv", include_str!("../data/offices.tsv"));

/// An office, named by its title or its name without a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Office {
    /// U.S. Attorney, Assistant U.S. Attorney.
    UsAttorney,
    /// Attorney General, of a state or of the United States.
    AttorneyGeneral,
    /// Those of several states: "the attorneys general of Maine and Ohio".
    AttorneysGeneral,
    /// The second of the Department of Justice, or one of several deputies in a state.
    DeputyAttorneyGeneral,
    /// District attorney, state's attorney, county attorney, commonwealth's attorney.
    DistrictAttorney,
    /// A title that contains one of the others and is none of them: Assistant Attorney General.
    Other,
}

/// A row of `offices.tsv`.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OfficePhrase {
    /// The title or name.
    pub phrase: &'static str,
    /// The office that it names.
    pub kind: Office,
}

/// Returns the rows of `offices.tsv`.
pub(crate) fn office_phrases() -> Vec<OfficePhrase> {
    TABLE.rows()
}
