//! Mentions -> persons: the same person named twice is one.

use std::collections::HashMap;
use std::ops::Range;

use crate::model::{EvidenceSource, Found, Prosecutor, ProsecutorKind};
use crate::text::normalize::letters_and_digits;

/// What a mention is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// It only adds to a person: `U.S. Attorney Smith’s office`, an official in the background.
    Adds,
    /// It makes a person where nothing better does: in a headline, in a list of those present.
    Suffices,
    /// It makes a person.
    Makes,
}

/// One place in the text where a person is named as a prosecutor.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    pub name: String,
    pub title: String,
    pub kind: ProsecutorKind,
    pub weight: Weight,
    /// Whether a letter or a call goes to the person.
    pub addressed: bool,
    pub place: EvidenceSource,
    pub span: Range<usize>,
    pub rule: &'static str,
}

struct Person {
    found: Found<Prosecutor>,
    words: Vec<String>,
    weight: Weight,
    /// Whether a letter or a call goes to the person, and whether the full name stands anywhere else.
    addressed: bool,
    named: bool,
}

/// More persons than these in headlines and lists alone are guests and not the release's officials.
const SUFFICING: usize = 2;

/// No release has so many persons of one surname; a text made to cost time might.
const NAMESAKES: usize = 32;

/// Puts mentions that stand in the order of the text together into persons.
pub(super) fn people(mentions: Vec<Mention>) -> Vec<Found<Prosecutor>> {
    let mut people: Vec<Person> = Vec::new();
    let mut surnames: HashMap<String, Vec<usize>> = HashMap::new();
    // Full names first, so that a surname alone finds its person wherever it stands.
    let (full, short): (Vec<_>, Vec<_>) = mentions
        .into_iter()
        .map(|mention| (words(&mention.name), mention))
        .partition(|(words, _)| words.len() > 1);
    for (words, mention) in full.into_iter().chain(short) {
        let namesakes = surnames
            .entry(words.last().cloned().unwrap_or_default())
            .or_default();
        let known = namesakes.iter().take(NAMESAKES).find(|at| {
            let person = &people[**at];
            same(
                &person.words,
                &words,
                person.found.value.kind == mention.kind,
            )
        });
        if let Some(at) = known {
            people[*at].add(mention, words);
        } else {
            namesakes.push(people.len());
            people.push(Person {
                weight: mention.weight,
                addressed: mention.addressed,
                named: !mention.addressed && words.len() > 1,
                found: Found {
                    value: Prosecutor {
                        name: mention.name,
                        title: mention.title,
                        kind: mention.kind,
                    },
                    place: mention.place,
                    span: mention.span,
                    rule: mention.rule,
                },
                words,
            });
        }
    }
    // "a letter to U.S. Attorney General Jo Doe": whom others write to does not announce with them.
    people.retain(|person| !person.addressed || person.named);
    let made = people.iter().any(|person| person.weight == Weight::Makes);
    let sufficing = people
        .iter()
        .filter(|person| person.weight == Weight::Suffices);
    let least = if made || sufficing.count() > SUFFICING {
        Weight::Makes
    } else {
        Weight::Suffices
    };
    let mut people: Vec<Found<Prosecutor>> = people
        .into_iter()
        .filter(|person| person.weight >= least)
        .map(|mut person| {
            if shouted(&person.found.value.name) {
                person.found.value.name = lowered(&person.found.value.name);
            }
            person.found
        })
        .collect();
    people.sort_by_key(|person| (person.place != EvidenceSource::Title, person.span.start));
    people
}

impl Person {
    fn add(&mut self, mention: Mention, words: Vec<String>) {
        let full = words.len() > 1;
        let known = &mut self.found.value;
        let counsel =
            mention.kind == ProsecutorKind::Counsel && known.kind == ProsecutorKind::Official;
        if counsel && mention.weight == Weight::Makes {
            known.kind = ProsecutorKind::Counsel;
        }
        // Counsel's title is the one borne in handling the case; a bare or abbreviated one gives way.
        if known.title.len() <= 3 && mention.title.len() > 3 || counsel && !mention.title.is_empty()
        {
            known.title = mention.title;
        }
        let fuller =
            (words.len(), !shouted(&mention.name)) > (self.words.len(), !shouted(&known.name));
        if fuller && words.len() >= self.words.len()
            || words.len() == self.words.len()
                && mention.name.len() > known.name.len()
                && !shouted(&mention.name)
        {
            known.name = mention.name;
            self.words = words;
        }
        self.weight = self.weight.max(mention.weight);
        self.addressed |= mention.addressed;
        self.named |= full && !mention.addressed;
        if mention.place == self.found.place && mention.span.start < self.found.span.start {
            self.found.span = mention.span;
            self.found.rule = mention.rule;
        }
    }
}

fn shouted(name: &str) -> bool {
    !name.chars().any(char::is_lowercase)
}

/// `JANE MCGRATH-O’NEILL III` -> `Jane McGrath-O’Neill III`
fn lowered(name: &str) -> String {
    let mut lowered = String::with_capacity(name.len());
    for word in name.split_inclusive([' ', '-', '’', '\'']) {
        let bare = word.trim_end_matches([' ', '-', '’', '\'', ',', '.']);
        if matches!(bare, "II" | "III" | "IV") || bare.contains('.') {
            lowered.push_str(word);
            continue;
        }
        let kept = if bare.starts_with("MC") && bare.len() > 3 {
            2
        } else {
            0
        };
        for (at, letter) in word.chars().enumerate() {
            if at == 0 || kept > 0 && at == kept {
                lowered.push(letter);
            } else {
                lowered.extend(letter.to_lowercase());
            }
        }
    }
    lowered
}

/// The words of a name to compare by: small letters, no accents to speak of, no suffix.
fn words(name: &str) -> Vec<String> {
    name.split(|letter: char| {
        letter.is_whitespace() || matches!(letter, '-' | ',' | '"' | '“' | '”' | '(' | ')')
    })
    .map(letters_and_digits)
    .filter(|word| !word.is_empty() && !matches!(word.as_str(), "jr" | "sr" | "ii" | "iii" | "iv"))
    .collect()
}

/// Whether two names are one person's: one ends with the other, or surnames agree and first names go together.
fn same(known: &[String], other: &[String], alike: bool) -> bool {
    let (Some(surname), Some(other_surname)) = (known.last(), other.last()) else {
        return false;
    };
    if known.ends_with(other) || other.ends_with(known) {
        return true;
    }
    if surname != other_surname || known.len() < 2 || other.len() < 2 {
        return false;
    }
    let (first, other_first) = (&known[0], &other[0]);
    let shared = first
        .chars()
        .zip(other_first.chars())
        .take_while(|(a, b)| a == b)
        .count();
    let shorter = first.chars().count().min(other_first.chars().count());
    // J. Michael Marous and Michael J. Marous; Ken and Kenneth Polite
    let middle =
        |names: &[String], word: &String| names[1..names.len() - 1].iter().any(|name| name == word);
    first == other_first
        || alike && (shared >= 3 || shared == shorter)
        || middle(known, other_first)
        || middle(other, first)
}
