//! Names that stand side by side put together: a body and its unit, an office and its district, a name and the
//! abbreviation that is defined behind it.

use std::collections::HashMap;
use std::ops::Range;

use crate::knowledge::entities::mention::{Entity, Mention};
use crate::knowledge::entities::recognizer::EntityRecognizer;
use crate::knowledge::entities::word::{CandidateToken, Gap, LetterCase, Word};

impl EntityRecognizer {
    /// "Department of Labor, Office of Inspector General (OIG)": from there on the abbreviation means what stands
    /// before it.
    pub(crate) fn follow_definitions(
        &self,
        text: &str,
        words: &[Word],
        candidates: &[CandidateToken],
        mut found: Vec<Mention>,
    ) -> Vec<Mention> {
        let mut taken = vec![false; words.len()];
        for mention in &found {
            let firm = !matches!(mention.entity, Entity::Unit(_));
            taken[mention.words.clone()].fill(firm);
        }
        // The body whose name ends before a word, or with it: word and body, in order.
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
        for candidate in candidates
            .iter()
            .filter(|word| word.case == LetterCase::Upper)
        {
            let at = candidate.word_index();
            let word = &words[at];
            if taken[at] {
                continue;
            }
            let raw = text[word.start..word.end].trim_end_matches('s');
            if raw.len() < 2 || raw.len() > 8 {
                continue;
            }
            if is_bracketed(text, word)
                && let Some(agency) = at_word(&named_before, at)
            {
                defined.insert(raw, agency);
            }
            if let Some(&agency) = defined.get(raw) {
                meant.push((at, agency));
            }
        }
        if meant.is_empty() {
            return found;
        }
        found.retain(|mention| {
            mention.words.len() > 1 || at_word(&meant, mention.words.start).is_none()
        });
        found.extend(meant.into_iter().map(|(at, agency)| Mention {
            words: at..at + 1,
            entity: Entity::Agency(agency),
        }));
        found.sort_by_key(|mention| mention.words.start);
        found
    }

    /// Puts names that stand side by side together: a name and its abbreviation, a body and its unit, an office and its
    /// district.
    pub(crate) fn compose(&self, words: &[Word], found: Vec<Mention>) -> Vec<Mention> {
        let mut done: Vec<Mention> = Vec::with_capacity(found.len());
        for mut mention in found {
            // One new mention can swallow several before it: "DOJ (DOJ) Criminal Division (CRM) Fraud Section".
            while let Some(last) = done.last() {
                let Some(named) = self.together(words, last, &mention) else {
                    break;
                };
                mention = Mention {
                    words: last.words.start..mention.words.end,
                    entity: named,
                };
                done.pop();
            }
            done.push(mention);
        }
        self.share_inspectors(words, &mut done);
        done
    }

    /// "the Offices of Inspector General of the Department of Labor, the Department of Energy and the FDIC"
    fn share_inspectors(&self, words: &[Word], mentions: &mut [Mention]) {
        let mut end = None;
        for mention in mentions {
            let Entity::Agency(agency) = mention.entity else {
                end = None;
                continue;
            };
            let listed = end.is_some_and(|end: usize| {
                words[end..mention.words.start]
                    .iter()
                    .all(|word| self.list_separators.has(word))
                    && words[end].sentence == words[mention.words.start].sentence
            });
            let office = || {
                self.paths
                    .binary_search(&format!("{}/oig", self.paths[agency]))
            };
            end = if self.offices_plural.has(&words[mention.words.start]) {
                Some(mention.words.end)
            } else if listed && let Ok(office) = office() {
                mention.entity = Entity::Agency(office);
                Some(mention.words.end)
            } else {
                None
            };
        }
    }

    /// What `a` and `b`, in this order, mean as one, if they are one.
    fn together(&self, words: &[Word], a: &Mention, b: &Mention) -> Option<Entity> {
        if words[a.words.start].sentence != words[b.words.start].sentence {
            return None;
        }
        let gap = a.words.end..b.words.start;
        let first_gap = words[gap.start].before;
        if first_gap == Gap::Other && gap.is_empty() {
            return None;
        }
        let joined = words[gap.clone()]
            .iter()
            .all(|word| self.joins.has(word) && word.before != Gap::Other);
        let linked = !gap.is_empty() && words[gap.start].case == LetterCase::Lower;
        match (&a.entity, &b.entity) {
            (Entity::Agency(x), Entity::Agency(y)) => {
                let bracketed = gap.is_empty() && first_gap == Gap::Open;
                if bracketed && (x == y || self.is_below(*x, *y)) {
                    return Some(Entity::Agency(*x));
                }
                if !joined || gap.len() > 3 || self.has_and(words, &gap) {
                    return None;
                }
                if self.is_below(*y, *x) && !linked {
                    return Some(Entity::Agency(*y));
                }
                // "the Fraud Section of the Department of Justice's Criminal Division"
                let beside = gap.is_empty() && first_gap == Gap::Blank;
                // "the U.S. Attorney's Office for the District of Maine, the Justice Department's Fraud Section"
                let office = self.paths[*x].starts_with("/doj/usao/") && !gap.is_empty();
                if self.is_below(*x, *y)
                    && !office
                    && (linked || beside || first_gap == Gap::Comma || first_gap == Gap::Dash)
                {
                    return Some(Entity::Agency(*x));
                }
                None
            }
            (Entity::Agency(x), Entity::Unit(units)) => {
                if let Some(&(unit, _)) = units.iter().find(|(unit, _)| unit == x) {
                    // "Office of Inspector General (OIG)" behind what has been put together already
                    if gap.is_empty() {
                        return Some(Entity::Agency(unit));
                    }
                }
                if !joined || gap.len() > 3 || self.has_and(words, &gap) {
                    return None;
                }
                self.unit_of(units, *x).map(Entity::Agency)
            }
            (Entity::Unit(units), Entity::Agency(x)) => {
                // "Inspector General Ann Lee of the Department of Labor", "Criminal Investigation Division of the IRS"
                if let Some(&(unit, _)) = units.iter().find(|(unit, _)| unit == x) {
                    return (gap.len() < 4 && first_gap != Gap::Other)
                        .then_some(Entity::Agency(unit));
                }
                let named = words[gap.clone()]
                    .iter()
                    .all(|word| word.case != LetterCase::Lower || self.joins.has(word));
                let fits = ((linked || first_gap == Gap::Comma) && joined)
                    || (named && (2..=8).contains(&gap.len()));
                if !fits || self.has_and(words, &gap) {
                    return None;
                }
                self.unit_of(units, *x).map(Entity::Agency)
            }
            (Entity::Unit(x), Entity::Unit(y)) => (gap.is_empty()
                && first_gap == Gap::Open
                && x.first().map(|u| u.0) == y.first().map(|u| u.0))
            .then(|| Entity::Unit(x.clone())),
            (Entity::Agency(x), Entity::District(district)) if *x == self.offices => {
                (joined && gap.len() <= 3 && !self.has_and(words, &gap))
                    .then(|| self.district_office(*district))
                    .flatten()
            }
            (Entity::District(district), Entity::Agency(x)) if *x == self.offices => gap
                .is_empty()
                .then(|| self.district_office(*district))
                .flatten(),
            _ => None,
        }
    }

    /// Which of the units is the body's own: a child of it, or else one further down, the best known where there are
    /// several ("U.S. Department of Justice, Fraud Section").
    fn unit_of(&self, units: &[(usize, usize)], body: usize) -> Option<usize> {
        let children = units.iter().filter(|(_, parent)| *parent == body);
        let below = units.iter().filter(|(unit, _)| self.is_below(*unit, body));
        children
            .chain(below)
            .map(|&(unit, _)| unit)
            .min_by_key(|unit| {
                let child = units.contains(&(*unit, body));
                (!child, !self.known_by_unit[*unit])
            })
    }

    fn has_and(&self, words: &[Word], gap: &Range<usize>) -> bool {
        words[gap.clone()].iter().any(|word| word.is(self.and))
    }

    /// The U.S. Attorney's Office of a district.
    fn district_office(&self, district: usize) -> Option<Entity> {
        self.office_of_district(district).map(Entity::Agency)
    }

    fn is_below(&self, child: usize, parent: usize) -> bool {
        let (child, parent) = (&self.paths[child], &self.paths[parent]);
        child
            .strip_prefix(parent.as_str())
            .is_some_and(|rest| rest.starts_with('/'))
    }
}

/// The agency that goes with a word, in a list in the order of words.
fn at_word(list: &[(usize, usize)], word: usize) -> Option<usize> {
    let at = list.binary_search_by_key(&word, |&(word, _)| word).ok()?;
    Some(list[at].1)
}

/// Does the text define an abbreviation anywhere?
pub(crate) fn defines(text: &str, words: &[Word], candidates: &[CandidateToken]) -> bool {
    let mut abbreviations = candidates
        .iter()
        .filter(|word| word.case == LetterCase::Upper);
    abbreviations.any(|word| is_bracketed(text, &words[word.word_index()]))
}

/// "(OIG)", "(\u{201c}OIG\u{201d})"
fn is_bracketed(text: &str, word: &Word) -> bool {
    word.before == Gap::Open
        && text[word.end..]
            .trim_start_matches(['"', '\u{201d}', '\'', '\u{2019}'])
            .starts_with([')', ']'])
}
