//! What has been found so far: agencies that are credited, and evidence of the district.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::model::{EvidenceSource, Found};

/// Paths of agencies that are credited. Of each path the first credit is kept.
#[derive(Default)]
pub(super) struct CreditedAgencies {
    by_path: BTreeMap<String, Found<String>>,
}

impl CreditedAgencies {
    pub fn add(
        &mut self,
        path: &str,
        place: EvidenceSource,
        span: Range<usize>,
        rule: &'static str,
    ) {
        // Most are credited several times: no copies for those.
        if !self.has(path) {
            let found = Found {
                value: path.to_owned(),
                place,
                span,
                rule,
            };
            self.by_path.insert(path.to_owned(), found);
        }
    }

    pub fn has(&self, path: &str) -> bool {
        self.by_path.contains_key(path)
    }

    pub fn is_empty(&self) -> bool {
        self.by_path.is_empty()
    }

    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.by_path.keys().map(String::as_str)
    }

    /// Whether a U.S. Attorney's Office of a known district is credited.
    pub fn has_us_attorneys_office(&self) -> bool {
        self.paths().any(|path| path.starts_with("/doj/usao/"))
    }

    /// Whether the Department of Justice publishes the page.
    pub fn justice_publishes(&self) -> bool {
        self.has("/doj/opa") || self.has_us_attorneys_office()
    }

    /// The credits, sorted by path.
    pub fn into_sorted(self) -> Vec<Found<String>> {
        self.by_path.into_values().collect()
    }
}

/// How strongly something points to a district.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::extract) enum EvidenceStrength {
    /// Its U.S. Attorney's Office is only thanked, or assists.
    Thanked,
    /// Its office is named.
    Named,
    /// Its office announces or is quoted.
    Announces,
    /// Its office prosecutes.
    Prosecutes,
    /// The case is in its court.
    Court,
    /// Its office issues the release.
    Issuer,
}

/// Something that points to a district.
#[derive(Clone, Debug)]
pub(in crate::extract) struct DistrictEvidence {
    /// The path of the district's U.S. Attorney's Office: `/doj/usao/...`
    pub path: String,
    pub place: EvidenceSource,
    /// Byte span in the place.
    pub span: Range<usize>,
    pub strength: EvidenceStrength,
}
