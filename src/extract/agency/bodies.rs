//! Bodies named by their own names: which of them does a text credit?

use std::ops::Range;

use crate::knowledge::entities::mention::{Entity, Mention, Office};
use crate::knowledge::entities::word::{Gap, LetterCase};
use crate::knowledge::tables::credits::CreditKind;

use crate::extract::agency::Credited;
use crate::extract::agency::credit_spans::{links, rule};
use crate::extract::agency::text::{Scene, of_justice};

/// "Chief Clifton T. Doe-Roe Jr. of the" is longer than what stands between most chiefs and their districts.
const CHIEF: usize = 8;

impl Scene<'_> {
    pub(super) fn agencies(&self, credited: &mut Credited) {
        let all = self.knowledge.agencies();
        for (number, mention) in self.reading.mentions.iter().enumerate() {
            let agency = match &mention.entity {
                Entity::Agency(agency) => *agency,
                Entity::Unit(_) if self.of_a_district(number) => continue,
                Entity::Unit(units) => match self.settle(units, &mention.words) {
                    Some(agency) => agency,
                    None => continue,
                },
                _ => continue,
            };
            let path = &all[agency].path;
            if path.starts_with("/doj/usao")
                || self.of_an_office(number, path)
                || self.of_the_state(&mention.words, path)
                || path.matches('/').count() == 3 && self.of_a_district(number)
                || self.chief_in_a_district(number)
            {
                continue;
            }
            let at = mention.words.start;
            let last = mention.words.end - 1;
            if self.marks[at].background || self.marks[at].victim {
                continue;
            }
            let Some(kind) = self.marks[at].credit.or(self.marks[last].credit) else {
                if path == "/doj/opa" && self.is_header(&mention.words) {
                    credited.add(
                        path,
                        self.place.clone(),
                        self.span(&mention.words),
                        "header",
                    );
                }
                continue;
            };
            if kind == CreditKind::Bring && self.holds(last) {
                continue;
            }
            let own = self.marks[at].announced || self.marks[last].announced;
            let top = path.matches('/').count() == 1;
            let enough = match path.as_ref() {
                "/doj" => own || !of_justice(credited),
                // "part of an EPA initiative" tells whose the initiative is, not whose the case.
                _ if kind == CreditKind::Program => path == "/doj/ocdetf",
                _ if kind == CreditKind::Quote => !top,
                _ => true,
            };
            if enough {
                credited.add(
                    path,
                    self.place.clone(),
                    self.span(&mention.words),
                    rule(kind),
                );
            }
        }
    }

    /// "Defense Department Official Indicted": whoever is behind the name is charged, and not its body who charges.
    fn holds(&self, last: usize) -> bool {
        let words = &self.reading.words;
        words.get(last + 1).is_some_and(|next| {
            next.sentence == words[last].sentence
                && next.before <= Gap::Dash
                && self.knowledge.recognizer().affiliates.has(next)
        })
    }

    /// "the Southern District of Florida's Economic and Environmental Crimes Section": the office's own.
    fn of_a_district(&self, number: usize) -> bool {
        let (mentions, words) = (&self.reading.mentions, &self.reading.words);
        let unit = &mentions[number].words;
        number
            .checked_sub(1)
            .map(|at| &mentions[at])
            .is_some_and(|last| {
                let gap = last.words.end..unit.start;
                let office = match last.entity {
                    Entity::District(_) => true,
                    Entity::Agency(agency) => self
                        .knowledge
                        .recognizer()
                        .district_of_office(agency)
                        .is_some(),
                    _ => false,
                };
                office
                    && gap.len() <= 3
                    && words[gap.start].case != LetterCase::Lower
                    && words[gap.start].sentence == words[unit.start].sentence
                    && words[gap.start..=unit.start].iter().all(|word| {
                        word.before == Gap::Blank
                            && (word.case != LetterCase::Lower
                                || &self.text[word.start..word.end] == "and")
                    })
            })
    }

    /// "Criminal Division Chief Ann Lee of the Middle District of Florida": each U.S. Attorney's Office has divisions.
    fn chief_in_a_district(&self, number: usize) -> bool {
        let (mentions, words) = (&self.reading.mentions, &self.reading.words);
        let end = mentions[number].words.end;
        let Some(next) = mentions.get(number + 1) else {
            return false;
        };
        let chief = words
            .get(end)
            .is_some_and(|word| &self.text[word.start..word.end] == "Chief");
        let gap = end..next.words.start;
        chief
            && matches!(next.entity, Entity::District(_))
            && gap.len() <= CHIEF
            && words[end].sentence == words[next.words.start].sentence
            && words[gap].iter().all(|word| {
                matches!(word.before, Gap::Blank | Gap::Other)
                    && (word.case != LetterCase::Lower
                        || matches!(&self.text[word.start..word.end], "of" | "for" | "the"))
            })
    }

    /// "The Department of Justice" of a state that has one, and the sections of a state that names no federal one.
    fn of_the_state(&self, words: &Range<usize>, path: &str) -> bool {
        if path == "/doj" {
            // "the U.S. Department of Justice", whether or not the name holds the "U.S."
            let all = &self.reading.words;
            let federal = (words.start.saturating_sub(1)..=words.start).any(|at| {
                matches!(
                    &self.text[all[at].start..all[at].end],
                    "U.S" | "U.S." | "US" | "States" | "United" | "federal"
                )
            });
            return self.home.own_justice && !federal;
        }
        let section = path.starts_with("/doj/") && path.matches('/').count() == 3;
        section && !self.justice
    }

    /// A U.S. Attorney's Office has divisions of the same names: "Assistant U.S. Attorney Ann Lee, chief of the Criminal
    /// Division", "the National Security Division of the U.S. Attorney's Office".
    fn of_an_office(&self, number: usize, path: &str) -> bool {
        if !matches!(
            path,
            "/doj/crm" | "/doj/civ" | "/doj/nsd" | "/doj/crt" | "/doj/tax"
        ) {
            return false;
        }
        let recognizer = self.knowledge.recognizer();
        let (mentions, words) = (&self.reading.mentions, &self.reading.words);
        let mention = &mentions[number];
        // "the Justice Department's Civil Division" says whose it is.
        if self.text[self.span(&mention.words)].contains("Justice") {
            return false;
        }
        let office = |other: &Mention| match other.entity {
            Entity::Office(office) => office == Office::UsAttorney,
            Entity::Agency(agency) => {
                agency == recognizer.unspecified_district_office()
                    || recognizer.district_of_office(agency).is_some()
            }
            _ => false,
        };
        let between = |gap: Range<usize>, most: usize| {
            gap.len() <= most
                && words[gap].iter().all(|word| {
                    word.sentence == words[mention.words.start].sentence && links(word, recognizer)
                })
        };
        // "the Attorney General's Criminal Division"
        let official = |other: &Mention| {
            matches!(
                other.entity,
                Entity::Office(Office::AttorneyGeneral | Office::DistrictAttorney)
            )
        };
        let owner = number
            .checked_sub(1)
            .map(|at| &mentions[at])
            .is_some_and(|last| official(last) && last.words.end == mention.words.start)
            || mentions.get(number + 1).is_some_and(|next| {
                official(next) && between(mention.words.end..next.words.start, 3)
            });
        // A state's page that never names the Department tells of divisions of its own.
        if owner || !self.justice {
            return true;
        }
        let behind = mentions
            .get(number + 1)
            .filter(|next| office(next))
            .is_some_and(|next| {
                let gap = mention.words.end..next.words.start;
                !gap.is_empty()
                    && between(gap.clone(), 4)
                    && !words[gap.clone()]
                        .iter()
                        .any(|word| word.case != LetterCase::Lower)
                    && self.text[words[gap.start].start..words[gap.start].end]
                        .eq_ignore_ascii_case("of")
            });
        let before = number
            .checked_sub(1)
            .map(|at| &mentions[at])
            .filter(|last| office(last))
            .is_some_and(|last| {
                let gap = last.words.end..mention.words.start;
                // "... Attorney Ann Lee and Trial Attorney Bo Kim of the Tax Division"
                between(gap.clone(), 20)
                    && !gap.clone().any(|at| {
                        matches!(
                            &self.text[words[at].start..words[at].end],
                            "Trial" | "Justice" | "Department" | "General"
                        )
                    })
            });
        behind || before
    }

    /// Does the name stand alone on a line near the top?
    fn is_header(&self, words: &Range<usize>) -> bool {
        let all = &self.reading.words;
        let sentence = |at: usize| all.get(at).map(|word| word.sentence);
        words.start < 80
            && sentence(words.end) != sentence(words.start)
            && words
                .start
                .checked_sub(1)
                .is_none_or(|before| sentence(before) != sentence(words.start))
    }

    /// Which body a unit's name means where its parent does not stand beside it.
    fn settle(&self, units: &[(usize, usize)], at: &Range<usize>) -> Option<usize> {
        let words = &self.reading.words;
        // "the State Comptroller's Office of Inspector General" is told beside it: none of the known ones.
        let owned = at
            .start
            .checked_sub(1)
            .map(|before| (&words[before], &words[at.start]))
            .is_some_and(|(before, first)| {
                before.sentence == first.sentence
                    && first.before != Gap::Other
                    && before.case == LetterCase::Capital
                    && at.start >= 2
                    && words[at.start - 2].sentence == first.sentence
                    && !self.knowledge.recognizer().list_words.has(before)
            });
        if owned {
            return None;
        }
        let only = |fits: &dyn Fn(&(usize, usize)) -> bool| {
            let mut fitting = units.iter().filter(|unit| fits(unit));
            match (fitting.next(), fitting.next()) {
                (Some(&(unit, _)), None) => Some(unit),
                _ => None,
            }
        };
        only(&|(unit, _)| self.known.contains(unit))
            .or_else(|| only(&|(_, parent)| self.known.contains(parent)))
    }
}
