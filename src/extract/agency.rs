//! Which bodies does the release credit?

use crate::knowledge::Knowledge;
use crate::release::{Found, Page};

pub(super) fn agencies(_page: &Page, _knowledge: &Knowledge) -> Vec<Found<String>> {
    Vec::new()
}
