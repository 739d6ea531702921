//! In which district is the case?

use std::collections::BTreeSet;

use crate::extract::agency::{Evidence, Strength};
use crate::model::{EvidenceSource, Found};

/// The district that the evidence names; none where several share it equally.
///
/// The office that issues the release says it best, then a court in the headline or caption, then the courts and the
/// offices that prosecute, then those that are only named.
pub(super) fn district(evidence: &[Evidence]) -> Option<Found<String>> {
    let caption = |found: &&Evidence| {
        found.strength == Strength::Court && found.place == EvidenceSource::Title
    };
    let of = |strength: Strength| move |found: &&Evidence| found.strength == strength;
    let issuers: Vec<&Evidence> = evidence.iter().filter(of(Strength::Issuer)).collect();
    if issuers.len() > 1 && only(issuers.iter().copied()).is_none() {
        // Several offices issue it: it is one's case only where no other is at work in it.
        let at_work =
            |found: &&Evidence| !matches!(found.strength, Strength::Issuer | Strength::Thanked);
        return only(evidence.iter().filter(at_work)).map(found);
    }
    let courts = evidence
        .iter()
        .any(|found| found.strength == Strength::Court);
    only(issuers.into_iter())
        .or_else(|| only(evidence.iter().filter(caption)))
        .or_else(|| {
            if courts {
                // Where the courts are several, offices that only help in one of them do not decide.
                court(evidence)
            } else {
                only(evidence.iter().filter(of(Strength::Prosecutes)))
                    .or_else(|| only(evidence.iter().filter(of(Strength::Entity))))
            }
        })
        .map(found)
}

/// The first of the evidence, where all of it names one district.
fn only<'a>(evidence: impl Iterator<Item = &'a Evidence>) -> Option<&'a Evidence> {
    let mut evidence = evidence;
    let first = evidence.next()?;
    evidence
        .all(|other| other.path == first.path)
        .then_some(first)
}

/// The one court; of two, the one whose own office prosecutes.
fn court(evidence: &[Evidence]) -> Option<&Evidence> {
    let courts = || {
        evidence
            .iter()
            .filter(|found| found.strength == Strength::Court)
    };
    let prosecutes = |court: &&Evidence| {
        let mut offices = evidence
            .iter()
            .filter(|found| found.strength == Strength::Prosecutes);
        offices.any(|office| office.path == court.path)
    };
    let distinct: BTreeSet<&str> = courts().map(|found| found.path.as_str()).collect();
    match distinct.len() {
        0 | 1 => courts().next(),
        2 => only(courts().filter(prosecutes)),
        _ => None,
    }
}

fn found(evidence: &Evidence) -> Found<String> {
    Found {
        value: evidence.path.clone(),
        place: evidence.place.clone(),
        span: evidence.span.clone(),
        rule: match evidence.strength {
            Strength::Issuer => "issuing-office",
            Strength::Court => "court",
            Strength::Prosecutes => "prosecuting-office",
            Strength::Entity | Strength::Thanked => "office-named",
        },
    }
}
