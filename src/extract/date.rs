//! On which day was the release issued?

use jiff::civil::Date;

use crate::release::{Found, Page};

pub(super) fn date(_page: &Page, _file_name: &str) -> Option<Found<Date>> {
    None
}
