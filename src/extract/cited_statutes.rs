//! Which statutes does the release cite by section, and which acts does it name?

use crate::extract::annotated_page::AnnotatedPage;
use crate::extract::statute::acts;
use crate::model::Found;

/// The statutes that a page cites in its title and text, sorted by normal form, each once, with the span of its first
/// citation.
pub(super) fn statutes(page: &AnnotatedPage) -> Vec<Found<String>> {
    let mut found: Vec<Found<String>> = Vec::new();
    for part in page.parts() {
        found.extend(part.entities.statutes.iter().map(|(span, value)| Found {
            value: value.clone(),
            place: part.place.clone(),
            span: span.clone(),
            rule: "section-citation",
        }));
    }
    sorted(found)
}

/// The acts that a page names in its title and text, and the sections of them, sorted, each once.
pub(super) fn acts(page: &AnnotatedPage) -> Vec<Found<String>> {
    let mut found: Vec<Found<String>> = Vec::new();
    for part in page.parts() {
        let named = acts::acts(part.text, &part.annotations).into_iter();
        found.extend(named.map(|(span, value)| Found {
            rule: if value.contains(" § ") {
                "section-of-act"
            } else {
                "act-named"
            },
            value,
            place: part.place.clone(),
            span,
        }));
    }
    sorted(found)
}

/// Sorted by value, each once, with its first place.
fn sorted(mut found: Vec<Found<String>>) -> Vec<Found<String>> {
    // Stable: of equal values the first one stays.
    found.sort_by(|a, b| a.value.cmp(&b.value));
    found.dedup_by(|b, a| a.value == b.value);
    found
}
