//! To what were the defendants sentenced?

use crate::extract::annotated_page::AnnotatedPage;
use crate::model::{Defendant, Found, Sentence};

/// The sentences that a page tells of its defendants, in its order.
pub(super) fn sentences(
    _page: &AnnotatedPage,
    _defendants: &[Found<Defendant>],
) -> Vec<Found<Sentence>> {
    Vec::new()
}
