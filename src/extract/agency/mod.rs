//! Which bodies does the release credit?
//!
//! Credit, not mention. Page fields credit outright; in running text a phrase of `credits.tsv` says which names in its
//! sentence are credited and which are victims, employers or background.

mod bodies;
mod credit_spans;
mod fields;
mod jurisdiction;
mod offices;
mod officials;
#[cfg(test)]
mod state_tests;
#[cfg(test)]
mod tests;
mod text;

use std::collections::BTreeMap;

use crate::extract::Readings;
use crate::knowledge::Knowledge;
use crate::model::{EvidenceSource, Found, Page};

pub(super) use crate::extract::agency::text::{Evidence, Strength};

/// Everything about agencies and districts that a page tells, found in one pass.
pub(super) struct Credits {
    /// The agencies credited, sorted by path, none twice.
    pub agencies: Vec<Found<String>>,
    /// What speaks for a district.
    pub districts: Vec<Evidence>,
}

/// A path that is credited, where, and by which rule; the first of each path is kept.
#[derive(Default)]
pub(super) struct Credited {
    by_path: BTreeMap<String, Found<String>>,
}

impl Credited {
    fn add(
        &mut self,
        path: &str,
        place: EvidenceSource,
        span: std::ops::Range<usize>,
        rule: &'static str,
    ) {
        // Most are credited several times.
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

    fn has(&self, path: &str) -> bool {
        self.by_path.contains_key(path)
    }

    fn paths(&self) -> impl Iterator<Item = &str> {
        self.by_path.keys().map(String::as_str)
    }
}

/// The agencies that the page credits, and what it tells of districts.
pub(super) fn credits(page: &Page, readings: &Readings<'_>, knowledge: &Knowledge) -> Credits {
    let mut credited = Credited::default();
    let mut districts = fields::credit(page, knowledge, &mut credited);
    districts.extend(text::credit(readings, knowledge, &mut credited));
    Credits {
        agencies: credited.by_path.into_values().collect(),
        districts,
    }
}
