//! Names in running text: which bodies, districts and offices a text names, and where.
//!
//! The longest name wins, names do not overlap, and a unit's name takes its meaning from the body beside it
//! ("the Criminal Division's Fraud Section"). Who is *credited* is none of this file's business.

use std::ops::Range;
use std::sync::OnceLock;

use crate::knowledge::entities::composer::defines;
use crate::knowledge::entities::mention::{AnnotatedText, CreditMatch, Entity, Mention, Office};
use crate::knowledge::entities::phrase_trie::Phrases;
use crate::knowledge::entities::tokenizer::tokenize;
use crate::knowledge::entities::vocabulary::{ISSUER_LINE, Vocabulary};
use crate::knowledge::entities::word::{CandidateToken, Gap, LetterCase, Word};
use crate::knowledge::entities::word_set::WordSet;
use crate::knowledge::tables::credits::CreditPhrase;
use crate::knowledge::tables::districts::districts;
use crate::knowledge::tables::issuers::Issuer;

/// What a phrase can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PhraseSense {
    Name(usize),
    Abbreviation(usize),
    /// The agency, and its parent, beside whose name alone it is meant.
    Unit(usize, usize),
    District(usize),
    State(usize),
    Office(Office),
    County(usize),
}

/// An issuer known by a line of its releases.
#[derive(Debug)]
pub(crate) struct IssuerLine {
    /// The longest of its words, by which it is looked for; not the first one, which prints glue to what stands before it
    /// (`COMMISSIONLitigation Release No.`).
    pub(crate) anchor: u32,
    /// Where that word stands in the line, in bytes.
    pub(crate) offset: usize,
    pub(crate) issuer: Issuer,
}

/// The tables as phrases to be found.
#[derive(Debug)]
pub struct EntityRecognizer {
    pub(crate) vocabulary: Vocabulary,
    pub(crate) names: Phrases<PhraseSense>,
    pub(crate) credits: Phrases<usize>,
    /// The rows that `credits` finds.
    pub credit_phrases: Vec<CreditPhrase>,
    pub(crate) paths: Vec<String>,
    /// By district, once one is asked for.
    pub(crate) offices_of_districts: OnceLock<Vec<Option<usize>>>,
    /// Whether a body's short name is one of its names as a unit.
    pub(crate) known_by_unit: Vec<bool>,
    pub(crate) offices: usize,
    /// Issuers by site.
    pub issuer_hosts: Vec<Issuer>,
    /// Issuers by a line of their releases.
    pub(crate) lines: Vec<IssuerLine>,
    pub(crate) joins: WordSet,
    /// Words between the entries of a list.
    pub list_separators: WordSet,
    pub(crate) offices_plural: WordSet,
    pub(crate) generic: WordSet,
    pub(crate) places: WordSet,
    pub(crate) small: WordSet,
    pub(crate) department: WordSet,
    pub(crate) of: u32,
    pub(crate) and: u32,
    /// Words that say that something happens now, or beside the case.
    pub recency_words: WordSet,
    /// Who works for a body or deals with it, behind its name.
    pub affiliates: WordSet,
    /// Words in small letters that stand inside a list of officials and bodies.
    pub list_words: WordSet,
}

impl EntityRecognizer {
    /// Bodies known by a line that stands in each of their releases: path and byte span.
    pub fn find_issuers<'a>(
        &'a self,
        text: &'a str,
        reading: &'a AnnotatedText,
    ) -> impl Iterator<Item = (&'a str, Range<usize>)> {
        reading
            .candidates
            .iter()
            .filter(|candidate| candidate.has_flag(ISSUER_LINE))
            .map(|candidate| &reading.words[candidate.word_index()])
            .filter_map(move |word| {
                let lines = self.lines.iter().filter(|line| word.is(line.anchor));
                let mut issuers = lines.filter_map(|line| {
                    let start = word.start.checked_sub(line.offset)?;
                    let Issuer { value, path } = &line.issuer;
                    let span = start..start + value.len();
                    let same = text.get(span.clone())?.eq_ignore_ascii_case(value);
                    same.then_some((path.as_str(), span))
                });
                issuers.next()
            })
    }

    /// Reads a text.
    pub fn annotate(&self, text: &str) -> AnnotatedText {
        let (words, candidates) = tokenize(text, &self.vocabulary);
        let mut found = self.find(&words, &candidates);
        if defines(text, &words, &candidates) {
            found = self.follow_definitions(text, &words, &candidates, found);
        }
        let mentions = self.compose(&words, found);
        AnnotatedText {
            words,
            candidates,
            mentions,
        }
    }

    /// The credit phrases of a text, in order. They do not overlap, and none goes beyond its sentence.
    pub fn find_credits(&self, reading: &AnnotatedText) -> Vec<CreditMatch> {
        let mut found = Vec::new();
        let mut free = 0;
        for &candidate in &reading.candidates {
            let at = candidate.word_index();
            if self.credits.may_begin(candidate)
                && at >= free
                && let Some((length, rows)) = self.credits.longest(&reading.words[at..])
                && let Some(&row) = rows.first()
            {
                free = at + length;
                let words = at..free;
                found.push(CreditMatch { words, row });
            }
        }
        found
    }

    fn find(&self, words: &[Word], candidates: &[CandidateToken]) -> Vec<Mention> {
        let mut found: Vec<Mention> = Vec::with_capacity(candidates.len() / 4);
        let mut shouting = Shouting::default();
        let mut free = 0;
        for &candidate in candidates {
            let at = candidate.word_index();
            let begins = self.names.may_begin(candidate)
                && at >= free
                && match candidate.case {
                    // "the attorneys general of Maine and Ohio" is written small, and so are titles in Spanish.
                    LetterCase::Lower => self.small.has(&words[at]),
                    LetterCase::Capital | LetterCase::Upper => true,
                    LetterCase::Digit => false,
                };
            if !begins {
                continue;
            }
            let Some((length, meanings)) = self.names.longest(&words[at..]) else {
                continue;
            };
            let range = at..at + length;
            if let Some(named) = self.meaning(words, &range, meanings, &mut shouting, found.last())
            {
                free = range.end;
                found.push(Mention {
                    words: range,
                    entity: named,
                });
            }
        }
        found
    }

    fn meaning(
        &self,
        words: &[Word],
        range: &Range<usize>,
        meanings: &[PhraseSense],
        shouting: &mut Shouting,
        last: Option<&Mention>,
    ) -> Option<Entity> {
        if words[range.start].case == LetterCase::Lower {
            return match meanings {
                [PhraseSense::Office(office), ..] if *office != Office::Other => {
                    Some(Entity::Office(*office))
                }
                _ => None,
            };
        }
        let capitals = words[range.clone()]
            .iter()
            .all(|word| word.case == LetterCase::Upper);
        let mut agency: Option<usize> = None;
        let mut ambiguous = false;
        let mut named = |at: usize| ambiguous |= *agency.get_or_insert(at) != at;
        let mut units: Vec<(usize, usize)> = Vec::new();
        for &meaning in meanings {
            match meaning {
                PhraseSense::District(at) if range.len() > 1 || capitals => {
                    return Some(Entity::District(at));
                }
                PhraseSense::State(at) => return Some(Entity::State(at)),
                PhraseSense::Office(office) => return Some(Entity::Office(office)),
                PhraseSense::County(at) => return Some(Entity::County(at)),
                PhraseSense::Name(at) => named(at),
                PhraseSense::Abbreviation(at) if capitals && !shouting.at(words, range.start) => {
                    named(at);
                }
                PhraseSense::District(_) | PhraseSense::Abbreviation(_) => {}
                PhraseSense::Unit(at, parent) => {
                    if range.len() > 1 || capitals {
                        units.push((at, parent));
                    }
                }
            }
        }
        if let Some(agency) = agency.filter(|_| !ambiguous) {
            // "the Colorado Department of Justice", "the County Health and Human Services Department"
            if self.generic.has(&words[range.start])
                && (self.of_a_state(words, range, last) || self.goes_on(words, range))
            {
                return None;
            }
            return Some(Entity::Agency(agency));
        }
        if units.is_empty() || self.of_a_state(words, range, last) {
            return None;
        }
        Some(Entity::Unit(units))
    }

    /// "the State Department of Corrections" is no "State Department".
    fn goes_on(&self, words: &[Word], range: &Range<usize>) -> bool {
        let (Some(last), Some(next), Some(beyond)) = (
            range.end.checked_sub(1),
            words.get(range.end),
            words.get(range.end + 1),
        ) else {
            return false;
        };
        self.department.has(&words[last])
            && next.is(self.of)
            && next.before == Gap::Blank
            && beyond.case != LetterCase::Lower
    }

    fn of_a_state(&self, words: &[Word], range: &Range<usize>, last: Option<&Mention>) -> bool {
        let Some(before) = range.start.checked_sub(1) else {
            return false;
        };
        if words[before].sentence != words[range.start].sentence
            || words[range.start].before != Gap::Blank
        {
            return false;
        }
        let state = last.is_some_and(|last| {
            last.words.end == range.start && matches!(last.entity, Entity::State(_))
        });
        state || (self.places.has(&words[before]) && words[before].case != LetterCase::Lower)
    }

    /// The number of the agency that is the U.S. Attorney's Office of this district.
    pub fn office_of_district(&self, district: usize) -> Option<usize> {
        let offices = self.offices_of_districts.get_or_init(|| {
            let paths = districts().iter().map(|district| &district.path);
            paths
                .map(|path| self.paths.binary_search(path).ok())
                .collect()
        });
        *offices.get(district)?
    }

    /// The district of a U.S. Attorney's Office.
    pub fn district_of_office(&self, agency: usize) -> Option<usize> {
        let code = self.paths.get(agency)?.strip_prefix("/doj/usao/")?;
        districts()
            .binary_search_by(|district| district.code.as_str().cmp(code))
            .ok()
    }

    /// The number of `/doj/usao`: a U.S. Attorney's Office whose district is not told beside it.
    pub fn unspecified_district_office(&self) -> usize {
        self.offices
    }
}

/// Whether a sentence is written in capitals alone, where an abbreviation cannot be told from a word. Keeps the answer for
/// the next abbreviation of the same sentence, so that the time stays linear.
#[derive(Default)]
struct Shouting {
    known: Option<(u32, bool)>,
}

impl Shouting {
    /// Of the sentence in which word `at` stands.
    fn at(&mut self, words: &[Word], at: usize) -> bool {
        let sentence = words[at].sentence;
        match self.known {
            Some((known, shouts)) if known == sentence => shouts,
            _ => {
                let start = words[..at].partition_point(|word| word.sentence < sentence);
                let shouts = shouts(
                    words[start..]
                        .iter()
                        .take_while(|word| word.sentence == sentence),
                );
                self.known = Some((sentence, shouts));
                shouts
            }
        }
    }
}

fn shouts<'a>(sentence: impl Iterator<Item = &'a Word>) -> bool {
    let (mut upper, mut all) = (0, 0);
    for word in sentence.filter(|word| word.end - word.start > 1 && word.case != LetterCase::Digit)
    {
        all += 1;
        upper += usize::from(word.case == LetterCase::Upper);
    }
    all >= 4 && upper * 4 > all * 3
}
