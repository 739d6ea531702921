//! Which agencies, districts and states have a name?

use crate::knowledge::entities::cut::normalized;
use crate::knowledge::table_map::TableMap;
use crate::knowledge::tables::agency::Agency;
use crate::knowledge::tables::districts::districts;
use crate::knowledge::tables::states::states;
use crate::text::normalize::remove_accents;

/// Maximum length of a district's name, in bytes, that people may type without blanks: only abbreviations are so short.
const MAX_SQUASHED_DISTRICT: usize = 12;

/// Every name that a person may type for an agency, a district or a state, normalized. Numbers are positions in the lists
/// of agencies and of districts.
#[derive(Debug, Default)]
pub(in crate::knowledge) struct NameIndex {
    /// Agencies by name, without what [`without_article`] leaves out.
    pub names: TableMap<String, Vec<usize>>,
    /// Agencies by abbreviation or by the name of a unit, squashed.
    pub abbreviations: TableMap<String, Vec<usize>>,
    /// Districts by name, and by short names squashed.
    pub districts: TableMap<String, Vec<usize>>,
    /// Districts by city.
    pub cities: TableMap<String, Vec<usize>>,
    /// Codes of states by name or abbreviation.
    pub states: TableMap<String, &'static str>,
}

impl NameIndex {
    pub(in crate::knowledge) fn new(agencies: &[Agency]) -> NameIndex {
        let mut index = NameIndex::default();
        for (at, agency) in agencies.iter().enumerate() {
            for name in agency.names() {
                let name = normalized_name(name);
                add(&mut index.names, without_article(&name).to_owned(), at);
            }
            // "CID" and "Fraud Section" may mean one of several agencies.
            let abbreviations = agency.abbreviations.iter().chain(&agency.codes);
            for name in abbreviations.chain([&agency.short]).chain(&agency.units) {
                add(&mut index.abbreviations, squashed(name), at);
            }
        }
        for (at, district) in districts().iter().enumerate() {
            for name in district.aliases().iter().chain([&district.name]) {
                add(&mut index.districts, normalized_name(name), at);
                if name.len() <= MAX_SQUASHED_DISTRICT {
                    add(&mut index.districts, squashed(name), at);
                }
            }
            for city in &district.cities {
                add(&mut index.cities, normalized_name(city), at);
            }
        }
        for state in states() {
            for name in state.abbreviations.iter().chain([&state.name, &state.code]) {
                let name = normalized_name(name);
                if index.states.get(&name).is_none() {
                    index.states.set(name, &state.code);
                }
            }
        }
        index
    }
}

fn add(map: &mut TableMap<String, Vec<usize>>, name: String, at: usize) {
    let known = map.slot(name);
    if !known.contains(&at) {
        known.push(at);
    }
}

/// Returns the words of a name in lower case without accents, separated by single blanks. "United States" becomes "us".
pub(crate) fn normalized_name(name: &str) -> String {
    normalized(&remove_accents(name)).replace("united states", "us")
}

/// Returns a normalized name without blanks: `irs ci` and `irsci` are the same abbreviation.
pub(crate) fn squashed(name: &str) -> String {
    normalized_name(name).replace(' ', "")
}

/// Returns a normalized name without what people leave out at its beginning: "the", "U.S."
pub(crate) fn without_article(name: &str) -> &str {
    let name = name.strip_prefix("the ").unwrap_or(name);
    name.strip_prefix("us ").unwrap_or(name)
}
