//! Which persons do the mentions of prosecutors establish?

use std::collections::HashMap;
use std::ops::Range;

use crate::extract::capitals::{capitalized, is_all_capitals};
use crate::model::{EvidenceSource, Found, Prosecutor, ProsecutorKind};
use crate::text::normalize::letters_and_digits;

/// How much a mention counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum MentionWeight {
    /// Adds to a person whom other mentions establish: `U.S. Attorney Smith’s office`, an official in the background.
    Supporting,
    /// Establishes a person in a release without strong mentions: in a headline, in a list of those present.
    Weak,
    /// Establishes a person.
    Strong,
}

/// One place in a release where a person is named as a prosecutor.
#[derive(Clone, Debug)]
pub(super) struct ProsecutorMention {
    pub name: String,
    pub title: String,
    pub kind: ProsecutorKind,
    pub weight: MentionWeight,
    /// Whether something is sent to the person: `a letter to`.
    pub addressee: bool,
    pub place: EvidenceSource,
    /// The name, in bytes.
    pub span: Range<usize>,
    /// The rule that found it.
    pub rule: &'static str,
}

/// A person with what all mentions tell.
struct Person {
    found: Found<Prosecutor>,
    /// The words of the fullest name, for comparison.
    words: Vec<String>,
    /// The highest weight of the mentions.
    weight: MentionWeight,
    /// Whether something is sent to the person in one mention.
    addressee: bool,
    /// Whether another mention has the full name.
    named_elsewhere: bool,
}

/// Maximum number of persons that weak mentions alone establish: more of them are guests and not the release's officials.
const MAX_WEAKLY_NAMED: usize = 2;

/// Maximum number of persons of one surname that a mention is compared with: keeps the time linear.
const MAX_NAMESAKES: usize = 32;

/// Merges the mentions of each person, and returns the persons whom they establish, in the order of the release.
pub(super) fn merge_mentions(mentions: Vec<ProsecutorMention>) -> Vec<Found<Prosecutor>> {
    let mut people: Vec<Person> = Vec::new();
    let mut surnames: HashMap<String, Vec<usize>> = HashMap::new();
    // Full names first, so that a surname alone finds its person also where it comes first.
    let (full, short): (Vec<_>, Vec<_>) = mentions
        .into_iter()
        .map(|mention| (name_words(&mention.name), mention))
        .partition(|(words, _)| words.len() > 1);
    for (mut words, mention) in full.into_iter().chain(short) {
        // "Attorney Does mandate": the apostrophe of the possessive is lost.
        if let [word] = words.as_mut_slice()
            && !surnames.contains_key(word)
            && let Some(stem) = word
                .strip_suffix('s')
                .filter(|stem| surnames.contains_key(*stem))
        {
            *word = stem.to_owned();
        }
        let namesakes = surnames
            .entry(words.last().cloned().unwrap_or_default())
            .or_default();
        let known = namesakes.iter().take(MAX_NAMESAKES).find(|at| {
            let person = &people[**at];
            is_same_person(
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
                addressee: mention.addressee,
                named_elsewhere: !mention.addressee && words.len() > 1,
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
    // "a letter to U.S. Attorney General Jo Doe": the addressee does not announce with the senders.
    people.retain(|person| !person.addressee || person.named_elsewhere);
    let with_weight = |weight| {
        people
            .iter()
            .filter(move |person| person.weight == weight)
            .count()
    };
    let least = if with_weight(MentionWeight::Strong) > 0
        || with_weight(MentionWeight::Weak) > MAX_WEAKLY_NAMED
    {
        MentionWeight::Strong
    } else {
        MentionWeight::Weak
    };
    let mut people: Vec<Found<Prosecutor>> = people
        .into_iter()
        .filter(|person| person.weight >= least)
        .map(|mut person| {
            if is_all_capitals(&person.found.value.name) {
                person.found.value.name = capitalized(&person.found.value.name);
            }
            person.found
        })
        .collect();
    people.sort_by_key(|person| (person.place != EvidenceSource::Title, person.span.start));
    people
}

impl Person {
    /// Adds one more mention, whose name has these words.
    fn add(&mut self, mention: ProsecutorMention, words: Vec<String>) {
        let full = words.len() > 1;
        let known = &mut self.found.value;
        let counsel =
            mention.kind == ProsecutorKind::Counsel && known.kind == ProsecutorKind::Official;
        if counsel && mention.weight == MentionWeight::Strong {
            known.kind = ProsecutorKind::Counsel;
        }
        // The title of counsel who handle the case goes before others, and a full one before none or an abbreviated one.
        if known.title.len() <= 3 && mention.title.len() > 3 || counsel && !mention.title.is_empty()
        {
            known.title = mention.title;
        }
        // More words are better, then small letters beside capitals, then more letters.
        let rank = |words: &[String], name: &str| (words.len(), !is_all_capitals(name));
        let (new, old) = (rank(&words, &mention.name), rank(&self.words, &known.name));
        let longer = mention.name.len() > known.name.len() && !is_all_capitals(&mention.name);
        if new > old || new.0 == old.0 && longer {
            known.name = mention.name;
            self.words = words;
        }
        self.weight = self.weight.max(mention.weight);
        self.addressee |= mention.addressee;
        self.named_elsewhere |= full && !mention.addressee;
        if mention.place == self.found.place && mention.span.start < self.found.span.start {
            self.found.span = mention.span;
            self.found.rule = mention.rule;
        }
    }
}

/// The words of a name for comparison: letters and digits in lower case, without suffixes.
fn name_words(name: &str) -> Vec<String> {
    name.split(|letter: char| {
        letter.is_whitespace() || matches!(letter, '-' | ',' | '"' | '“' | '”' | '(' | ')')
    })
    .map(letters_and_digits)
    .filter(|word| !word.is_empty() && !matches!(word.as_str(), "jr" | "sr" | "ii" | "iii" | "iv"))
    .collect()
}

/// Whether two names are one person's: one ends with the other, or the surnames are equal and the first names agree.
/// `same_kind` tells whether both mentions are of counsel or both of officials.
fn is_same_person(known: &[String], other: &[String], same_kind: bool) -> bool {
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
        || same_kind && (shared >= 3 || shared == shorter)
        || middle(known, other_first)
        || middle(other, first)
}
