//! Which sums of money does the page tell of the case, and what is each?

use crate::extract::annotated_page::AnnotatedPage;
use crate::model::{Amount, Found};

/// The sums of a page, in its order, each role and value once.
pub(super) fn amounts(_page: &AnnotatedPage) -> Vec<Found<Amount>> {
    Vec::new()
}
