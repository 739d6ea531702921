//! Against whom is the case directed?

use crate::extract::annotated_page::AnnotatedPage;
use crate::model::{Defendant, Found};

/// The defendants of a page, in the order in which it first names them.
pub(super) fn defendants(_page: &AnnotatedPage) -> Vec<Found<Defendant>> {
    Vec::new()
}
