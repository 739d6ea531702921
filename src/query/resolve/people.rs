//! Which printed names are one person's?
//!
//! A release keeps the name that it prints. Names of one person are put together when they are counted, filtered by and
//! shown: so an update, which reads only what has changed, ends in the same persons as an index built from nothing, and
//! nothing is stored twice.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;
use std::{io, mem};

use tantivy::schema::{Field, IndexRecordOption};
use tantivy::termdict::TermMerger;
use tantivy::{DocSet, Searcher, SegmentReader, TERMINATED, TantivyError};

use crate::error::Result;
use crate::index::OpenIndex;
use crate::model::Release;
use crate::schema::{AFTER_KEY, JUDGE, JUDGE_BY_SURNAME, PROSECUTOR, PROSECUTOR_BY_SURNAME};
use crate::text::person_name::{PersonName, surname};

/// The field of agencies, whose column tells the offices of a release.
const AGENCY: &str = "agency";

/// The divisions and offices of the Justice Department whose lawyers prosecute.
const DIVISIONS: [&str; 11] = [
    "atr", "civ", "crm", "crt", "enrd", "nsd", "oag", "oasg", "odag", "tax", "ust",
];

/// Maximum number of printed names with one last name that are compared with each other. Of more, each is a person of its own.
const MAX_NAMES: usize = 4096;

/// A field of the index whose values are names of persons.
#[derive(Debug)]
pub(crate) struct PersonField {
    /// Its name in the schema.
    name: &'static str,
    /// The printed names.
    pub(crate) names: Field,
    /// The same by last names.
    by_surname: Field,
    /// The names in a release.
    of_release: fn(&mut Release) -> Vec<&mut String>,
}

/// The fields of persons who stay in office for years, so that one person has several releases and several spellings.
pub(crate) static PERSON_FIELDS: [PersonField; 2] = [
    PersonField {
        name: "prosecutor",
        names: PROSECUTOR,
        by_surname: PROSECUTOR_BY_SURNAME,
        of_release: |release| {
            let prosecutors = release.prosecutors.iter_mut();
            prosecutors.map(|person| &mut person.name).collect()
        },
    },
    PersonField {
        name: "judge",
        names: JUDGE,
        by_surname: JUDGE_BY_SURNAME,
        of_release: |release| release.judges.iter_mut().collect(),
    },
];

impl PersonField {
    /// The field of this number; none where its values are no names of persons.
    pub(crate) fn of(field: Field) -> Option<&'static PersonField> {
        PERSON_FIELDS.iter().find(|known| known.names == field)
    }
}

impl PartialEq for PersonField {
    fn eq(&self, other: &Self) -> bool {
        self.names == other.names
    }
}

/// The persons of an index, or those with some last names.
#[derive(Debug, Default)]
pub(crate) struct People {
    /// The number of the person for each printed name.
    person_of: HashMap<String, usize>,
    /// The printed names of each person, the fullest first.
    names: Vec<Vec<String>>,
}

impl People {
    /// The persons of all names, read once while an index is open.
    pub(crate) fn all(index: &OpenIndex, of: &PersonField) -> Result<Arc<People>> {
        let searcher = &index.searcher;
        index.remembered(of.name, || {
            let mut names = Vec::new();
            add_names(&mut names, searcher, of, None)?;
            people(searcher, of, names)
        })
    }

    /// The persons whom these releases name.
    pub(crate) fn in_releases<'a>(
        searcher: &Searcher,
        of: &PersonField,
        releases: impl IntoIterator<Item = &'a mut Release>,
    ) -> Result<People> {
        let names = releases
            .into_iter()
            .flat_map(|release| (of.of_release)(release));
        People::with_last_names_of(searcher, of, names.map(|name| name.as_str()))
    }

    /// The persons whose last names are among those of `printed`.
    pub(crate) fn with_last_names_of<'a>(
        searcher: &Searcher,
        of: &PersonField,
        printed: impl IntoIterator<Item = &'a str>,
    ) -> Result<People> {
        let surnames: BTreeSet<String> = printed.into_iter().map(surname).collect();
        let mut names = Vec::new();
        for surname in &surnames {
            add_names(&mut names, searcher, of, Some(surname))?;
        }
        people(searcher, of, names)
    }

    /// The name under which a person is counted and shown: the fullest.
    pub(crate) fn shown<'a>(&'a self, printed: &'a str) -> &'a str {
        self.spellings(printed)
            .first()
            .map_or(printed, String::as_str)
    }

    /// Gives the persons of a release the names under which they are shown.
    pub(crate) fn rename(&self, of: &PersonField, release: &mut Release) {
        for name in (of.of_release)(release) {
            let shown = self.shown(name);
            if shown != name {
                *name = shown.to_owned();
            }
        }
    }

    /// All printed names of the person with this printed name; empty where there is no other.
    pub(crate) fn spellings(&self, printed: &str) -> &[String] {
        self.person_of
            .get(printed)
            .map_or(&[], |number| self.names[*number].as_slice())
    }
}

/// Puts the names of each last name together. Of most persons there is one name: where they work need not be known.
fn people(
    searcher: &Searcher,
    of: &PersonField,
    by_surname: Vec<Vec<PersonName>>,
) -> Result<People> {
    let offices = offices(searcher, of, &by_surname)?;
    let mut people = People::default();
    for names in by_surname {
        for names in persons(names, &offices) {
            let number = people.names.len();
            let owned = names.iter().map(|name| (name.clone(), number));
            people.person_of.extend(owned);
            people.names.push(names);
        }
    }
    Ok(people)
}

/// Adds the printed names of each last name, or of one, if some of them can be one person's. The names of one last name at
/// a time are in memory: an index may have a million persons.
fn add_names(
    found: &mut Vec<Vec<PersonName>>,
    searcher: &Searcher,
    of: &PersonField,
    surname: Option<&str>,
) -> Result<()> {
    let segments = searcher.segment_readers().iter();
    let segments = segments.map(|segment| segment.inverted_index(of.by_surname));
    let segments = segments.collect::<tantivy::Result<Vec<_>>>()?;
    let streams = segments.iter().map(|segment| {
        let mut range = segment.terms().range();
        if let Some(surname) = surname {
            range = range.ge(format!("{surname}{AFTER_KEY}"));
            range = range.lt(format!("{surname}{AFTER_KEY}\u{10FFFF}"));
        }
        range.into_stream()
    });
    let streams = streams.collect::<io::Result<Vec<_>>>();
    let mut terms = TermMerger::new(streams.map_err(TantivyError::from)?);
    let mut last = String::new();
    let mut names: Vec<String> = Vec::new();
    let mut add = |printed: &[String]| {
        if (2..=MAX_NAMES).contains(&printed.len()) {
            let names: Vec<PersonName> = printed.iter().map(|name| PersonName::new(name)).collect();
            if has_compatible_names(&names) {
                found.push(names);
            }
        }
    };
    while terms.advance() {
        let term = std::str::from_utf8(terms.key()).ok();
        let Some((surname, printed)) = term.and_then(|term| term.split_once(AFTER_KEY)) else {
            continue;
        };
        if surname != last {
            add(&mem::take(&mut names));
            surname.clone_into(&mut last);
        }
        if names.len() <= MAX_NAMES {
            names.push(printed.to_owned());
        }
    }
    add(&names);
    Ok(())
}

fn has_compatible_names(names: &[PersonName]) -> bool {
    (names.iter().enumerate())
        .any(|(at, one)| names[at + 1..].iter().any(|other| one.is_compatible(other)))
}

/// The names of each person, the fullest first. A person whose name stands alone is left out.
///
/// A name belongs to a person with whom it agrees and shares an office. Where there are two such persons it stays alone:
/// it may be either's.
fn persons(
    mut names: Vec<PersonName>,
    offices: &HashMap<String, HashSet<String>>,
) -> Vec<Vec<String>> {
    names.sort_by(PersonName::by_fullness);
    let mut groups: Vec<(Vec<PersonName>, HashSet<&String>)> = Vec::new();
    for name in names {
        // None where no release has the name any more.
        let Some(own) = offices.get(&name.printed) else {
            continue;
        };
        let same =
            (groups.iter()).position(|(members, _)| members.iter().any(|m| m.is_same(&name)));
        let candidates: Vec<usize> = match same {
            Some(same) => vec![same],
            None => (0..groups.len())
                .filter(|&at| {
                    let (members, shared) = &groups[at];
                    members.iter().all(|member| member.is_compatible(&name))
                        && own.iter().any(|office| shared.contains(office))
                })
                .collect(),
        };
        match candidates.as_slice() {
            [at] => {
                groups[*at].0.push(name);
                groups[*at].1.extend(own);
            }
            _ => groups.push((vec![name], own.iter().collect())),
        }
    }
    let names = groups.into_iter().map(|(members, _)| members);
    let printed = names.map(|members| members.into_iter().map(|name| name.printed).collect());
    printed
        .filter(|names: &Vec<String>| names.len() > 1)
        .collect()
}

/// The prosecuting offices that are credited beside each name; nothing for a name that no release has any more.
fn offices(
    searcher: &Searcher,
    of: &PersonField,
    names: &[Vec<PersonName>],
) -> Result<HashMap<String, HashSet<String>>> {
    let mut offices: HashMap<String, HashSet<String>> = HashMap::new();
    for segment in searcher.segment_readers() {
        let inverted = segment.inverted_index(of.names)?;
        let column = segment.fast_fields().str(AGENCY)?;
        let known = office_of_each_path(segment)?;
        for name in names.iter().flatten() {
            let term = tantivy::Term::from_field_text(of.names, &name.printed);
            let Some(mut postings) = inverted.read_postings(&term, IndexRecordOption::Basic)?
            else {
                continue;
            };
            let mut doc = postings.doc();
            while doc != TERMINATED {
                if segment
                    .alive_bitset()
                    .is_none_or(|alive| alive.is_alive(doc))
                {
                    let own = offices.entry(name.printed.clone()).or_default();
                    for ordinal in column.iter().flat_map(|column| column.term_ords(doc)) {
                        let office = usize::try_from(ordinal)
                            .ok()
                            .and_then(|at| known.get(at)?.as_ref());
                        if let Some(office) = office.filter(|office| !own.contains(*office)) {
                            own.insert(office.clone());
                        }
                    }
                }
                doc = postings.advance();
            }
        }
    }
    Ok(offices)
}

/// The prosecuting office of each agency path of a segment, in the order of its column.
fn office_of_each_path(segment: &SegmentReader) -> Result<Vec<Option<String>>> {
    let mut offices = Vec::new();
    if let Some(column) = segment.fast_fields().str(AGENCY)? {
        let ordinals: Vec<u64> = (0..column.num_terms() as u64).collect();
        column
            .dictionary()
            .sorted_ords_to_term_cb(&ordinals, |path| {
                offices.push(office(&String::from_utf8_lossy(path)));
            })
            .map_err(TantivyError::from)?;
    }
    Ok(offices)
}

/// The office to which a path belongs, if it prosecutes: a U.S. Attorney's Office, a division of the Justice Department, a
/// commission, a district attorney. Steps have a zero byte between them, as the engine writes them.
fn office(path: &str) -> Option<String> {
    let steps: Vec<&str> = path.split('\0').collect();
    let length = match steps.as_slice() {
        ["doj", "usao", _, ..] => 3,
        ["doj", division, ..] if DIVISIONS.contains(division) => 2,
        ["sec" | "cftc" | "ftc" | "cfpb", ..] => 1,
        ["state" | "local", .., "ag" | "da"] => steps.len(),
        _ => return None,
    };
    Some(steps[..length].join("/"))
}
