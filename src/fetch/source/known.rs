//! Which sources have a name?

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::knowledge::loader::Table;

pub(crate) const TABLE: Table = Table::new("sources.tsv", include_str!("../data/sources.tsv"));

/// What a source gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SourceKind {
    /// The Justice Department's API: records.
    Api,
    /// RSS, Atom or a JSON feed: the newest pages.
    Feed,
    /// A sitemap, or an index of them: all pages.
    Sitemap,
    /// One page.
    Page,
}

/// A row of `sources.tsv`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownSource {
    /// The name, as typed.
    pub name: String,
    /// What it gives.
    pub kind: SourceKind,
    /// What is asked first.
    pub url: String,
    /// A part that the address of each release has; empty where all have one.
    pub pages: String,
    /// Whose releases they are.
    pub publisher: String,
    /// `needed` where the publisher answers only those who say how they can be reached.
    pub contact: String,
    /// Requests a second that it bears at most; empty where nothing is known.
    pub rate: String,
    /// The day on which dragnet has fetched from it, or `untried`.
    pub tried: String,
}

impl KnownSource {
    /// Whether the publisher answers only those who say how they can be reached.
    pub fn needs_contact(&self) -> bool {
        self.contact == "needed"
    }
}

static SOURCES: LazyLock<Vec<KnownSource>> = LazyLock::new(|| TABLE.rows());

/// The known sources, sorted by name.
pub fn known_sources() -> &'static [KnownSource] {
    &SOURCES
}

/// The source of this name.
pub(crate) fn known_source(name: &str) -> Option<&'static KnownSource> {
    let found = SOURCES.binary_search_by_key(&name, |source| source.name.as_str());
    found.ok().map(|at| &SOURCES[at])
}

#[cfg(test)]
mod tests {
    use jiff::civil::Date;

    use super::*;
    use crate::fetch::net::address::read_url;

    #[test]
    fn every_row_is_sound_and_they_are_sorted() {
        let rows: Vec<KnownSource> = TABLE.read().expect("a sound table");
        assert!(rows.len() > 10);
        assert!(rows.is_sorted_by(|one, other| one.name < other.name));
        for row in &rows {
            let name = &row.name;
            assert_eq!(known_source(name), Some(row), "{name}");
            let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            assert!(name.chars().all(is_plain), "{name}");
            assert_eq!(
                read_url(&row.url).map(String::from),
                Ok(row.url.clone()),
                "{name}"
            );
            assert!(row.url.starts_with("https://"), "{name}");
            assert!(!row.publisher.is_empty(), "{name}");
            assert!(matches!(row.contact.as_str(), "" | "needed"), "{name}");
            let is_rate = |rate: f64| (0.01..=10.0).contains(&rate);
            assert!(
                row.rate.is_empty() || row.rate.parse().is_ok_and(is_rate),
                "{name}"
            );
            assert!(
                row.tried == "untried" || row.tried.parse::<Date>().is_ok(),
                "{name}"
            );
        }
    }
}
