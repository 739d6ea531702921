//! What the running text credits.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::knowledge::Knowledge;
use crate::knowledge::entities::mention::{AnnotatedText, Entity, Office};
use crate::knowledge::entities::word::Gap;
use crate::knowledge::tables::credits::CreditKind;
use crate::model::EvidenceSource;
use crate::text::table_hash::TableSet;

use crate::extract::Readings;
use crate::extract::agency::Credited;
use crate::extract::agency::credit_spans::{Mark, mark, rule};
use crate::extract::agency::jurisdiction::Home;
use crate::extract::agency::offices::us_attorneys;

/// What stands before the list of components of a page that was saved as text.
static COMPONENTS: LazyLock<Finder> = LazyLock::new(|| Finder::new("Component(s):"));

/// How strongly something speaks for a district.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::extract) enum Strength {
    /// An office that is only thanked, or assists.
    Thanked,
    /// An office that announces or is quoted.
    Entity,
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
    pub place: EvidenceSource,
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
    let recognizer = knowledge.recognizer();
    let mut known = TableSet::default();
    for reading in [&readings.title.1, &readings.text.1] {
        for mention in &reading.mentions {
            if let Entity::Agency(agency) = mention.entity {
                known.insert(agency);
            }
        }
    }
    let mut evidence = Vec::new();
    let mut generic: Option<(EvidenceSource, Range<usize>)> = None;
    layout(readings, knowledge, credited);
    let home = Home::new(readings, credited);
    // A record's list of components says whose it is, where no text does.
    let component = credited.paths().any(|path| path.starts_with("/doj/"));
    let mut named_only = BTreeMap::new();
    for (place, (text, reading)) in [
        (EvidenceSource::Title, &readings.title),
        (EvidenceSource::Text, &readings.text),
    ] {
        let marks = mark(reading, recognizer);
        let of_others = reading.mentions.iter().any(|mention| {
            matches!(
                mention.entity,
                Entity::Office(Office::AttorneyGeneral | Office::DistrictAttorney)
            )
        });
        let justice = component
            || of_justice(credited)
            || !home.own_justice
                && (!of_others
                    || known
                        .iter()
                        .any(|&agency| knowledge.agencies()[agency].path == "/doj"));
        let scene = Scene {
            justice,
            text,
            reading,
            marks: &marks,
            place,
            knowledge,
            known: &known,
            home: &home,
        };
        scene.agencies(credited);
        scene.offices(credited, &mut evidence, &mut generic);
        scene.states(credited, &mut named_only);
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
    // Where nobody is credited, the one attorney general or district attorney whom the page names is who speaks.
    if credited.by_path.is_empty()
        && named_only.len() == 1
        && let Some((path, (place, span))) = named_only.pop_first()
    {
        credited.add(&path, place, span, "only-office-named");
    }
    evidence
}

/// Lines by which a body's releases are known, and the component list of a page that was saved as text.
fn layout(readings: &Readings<'_>, knowledge: &Knowledge, credited: &mut Credited) {
    for (place, (text, reading)) in [
        (EvidenceSource::Title, &readings.title),
        (EvidenceSource::Text, &readings.text),
    ] {
        for (path, span) in knowledge.recognizer().find_issuers(text, reading) {
            credited.add(path, place.clone(), span, "layout");
        }
    }
    let text = readings.text.0;
    let Some(at) = COMPONENTS.find(text.as_bytes()) else {
        return;
    };
    let mut start = at + COMPONENTS.needle().len();
    for line in text[start..].split('\n') {
        let span = start..start + line.len();
        start = span.end + 1;
        let entry = line.trim();
        if entry.starts_with("Press Release Number") || entry.starts_with("Updated") {
            break;
        }
        if let Some(path) = crate::extract::agency::fields::component_path(entry, knowledge) {
            credited.add(&path, EvidenceSource::Text, span, "component-list");
        }
    }
}

/// One of the page's two texts with all that is known of it.
pub(super) struct Scene<'a> {
    pub(super) text: &'a str,
    pub(super) reading: &'a AnnotatedText,
    pub(super) marks: &'a [Mark],
    pub(super) place: EvidenceSource,
    pub(super) knowledge: &'a Knowledge,
    pub(super) known: &'a TableSet<usize>,
    pub(super) home: &'a Home,
    /// Does the page name the Department of Justice, or at least no other attorney general?
    pub(super) justice: bool,
}

impl Scene<'_> {
    pub(super) fn span(&self, words: &Range<usize>) -> Range<usize> {
        let all = &self.reading.words;
        match (
            all.get(words.start),
            words.end.checked_sub(1).and_then(|at| all.get(at)),
        ) {
            (Some(first), Some(last)) => {
                let span = first.start..last.end.min(self.text.len());
                let named = &self.text[span.clone()];
                // "Internal Revenue Service (IRS)"
                let open = named.contains('(') && !named.contains(')');
                let closes = open && self.text[span.end..].starts_with(')');
                span.start..span.end + usize::from(closes)
            }
            _ => 0..0,
        }
    }

    fn offices(
        &self,
        credited: &mut Credited,
        evidence: &mut Vec<Evidence>,
        generic: &mut Option<(EvidenceSource, Range<usize>)>,
    ) {
        let recognizer = self.knowledge.recognizer();
        for named in us_attorneys(self.reading, recognizer) {
            let at = named.words.start;
            let span = self.span(&named.words);
            if self.marks[at].background || self.marks[at].victim {
                continue;
            }
            let kind = self.marks[at].credit;
            let Some(office) = named
                .district
                .and_then(|district| recognizer.office_of_district(district))
            else {
                if kind.is_some() && generic.is_none() {
                    *generic = Some((self.place.clone(), span));
                }
                continue;
            };
            self.office(
                office,
                kind,
                self.marks[at].prosecutes,
                span,
                credited,
                evidence,
            );
        }
    }

    fn office(
        &self,
        agency: usize,
        kind: Option<CreditKind>,
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
            Some(CreditKind::Prosecute) => Strength::Prosecutes,
            Some(CreditKind::Thank | CreditKind::Assist) if !prosecutes => Strength::Thanked,
            _ if prosecutes => Strength::Prosecutes,
            _ => Strength::Entity,
        };
        evidence.push(Evidence {
            path: path.clone(),
            place: self.place.clone(),
            span,
            strength,
        });
    }

    fn courts(&self, evidence: &mut Vec<Evidence>) {
        let recognizer = self.knowledge.recognizer();
        for mention in &self.reading.mentions {
            let Entity::District(district) = mention.entity else {
                continue;
            };
            let at = mention.words.start;
            let bracketed = self.reading.words[at].before == Gap::Open;
            if !(self.marks[at].court || bracketed) || self.marks[at].background {
                continue;
            }
            if let Some(office) = recognizer.office_of_district(district) {
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
