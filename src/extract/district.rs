//! In which district is the case?

use std::collections::BTreeMap;

use super::agency::{Evidence, Strength};
use crate::release::Found;

/// The district that the evidence names; none where several share it equally.
pub(super) fn district(evidence: &[Evidence]) -> Option<Found<String>> {
    for strength in [
        Strength::Issuer,
        Strength::Court,
        Strength::Prosecutes,
        Strength::Named,
    ] {
        let mut by_path: BTreeMap<&str, usize> = BTreeMap::new();
        for found in evidence.iter().filter(|found| found.strength >= strength) {
            *by_path.entry(&found.path).or_default() += 1;
        }
        if by_path.len() == 1 {
            let first = evidence.iter().find(|found| found.strength >= strength)?;
            return Some(found(first));
        }
        if by_path.len() > 1 {
            return None;
        }
    }
    None
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
