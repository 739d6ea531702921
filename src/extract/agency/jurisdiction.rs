//! Which state does a page speak from: whose attorney general and district attorneys does it call by title alone?

use std::collections::BTreeSet;

use crate::knowledge::districts;
use crate::knowledge::entities::mention::{Entity, Office};
use crate::knowledge::states;

use crate::extract::agency::evidence::CreditedAgencies;
use crate::extract::annotated_page::AnnotatedPage;
use crate::extract::pattern::floor_char_boundary;

/// The capital of the country as datelines print it: `WASHINGTON – Attorney General Ann Lee`. It is no state.
pub(super) const CAPITAL: &str = "WASHINGTON";

/// Maximum length of a dateline at the top of a text, in bytes.
const MAX_DATELINE: usize = 120;

/// The states whose attorney general heads a department of justice of the state.
const DEPARTMENTS_OF_JUSTICE: [&str; 7] = ["ca", "de", "mt", "nc", "nh", "or", "wi"];

/// How the names of sites of other countries' governments end, before the letters of the country: `doj.gov.hk`.
const GOVERNMENTS: [&str; 8] = ["admin", "gc", "go", "gob", "gouv", "gov", "govt", "gv"];

/// The state that a page speaks from, and who publishes it.
#[derive(Debug, Default)]
pub(super) struct IssuingJurisdiction {
    /// Postal code: `mn`.
    pub state: Option<&'static str>,
    /// Whether a federal body publishes the page.
    pub federal: bool,
    /// Whether a state's attorney general or a district attorney publishes the page.
    pub is_states: bool,
    /// Whether the government of another country publishes the page.
    pub is_foreign: bool,
    /// Whether "the Department of Justice" means the state's or the country's own in this page.
    pub has_own_justice_department: bool,
}

impl IssuingJurisdiction {
    /// The state of the bodies that the page's fields and layout have credited, else of its dateline, else the only one
    /// that it names.
    pub fn new(page: &AnnotatedPage, credited: &CreditedAgencies) -> IssuingJurisdiction {
        let is_foreign = page.page.source.as_deref().is_some_and(is_foreign);
        let mut jurisdiction = IssuingJurisdiction {
            state: only_one(credited.paths().filter_map(state_of)),
            federal: credited.paths().any(|path| !is_state_or_local(path)),
            is_states: !credited.is_empty() && credited.paths().all(is_state_or_local),
            is_foreign,
            has_own_justice_department: is_foreign
                || credited.paths().any(|path| {
                    path.starts_with("/state/")
                        && state_of(path)
                            .is_some_and(|state| DEPARTMENTS_OF_JUSTICE.contains(&state))
                }),
        };
        // In a federal page "Attorney General" is that of the United States.
        let needs_state = |office: Office| {
            office == Office::DistrictAttorney
                || office == Office::AttorneyGeneral && !jurisdiction.federal
        };
        if jurisdiction.state.is_none()
            && page
                .parts()
                .iter()
                .flat_map(|part| &part.annotations.mentions)
                .any(|mention| matches!(mention.entity, Entity::Office(office) if needs_state(office)))
        {
            jurisdiction.state = dateline_state(page.text.text).or_else(|| {
                only_one(page.parts().iter().flat_map(|part| {
                    let words = &part.annotations.words;
                    let mentions = part.annotations.mentions.iter();
                    mentions.filter_map(|mention| match mention.entity {
                        Entity::State(_) if part.word(&words[mention.words.start]) == CAPITAL => {
                            None
                        }
                        Entity::State(state) => Some(states()[state].code.as_str()),
                        Entity::District(district) => Some(districts()[district].state.as_str()),
                        _ => None,
                    })
                }))
            });
        }
        jurisdiction
    }
}

/// Whether the site with this name is that of another country's government: `doj.gov.hk`, `gov.uk`.
fn is_foreign(site: &str) -> bool {
    let mut labels = site.rsplit('.');
    let (country, kind) = (labels.next().unwrap_or_default(), labels.next());
    country.len() == 2 && country != "us" && kind.is_some_and(|kind| GOVERNMENTS.contains(&kind))
}

fn is_state_or_local(path: &str) -> bool {
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

/// Returns the value if all values are the same.
pub(super) fn only_one<'a>(values: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let values: BTreeSet<&str> = values.collect();
    match values.len() {
        1 => values.into_iter().next(),
        _ => None,
    }
}

/// The state of the dateline: `HARRISBURG -`, `(COLUMBUS, Ohio)`, `SANTA ANA, Calif.`
fn dateline_state(text: &str) -> Option<&'static str> {
    let top = &text[..floor_char_boundary(text, MAX_DATELINE)];
    let (dateline, _) = top.split_once(['\u{2013}', '\u{2014}', '-'])?;
    let has_word = |name: &str| {
        !name.is_empty()
            && dateline.match_indices(name).any(|(at, _)| {
                let next = dateline[at + name.len()..].chars().next();
                let last = dateline[..at].chars().next_back();
                !next.is_some_and(char::is_alphanumeric) && !last.is_some_and(char::is_alphanumeric)
            })
    };
    only_one(
        states()
            .iter()
            .filter(|state| {
                has_word(&state.capital_in_capitals)
                    || has_word(&state.capital) && has_word(&state.name)
                    || state
                        .abbreviations
                        .iter()
                        .chain([&state.name])
                        .any(|short| dateline.contains(&format!(", {short}")))
            })
            .map(|state| state.code.as_str()),
    )
}
