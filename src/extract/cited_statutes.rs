//! Which statutes does the release cite by section?

use crate::extract::annotated_page::AnnotatedPage;
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
    // Stable: of equal citations the first one stays.
    found.sort_by(|a, b| a.value.cmp(&b.value));
    found.dedup_by(|b, a| a.value == b.value);
    found
}
