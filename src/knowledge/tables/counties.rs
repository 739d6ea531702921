//! Which counties and cities have a prosecutor of their own, and what are state and local prosecutors called?
//!
//! Their paths follow a pattern: `/state/mn/ag`, `/local/tx/harris/da`.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::knowledge::loader::{Table, semicolons};
use crate::knowledge::table_map::TableMap;
use crate::knowledge::tables::states::state;

pub(crate) const TABLE: Table = Table::new("counties.tsv", include_str!("../data/counties.tsv"));
pub(crate) const NAMES_TABLE: Table =
    Table::new("county_names.tsv", include_str!("../data/county_names.tsv"));

/// Returns the path of a state's attorney general.
pub fn attorney_general(state: &str) -> String {
    format!("/state/{state}/ag")
}

/// Returns the path of a county's prosecutor: `/local/tx/harris/da`.
pub fn county_prosecutor(state: &str, slug: &str) -> String {
    format!("/local/{state}/{slug}/da")
}

/// A row of `counties.tsv`: a county or city whose prosecutor is known without a state beside the name.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct County {
    /// Its name in running text: `Harris County`, `Brooklyn`.
    pub place: &'static str,
    /// The code of its state, where the text names no other.
    pub state: &'static str,
    /// Its part of the path: `harris`.
    pub slug: &'static str,
}

static COUNTIES: LazyLock<Vec<County>> = LazyLock::new(|| TABLE.rows());

/// Returns the rows of `counties.tsv`.
pub fn counties() -> &'static [County] {
    &COUNTIES
}

/// A row of `county_names.tsv`: the counties of a state by their slugs.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CountyNames {
    state: &'static str,
    #[serde(borrow, deserialize_with = "semicolons")]
    counties: Vec<&'static str>,
}

static STATES_BY_COUNTY: LazyLock<TableMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let mut states: TableMap<&str, Vec<&str>> = TableMap::default();
    for row in NAMES_TABLE.rows::<CountyNames>() {
        for county in row.counties {
            states.slot(county).push(row.state);
        }
    }
    states
});

/// Returns the states that have a county, parish or borough of this name, in the form of paths: `prince-georges`.
pub fn states_with_county(slug: &str) -> &'static [&'static str] {
    STATES_BY_COUNTY.get(slug).map_or(&[], Vec::as_slice)
}

/// Returns the full name of a state or local prosecutor: `Minnesota Attorney General`, `Harris County District Attorney, Texas`.
pub fn label(path: &str) -> Option<String> {
    let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    let state_name = |code| state(code).map(|state| state.name.as_str());
    match parts[..] {
        ["state"] => Some("States".to_owned()),
        ["local"] => Some("Counties and cities".to_owned()),
        ["state" | "local", code] => state_name(code).map(str::to_owned),
        ["state", code, "ag"] => Some(format!("{} Attorney General", state_name(code)?)),
        ["local", code, slug] => Some(format!("{}, {}", place_name(slug), state_name(code)?)),
        ["local", code, slug, "da"] => Some(format!(
            "{} District Attorney, {}",
            place_name(slug),
            state_name(code)?
        )),
        _ => None,
    }
}

/// Returns the short name of a state or local prosecutor: `Minnesota AG`, `Harris County DA`.
pub fn short_name(path: &str) -> Option<String> {
    let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    match parts[..] {
        ["state", code, "ag"] => Some(format!("{} AG", state(code)?.name)),
        ["local", code, slug, "da"] => {
            state(code)?;
            Some(format!("{} DA", place_name(slug)))
        }
        _ => label(path),
    }
}

/// Returns the name of a county or city: `Harris County` of `harris`.
fn place_name(slug: &str) -> String {
    let words = slug.split('-').map(|word| {
        let mut letters = word.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        first.chain(letters).collect::<String>()
    });
    let hyphen = if slug == "miami-dade" { "-" } else { " " };
    let mut name = words.collect::<Vec<_>>().join(hyphen);
    let is_known_without_county = matches!(
        slug,
        "queens" | "bronx" | "philadelphia" | "baltimore" | "miami-dade"
    );
    if !is_known_without_county {
        name.push_str(" County");
    }
    name
}
