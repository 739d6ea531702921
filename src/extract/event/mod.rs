//! What happened in the case: at which stage is it, on which day was that, before which court?

use jiff::civil::Date;

use crate::extract::annotated_page::AnnotatedPage;
use crate::model::{Found, Proceeding, Stage};

/// The event that the page announces as its news.
pub(super) fn stage(_page: &AnnotatedPage) -> Option<Found<Stage>> {
    None
}

/// The day of the event of this stage. `issued` is the day of issue.
pub(super) fn event_date(
    _page: &AnnotatedPage,
    _stage: Option<&Found<Stage>>,
    _issued: Option<&Found<Date>>,
) -> Option<Found<Date>> {
    None
}

/// The kind of proceeding that the event of this stage belongs to.
pub(super) fn proceeding(
    _page: &AnnotatedPage,
    _stage: Option<&Found<Stage>>,
) -> Option<Found<Proceeding>> {
    None
}

/// Docket numbers as printed, in the order of the page.
pub(super) fn dockets(_page: &AnnotatedPage) -> Vec<Found<String>> {
    Vec::new()
}

/// Judges named, in the order of the page.
pub(super) fn judges(_page: &AnnotatedPage) -> Vec<Found<String>> {
    Vec::new()
}

/// Offenses, in the order of their table.
pub(super) fn offenses(_page: &AnnotatedPage) -> Vec<Found<String>> {
    Vec::new()
}
