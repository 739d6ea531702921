//! Page -> findings: who, for whom, when, where. One question per file.
//!
//! Pure functions of the page, its file name and the knowledge: no I/O, never a failure, time linear in the page.

mod agency;
pub mod date;
mod district;
mod prosecutor;
pub mod statute;

use crate::knowledge::Knowledge;
use crate::release::{Findings, Page};

/// Answers every question about one page. `file_name` is the last component of the file's path.
pub fn extract(page: &Page, file_name: &str, knowledge: &Knowledge) -> Findings {
    let credits = agency::credits(page, knowledge);
    Findings {
        date: date::date(page, file_name),
        district: district::district(&credits.districts),
        agencies: credits.agencies,
        prosecutors: prosecutor::prosecutors(page, knowledge),
        statutes: statute::statutes(page),
    }
}
