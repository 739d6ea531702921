//! Names in running text: which bodies, districts and offices a text names, and where.
//!
//! The longest name wins, names do not overlap, and a unit's name takes its meaning from the body beside it
//! ("the Criminal Division's Fraud Section"). Who is *credited* is none of this file's business.

use std::ops::Range;
use std::sync::OnceLock;

use crate::knowledge::entities::composer::defines;
use crate::knowledge::entities::words;
use crate::knowledge::entities::words::{
    Case, Gap, LINES, Notable, Phrases, Vocabulary, Word, WordSet,
};
use crate::knowledge::tables::credits::Credit;
use crate::knowledge::tables::districts::districts;
use crate::knowledge::tables::issuers::Issuer;

/// What a phrase can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    Name(usize),
    Abbreviation(usize),
    /// The agency, and its parent, beside whose name alone it is meant.
    Unit(usize, usize),
    District(usize),
    State(usize),
    Office(Office),
    County(usize),
}

/// A title that names its office only together with a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Office {
    /// U.S. Attorney, Assistant U.S. Attorney.
    UsAttorney,
    /// Attorney General, of a state or of the United States.
    AttorneyGeneral,
    /// Those of several states: "the attorneys general of Maine and Ohio".
    AttorneysGeneral,
    /// The second of the Department of Justice, or one of a state's many.
    DeputyAttorneyGeneral,
    /// District attorney, state's attorney, county attorney, commonwealth's attorney.
    DistrictAttorney,
    /// A title that holds one of the others and is none of them: Assistant Attorney General.
    Other,
}

/// What a name in a text means. Numbers are positions in the tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// An agency.
    Agency(usize),
    /// A unit whose parent is not told beside it: agency and parent, each that it could be.
    Unit(Vec<(usize, usize)>),
    /// A federal judicial district.
    District(usize),
    /// A state.
    State(usize),
    /// An office.
    Office(Office),
    /// A county or city of `counties.tsv`.
    County(usize),
}

/// A name and the words that it takes up.
#[derive(Clone, Debug)]
pub struct Mention {
    /// Word numbers.
    pub words: Range<usize>,
    /// What it means.
    pub named: Named,
}

/// A credit phrase of a text.
#[derive(Clone, Debug)]
pub struct Phrase {
    /// Word numbers.
    pub words: Range<usize>,
    /// Its row in [`Lexicon::credit_rows`].
    pub row: usize,
}

/// A text's words and the names among them, in order.
#[derive(Debug)]
pub struct Reading {
    /// The words.
    pub words: Vec<Word>,
    /// Those that begin a phrase or are written as abbreviations are, in order.
    pub notable: Vec<Notable>,
    /// The names.
    pub mentions: Vec<Mention>,
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
pub struct Lexicon {
    pub(crate) vocabulary: Vocabulary,
    pub(crate) names: Phrases<Meaning>,
    pub(crate) credits: Phrases<usize>,
    /// The rows that `credits` finds.
    pub credit_rows: Vec<Credit>,
    pub(crate) paths: Vec<String>,
    /// By district, once one is asked for.
    pub(crate) offices_of_districts: OnceLock<Vec<Option<usize>>>,
    /// Whether a body's short name is one of its names as a unit.
    pub(crate) known_by_unit: Vec<bool>,
    pub(crate) offices: usize,
    /// Issuers by site.
    pub hosts: Vec<Issuer>,
    /// Issuers by a line of their releases.
    pub(crate) lines: Vec<IssuerLine>,
    pub(crate) joins: WordSet,
    /// Words between the entries of a list.
    pub listing: WordSet,
    pub(crate) offices_plural: WordSet,
    pub(crate) generic: WordSet,
    pub(crate) places: WordSet,
    pub(crate) small: WordSet,
    pub(crate) department: WordSet,
    pub(crate) of: u32,
    pub(crate) and: u32,
    /// Words that say that something happens now, or beside the case.
    pub fresh: WordSet,
    /// Who works for a body or deals with it, behind its name.
    pub holders: WordSet,
    /// Words in small letters that stand inside a list of officials and bodies.
    pub links: WordSet,
}

impl Lexicon {
    /// Bodies known by a line that stands in each of their releases: path and byte span.
    pub fn issuers<'a>(
        &'a self,
        text: &'a str,
        reading: &'a Reading,
    ) -> impl Iterator<Item = (&'a str, Range<usize>)> {
        reading
            .notable
            .iter()
            .filter(|notable| notable.begins(LINES))
            .map(|notable| &reading.words[notable.at()])
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
    pub fn read(&self, text: &str) -> Reading {
        let (words, notable) = words::read(text, &self.vocabulary);
        let mut found = self.find(&words, &notable);
        if defines(text, &words, &notable) {
            found = self.follow_definitions(text, &words, &notable, found);
        }
        let mentions = self.compose(&words, found);
        Reading {
            words,
            notable,
            mentions,
        }
    }

    /// The credit phrases of a text, in order. They do not overlap, and none goes beyond its sentence.
    pub fn credits_in(&self, reading: &Reading) -> Vec<Phrase> {
        let mut found = Vec::new();
        let mut free = 0;
        for &notable in &reading.notable {
            let at = notable.at();
            if self.credits.may_begin(notable)
                && at >= free
                && let Some((length, rows)) = self.credits.longest(&reading.words[at..])
                && let Some(&row) = rows.first()
            {
                free = at + length;
                let words = at..free;
                found.push(Phrase { words, row });
            }
        }
        found
    }

    fn find(&self, words: &[Word], notable: &[Notable]) -> Vec<Mention> {
        let mut found: Vec<Mention> = Vec::with_capacity(notable.len() / 4);
        let mut shouting = Shouting::default();
        let mut free = 0;
        for &notable in notable {
            let at = notable.at();
            let begins = self.names.may_begin(notable)
                && at >= free
                && match notable.case {
                    // "the attorneys general of Maine and Ohio" is written small, and so are titles in Spanish.
                    Case::Lower => self.small.has(&words[at]),
                    Case::Capital | Case::Upper => true,
                    Case::Digit => false,
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
                    named,
                });
            }
        }
        found
    }

    fn meaning(
        &self,
        words: &[Word],
        range: &Range<usize>,
        meanings: &[Meaning],
        shouting: &mut Shouting,
        last: Option<&Mention>,
    ) -> Option<Named> {
        if words[range.start].case == Case::Lower {
            return match meanings {
                [Meaning::Office(office), ..] if *office != Office::Other => {
                    Some(Named::Office(*office))
                }
                _ => None,
            };
        }
        let capitals = words[range.clone()]
            .iter()
            .all(|word| word.case == Case::Upper);
        let mut agency: Option<usize> = None;
        let mut ambiguous = false;
        let mut named = |at: usize| ambiguous |= *agency.get_or_insert(at) != at;
        let mut units: Vec<(usize, usize)> = Vec::new();
        for &meaning in meanings {
            match meaning {
                Meaning::District(at) if range.len() > 1 || capitals => {
                    return Some(Named::District(at));
                }
                Meaning::State(at) => return Some(Named::State(at)),
                Meaning::Office(office) => return Some(Named::Office(office)),
                Meaning::County(at) => return Some(Named::County(at)),
                Meaning::Name(at) => named(at),
                Meaning::Abbreviation(at) if capitals && !shouting.at(words, range.start) => {
                    named(at);
                }
                Meaning::District(_) | Meaning::Abbreviation(_) => {}
                Meaning::Unit(at, parent) => {
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
            return Some(Named::Agency(agency));
        }
        if units.is_empty() || self.of_a_state(words, range, last) {
            return None;
        }
        Some(Named::Unit(units))
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
            && beyond.case != Case::Lower
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
            last.words.end == range.start && matches!(last.named, Named::State(_))
        });
        state || (self.places.has(&words[before]) && words[before].case != Case::Lower)
    }

    /// The number of the agency that is the U.S. Attorney's Office of this district.
    pub fn office_of(&self, district: usize) -> Option<usize> {
        let offices = self.offices_of_districts.get_or_init(|| {
            let paths = districts().iter().map(|district| &district.path);
            paths
                .map(|path| self.paths.binary_search(path).ok())
                .collect()
        });
        *offices.get(district)?
    }

    /// The district of a U.S. Attorney's Office.
    pub fn district_of(&self, agency: usize) -> Option<usize> {
        let code = self.paths.get(agency)?.strip_prefix("/doj/usao/")?;
        districts()
            .binary_search_by(|district| district.code.as_str().cmp(code))
            .ok()
    }

    /// The number of `/doj/usao`: a U.S. Attorney's Office whose district is not told beside it.
    pub fn offices(&self) -> usize {
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
    for word in sentence.filter(|word| word.end - word.start > 1 && word.case != Case::Digit) {
        all += 1;
        upper += usize::from(word.case == Case::Upper);
    }
    all >= 4 && upper * 4 > all * 3
}
