//! What can a case be about, and which phrases and statutes say so?

use std::sync::LazyLock;

use serde::Deserialize;

use crate::knowledge::loader::{Table, semicolons};

pub(crate) const TABLE: Table = Table::new("offenses.tsv", include_str!("../../data/offenses.tsv"));

/// An offense.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Offense {
    /// Its name: `wire fraud`.
    pub name: &'static str,
    /// Phrases that name it.
    #[serde(deserialize_with = "semicolons")]
    pub phrases: Vec<&'static str>,
    /// Phrases that name it where somebody is charged with them, and mean something else elsewhere.
    #[serde(deserialize_with = "semicolons")]
    pub charged: Vec<&'static str>,
    /// Phrases that tell of it. They count where a page names no offense.
    #[serde(deserialize_with = "semicolons")]
    pub facts: Vec<&'static str>,
    /// Statutes that mean it: `18 U.S.C. § 1343`.
    #[serde(deserialize_with = "semicolons")]
    pub statutes: Vec<&'static str>,
    /// Phrases that begin alike and mean another thing.
    #[serde(deserialize_with = "semicolons")]
    pub not: Vec<&'static str>,
    /// A text that names it.
    #[cfg_attr(not(test), expect(dead_code, reason = "tests read it"))]
    pub example: &'static str,
    /// A text that does not.
    #[cfg_attr(not(test), expect(dead_code, reason = "tests read it"))]
    pub counter: &'static str,
}

/// What a phrase says of an offense.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhraseStrength {
    /// It names the offense.
    Name,
    /// It names the offense where somebody is charged with it.
    IfCharged,
    /// It tells of the offense, which counts where none is named.
    Fact,
    /// It names no offense.
    None,
}

/// A phrase about an offense.
#[derive(Clone, Copy, Debug)]
pub struct OffensePhrase {
    /// The words.
    pub phrase: &'static str,
    /// The position of the offense among all.
    pub offense: usize,
    /// What they say.
    pub strength: PhraseStrength,
}

static OFFENSES: LazyLock<Vec<Offense>> = LazyLock::new(|| TABLE.rows());

static PHRASES: LazyLock<Vec<OffensePhrase>> = LazyLock::new(|| {
    let mut phrases = Vec::new();
    for (offense, row) in offenses().iter().enumerate() {
        for (strength, list) in [
            (PhraseStrength::Name, &row.phrases),
            (PhraseStrength::IfCharged, &row.charged),
            (PhraseStrength::Fact, &row.facts),
            (PhraseStrength::None, &row.not),
        ] {
            let list = list.iter();
            phrases.extend(list.map(|phrase| OffensePhrase {
                phrase,
                offense,
                strength,
            }));
        }
    }
    phrases
});

/// Returns the offenses, in the order in which they are listed.
pub(crate) fn offenses() -> &'static [Offense] {
    &OFFENSES
}

/// Returns every phrase about an offense.
pub fn offense_phrases() -> &'static [OffensePhrase] {
    &PHRASES
}

/// Returns the names of all offenses, in the order in which they are listed.
pub fn offense_names() -> impl Iterator<Item = &'static str> {
    offenses().iter().map(|row| row.name)
}

/// Returns the name of an offense.
pub fn offense_name(offense: usize) -> &'static str {
    offenses().get(offense).map_or("other", |row| row.name)
}

/// Returns the offense that a statute means: that of the section, or of a part of it that has a row of its own.
pub fn offense_of_statute(statute: &str) -> Option<usize> {
    let fits = |known: &str| {
        let rest = statute.strip_prefix(known);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('('))
    };
    let rows = offenses().iter().enumerate();
    let known = rows.flat_map(|(at, row)| row.statutes.iter().map(move |known| (at, *known)));
    let longest = known
        .filter(|(_, known)| fits(known))
        .max_by_key(|(_, known)| known.len());
    longest.map(|(at, _)| at)
}
