//! Which agencies does the running text credit?

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::knowledge::entities::mention::{Entity, Office};
use crate::model::EvidenceSource;

use crate::extract::agency::bodies::credit_bodies;
use crate::extract::agency::credit_context::CreditContext;
use crate::extract::agency::evidence::{CreditedAgencies, DistrictEvidence};
use crate::extract::agency::fields::component_path;
use crate::extract::agency::jurisdiction::IssuingJurisdiction;
use crate::extract::agency::officials::{NamedOffices, credit_officials};
use crate::extract::agency::unlisted_units::credit_unlisted_units;
use crate::extract::agency::us_attorneys::{add_courts, credit_offices, credit_without_district};
use crate::extract::agency::word_credits::word_credits;
use crate::extract::annotated_page::AnnotatedPage;

/// The words before the list of components in a page that was saved as text.
static COMPONENTS: LazyLock<Finder> = LazyLock::new(|| Finder::new("Component(s):"));

/// Credits the agencies of title and text, and returns the evidence of the district in them.
pub(super) fn credit(
    page: &AnnotatedPage,
    credited: &mut CreditedAgencies,
) -> Vec<DistrictEvidence> {
    let agencies = page.knowledge.agencies();
    let mut named_agencies = HashSet::new();
    let mut named_districts = BTreeSet::new();
    for part in page.parts() {
        for mention in &part.annotations.mentions {
            match mention.entity {
                Entity::Agency(agency) => {
                    named_agencies.insert(agency);
                }
                Entity::District(district) => {
                    named_districts.insert(district);
                }
                _ => {}
            }
        }
    }
    credit_layout(page, credited);
    let jurisdiction = IssuingJurisdiction::new(page, credited);
    // The components of a record say that the page is the Department's where its text does not.
    let has_component = credited.paths().any(|path| path.starts_with("/doj/"));
    let mut evidence = Vec::new();
    let mut without_district = None;
    let mut named_offices = NamedOffices::new();
    for part in page.parts() {
        let names_other_attorneys = part.annotations.mentions.iter().any(|mention| {
            matches!(
                mention.entity,
                Entity::Office(Office::AttorneyGeneral | Office::DistrictAttorney)
            )
        });
        let names_justice = || {
            named_agencies
                .iter()
                .any(|&agency| agencies[agency].path == "/doj")
        };
        let context = CreditContext {
            part,
            knowledge: page.knowledge,
            credits: &word_credits(&part.annotations, page.knowledge.recognizer()),
            named_agencies: &named_agencies,
            jurisdiction: &jurisdiction,
            is_about_posts: page.is_about_posts,
            named_districts: &named_districts,
            names_justice: has_component
                || credited.justice_publishes()
                || !jurisdiction.has_own_justice_department
                    && (!names_other_attorneys || names_justice()),
        };
        credit_bodies(&context, credited);
        credit_unlisted_units(&context, credited);
        let found = credit_offices(&context, credited, &mut evidence);
        without_district = without_district.or(found);
        credit_officials(&context, credited, &mut named_offices);
        if !context.is_about_posts {
            add_courts(&context, &mut evidence);
        }
    }
    if let Some(place) = without_district {
        credit_without_district(place, credited, &evidence);
    }
    // Where no body is credited, the only attorney general or district attorney that the page names speaks.
    if credited.is_empty()
        && named_offices.len() == 1
        && let Some((path, (place, span))) = named_offices.pop_first()
    {
        credited.add(&path, place, span, "only-office-named");
    }
    evidence
}

/// Credits bodies that are known by a line of their releases, and the components that a page saved as text lists.
fn credit_layout(page: &AnnotatedPage, credited: &mut CreditedAgencies) {
    for part in page.parts() {
        for (path, span) in page
            .knowledge
            .recognizer()
            .find_issuers(part.text, &part.annotations)
        {
            credited.add(path, part.place.clone(), span, "layout");
        }
    }
    for (entry, span) in listed_components(page.text.text) {
        if let Some(path) = component_path(entry, page.knowledge) {
            credited.add(&path, EvidenceSource::Text, span, "component-list");
        }
    }
}

/// The lines of the list of components in a text, with their spans.
fn listed_components(text: &str) -> impl Iterator<Item = (&str, Range<usize>)> {
    let start = COMPONENTS
        .find(text.as_bytes())
        .map_or(text.len(), |at| at + COMPONENTS.needle().len());
    let mut next = start;
    text[start..]
        .split('\n')
        .map(move |line| {
            let span = next..next + line.len();
            next = span.end + 1;
            (line.trim(), span)
        })
        .take_while(|(entry, _)| {
            !entry.starts_with("Press Release Number") && !entry.starts_with("Updated")
        })
}
