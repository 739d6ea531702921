//! Which defendants does a typed name mean?
//!
//! Unlike prosecutors and judges, who stay for years, two defendants of one name are two people unless the release says
//! otherwise: their names are never put together. A typed name means every printed one that can be its own, and a note
//! lists them.

use std::collections::{BTreeMap, BTreeSet};

use tantivy::schema::Field;

use crate::error::{Result, ValueSource};
use crate::index::OpenIndex;
use crate::model::DefendantKind;
use crate::query::notes::Notes;
use crate::query::resolve::filter::bad;
use crate::query::resolve::person::fits;
use crate::query::resolve::suggest::{keyed_terms, known_values, nearest, noted_names};
use crate::schema::{DEFENDANT_BY_WORD, NameKey, name_words};
use crate::text::person_name::PersonName;

/// Maximum number of names that are suggested because they share a word with the typed one.
const MAX_SUGGESTED: usize = 5;

/// The printed names, in a field of the index, of the defendants whom `value` can mean.
pub(in crate::query::resolve) fn defendants(
    index: &OpenIndex,
    field: Field,
    at: ValueSource,
    value: &str,
    notes: &mut Notes,
) -> Result<Vec<String>> {
    let typed = TypedName::new(value);
    let mut terms = Vec::new();
    for word in &typed.looked_up() {
        terms.extend(keyed_terms(&index.searcher, DEFENDANT_BY_WORD, word)?);
    }
    let candidates: BTreeSet<NameKey<'_>> = terms
        .iter()
        .filter_map(|term| NameKey::read(term))
        .collect();
    let fitting = |closeness| -> BTreeMap<&str, &str> {
        let candidates = candidates.iter();
        candidates
            .filter(|candidate| typed.fits(candidate, closeness))
            .map(|candidate| (candidate.name, candidate.form))
            .collect()
    };
    let mut found = fitting(Closeness::Words);
    if found.is_empty() {
        found = fitting(Closeness::Initials);
    }
    found.extend(fitting(Closeness::Shorter));
    if found.is_empty() {
        let mut near = nearest(value, &known_values(&index.searcher, field)?);
        if near.is_empty() {
            // Those who share a word with the name.
            let names: BTreeSet<&str> = candidates.iter().map(|known| known.name).collect();
            near.extend(names.into_iter().take(MAX_SUGGESTED).map(str::to_owned));
        }
        return Err(bad(at, value, "no such defendant".to_owned(), near));
    }
    let names: Vec<String> = found.keys().map(|name| (*name).to_owned()).collect();
    let is_other = |(name, form): (&&str, &&str)| name != form;
    if names.len() > 1 {
        notes.add(format!(
            "`{value}` is read as any of {}",
            noted_names(&names)
        ));
    } else if found.iter().any(is_other) {
        notes.add(format!("`{value}` is read as {}", names[0]));
    }
    Ok(names)
}

/// How a typed name has to agree with a printed one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Closeness {
    /// Every typed word is a word of the name.
    Words,
    /// The same, and an initial stands for a name.
    Initials,
    /// The printed name of a person leaves out a middle name or a suffix of the typed one, and agrees otherwise.
    Shorter,
}

struct TypedName {
    /// The words, of a person.
    words: Vec<String>,
    /// The words, of an organization.
    of_organization: Vec<String>,
    name: PersonName,
}

impl TypedName {
    fn new(value: &str) -> Self {
        // `Doe, Jane`
        let turned = match value.split_once(',') {
            Some((last, first)) if first.split_whitespace().count() <= 3 => {
                format!("{} {}", first.trim(), last.trim())
            }
            _ => value.to_owned(),
        };
        let words = name_words(value, DefendantKind::Person);
        TypedName {
            of_organization: name_words(value, DefendantKind::Organization),
            name: PersonName::new(if is_suffix(&words) { value } else { &turned }),
            words,
        }
    }

    /// The words that are looked up: initials are not, where there are others.
    fn looked_up(&self) -> BTreeSet<&str> {
        let words = self.words.iter().chain(&self.of_organization);
        let long: BTreeSet<&str> = words
            .map(String::as_str)
            .filter(|word| word.chars().nth(1).is_some())
            .collect();
        if long.is_empty() {
            self.words.iter().map(String::as_str).collect()
        } else {
            long
        }
    }

    fn fits(&self, printed: &NameKey<'_>, closeness: Closeness) -> bool {
        let words = name_words(printed.form, printed.kind);
        match (printed.kind, closeness) {
            (DefendantKind::Organization, Closeness::Words) => {
                fits(&self.of_organization, &words, false)
            }
            (DefendantKind::Organization, _) => false,
            (DefendantKind::Person, Closeness::Words) => fits(&self.words, &words, false),
            (DefendantKind::Person, Closeness::Initials) => fits(&self.words, &words, true),
            (DefendantKind::Person, Closeness::Shorter) => {
                let printed = PersonName::new(printed.form);
                words.len() > 1
                    && self.words.len() > words.len()
                    && self.name.is_compatible(&printed)
            }
        }
    }
}

/// Whether the last word is the suffix of a name: `Jane Doe, Jr.` has no last name before the comma.
fn is_suffix(words: &[String]) -> bool {
    matches!(
        words.last().map(String::as_str),
        Some("jr" | "sr" | "ii" | "iii" | "iv")
    )
}
