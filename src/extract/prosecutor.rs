//! Who prosecuted, and who announced?

use crate::knowledge::Knowledge;
use crate::release::{Found, Page, Prosecutor};

pub(super) fn prosecutors(_page: &Page, _knowledge: &Knowledge) -> Vec<Found<Prosecutor>> {
    Vec::new()
}
