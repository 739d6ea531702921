//! The 93 districts that have a U.S. Attorney, and the states.

use std::sync::{LazyLock, OnceLock};

use crate::knowledge::loader::{Row, rows};

/// A state, the District of Columbia, or a territory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// Postal code in lower case: `mn`.
    pub code: String,
    /// `Minnesota`.
    pub name: String,
    /// As datelines and courts shorten it: `Minn.`
    pub abbreviations: Vec<String>,
    /// Where its government sits, and its attorney general's releases are dated from; empty for a territory.
    pub capital: String,
    /// `SAINT PAUL`, as datelines print it.
    pub capital_in_capitals: String,
    /// Its name in Spanish, where that is another.
    pub spanish: String,
}

/// A federal judicial district.
///
/// 28 U.S.C. §§ 81-131 lists them; Guam and the Northern Mariana Islands share one U.S. Attorney.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct District {
    /// As justice.gov writes it in `usao-sdny`: `sdny`.
    pub code: String,
    /// `/doj/usao/sdny`.
    pub path: String,
    /// `Southern`, or empty where the state is one district.
    pub part: String,
    /// Postal code of its state.
    pub state: String,
    /// `Southern District of New York`.
    pub name: String,
    /// A place by which its U.S. Attorney is called: `Manhattan`.
    pub city: Option<String>,
    aliases: OnceLock<Vec<String>>,
}

impl District {
    /// Every other way of writing it: `S.D.N.Y.`, `SDNY`, `New York, Southern`. Put together when first asked for,
    /// because few searches do.
    pub fn aliases(&self) -> &[String] {
        self.aliases.get_or_init(|| aliases(self))
    }

    fn state(&self) -> &'static State {
        let known = STATES.iter().find(|state| state.code == self.state);
        known.unwrap_or(&STATES[0])
    }
}

const STATE_TABLE: &str = include_str!("../data/states.tsv");

static STATES: LazyLock<Vec<State>> = LazyLock::new(|| {
    rows(STATE_TABLE, "states.tsv")
        .map(|row| State {
            code: row.cell("code").to_owned(),
            name: row.cell("name").to_owned(),
            abbreviations: row.list("abbreviations"),
            capital: row.cell("capital").to_owned(),
            capital_in_capitals: row.cell("capital").to_uppercase(),
            spanish: row.cell("spanish").to_owned(),
        })
        .collect()
});

/// The code and the name of each state, sorted by code: every search asks for them, and few for the rest of what is known
/// of a state.
static STATE_NAMES: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let mut names = Vec::with_capacity(60);
    names.extend(rows(STATE_TABLE, "states.tsv").map(|row| (row.cell("code"), row.cell("name"))));
    names
});

const DISTRICT_TABLE: &str = include_str!("../data/districts.tsv");

static DISTRICTS: LazyLock<Vec<District>> = LazyLock::new(|| {
    let districts = rows(DISTRICT_TABLE, "districts.tsv").map(|row| District {
        code: row.cell("code").to_owned(),
        path: ["/doj/usao/", row.cell("code")].concat(),
        part: row.cell("part").to_owned(),
        state: row.cell("state").to_owned(),
        name: name_of(&row),
        city: Some(row.cell("city").to_owned()).filter(|city| !city.is_empty()),
        aliases: OnceLock::new(),
    });
    districts.collect()
});

/// The code and the name of each district, for who asks for no more.
pub(crate) fn names_of_districts() -> impl Iterator<Item = (&'static str, String)> {
    rows(DISTRICT_TABLE, "districts.tsv").map(|row| (row.cell("code"), name_of(&row)))
}

fn name_of(row: &Row<'_>) -> String {
    let state = row.cell("state");
    district_name(
        row.cell("part"),
        state,
        state_name(state).unwrap_or_default(),
    )
}

/// The name of the state with this code.
pub(crate) fn state_name(code: &str) -> Option<&'static str> {
    let known = STATE_NAMES.binary_search_by_key(&code, |(known, _)| known);
    known.ok().map(|at| STATE_NAMES[at].1)
}

/// The states, sorted by code.
pub fn states() -> &'static [State] {
    &STATES
}

/// The districts, sorted by code.
pub fn districts() -> &'static [District] {
    &DISTRICTS
}

fn district_name(part: &str, state: &str, name: &str) -> String {
    match state {
        "dc" => name.to_owned(),
        "vi" => of(part, "the Virgin Islands"),
        "gu" => of(part, "Guam and the Northern Mariana Islands"),
        _ => of(part, name),
    }
}

/// "Southern District of New York", "District of Maine".
fn of(part: &str, state: &str) -> String {
    match part {
        "" => ["District of ", state].concat(),
        part => [part, " District of ", state].concat(),
    }
}

fn aliases(district: &District) -> Vec<String> {
    let state = district.state();
    let (code, part) = (&district.code, district.part.as_str());
    let of = |state: &str| of(part, state);
    let mut aliases = vec![
        code.to_uppercase(),
        ["USAO-", &code.to_uppercase()].concat(),
    ];
    match state.code.as_str() {
        "dc" => aliases.push("D.D.C.".to_owned()),
        "vi" | "gu" => aliases.extend([of(&state.name), format!("Districts of {}", state.name)]),
        _ => {}
    }
    if state.code == "gu" {
        aliases.extend(
            [
                "District of Guam and the Northern Mariana Islands",
                "Districts of Guam and the Northern Mariana Islands",
                "District of the Northern Mariana Islands",
            ]
            .map(str::to_owned),
        );
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
        for name in [&state.spanish, &state.name] {
            if !name.is_empty() {
                aliases.push(format!("{part} de {name}"));
            }
        }
    }
    // Old addresses: justice.gov/usao/nys/, justice.gov/usao/md/.
    let letter = part.get(..1).unwrap_or_default();
    let old = [state.code.as_str(), &letter.to_lowercase()].concat();
    aliases.push(["usao ", &old].concat());
    if part.is_empty() {
        aliases.push(["USAO ", &state.name].concat());
    } else {
        // Component lists: "USAO - New York, Southern".
        aliases.push([&state.name, ", ", part].concat());
        aliases.push(["USAO ", &state.name, ", ", part].concat());
    }
    for short in &state.abbreviations {
        // Courts: "S.D.N.Y.", "S.D. Fla.", "D. Mass.", "D.N.J.".
        let dotted = short.len() > 1 && short.replace('.', "").len() * 2 == short.len();
        aliases.push(if dotted {
            [letter, ".D.", short]
                .concat()
                .trim_start_matches('.')
                .to_owned()
        } else {
            [letter, ".D. ", short]
                .concat()
                .trim_start_matches('.')
                .to_owned()
        });
        if !part.is_empty() {
            aliases.push([letter, ".D. ", short].concat());
            aliases.push([letter, ".D. ", &state.name].concat());
            aliases.push(of(short));
        } else if !dotted {
            aliases.push(["D. ", &state.name].concat());
        }
    }
    aliases.sort_unstable();
    aliases.dedup();
    aliases.retain(|alias| *alias != district.name);
    aliases
}
