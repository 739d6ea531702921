//! What the running text credits.

use std::collections::HashSet;
use std::ops::Range;

use crate::knowledge::Knowledge;
use crate::knowledge::credits::Kind;
use crate::knowledge::lexicon::{Mention, Named, Office, Reading};
use crate::knowledge::words::{Case, Gap};
use crate::release::Place;

use super::Credited;
use super::marks::{Marks, links, mark, rule};
use super::offices::us_attorneys;
use crate::extract::Readings;

/// How strongly something speaks for a district.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::extract) enum Strength {
    /// An office that is only thanked, or assists.
    Thanked,
    /// An office that announces or is quoted.
    Named,
    /// An office that prosecutes.
    Prosecutes,
    /// A court in which the case is.
    Court,
    /// The office that issues the release.
    Issuer,
}

/// Something that speaks for a district.
#[derive(Clone, Debug)]
pub(in crate::extract) struct Evidence {
    /// `/doj/usao/...`
    pub path: String,
    /// Where it stands.
    pub place: Place,
    /// Which bytes of it.
    pub span: Range<usize>,
    /// How strongly it speaks.
    pub strength: Strength,
}

pub(super) fn credit(
    readings: &Readings<'_>,
    knowledge: &Knowledge,
    credited: &mut Credited,
) -> Vec<Evidence> {
    let lexicon = knowledge.lexicon();
    let mut known: HashSet<usize> = HashSet::new();
    for reading in [&readings.title.1, &readings.text.1] {
        for mention in &reading.mentions {
            if let Named::Agency(agency) = mention.named {
                known.insert(agency);
            }
        }
    }
    let mut evidence = Vec::new();
    let mut generic: Option<(Place, Range<usize>)> = None;
    layout(readings, knowledge, credited);
    for (place, (text, reading)) in [
        (Place::Title, &readings.title),
        (Place::Text, &readings.text),
    ] {
        let marks = mark(reading, lexicon);
        let of_others = reading.mentions.iter().any(|mention| {
            matches!(
                mention.named,
                Named::Office(Office::AttorneyGeneral | Office::DistrictAttorney)
            )
        });
        let justice = !of_others
            || of_justice(credited)
            || known
                .iter()
                .any(|&agency| knowledge.agencies()[agency].path == "/doj");
        let scene = Scene {
            justice,
            text,
            reading,
            marks: &marks,
            place,
            knowledge,
            known: &known,
        };
        scene.agencies(credited);
        scene.offices(credited, &mut evidence, &mut generic);
        scene.states(credited);
        scene.courts(&mut evidence);
    }
    if let Some((place, span)) = generic {
        let told = credited.paths().any(|path| path.starts_with("/doj/usao/"));
        if !told {
            let court: HashSet<&str> = evidence
                .iter()
                .map(|evidence| evidence.path.as_str())
                .collect();
            match court.into_iter().collect::<Vec<_>>()[..] {
                [path] => credited.add(path, place, span, "us-attorney-of-the-court"),
                _ => credited.add("/doj/usao", place, span, "us-attorney"),
            }
        }
    }
    evidence
}

/// Lines by which a body's releases are known, and the component list of a page that was saved as text.
fn layout(readings: &Readings<'_>, knowledge: &Knowledge, credited: &mut Credited) {
    for (place, text) in [
        (Place::Title, readings.title.0),
        (Place::Text, readings.text.0),
    ] {
        for (path, span) in knowledge.lexicon().issuers(text) {
            credited.add(path, place.clone(), span, "layout");
        }
    }
    let text = readings.text.0;
    let Some(at) = text.find("Component(s):") else {
        return;
    };
    let mut start = at + "Component(s):".len();
    for line in text[start..].split('\n') {
        let span = start..start + line.len();
        start = span.end + 1;
        let entry = line.trim();
        if entry.starts_with("Press Release Number") || entry.starts_with("Updated") {
            break;
        }
        if let Some(path) = super::fields::component_path(entry, knowledge) {
            credited.add(&path, Place::Text, span, "component-list");
        }
    }
}

/// One of the page's two texts with all that is known of it.
pub(super) struct Scene<'a> {
    pub(super) text: &'a str,
    pub(super) reading: &'a Reading,
    pub(super) marks: &'a Marks,
    pub(super) place: Place,
    pub(super) knowledge: &'a Knowledge,
    known: &'a HashSet<usize>,
    /// Does the page name the Department of Justice, or at least no other attorney general?
    justice: bool,
}

impl Scene<'_> {
    pub(super) fn span(&self, words: &Range<usize>) -> Range<usize> {
        let all = &self.reading.words;
        match (
            all.get(words.start),
            words.end.checked_sub(1).and_then(|at| all.get(at)),
        ) {
            (Some(first), Some(last)) => first.start..last.end.min(self.text.len()),
            _ => 0..0,
        }
    }

    fn agencies(&self, credited: &mut Credited) {
        let all = self.knowledge.agencies();
        for (number, mention) in self.reading.mentions.iter().enumerate() {
            let agency = match &mention.named {
                Named::Agency(agency) => *agency,
                Named::Unit(units) => match self.settle(units, &mention.words) {
                    Some(agency) => agency,
                    None => continue,
                },
                _ => continue,
            };
            let path = &all[agency].path;
            if path.starts_with("/doj/usao") || self.of_an_office(number, path) {
                continue;
            }
            let at = mention.words.start;
            let last = mention.words.end - 1;
            if self.marks.background[at] || self.marks.victim[at] {
                continue;
            }
            let Some(kind) = self.marks.credit[at].or(self.marks.credit[last]) else {
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
            let own = self.marks.announced[at] || self.marks.announced[last];
            let top = path.matches('/').count() == 1;
            let enough = match path.as_str() {
                "/doj" => own || !of_justice(credited),
                // "part of an EPA initiative" tells whose the initiative is, not whose the case.
                _ if kind == Kind::Program => path == "/doj/ocdetf",
                _ if kind == Kind::Quote => !top,
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

    /// A U.S. Attorney's Office has divisions of the same names: "Assistant U.S. Attorney Ann Lee, chief of the Criminal
    /// Division", "the National Security Division of the U.S. Attorney's Office".
    fn of_an_office(&self, number: usize, path: &str) -> bool {
        if !matches!(
            path,
            "/doj/crm" | "/doj/civ" | "/doj/nsd" | "/doj/crt" | "/doj/tax"
        ) {
            return false;
        }
        let lexicon = self.knowledge.lexicon();
        let (mentions, words) = (&self.reading.mentions, &self.reading.words);
        let mention = &mentions[number];
        let office = |other: &Mention| match other.named {
            Named::Office(office) => office == Office::UsAttorney,
            Named::Agency(agency) => {
                agency == lexicon.offices() || lexicon.district_of(agency).is_some()
            }
            _ => false,
        };
        let between = |gap: Range<usize>, most: usize| {
            gap.len() <= most
                && words[gap].iter().all(|word| {
                    word.sentence == words[mention.words.start].sentence && links(word, lexicon)
                })
        };
        // "the Attorney General's Criminal Division"
        let official = |other: &Mention| {
            matches!(
                other.named,
                Named::Office(Office::AttorneyGeneral | Office::DistrictAttorney)
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
                        .any(|word| word.case != Case::Lower)
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
                    && before.case == Case::Capital
                    && at.start >= 2
                    && words[at.start - 2].sentence == first.sentence
                    && !self.knowledge.lexicon().links.has(before)
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

    fn offices(
        &self,
        credited: &mut Credited,
        evidence: &mut Vec<Evidence>,
        generic: &mut Option<(Place, Range<usize>)>,
    ) {
        let lexicon = self.knowledge.lexicon();
        for named in us_attorneys(self.reading, lexicon) {
            let at = named.words.start;
            let span = self.span(&named.words);
            if self.marks.background[at] || self.marks.victim[at] {
                continue;
            }
            let kind = self.marks.credit[at];
            let Some(office) = named
                .district
                .and_then(|district| lexicon.office_of(district))
            else {
                if kind.is_some() && generic.is_none() {
                    *generic = Some((self.place.clone(), span));
                }
                continue;
            };
            self.office(
                office,
                kind,
                self.marks.prosecutes[at],
                span,
                credited,
                evidence,
            );
        }
    }

    fn office(
        &self,
        agency: usize,
        kind: Option<Kind>,
        prosecutes: bool,
        span: Range<usize>,
        credited: &mut Credited,
        evidence: &mut Vec<Evidence>,
    ) {
        let path = &self.knowledge.agencies()[agency].path;
        credited.add(
            path,
            self.place.clone(),
            span.clone(),
            kind.map_or("us-attorney", rule),
        );
        let strength = match kind {
            Some(Kind::Prosecute) => Strength::Prosecutes,
            Some(Kind::Thank | Kind::Assist) if !prosecutes => Strength::Thanked,
            _ if prosecutes => Strength::Prosecutes,
            _ => Strength::Named,
        };
        evidence.push(Evidence {
            path: path.clone(),
            place: self.place.clone(),
            span,
            strength,
        });
    }

    fn courts(&self, evidence: &mut Vec<Evidence>) {
        let lexicon = self.knowledge.lexicon();
        for mention in &self.reading.mentions {
            let Named::District(district) = mention.named else {
                continue;
            };
            let at = mention.words.start;
            let bracketed = self.reading.words[at].before == Gap::Open;
            if !(self.marks.court[at] || bracketed) || self.marks.background[at] {
                continue;
            }
            if let Some(office) = lexicon.office_of(district) {
                evidence.push(Evidence {
                    path: self.knowledge.agencies()[office].path.clone(),
                    place: self.place.clone(),
                    span: self.span(&mention.words),
                    strength: Strength::Court,
                });
            }
        }
    }
}

/// Does the Department of Justice speak, in this page?
pub(super) fn of_justice(credited: &Credited) -> bool {
    credited.has("/doj/opa") || credited.paths().any(|path| path.starts_with("/doj/usao/"))
}
