//! What is known of an agency?

use serde::Deserialize;

use crate::knowledge::loader::{Table, semicolons};
use crate::knowledge::tables::districts::District;

pub(crate) const TABLE: Table = Table::new("agencies.tsv", include_str!("../data/agencies.tsv"));

/// The columns of an agency table.
pub(crate) const COLUMNS: [&str; 11] = [
    "path",
    "name",
    "short",
    "abbreviations",
    "codes",
    "aliases",
    "units",
    "former",
    "years",
    "example",
    "counter",
];

/// In the column of units: every name of an inspector general's office.
const INSPECTOR_GENERAL: &str = "@oig";

const INSPECTOR_GENERAL_NAMES: [&str; 10] = [
    "Office of Inspector General",
    "Office of the Inspector General",
    "Office of Inspectors General",
    "Offices of Inspector General",
    "Offices of the Inspector General",
    "Offices of Inspectors General",
    "Inspector General",
    "Inspector General's Office",
    "Office of Investigations",
    "OIG",
];

/// An agency: a row of `agencies.tsv` or of a user's own table, or the U.S. Attorney's Office of a district.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Agency {
    /// Canonical path: `/doj/fbi`.
    pub path: String,
    /// Full name.
    pub name: String,
    /// The name for a line of results: `FBI`, `SDNY`, `Fraud Section`.
    pub short: String,
    /// Abbreviations in running text, the usual one first.
    #[serde(deserialize_with = "semicolons")]
    pub abbreviations: Vec<String>,
    /// Abbreviations that mean something else in running text: a person may type them, and a text does not name the agency
    /// by them.
    #[serde(deserialize_with = "semicolons")]
    pub codes: Vec<String>,
    /// Other names.
    #[serde(deserialize_with = "semicolons")]
    pub aliases: Vec<String>,
    /// Names that mean this agency only beside its parent's name: "Criminal Section" beside "Civil Rights Division".
    #[serde(deserialize_with = "semicolons")]
    pub units: Vec<String>,
    /// Names of the past.
    #[serde(deserialize_with = "semicolons")]
    pub former: Vec<String>,
    /// First and last year, where known: `2010-`, `2008-2024`.
    pub years: String,
    /// A phrase that names this agency and no other.
    pub example: String,
    /// A phrase that looks like one and does not name this agency; empty where none is needed.
    pub counter: String,
}

impl Agency {
    /// Fills in what a row may leave out.
    pub(crate) fn complete(mut self) -> Self {
        if self.short.is_empty() {
            let first = self.abbreviations.first();
            self.short = first.unwrap_or(&self.name).clone();
        }
        if let Some(at) = self.units.iter().position(|unit| unit == INSPECTOR_GENERAL) {
            let names = INSPECTOR_GENERAL_NAMES.map(str::to_owned);
            self.units.splice(at..=at, names);
        }
        self
    }

    /// Returns the U.S. Attorney's Office of a district.
    pub(crate) fn of_district(district: &District) -> Self {
        let short = district.code.to_ascii_uppercase();
        let name = &district.name;
        Agency {
            path: district.path.clone(),
            name: format!("U.S. Attorney's Office, {name}"),
            abbreviations: vec![format!("USAO-{short}")],
            short,
            example: format!("the U.S. Attorney's Office for the {name}"),
            ..Agency::default()
        }
    }

    /// Returns the full name, and the names that running text and typed queries use in its place.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let others = self.aliases.iter().chain(&self.former);
        others.chain([&self.name]).map(String::as_str)
    }
}

/// Whether a path of an agency is below another one.
pub fn is_below(path: &str, above: &str) -> bool {
    path.strip_prefix(above)
        .is_some_and(|rest| rest.starts_with('/'))
}

/// Whether a path of an agency is another one, or below it.
pub fn is_at_or_below(path: &str, above: &str) -> bool {
    path == above || is_below(path, above)
}

/// Returns the agency with this path from a list sorted by path.
pub(crate) fn by_path<'a>(agencies: &'a [Agency], path: &str) -> Option<&'a Agency> {
    position(agencies, path).map(|at| &agencies[at])
}

/// Returns the position of the agency with this path in a list sorted by path.
pub(crate) fn position(agencies: &[Agency], path: &str) -> Option<usize> {
    let at = agencies.binary_search_by(|agency| agency.path.as_str().cmp(path));
    at.ok()
}

/// Returns the path of the agency above this one; empty where there is none.
pub(crate) fn parent(path: &str) -> &str {
    path.rfind('/').map_or("", |at| &path[..at])
}
