//! In which district is the case, and which districts take part in it?

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::extract::agency::{DistrictEvidence, EvidenceStrength};
use crate::model::{EvidenceSource, Found};

/// The district that the evidence points to; none where several share the case equally.
///
/// The strongest evidence is the office that issues the release, then a court or an office in the headline, then the courts
/// in the text and the offices that prosecute, then offices that are only named.
pub(super) fn district(evidence: &[DistrictEvidence]) -> Option<Found<String>> {
    let with = |strength: EvidenceStrength| {
        evidence
            .iter()
            .filter(move |found| found.strength == strength)
    };
    let issuers = || with(EvidenceStrength::Issuer);
    let courts = || with(EvidenceStrength::Court);
    let offices = || with(EvidenceStrength::Named).chain(with(EvidenceStrength::Announces));
    let same_district = if issuers().count() > 1 && only_one(issuers()).is_none() {
        // Several offices issue it: the case is in the one district where others take part.
        only_one(evidence.iter().filter(|found| {
            !matches!(
                found.strength,
                EvidenceStrength::Issuer | EvidenceStrength::Thanked
            )
        }))
    } else {
        only_one(issuers())
            .or_else(|| only_one(courts().filter(|court| court.place == EvidenceSource::Title)))
            .or_else(|| only_one(offices().filter(|office| office.place == EvidenceSource::Title)))
            .or_else(|| {
                if courts().next().is_none() {
                    only_one(with(EvidenceStrength::Prosecutes)).or_else(|| only_one(offices()))
                } else {
                    court_of_case(evidence)
                }
            })
    };
    same_district.map(found)
}

/// Every district that the evidence names or whose office is credited, sorted, each with its strongest evidence.
pub(super) fn districts(
    evidence: &[DistrictEvidence],
    agencies: &[Found<String>],
) -> Vec<Found<String>> {
    let mut strongest: Vec<&DistrictEvidence> = evidence.iter().collect();
    strongest.sort_by_key(|found| Reverse(found.strength));
    let offices = agencies
        .iter()
        .filter(|agency| agency.value.starts_with("/doj/usao/"));
    let mut all: Vec<Found<String>> = strongest
        .into_iter()
        .map(found)
        .chain(offices.cloned())
        .collect();
    all.sort_by(|a, b| a.value.cmp(&b.value));
    all.dedup_by(|later, first| later.value == first.value);
    all
}

/// The first of the evidence if all of it points to one district.
fn only_one<'a>(
    mut evidence: impl Iterator<Item = &'a DistrictEvidence>,
) -> Option<&'a DistrictEvidence> {
    let first = evidence.next()?;
    evidence
        .all(|other| other.path == first.path)
        .then_some(first)
}

/// The only court; of two, the one whose own office prosecutes, else the one whose own office announces.
fn court_of_case(evidence: &[DistrictEvidence]) -> Option<&DistrictEvidence> {
    let with = |strength: EvidenceStrength| {
        evidence
            .iter()
            .filter(move |found| found.strength == strength)
    };
    let courts = || with(EvidenceStrength::Court);
    let own_office_prosecutes = |court: &&DistrictEvidence| {
        with(EvidenceStrength::Prosecutes).any(|office| office.path == court.path)
    };
    let own_office_announces = |court: &&DistrictEvidence| {
        with(EvidenceStrength::Announces).any(|office| office.path == court.path)
    };
    let distinct: BTreeSet<&str> = courts().map(|court| court.path.as_str()).collect();
    match distinct.len() {
        0 | 1 => courts().next(),
        2 => only_one(courts().filter(own_office_prosecutes))
            .or_else(|| only_one(courts().filter(own_office_announces))),
        _ => None,
    }
}

fn found(evidence: &DistrictEvidence) -> Found<String> {
    Found {
        value: evidence.path.clone(),
        place: evidence.place.clone(),
        span: evidence.span.clone(),
        rule: match evidence.strength {
            EvidenceStrength::Issuer => "issuing-office",
            EvidenceStrength::Court => "court",
            EvidenceStrength::Prosecutes => "prosecuting-office",
            EvidenceStrength::Announces | EvidenceStrength::Named | EvidenceStrength::Thanked => {
                "office-named"
            }
        },
    }
}
