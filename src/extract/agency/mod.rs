//! Which agencies does the release credit?
//!
//! A credit is more than a mention. Page fields credit outright. In running text a phrase of `credits.tsv` says which names
//! in its sentence are credited, and which are victims, employers or background.

mod bodies;
mod credit_context;
mod district_attorneys;
mod evidence;
mod fields;
mod jurisdiction;
mod officials;
#[cfg(test)]
mod tests;
mod text;
mod unlisted_units;
mod us_attorneys;
mod word_credits;

use crate::extract::agency::evidence::CreditedAgencies;
use crate::extract::annotated_page::AnnotatedPage;
use crate::model::Found;

pub(super) use crate::extract::agency::evidence::{DistrictEvidence, EvidenceStrength};

/// What a page tells about agencies and districts.
pub(super) struct Credits {
    /// The agencies credited, sorted by path, each once.
    pub agencies: Vec<Found<String>>,
    /// What points to a district.
    pub districts: Vec<DistrictEvidence>,
}

/// The agencies that the page credits, and its evidence of the district.
pub(super) fn credits(page: &AnnotatedPage) -> Credits {
    let mut credited = CreditedAgencies::default();
    let mut districts = fields::credit(page, &mut credited);
    districts.extend(text::credit(page, &mut credited));
    Credits {
        agencies: credited.into_sorted(),
        districts,
    }
}
