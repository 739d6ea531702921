//! In which district is the case?

use super::agency::{Evidence, Strength};
use crate::release::{Found, Place};

/// The district that the evidence names; none where several share it equally.
///
/// The office that issues the release says it best, then a court in the headline or caption, then the courts and the
/// offices that prosecute, then those that are only named.
pub(super) fn district(evidence: &[Evidence]) -> Option<Found<String>> {
    let caption =
        |found: &&Evidence| found.strength == Strength::Court && found.place == Place::Title;
    let of = |strength: Strength| move |found: &&Evidence| found.strength == strength;
    only(evidence.iter().filter(of(Strength::Issuer)))
        .or_else(|| only(evidence.iter().filter(caption)))
        .or_else(|| court(evidence))
        .or_else(|| only(evidence.iter().filter(of(Strength::Prosecutes))))
        .or_else(|| {
            let courts = evidence
                .iter()
                .any(|found| found.strength == Strength::Court);
            (!courts)
                .then(|| only(evidence.iter().filter(of(Strength::Named))))
                .flatten()
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

/// The one court; of several, the one whose own office prosecutes.
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
    only(courts()).or_else(|| only(courts().filter(prosecutes)))
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
            Strength::Named | Strength::Thanked => "office-named",
        },
    }
}
