//! Where a page speaks from: the state whose attorney general and district attorneys it calls by their title alone.

use std::collections::BTreeSet;

use crate::knowledge::districts;
use crate::knowledge::entities::mention::{Entity, Office};
use crate::knowledge::states;

use crate::extract::Readings;
use crate::extract::agency::Credited;

/// A dateline stands in so many bytes at the top.
const DATELINE: usize = 120;

/// The states whose attorney general heads a department of justice.
const DEPARTMENTS_OF_JUSTICE: [&str; 7] = ["ca", "de", "mt", "nc", "nh", "or", "wi"];

/// The state that a page speaks from, and who publishes it.
#[derive(Debug, Default)]
pub(super) struct Home {
    /// Postal code: `mn`.
    pub state: Option<&'static str>,
    /// Whether a federal body publishes the page.
    pub federal: bool,
    /// Whether "the Department of Justice" is, in this page, the state's own.
    pub own_justice: bool,
}

impl Home {
    /// From what the page's fields and layout have credited, else from its dateline, else from the one state it names.
    pub fn new(readings: &Readings<'_>, credited: &Credited) -> Home {
        let mut home = Home {
            state: one(credited.paths().filter_map(state_of)),
            federal: credited.paths().any(|path| !of_state(path)),
            own_justice: credited.paths().any(|path| {
                path.starts_with("/state/")
                    && state_of(path).is_some_and(|state| DEPARTMENTS_OF_JUSTICE.contains(&state))
            }),
        };
        // In a federal page "Attorney General" is the Department's.
        let asked = |office: Office| {
            office == Office::DistrictAttorney || office == Office::AttorneyGeneral && !home.federal
        };
        if home.state.is_none()
            && [&readings.title.1, &readings.text.1]
                .iter()
                .flat_map(|reading| &reading.mentions)
                .any(|mention| matches!(mention.entity, Entity::Office(office) if asked(office)))
        {
            home.state = dateline(readings.text.0).or_else(|| {
                one([&readings.title.1, &readings.text.1]
                    .iter()
                    .flat_map(|reading| &reading.mentions)
                    .filter_map(|mention| match mention.entity {
                        Entity::State(state) => Some(states()[state].code.as_str()),
                        Entity::District(district) => Some(districts()[district].state.as_str()),
                        _ => None,
                    }))
            });
        }
        home
    }
}

fn of_state(path: &str) -> bool {
    path.starts_with("/state/") || path.starts_with("/local/")
}

/// The state of `/state/mn/ag`, `/local/tx/harris/da`, `/doj/usao/sdny`.
pub(super) fn state_of(path: &str) -> Option<&'static str> {
    if let Some(code) = path.strip_prefix("/doj/usao/") {
        return districts()
            .iter()
            .find(|district| district.code == code)
            .map(|district| district.state.as_str());
    }
    let code = path
        .strip_prefix("/state/")
        .or_else(|| path.strip_prefix("/local/"))?
        .get(..2)?;
    states()
        .iter()
        .find(|state| state.code == code)
        .map(|state| state.code.as_str())
}

/// The one value, where all are the same.
pub(super) fn one<'a>(values: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let values: BTreeSet<&str> = values.collect();
    match values.len() {
        1 => values.into_iter().next(),
        _ => None,
    }
}

/// `HARRISBURG -`, `(COLUMBUS, Ohio)`, `SANTA ANA, Calif.`: the state of the line at the top.
fn dateline(text: &str) -> Option<&'static str> {
    let end = (0..=DATELINE.min(text.len()))
        .rev()
        .find(|&at| text.is_char_boundary(at))?;
    let top = &text[..end];
    // A dateline ends in a dash.
    let top = top
        .split_once(['\u{2013}', '\u{2014}', '-'])
        .map(|(top, _)| top)?;
    let whole = |name: &str| {
        !name.is_empty()
            && top.match_indices(name).any(|(at, _)| {
                let next = top[at + name.len()..].chars().next();
                let last = top[..at].chars().next_back();
                !next.is_some_and(char::is_alphanumeric) && !last.is_some_and(char::is_alphanumeric)
            })
    };
    one(states()
        .iter()
        .filter(|state| {
            whole(&state.capital_in_capitals)
                || whole(&state.capital) && whole(&state.name)
                || state
                    .abbreviations
                    .iter()
                    .chain([&state.name])
                    .any(|short| top.contains(&format!(", {short}")))
        })
        .map(|state| state.code.as_str()))
}
