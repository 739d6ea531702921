//! Which federal judicial districts have a U.S. Attorney, and what are they called?

use std::sync::LazyLock;

use serde::Deserialize;

use crate::knowledge::loader::{Table, semicolons};
use crate::knowledge::tables::states::{State, state};

pub(crate) const TABLE: Table = Table::new("districts.tsv", include_str!("../data/districts.tsv"));

/// A federal judicial district.
///
/// 28 U.S.C. §§ 81-131 lists them; Guam and the Northern Mariana Islands share one U.S. Attorney.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct District {
    /// The part of `usao-sdny` on justice.gov: `sdny`.
    pub code: String,
    /// The path of its U.S. Attorney's Office: `/doj/usao/sdny`.
    #[serde(skip)]
    pub path: String,
    /// `Southern`; empty where the state is one district.
    pub part: String,
    /// Postal code of its state.
    pub state: String,
    /// `Southern District of New York`.
    #[serde(skip)]
    pub name: String,
    /// The seats of its court and its large cities, sorted. A name may be that of cities in several districts.
    #[serde(deserialize_with = "semicolons")]
    pub cities: Vec<String>,
}

static DISTRICTS: LazyLock<Vec<District>> = LazyLock::new(|| {
    let mut districts: Vec<District> = TABLE.rows();
    for district in &mut districts {
        if let Some(state) = state(&district.state) {
            district.path = format!("/doj/usao/{}", district.code);
            district.name = name(&district.part, state);
        }
    }
    districts
});

/// Returns the districts, sorted by code.
pub fn districts() -> &'static [District] {
    &DISTRICTS
}

impl District {
    /// Returns all other names: `S.D.N.Y.`, `SDNY`, `New York, Southern`. Sorted.
    pub fn aliases(&self) -> Vec<String> {
        state(&self.state).map_or_else(Vec::new, |state| aliases(self, state))
    }
}

fn name(part: &str, state: &State) -> String {
    match state.code.as_str() {
        "dc" => state.name.clone(),
        "vi" => district_of(part, "the Virgin Islands"),
        "gu" => district_of(part, "Guam and the Northern Mariana Islands"),
        _ => district_of(part, &state.name),
    }
}

/// Returns "Southern District of New York" or "District of Maine".
fn district_of(part: &str, state: &str) -> String {
    format!("{part} District of {state}")
        .trim_start()
        .to_owned()
}

fn aliases(district: &District, state: &State) -> Vec<String> {
    let part = district.part.as_str();
    let code = district.code.to_uppercase();
    let mut aliases = vec![format!("USAO-{code}"), code];
    match state.code.as_str() {
        "dc" => aliases.extend(["D.D.C.".to_owned(), "D.C.D.C.".to_owned()]),
        "vi" | "gu" => aliases.extend([
            district_of(part, &state.name),
            format!("Districts of {}", state.name),
        ]),
        _ => {}
    }
    if state.code == "gu" {
        let names = [
            "District of Guam and the Northern Mariana Islands",
            "Districts of Guam and the Northern Mariana Islands",
            "District of the Northern Mariana Islands",
        ];
        aliases.extend(names.map(str::to_owned));
    }
    // Releases in Spanish: "Distrito de Puerto Rico", "Distrito Sur de la Florida".
    let part_in_spanish = match part {
        "Northern" => Some("Distrito Norte"),
        "Southern" => Some("Distrito Sur"),
        "Eastern" => Some("Distrito Este"),
        "Western" => Some("Distrito Oeste"),
        "Central" => Some("Distrito Central"),
        "Middle" => Some("Distrito Medio"),
        "" => Some("Distrito"),
        _ => None,
    };
    if let Some(part) = part_in_spanish {
        let names = [&state.spanish, &state.name];
        let names = names.into_iter().filter(|name| !name.is_empty());
        aliases.extend(names.map(|name| format!("{part} de {name}")));
    }
    // Old addresses: justice.gov/usao/nys/, justice.gov/usao/md/.
    let letter = part.get(..1).unwrap_or_default();
    aliases.push(format!("usao {}{}", state.code, letter.to_lowercase()));
    if part.is_empty() {
        aliases.push(format!("USAO {}", state.name));
    } else {
        // Lists of components: "USAO - New York, Southern".
        aliases.push(format!("{}, {part}", state.name));
        aliases.push(format!("USAO {}, {part}", state.name));
    }
    aliases.extend(spaced_courts(letter, state));
    for short in &state.abbreviations {
        // Courts: "S.D.N.Y.", "S.D. Fla.", "D. Mass.", "D.N.J.".
        let is_initials = short.len() > 1 && short.replace('.', "").len() * 2 == short.len();
        let blank = if is_initials { "" } else { " " };
        let court = format!("{letter}.D.{blank}{short}");
        let court = court.trim_start_matches('.');
        aliases.push(court.to_owned());
        if is_initials {
            aliases.push(court.trim_end_matches('.').to_owned());
        }
        if !part.is_empty() {
            aliases.push(format!("{letter}.D. {short}"));
            aliases.push(format!("{letter}.D. {}", state.name));
            aliases.push(district_of(part, short));
        }
    }
    aliases.sort_unstable();
    aliases.dedup();
    aliases.retain(|alias| *alias != district.name);
    aliases
}

/// The court with a blank after each full stop, and with the postal code, as the captions of some releases have it: `N. D. Ga.`,
/// `D. N.J.`, `N.D. OH`.
fn spaced_courts(letter: &str, state: &State) -> Vec<String> {
    let code = state.code.to_uppercase();
    let mut small = code.clone();
    small[1..].make_ascii_lowercase();
    let shorts = state.abbreviations.iter().cloned();
    let shorts = shorts.chain([code, format!("{small}.")]);
    let mut courts = Vec::new();
    if letter.is_empty() && state.code != "dc" {
        courts.push(format!("D. {}", state.name));
    }
    for short in shorts {
        if letter.is_empty() {
            // `D. Co.` and `D. Col.` could be anything but a court.
            if short.len() > 3 {
                courts.push(format!("D. {short}"));
            }
        } else {
            courts.push(format!("{letter}. D. {short}"));
            courts.push(format!("{letter}.D. {short}"));
        }
    }
    courts
}
