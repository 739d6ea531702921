//! Which persons and organizations do the names of a page mean?

use std::ops::Range;

use foldhash::HashMap;

use crate::extract::capitals::{capitalized, capitalized_firm, is_all_capitals};
use crate::extract::defendant::findings::Evidence;
use crate::extract::defendant::names::Run;
use crate::extract::defendant::reader::NameReader;
use crate::knowledge::tables::cases::case_words::{ORG_ENDING, PUBLIC_BODY};
use crate::knowledge::tables::name_words::NameWord;
use crate::model::{Defendant, DefendantKind, Found};
use crate::text::char_class::is_one_character;
use crate::text::folded_words::FoldedWords;
use crate::text::normalize::{letters_and_digits, one_line, remove_accents};
use crate::text::person_name::PersonName;

/// One person or organization.
#[derive(Debug)]
pub(super) struct Party {
    /// The words of the name for comparison, without endings and suffixes.
    pub words: FoldedWords,
    pub found: Found<Defendant>,
    pub evidence: Evidence,
    /// Whether it may be a public body.
    pub public: bool,
    /// Whether only its words, and no ending such as `Inc.`, show that it is an organization.
    pub open: bool,
}

/// All of them.
#[derive(Debug, Default)]
pub(super) struct Parties {
    pub all: Vec<Party>,
    /// By last word of a person's name.
    surnames: HashMap<String, Vec<usize>>,
    /// By first word of an organization's name.
    first_words: HashMap<String, Vec<usize>>,
    /// Short forms that the release defines: `(Acme)`.
    short_forms: HashMap<String, usize>,
}

/// Most persons of one surname, and organizations of one first word, that a name is compared with: keeps the time linear.
const MAX_NAMESAKES: usize = 24;
/// Most persons and organizations of one release.
const MAX_PARTIES: usize = 1000;

impl Parties {
    /// The party that a name means in full; a new one where it is not known.
    pub fn add(&mut self, reader: &NameReader, name: &Name) -> Option<usize> {
        let Name { run, words, .. } = name;
        // An alias that was told before.
        if let Some(at) = self.short_forms.get(words.joined()) {
            return Some(*at);
        }
        if let Some(known) = self.of_full_name(reader, name) {
            self.lengthen(known, reader, name);
            return Some(known);
        }
        let count = words.len();
        let is_person = !run.organization;
        if count == 0
            || run.ordinary
            || self.all.len() >= MAX_PARTIES
            || is_person && !(2..=8).contains(&count)
            || is_person && !is_persons_name(reader, run)
            || !is_person && !run.ending && count < 2 && !name.sued
        {
            return None;
        }
        let at = self.all.len();
        self.index(at, words, is_person);
        let mut aliases = Vec::new();
        if let Some(nickname) = &run.nickname {
            aliases.push(reader.text[nickname.clone()].to_owned());
        }
        self.all.push(Party {
            words: words.clone(),
            found: Found {
                value: Defendant {
                    name: printed(reader, run),
                    kind: if is_person {
                        DefendantKind::Person
                    } else {
                        DefendantKind::Organization
                    },
                    aliases,
                },
                place: reader.part.place.clone(),
                span: run.span.clone(),
                rule: "",
            },
            evidence: Evidence::default(),
            open: run.organization && !run.ending,
            public: !run.ending
                && run
                    .words
                    .clone()
                    .any(|at| reader.cues.has(&reader.words[at], PUBLIC_BODY)),
        });
        Some(at)
    }

    fn index(&mut self, at: usize, words: &FoldedWords, is_person: bool) {
        let (map, key) = if is_person {
            (&mut self.surnames, words.last())
        } else {
            (&mut self.first_words, words.first())
        };
        if let Some(key) = key {
            map.entry(key.to_owned()).or_default().push(at);
        }
    }

    fn of_full_name(&self, reader: &NameReader, name: &Name) -> Option<usize> {
        let Name { run, words, .. } = name;
        if run.organization {
            let known = self.first_words.get(words.first()?)?.iter();
            let mut known = known.take(MAX_NAMESAKES).copied();
            return known.find(|at| self.all[*at].words == *words);
        }
        let printed = || PersonName::new(&reader.text[run.span.clone()]);
        let find = |surname: &str| {
            let known = self.surnames.get(surname)?.iter();
            let mut known = known.take(MAX_NAMESAKES).copied();
            known.find(|at| {
                let party = &self.all[*at];
                let known = || PersonName::new(&party.found.value.name);
                is_same_person(&party.words, words, surname) && known().agrees_in_suffix(&printed())
            })
        };
        // Saved pages lose apostrophes: "Jo Does boat", of Jo Doe.
        let surname = words.last()?;
        find(surname)
            .or_else(|| self.of_nickname(words))
            .or_else(|| find(surname.strip_suffix('s').filter(|bare| bare.len() > 2)?))
            .or_else(|| find(&[surname, "s"].concat()))
    }

    /// The person with this surname whose nickname the first name is: `Bill Doe` of `William "Bill" Doe`.
    fn of_nickname(&self, words: &FoldedWords) -> Option<usize> {
        let first = words.first().filter(|_| words.len() == 2)?;
        let known = self.surnames.get(words.last()?)?.iter();
        let mut known = known.take(MAX_NAMESAKES).copied();
        known.find(|at| {
            let mut aliases = self.all[*at].found.value.aliases.iter();
            aliases.any(|alias| fold(alias) == first)
        })
    }

    /// Keeps the fuller of two forms of a name.
    fn lengthen(&mut self, at: usize, reader: &NameReader, name: &Name) {
        let Name { run, words, .. } = name;
        let party = &mut self.all[at];
        if let Some(nickname) = &run.nickname {
            let nickname = reader.text[nickname.clone()].to_owned();
            push_alias(&mut party.found.value, nickname);
        } else if reader.text[run.span.clone()] == party.found.value.name {
            return;
        }
        let lengths = |words: &FoldedWords| words.last().map_or(0, str::len);
        let (last, known_last) = (lengths(words), lengths(&party.words));
        // Of "Jo Doe" and "Jo Does" the shorter is the name.
        let may_be_longer =
            last < known_last || last == known_last && words.len() >= party.words.len();
        if !may_be_longer {
            return;
        }
        let name = printed(reader, run);
        let was_capitals = is_all_capitals(&reader.text[run.span.clone()]);
        let longer = last < known_last
            || (words.len(), name.len()) > (party.words.len(), party.found.value.name.len());
        if longer && !(was_capitals && words.len() == party.words.len()) {
            party.found.value.name = name;
            party.words.clone_from(words);
        }
    }

    /// The party that a name means in part: a surname, the first words of an organization, a short form.
    pub fn of_short_name(&self, name: &Name) -> Option<usize> {
        let Name { run, words, .. } = name;
        if let Some(at) = self.short_forms.get(words.joined()) {
            return Some(*at);
        }
        let first = words.first()?;
        let is_surname = words.len() == 1 && !run.organization && self.surnames.contains_key(first);
        if let Some(known) = self.first_words.get(first)
            && !is_surname
        {
            let mut longer = known
                .iter()
                .take(MAX_NAMESAKES)
                .copied()
                .filter(|at| self.all[*at].words.starts_with(words));
            if let Some(at) = longer.next() {
                return Some(at);
            }
        }
        if run.headline && words.len() > 2 {
            // "Banker Jo Doe Sentenced"
            let known = self.surnames.get(words.last()?)?;
            let first = words.get(words.len() - 2);
            let mut persons = known.iter().take(MAX_NAMESAKES).copied();
            return persons.find(|at| self.all[*at].words.first() == first);
        }
        if words.len() > 2 || run.organization {
            return None;
        }
        let by_surname = |name: &str| {
            let known = self.surnames.get(name)?;
            match known.as_slice() {
                [only] => Some(*only),
                _ => None,
            }
        };
        if words.len() == 2 {
            // "Arce Soto" of "Juan Arce Soto"
            let at = by_surname(words.last()?)?;
            return self.all[at].words.ends_with(words).then_some(at);
        }
        by_surname(first)
            // "Does": the apostrophe of the possessive is lost.
            .or_else(|| by_surname(first.strip_suffix('s')?))
    }

    /// The public body of a place that is sued by its name alone: `Oldport` for `the city of Oldport`.
    pub fn body_of(&self, name: &Name) -> Option<usize> {
        ["city", "county", "state", "town", "village"]
            .iter()
            .find_map(|kind| {
                let known = self.first_words.get(*kind)?.iter();
                let mut known = known.take(MAX_NAMESAKES).copied();
                known.find(|at| self.all[*at].words.ends_with(&name.words))
            })
    }

    /// Whether it is a surname of a person that is known.
    pub fn is_surname(&self, name: &Name) -> bool {
        self.surnames.contains_key(name.words.joined())
    }

    /// Notes a short form that stands in brackets behind a name.
    pub fn define(&mut self, short: &str, at: usize) {
        let short = fold(short);
        if short.len() > 1 && self.short_forms.len() < MAX_PARTIES {
            self.short_forms.entry(short).or_insert(at);
        }
    }
}

/// Adds an alias, each once.
pub(super) fn push_alias(defendant: &mut Defendant, alias: String) {
    /// Most aliases of one defendant.
    const MAX_ALIASES: usize = 20;
    let is_new = alias != defendant.name && !defendant.aliases.contains(&alias);
    if is_new && defendant.aliases.len() < MAX_ALIASES {
        defendant.aliases.push(alias);
    }
}

/// Letters and digits without accents, in lower case.
pub(super) fn fold(text: &str) -> String {
    letters_and_digits(&remove_accents(text))
}

/// A printed name with its words for comparison.
#[derive(Debug)]
pub(super) struct Name {
    pub run: Run,
    words: FoldedWords,
    /// Whether words beside it say that it is sued: then one word is enough.
    pub sued: bool,
}

impl Name {
    /// Whether it holds an initial, as names of persons do.
    pub fn has_initial(&self) -> bool {
        self.words.iter().any(is_one_character)
    }

    pub fn new(reader: &NameReader, run: Run) -> Name {
        Name {
            words: folded_words(reader, &run),
            run,
            sued: false,
        }
    }
}

/// The words of a name for comparison. Words that a hyphen joins are one.
fn folded_words(reader: &NameReader, run: &Run) -> FoldedWords {
    let mut words = FoldedWords::with_capacity(run.len(), run.span.len());
    for at in run.words.clone() {
        let word = &reader.words[at];
        if run
            .nickname
            .as_ref()
            .is_some_and(|inside| inside.start <= word.start && word.end <= inside.end)
            || run.organization && reader.cues.has(word, ORG_ENDING)
            || at > run.words.start
                && reader.cues.name_word(word) == Some(NameWord::Suffix)
                && word.end - word.start > 1
        {
            continue;
        }
        let printed = &reader.text[word.start..word.end.min(run.span.end)];
        let hyphen = at > run.words.start && reader.gap(at).contains(['-', '\u{2010}', '\u{2011}']);
        if hyphen && words.join_to_last(printed) {
            continue;
        }
        if run.organization {
            words.push_unless(printed, "the");
        } else {
            words.push(printed);
        }
    }
    if words.is_empty() {
        run.words.clone().for_each(|at| words.push(reader.raw(at)));
    }
    words
}

/// Whether the words can be a person's name: letters alone, and no abbreviations alone.
fn is_persons_name(reader: &NameReader, run: &Run) -> bool {
    let raw = |at: usize| reader.raw(at);
    let all_short = run.words.clone().all(|at| {
        raw(at).len() <= 4
            && raw(at)
                .chars()
                .all(|letter| letter.is_uppercase() || letter == '.')
    });
    let last = run
        .words
        .clone()
        .rev()
        .find(|at| reader.cues.name_word(&reader.words[*at]) != Some(NameWord::Suffix));
    let ends_with_initial = last.is_some_and(|at| is_one_character(raw(at)));
    !all_short
        && !ends_with_initial
        && run.words.clone().all(|at| {
            !raw(at)
                .bytes()
                .any(|byte| byte.is_ascii_digit() || byte == b'&')
        })
}

/// The name as people write it, on one line, without a nickname.
fn printed(reader: &NameReader, run: &Run) -> String {
    let text = &reader.text[run.span.clone()];
    let mut name = if let Some(nickname) = &run.nickname {
        let (before, after) = (
            nickname.start - run.span.start,
            nickname.end - run.span.start,
        );
        let before = text[..before].trim_end_matches([' ', '"', '“', '(', '‘', '\'']);
        let after = text[after..].trim_start_matches([' ', '"', '”', ')', '’', '\'']);
        one_line(&format!("{before} {after}"))
    } else {
        one_line(text)
    };
    // As prints are read: "Acme , Inc."
    if name.contains(" ,") {
        name = name.replace(" ,", ",");
    }
    if is_all_capitals(&name) && name.len() > 4 {
        if run.organization {
            capitalized_firm(&name)
        } else {
            capitalized(&name)
        }
    } else {
        name
    }
}

/// Whether two names are one person's: first names equal, or one the other's initial. `surname` is that of the other one.
fn is_same_person(known: &FoldedWords, other: &FoldedWords, surname: &str) -> bool {
    let (Some(first), Some(other_first)) = (known.first(), other.first()) else {
        return false;
    };
    let initial = |short: &str, long: &str| is_one_character(short) && long.starts_with(short);
    known.last() == Some(surname)
        && known.len() > 1
        && other.len() > 1
        && (first == other_first
            || initial(first, other_first)
            || initial(other_first, first)
            || known.ends_like(other, 1))
}

/// A place where a party is named.
#[derive(Clone, Debug)]
pub(super) struct Mention<'a> {
    /// Words of its part of the page.
    pub words: Range<usize>,
    /// The party; none for a name that means none.
    pub party: Option<usize>,
    pub run: &'a Run,
}
