//! Which statutes does the release cite by section?

use crate::release::{Found, Page};

pub(super) fn statutes(_page: &Page) -> Vec<Found<String>> {
    Vec::new()
}
