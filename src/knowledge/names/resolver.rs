//! What does a typed agency or district name mean?

use crate::knowledge::names::name_index::{NameIndex, normalized_name, without_article};
use crate::knowledge::tables::agency::{Agency, by_path};
use crate::knowledge::tables::counties;
use crate::knowledge::tables::districts::districts;
use crate::knowledge::tables::states::states;

/// What a typed agency or district name means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// Exactly this path.
    Unique(String),
    /// One of several paths.
    Ambiguous(Vec<String>),
    /// No path. These have the nearest names, best first, at most five.
    Unknown(Vec<String>),
}

/// The path above those of all U.S. Attorney's Offices.
const DISTRICT_OFFICES: &str = "/doj/usao/";

/// Returns what a typed name means as a path or a name of an agency; nothing where it is neither.
pub(in crate::knowledge) fn agency(
    text: &str,
    agencies: &[Agency],
    index: &NameIndex,
) -> Option<Resolution> {
    if let Some(path) = typed_path(text, agencies) {
        return Some(Resolution::Unique(path));
    }
    let name = normalized_name(text);
    any_of(agency_paths(&name, agencies, index))
        .or_else(|| any_of(district_paths(&name, index)))
        .or_else(|| any_of(attorneys_general(&name)))
        .or_else(|| any_of(district_attorneys(&name, index)))
}

/// Returns what a typed name means as a path or a name of a district, or of its U.S. Attorney's Office.
pub(in crate::knowledge) fn district(
    text: &str,
    agencies: &[Agency],
    index: &NameIndex,
) -> Option<Resolution> {
    let path = typed_path(text, agencies);
    if let Some(path) = path.filter(|path| path.starts_with(DISTRICT_OFFICES)) {
        return Some(Resolution::Unique(path));
    }
    let name = normalized_name(text);
    let mut paths = district_paths(&name, index);
    paths.extend(city_paths(&name, index));
    any_of(paths).or_else(|| only_districts(any_of(agency_paths(&name, agencies, index))?))
}

/// Returns those of the paths that are U.S. Attorney's Offices.
pub(crate) fn only_districts(resolution: Resolution) -> Option<Resolution> {
    let mut paths = match resolution {
        Resolution::Unique(path) => vec![path],
        Resolution::Ambiguous(paths) => paths,
        Resolution::Unknown(_) => Vec::new(),
    };
    paths.retain(|path| path.starts_with(DISTRICT_OFFICES));
    any_of(paths)
}

fn any_of(mut paths: Vec<String>) -> Option<Resolution> {
    paths.sort_unstable();
    paths.dedup();
    match paths.len() {
        0 => None,
        1 => paths.pop().map(Resolution::Unique),
        _ => Some(Resolution::Ambiguous(paths)),
    }
}

/// Returns the path that the text is, in canonical form.
fn typed_path(text: &str, agencies: &[Agency]) -> Option<String> {
    if !text.starts_with('/') {
        return None;
    }
    let path = text.to_lowercase();
    let path = path.trim_end_matches('/');
    let is_known = by_path(agencies, path).is_some() || counties::label(path).is_some();
    is_known.then(|| path.to_owned())
}

/// `name` is normalized.
fn agency_paths(name: &str, agencies: &[Agency], index: &NameIndex) -> Vec<String> {
    if name.is_empty() {
        return Vec::new();
    }
    let by_abbreviation = index.abbreviations.get(&name.replace(' ', ""));
    let by_name = index.names.get(without_article(name));
    let positions = by_abbreviation.into_iter().chain(by_name).flatten();
    positions.map(|&at| agencies[at].path.clone()).collect()
}

/// `name` is normalized.
fn district_paths(name: &str, index: &NameIndex) -> Vec<String> {
    let prefixes = [
        "us attorneys office for the ",
        "us attorneys office ",
        "us attorney for the ",
        "usao ",
    ];
    let without_office = prefixes.iter().find_map(|prefix| name.strip_prefix(prefix));
    let place = without_office.unwrap_or(name);
    let squashed = name.replace(' ', "");
    let exact = [name, place, &squashed]
        .into_iter()
        .find_map(|name| index.districts.get(name));
    if let Some(exact) = exact {
        let path = |&at: &usize| districts()[at].path.clone();
        return exact.iter().map(path).collect();
    }
    let office_of = [" us attorneys office", " us attorney"];
    if let Some(city) = office_of.iter().find_map(|end| name.strip_suffix(end)) {
        return city_paths(city, index);
    }
    let Some(state) = index.states.get(place) else {
        return Vec::new();
    };
    let of_state = districts()
        .iter()
        .filter(|district| district.state == *state);
    of_state.map(|district| district.path.clone()).collect()
}

/// Returns the paths of the districts with a city of this name: "Miami", "Portland, Maine". `name` is normalized.
fn city_paths(name: &str, index: &NameIndex) -> Vec<String> {
    let words = name.split(' ').map(|word| match word {
        "saint" => "st",
        "ft" => "fort",
        word => word,
    });
    let name = words.collect::<Vec<_>>().join(" ");
    let in_state = || {
        name.match_indices(' ').find_map(|(at, _)| {
            let state = index.states.get(&name[at + 1..])?;
            Some((index.cities.get(&name[..at])?, Some(*state)))
        })
    };
    let whole = index.cities.get(&name).map(|cities| (cities, None));
    let Some((cities, state)) = whole.or_else(in_state) else {
        return Vec::new();
    };
    let districts = cities.iter().map(|&at| &districts()[at]);
    districts
        .filter(|district| state.is_none_or(|state| district.state == state))
        .map(|district| district.path.clone())
        .collect()
}

/// Returns the paths of "Harris County DA", "Brooklyn District Attorney" and "Orange County District Attorney, California".
/// `name` is normalized.
fn district_attorneys(name: &str, index: &NameIndex) -> Vec<String> {
    const TITLES: [&str; 6] = [
        " district attorneys office",
        " district attorney",
        " da",
        " states attorneys office",
        " states attorney",
        " county attorney",
    ];
    let place_of = |name: &str| {
        let place = TITLES.iter().find_map(|title| name.strip_suffix(title))?;
        let place = place.strip_prefix("the ").unwrap_or(place);
        Some(place.strip_suffix(" county").unwrap_or(place).to_owned())
    };
    let with_state = name.match_indices(' ').find_map(|(at, _)| {
        let state = index.states.get(&name[at + 1..])?;
        Some((place_of(&name[..at])?, Some(*state)))
    });
    let Some((place, state)) = with_state.or_else(|| Some((place_of(name)?, None))) else {
        return Vec::new();
    };
    let slug = place.replace(' ', "-");
    let known = counties::counties().iter().filter(|county| {
        let known = normalized_name(county.place);
        let known = known.strip_suffix(" county").unwrap_or(&known);
        known == place && state.is_none_or(|state| state == county.state)
    });
    let known: Vec<String> = known
        .map(|county| counties::county_prosecutor(county.state, county.slug))
        .collect();
    if !known.is_empty() {
        return known;
    }
    let states = counties::states_with_county(&slug).iter();
    states
        .filter(|code| state.is_none_or(|state| state == **code))
        .map(|code| counties::county_prosecutor(code, &slug))
        .collect()
}

/// Returns the paths of "Minnesota Attorney General" and "MN AG". `name` is normalized.
fn attorneys_general(name: &str) -> Vec<String> {
    let suffixes = [" attorney generals office", " attorney general", " ag"];
    let place = suffixes
        .iter()
        .find_map(|suffix| name.strip_suffix(suffix))
        .or_else(|| name.strip_prefix("attorney general of "));
    let Some(place) = place else {
        return Vec::new();
    };
    states()
        .iter()
        .filter(|state| state.code == place || normalized_name(&state.name) == place)
        .map(|state| counties::attorney_general(&state.code))
        .collect()
}
