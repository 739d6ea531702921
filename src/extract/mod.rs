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

/// One of our fixed patterns. They ask for ASCII's word boundaries: Unicode's make the fast automaton give up at the first
/// curly quote or section sign.
fn pattern(pattern: &str) -> regex::Regex {
    regex::Regex::new(pattern).expect("a fixed pattern, tried by every test of its question")
}
