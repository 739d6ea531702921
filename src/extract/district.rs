//! In which district is the case?

use crate::knowledge::Knowledge;
use crate::release::{Found, Page};

pub(super) fn district(
    _page: &Page,
    _agencies: &[Found<String>],
    _knowledge: &Knowledge,
) -> Option<Found<String>> {
    None
}
