//! Which names side by side mean one thing?
//!
//! An agency and its unit, an office and its district, a name and the abbreviation that is defined after it.

use std::collections::HashMap;

use crate::knowledge::entities::mention::{Entity, Mention};
use crate::knowledge::entities::vocabulary::WordSet;
use crate::knowledge::entities::word::{CandidateToken, Gap, LetterCase, Word};
use crate::knowledge::tables::agency::is_below;
use crate::knowledge::tables::districts::districts;
use crate::knowledge::tables::states::states;

/// Maximum number of words between two names that mean one thing: "Fraud Section of the Criminal Division".
const MAX_WORDS_BETWEEN: usize = 3;

/// Length of a defined abbreviation, in bytes.
const ABBREVIATION: std::ops::RangeInclusive<usize> = 2..=8;

/// Joins names side by side. Agencies and districts are positions in their lists.
#[derive(Debug)]
pub(super) struct Composer {
    /// The path of each agency, sorted.
    pub paths: Vec<String>,
    /// Whether an agency's short name is also one of its names as a unit.
    pub is_known_as_unit: Vec<bool>,
    /// The agency `/doj/usao`.
    pub unspecified_district_office: usize,
    /// Words that may be between two names that mean one thing.
    pub joining_words: WordSet,
    /// Words between the entries of a list.
    pub list_separators: WordSet,
    /// The word "offices".
    pub offices: u32,
    /// The word "and".
    pub and: u32,
}

/// The words between two names.
struct Between<'a> {
    words: &'a [Word],
    /// The mark before the first word, or before the second name where there is no word.
    mark: Gap,
    /// Whether all words may be between two names that mean one thing.
    is_joining: bool,
    /// Whether a word in lower case comes first.
    is_lower: bool,
    has_and: bool,
}

impl Between<'_> {
    fn joins(&self) -> bool {
        self.is_joining && self.words.len() <= MAX_WORDS_BETWEEN && !self.has_and
    }

    fn is_only(&self, mark: Gap) -> bool {
        self.words.is_empty() && self.mark == mark
    }
}

impl Composer {
    /// Joins names that are side by side and mean one thing.
    pub fn compose(&self, words: &[Word], found: Vec<Mention>) -> Vec<Mention> {
        let mut composed: Vec<Mention> = Vec::with_capacity(found.len());
        let mut found = found.into_iter().peekable();
        while let Some(mut mention) = found.next() {
            // One name can be joined with several before it: "DOJ (DOJ) Criminal Division (CRM) Fraud Section".
            while let Some(last) = composed.last() {
                if self.is_list(words, last, &mention, found.peek()) {
                    break;
                }
                let Some(entity) = self.joined(words, last, &mention) else {
                    break;
                };
                mention = Mention {
                    words: last.words.start..mention.words.end,
                    entity,
                };
                composed.pop();
            }
            composed.push(mention);
        }
        self.share_inspectors(words, &mut composed);
        composed
    }

    /// Gives abbreviations the meaning that the text defines: after "Department of Labor, Office of Inspector General
    /// (OIG)", "OIG" means that office.
    pub fn apply_definitions(
        &self,
        text: &str,
        words: &[Word],
        candidates: &[CandidateToken],
        mut found: Vec<Mention>,
    ) -> Vec<Mention> {
        let mut is_taken = vec![false; words.len()];
        for mention in &found {
            let is_certain = !matches!(mention.entity, Entity::Unit(_));
            is_taken[mention.words.clone()].fill(is_certain);
        }
        // The agency whose name ends before a word, or with it: word and agency, in order.
        let mut named_before: Vec<(usize, usize)> = Vec::new();
        for mention in self.compose(words, found.clone()) {
            if let Entity::Agency(agency) = mention.entity {
                if mention.words.len() > 1 {
                    named_before.push((mention.words.end - 1, agency));
                }
                named_before.push((mention.words.end, agency));
            }
        }
        let mut defined: HashMap<&str, usize> = HashMap::new();
        let mut meant: Vec<(usize, usize)> = Vec::new();
        let abbreviations = candidates
            .iter()
            .filter(|word| word.case == LetterCase::Upper);
        for at in abbreviations.map(|candidate| candidate.word_index()) {
            let word = &words[at];
            let abbreviation = text[word.start..word.end].trim_end_matches('s');
            if is_taken[at] || !ABBREVIATION.contains(&abbreviation.len()) {
                continue;
            }
            if is_bracketed(text, word)
                && let Some(agency) = agency_at(&named_before, at)
            {
                defined.insert(abbreviation, agency);
            }
            if let Some(&agency) = defined.get(abbreviation) {
                meant.push((at, agency));
            }
        }
        if meant.is_empty() {
            return found;
        }
        found.retain(|mention| {
            mention.words.len() > 1 || agency_at(&meant, mention.words.start).is_none()
        });
        found.extend(meant.into_iter().map(|(at, agency)| Mention {
            words: at..at + 1,
            entity: Entity::Agency(agency),
        }));
        found.sort_by_key(|mention| mention.words.start);
        found
    }

    /// Gives each agency of a list its inspector general: "the Offices of Inspector General of the Department of Labor,
    /// the Department of Energy and the FDIC".
    fn share_inspectors(&self, words: &[Word], mentions: &mut [Mention]) {
        let mut list_end = None;
        for mention in mentions {
            let Entity::Agency(agency) = mention.entity else {
                list_end = None;
                continue;
            };
            let first = &words[mention.words.start];
            let is_listed = list_end.is_some_and(|end: usize| {
                let mut between = words[end..mention.words.start].iter();
                between.all(|word| self.list_separators.has(word))
                    && words[end].sentence == first.sentence
            });
            let inspector = || {
                let path = format!("{}/oig", self.paths[agency]);
                self.paths.binary_search(&path).ok()
            };
            list_end = if first.is(self.offices) {
                Some(mention.words.end)
            } else if is_listed && let Some(inspector) = inspector() {
                mention.entity = Entity::Agency(inspector);
                Some(mention.words.end)
            } else {
                None
            };
        }
    }

    /// Returns whether the Department of Justice and the abbreviation of one of its bodies are two entries of a list that goes
    /// on with another department's: "the Department of Justice, FBI and Department of Labor".
    fn is_list(&self, words: &[Word], a: &Mention, b: &Mention, next: Option<&Mention>) -> bool {
        let (Entity::Agency(department), Entity::Agency(body), Some(next)) =
            (&a.entity, &b.entity, next)
        else {
            return false;
        };
        let Entity::Agency(other) = next.entity else {
            return false;
        };
        let between = &words[b.words.end..next.words.start];
        a.words.end == b.words.start
            && words[b.words.start].before == Gap::Comma
            && b.words.len() == 1
            && self.paths[*department] == "/doj"
            && self.is_below(*body, *department)
            && other != *department
            && !self.is_below(other, *department)
            && (words[b.words.end].before == Gap::Comma
                || between.iter().any(|word| word.is(self.and)))
            && between.len() <= MAX_WORDS_BETWEEN
            && words[next.words.start].sentence == words[b.words.start].sentence
            && between.iter().all(|word| self.list_separators.has(word))
    }

    /// Returns what two names, in this order, mean as one.
    fn joined(&self, words: &[Word], a: &Mention, b: &Mention) -> Option<Entity> {
        if words[a.words.start].sentence != words[b.words.start].sentence {
            return None;
        }
        let mark = words[a.words.end].before;
        let between = &words[a.words.end..b.words.start];
        if mark == Gap::Other && between.is_empty() {
            return None;
        }
        let between = Between {
            words: between,
            mark,
            is_joining: between
                .iter()
                .all(|word| self.joining_words.has(word) && word.before != Gap::Other),
            is_lower: between
                .first()
                .is_some_and(|word| word.case == LetterCase::Lower),
            has_and: between.iter().any(|word| word.is(self.and)),
        };
        match (&a.entity, &b.entity) {
            (Entity::Agency(a), Entity::Agency(b)) => self.two_agencies(*a, *b, &between),
            (Entity::Agency(agency), Entity::Unit(units)) => {
                self.agency_and_unit(*agency, units, &between)
            }
            (Entity::Unit(units), Entity::Agency(agency)) => {
                self.unit_and_agency(units, *agency, &between)
            }
            (Entity::Unit(a), Entity::Unit(b)) => {
                let is_same = a.first().map(|unit| unit.0) == b.first().map(|unit| unit.0);
                return (is_same && between.is_only(Gap::Open)).then(|| Entity::Unit(a.clone()));
            }
            (Entity::Agency(agency), Entity::District(district))
                if *agency == self.unspecified_district_office && between.joins() =>
            {
                self.office_of_district(*district)
            }
            (Entity::District(district), Entity::Agency(agency))
                if *agency == self.unspecified_district_office && between.words.is_empty() =>
            {
                self.office_of_district(*district)
            }
            // "the New Mexico U.S. Attorney's Office"
            (Entity::State(state), Entity::Agency(agency))
                if *agency == self.unspecified_district_office && between.is_only(Gap::Blank) =>
            {
                self.office_of_district(only_district_of(*state)?)
            }
            _ => None,
        }
        .map(Entity::Agency)
    }

    fn two_agencies(&self, a: usize, b: usize, between: &Between) -> Option<usize> {
        if between.is_only(Gap::Open) && (a == b || self.is_below(a, b)) {
            return Some(a);
        }
        if !between.joins() {
            return None;
        }
        if self.is_below(b, a) && !between.is_lower {
            return Some(b);
        }
        // "the Fraud Section of the Department of Justice's Criminal Division"
        let is_of = between.is_lower
            || between.is_only(Gap::Blank)
            || matches!(between.mark, Gap::Comma | Gap::Dash);
        // "the U.S. Attorney's Office for the District of Maine, the Justice Department's Fraud Section"
        let is_district_office =
            self.paths[a].starts_with("/doj/usao/") && !between.words.is_empty();
        (self.is_below(a, b) && is_of && !is_district_office).then_some(a)
    }

    fn agency_and_unit(
        &self,
        agency: usize,
        units: &[(usize, usize)],
        between: &Between,
    ) -> Option<usize> {
        // "Office of Inspector General (OIG)" after names that are joined already
        if between.words.is_empty() && is_one_of(units, agency) {
            return Some(agency);
        }
        if between.joins() {
            self.unit_of(units, agency)
        } else {
            None
        }
    }

    /// "Inspector General Ann Lee of the Department of Labor", "Criminal Investigation Division of the IRS"
    fn unit_and_agency(
        &self,
        units: &[(usize, usize)],
        agency: usize,
        between: &Between,
    ) -> Option<usize> {
        let length = between.words.len();
        if is_one_of(units, agency) {
            let is_near = length <= MAX_WORDS_BETWEEN && between.mark != Gap::Other;
            return is_near.then_some(agency);
        }
        let is_of = (between.is_lower || between.mark == Gap::Comma) && between.is_joining;
        let is_name = || {
            let mut words = between.words.iter();
            (2..=8).contains(&length)
                && words.all(|word| word.case != LetterCase::Lower || self.joining_words.has(word))
        };
        if !between.has_and && (is_of || is_name()) {
            self.unit_of(units, agency)
        } else {
            None
        }
    }

    /// Returns the unit of an agency: its child, or else one further down, the best known where there are several ("U.S.
    /// Department of Justice, Fraud Section").
    fn unit_of(&self, units: &[(usize, usize)], agency: usize) -> Option<usize> {
        let is_child = |unit: usize| units.contains(&(unit, agency));
        units
            .iter()
            .filter(|(unit, parent)| *parent == agency || self.is_below(*unit, agency))
            .map(|&(unit, _)| unit)
            .min_by_key(|&unit| (!is_child(unit), !self.is_known_as_unit[unit]))
    }

    /// Returns the U.S. Attorney's Office of a district.
    pub fn office_of_district(&self, district: usize) -> Option<usize> {
        let path = &districts().get(district)?.path;
        self.paths.binary_search(path).ok()
    }

    /// Returns the district of a U.S. Attorney's Office.
    pub fn district_of_office(&self, agency: usize) -> Option<usize> {
        let code = self.paths.get(agency)?.strip_prefix("/doj/usao/")?;
        let at = districts().binary_search_by(|district| district.code.as_str().cmp(code));
        at.ok()
    }

    fn is_below(&self, child: usize, parent: usize) -> bool {
        is_below(&self.paths[child], &self.paths[parent])
    }
}

/// Returns the district of a state that is one district, both by their positions.
pub(crate) fn only_district_of(state: usize) -> Option<usize> {
    let code = &states().get(state)?.code;
    let mut districts = districts().iter();
    let at = districts.position(|district| district.state == *code)?;
    districts
        .all(|district| district.state != *code)
        .then_some(at)
}

fn is_one_of(units: &[(usize, usize)], agency: usize) -> bool {
    units.iter().any(|(unit, _)| *unit == agency)
}

/// Returns the agency of a word, from a list in the order of words.
fn agency_at(list: &[(usize, usize)], word: usize) -> Option<usize> {
    let at = list.binary_search_by_key(&word, |&(word, _)| word).ok()?;
    Some(list[at].1)
}

/// Returns whether a text defines an abbreviation anywhere.
pub(super) fn defines_abbreviation(
    text: &str,
    words: &[Word],
    candidates: &[CandidateToken],
) -> bool {
    candidates.iter().any(|candidate| {
        candidate.case == LetterCase::Upper && is_bracketed(text, &words[candidate.word_index()])
    })
}

/// "(OIG)", "(\u{201c}OIG\u{201d})"
fn is_bracketed(text: &str, word: &Word) -> bool {
    word.before == Gap::Open
        && text[word.end..]
            .trim_start_matches(['"', '\u{201d}', '\'', '\u{2019}'])
            .starts_with([')', ']'])
}
