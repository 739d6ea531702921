//! Which acts have names, and which sections of the United States Code do they mean?

use std::sync::LazyLock;

use serde::Deserialize;

use crate::knowledge::entities::cut::normalized;
use crate::knowledge::loader::{Table, semicolons};
use crate::knowledge::names::sections::{Part, SectionRange, is_part};
use crate::knowledge::table_map::TableMap;

pub(crate) const TABLE: Table = Table::new("acts.tsv", include_str!("../data/acts.tsv"));

/// An act of Congress that releases call by a name.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Act {
    /// `Foreign Corrupt Practices Act`. The year belongs to the name where several acts share the rest of it.
    pub name: String,
    /// Other names: `Exchange Act`.
    #[serde(deserialize_with = "semicolons")]
    pub aliases: Vec<String>,
    /// Abbreviations that mean nothing else in a release: `FCPA`.
    #[serde(deserialize_with = "semicolons")]
    pub abbreviations: Vec<String>,
    /// Short forms that a person may type, and that may mean something else in a release: `BSA`.
    #[serde(deserialize_with = "semicolons")]
    pub typed: Vec<String>,
    /// Where it is codified; empty where it is no part of the code of its own.
    #[serde(deserialize_with = "semicolons")]
    pub sections: Vec<SectionRange>,
    /// Its own sections, each with that of the code, in the title of the first of `sections`: `10=78j`.
    #[serde(deserialize_with = "semicolons")]
    pub parts: Vec<Part>,
    /// A text that names it and no other.
    pub example: String,
    /// A text that does not name it.
    pub counter: String,
}

/// Every act, and what leads to it.
struct Acts {
    rows: Vec<Act>,
    /// Positions in `rows` by normalized name, with and without the year in it.
    by_name: TableMap<String, usize>,
    /// What names end with: their last words, without the year.
    ends: TableMap<String, ()>,
    /// Positions by abbreviation in capitals.
    by_abbreviation: TableMap<String, usize>,
    /// Positions by normalized short form.
    by_typed: TableMap<String, usize>,
    /// The number of words in the longest name.
    longest: usize,
}

static ACTS: LazyLock<Acts> = LazyLock::new(|| {
    let rows: Vec<Act> = TABLE.rows();
    let (mut by_name, mut by_abbreviation, mut by_typed) = (
        TableMap::default(),
        TableMap::default(),
        TableMap::default(),
    );
    for (at, act) in rows.iter().enumerate() {
        for name in act.names() {
            by_name.set(normalized(name), at);
        }
        for short in &act.abbreviations {
            by_abbreviation.set(short.clone(), at);
        }
        for short in act.abbreviations.iter().chain(&act.typed) {
            by_typed.set(normalized(short), at);
        }
    }
    let mut ends = TableMap::default();
    for name in by_name.keys() {
        let mut end = without_year(name);
        ends.set(end.to_owned(), ());
        while let Some((_, rest)) = end.split_once(' ') {
            ends.set(rest.to_owned(), ());
            end = rest;
        }
    }
    let words = |name: &String| name.split(' ').count();
    Acts {
        longest: by_name.keys().map(words).max().unwrap_or_default(),
        rows,
        by_name,
        ends,
        by_abbreviation,
        by_typed,
    }
});

/// Returns the acts, sorted by name.
pub fn acts() -> &'static [Act] {
    &ACTS.rows
}

/// Returns the number of words in the longest name.
pub(crate) fn longest_act_name() -> usize {
    ACTS.longest
}

/// Returns the act with this name or alias, normalized.
pub(crate) fn act_named(name: &str) -> Option<&'static Act> {
    ACTS.by_name.get(name).map(|&at| &ACTS.rows[at])
}

/// Returns whether the name of an act, without its year, is or ends with these normalized words.
pub(crate) fn ends_act_name(words: &str) -> bool {
    ACTS.ends.get(words).is_some()
}

/// Returns a normalized name without a year at its end.
fn without_year(name: &str) -> &str {
    name.rsplit_once(" of ")
        .filter(|(_, year)| year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()))
        .map_or(name, |(name, _)| name)
}

/// Returns the act with this abbreviation, written as it is in a release.
pub(crate) fn act_abbreviated(abbreviation: &str) -> Option<&'static Act> {
    let at = ACTS.by_abbreviation.get(abbreviation)?;
    Some(&ACTS.rows[*at])
}

/// Returns the act that a person means: "FCPA", "the exchange act", "Sherman Act of 1890".
fn act_typed(name: &str) -> Option<&'static Act> {
    let name = normalized(name);
    let name = name.strip_prefix("the ").unwrap_or(&name);
    let without_year = name.rsplit_once(" of ").map_or(name, |(name, year)| {
        if year.parse::<u16>().is_ok() {
            name
        } else {
            year
        }
    });
    [name, without_year]
        .into_iter()
        .find_map(|name| ACTS.by_name.get(name).or_else(|| ACTS.by_typed.get(name)))
        .map(|&at| &ACTS.rows[at])
}

/// Returns the act that a typed text names, and the section of it: "FCPA", "Section 10(b) of the Exchange Act", "Exchange
/// Act 10(b)", "Securities Act of 1933 § 17(a)".
pub fn typed_act(text: &str) -> Option<(&'static Act, Option<String>)> {
    if let Some(act) = act_typed(text) {
        return Some((act, None));
    }
    let is_sign = |word: &str| {
        let word = word.trim_end_matches(['.', '§']).to_lowercase();
        matches!(word.as_str(), "" | "section" | "sections" | "sec")
    };
    let is_number = |word: &str| {
        let number = word.trim_start_matches('§');
        number.starts_with(|c: char| c.is_ascii_digit())
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    // A number may be the year of a name: the first that leaves the name of an act is the section.
    let mut numbers = (0..words.len()).filter(|&at| is_number(words[at]));
    numbers.find_map(|at| {
        let section = words[at].trim_matches(['§', ',']).to_owned();
        let before: Vec<&str> = words[..at]
            .iter()
            .copied()
            .filter(|word| !is_sign(word))
            .collect();
        let after = &words[at + 1..];
        let name = match (before.is_empty(), after) {
            (true, ["of", rest @ ..] | rest) => rest.join(" "),
            (false, []) => before.join(" "),
            (false, _) => return None,
        };
        Some((act_typed(name.trim_end_matches(','))?, Some(section)))
    })
}

impl Act {
    /// Returns its name and its other names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let aliases = self.aliases.iter();
        aliases.chain([&self.name]).map(String::as_str)
    }

    /// Returns the name of one of its sections: `Securities Exchange Act of 1934 § 10(b)`.
    pub fn section_name(&self, section: &str) -> String {
        format!("{} § {section}", self.name)
    }

    /// Returns the section of the code that its own section is: `15 U.S.C. § 78j(b)` for `10(b)`.
    pub fn codified(&self, section: &str) -> Option<String> {
        let parts = self.parts.iter().filter(|part| is_part(section, &part.own));
        let part = parts.max_by_key(|part| part.own.len())?;
        let title = &self.sections.first()?.title;
        let rest = &section[part.own.len()..];
        Some(format!("{title} § {}{rest}", part.codified))
    }

    /// Returns whether a statute is one of those that it is codified in.
    pub fn means(&self, statute: &str) -> bool {
        self.sections.iter().any(|range| range.contains(statute))
    }

    /// Returns whether this statute is the only place where it is codified.
    pub fn is_only(&self, statute: &str) -> bool {
        matches!(&self.sections[..], [only] if only.is_in(statute))
    }

    /// Returns where it is codified, in words: `15 U.S.C. §§ 78a to 78qq`; empty where it has no place of its own.
    pub fn codification(&self) -> String {
        let same_title = |a: &SectionRange, b: &SectionRange| a.title == b.title;
        let titles = self.sections.chunk_by(same_title).map(|ranges| {
            let sections: Vec<String> = ranges.iter().map(ToString::to_string).collect();
            let sections = sections.join(", ");
            let signs = if sections.contains([',', ' ']) {
                "§§"
            } else {
                "§"
            };
            format!("{} {signs} {sections}", ranges[0].title)
        });
        titles.collect::<Vec<_>>().join(", ")
    }
}

/// Returns the act and the section that a value of the field `act` names: `Securities Exchange Act of 1934 § 10(b)`.
pub fn act_of_value(value: &str) -> Option<(&'static Act, Option<&str>)> {
    let (name, section) = match value.split_once(" § ") {
        Some((name, section)) => (name, Some(section)),
        None => (value, None),
    };
    let at = ACTS.rows.iter().position(|act| act.name == name)?;
    Some((&ACTS.rows[at], section))
}
