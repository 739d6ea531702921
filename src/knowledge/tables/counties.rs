//! State and local prosecutors by pattern: `/state/mn/ag`, `/local/tx/harris/da`.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::knowledge::tables::districts::state_name;

/// The path of a state's attorney general.
pub fn attorney_general(state: &str) -> String {
    format!("/state/{state}/ag")
}

/// The path of a county's prosecutor: `/local/tx/harris/da`.
pub fn county_prosecutor(state: &str, slug: &str) -> String {
    format!("/local/{state}/{slug}/da")
}

/// A row of `counties.tsv`: a county or city whose prosecutor is known without a state beside the name.
pub struct County {
    /// As text names it: `Harris County`, `Brooklyn`.
    pub place: &'static str,
    /// The state that it is in where nothing else is told.
    pub state: &'static str,
    /// Its part of the path: `harris`.
    pub slug: &'static str,
}

static COUNTIES: LazyLock<Vec<County>> = LazyLock::new(|| {
    crate::knowledge::loader::rows(include_str!("../data/counties.tsv"), "counties.tsv")
        .map(|row| County {
            place: row.cell("place"),
            state: row.cell("state"),
            slug: row.cell("path"),
        })
        .collect()
});

/// The rows of `counties.tsv`.
pub fn counties() -> &'static [County] {
    &COUNTIES
}

/// Which states have a county of each name.
static STATES_BY_COUNTY: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut states: HashMap<&str, Vec<&str>> = HashMap::new();
    for row in
        crate::knowledge::loader::rows(include_str!("../data/county_names.tsv"), "county_names.tsv")
    {
        for county in row.cell("counties").split(';') {
            states.entry(county).or_default().push(row.cell("state"));
        }
    }
    states
});

/// The states that have a county, parish or borough of this name, as it stands in a path: `prince-georges`.
pub fn states_with_county(slug: &str) -> &'static [&'static str] {
    STATES_BY_COUNTY.get(slug).map_or(&[], Vec::as_slice)
}

/// `Minnesota Attorney General`, `Harris County District Attorney (Texas)`.
pub fn label(path: &str) -> Option<String> {
    let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    match parts[..] {
        ["state"] => Some("States".to_owned()),
        ["local"] => Some("Counties and cities".to_owned()),
        ["state" | "local", code] => state_name(code).map(str::to_owned),
        ["state", code, "ag"] => Some(format!("{} Attorney General", state_name(code)?)),
        ["local", code, place] => Some(format!(
            "{}{}, {}",
            capitals(place),
            county(place),
            state_name(code)?
        )),
        ["local", code, place, "da"] => Some(format!(
            "{}{} District Attorney, {}",
            capitals(place),
            county(place),
            state_name(code)?
        )),
        _ => None,
    }
}

/// `Minnesota AG`, `Harris DA`.
pub fn short_name(path: &str) -> Option<String> {
    let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    match parts[..] {
        ["state", code, "ag"] => Some(format!("{} AG", state_name(code)?)),
        ["local", code, place, "da"] => {
            state_name(code)?;
            Some(format!("{}{} DA", capitals(place), county(place)))
        }
        _ => label(path),
    }
}

/// What a place's slug leaves out of its name.
fn county(place: &str) -> &'static str {
    match place {
        "queens" | "bronx" | "philadelphia" | "baltimore" | "miami-dade" => "",
        _ => " County",
    }
}

fn capitals(slug: &str) -> String {
    let mut out = String::new();
    for part in slug.split('-') {
        if !out.is_empty() {
            out.push(if slug == "miami-dade" { '-' } else { ' ' });
        }
        let mut letters = part.chars();
        out.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        out.push_str(letters.as_str());
    }
    out
}
