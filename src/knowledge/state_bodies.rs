//! State and local prosecutors by pattern: `/state/mn/ag`, `/local/tx/harris/da`.

use std::sync::LazyLock;

use super::districts::states;

fn state_name(code: &str) -> Option<&'static str> {
    states()
        .iter()
        .find(|state| state.code == code)
        .map(|state| state.name.as_str())
}

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
    /// Other states that have a county of that name.
    pub also: Vec<String>,
}

static COUNTIES: LazyLock<Vec<County>> = LazyLock::new(|| {
    super::table::rows(include_str!("counties.tsv"), "counties.tsv")
        .map(|row| County {
            place: row.cell("place"),
            state: row.cell("state"),
            slug: row.cell("path"),
            also: row.list("also"),
        })
        .collect()
});

/// The rows of `counties.tsv`.
pub fn counties() -> &'static [County] {
    &COUNTIES
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
