//! Page -> findings: who, for whom, when, where. One question per file.
//!
//! Pure functions of the page, its file name and the knowledge: no I/O, never a failure, time linear in the page.

mod agency;
pub mod date;
mod district;
mod entities;
mod prosecutor;
pub mod statute;

use crate::knowledge::Knowledge;
use crate::knowledge::entities::mention::AnnotatedText;
use crate::model::{Findings, Page};

pub use crate::extract::entities::Names;

/// The title and the text, read as words and names: once, for every question that asks.
struct Readings<'a> {
    title: (&'a str, AnnotatedText),
    text: (&'a str, AnnotatedText),
}

impl<'a> Readings<'a> {
    fn of(page: &'a Page, knowledge: &Knowledge) -> Self {
        let read = |text: &'a str| (text, knowledge.recognizer().annotate(text));
        Readings {
            title: read(&page.title),
            text: read(&page.text),
        }
    }
}

/// What a page comes to: the answers, and the names in its title and text by which searches find it.
#[derive(Debug, Default)]
pub struct Extracted {
    /// The answers.
    pub findings: Findings,
    /// Names in the title.
    pub title: Names,
    /// Names in the text.
    pub text: Names,
}

/// Answers every question about one page. `file_name` is the last component of the file's path.
pub fn extract(page: &Page, file_name: &str, knowledge: &Knowledge) -> Findings {
    extract_with_names(page, file_name, knowledge).findings
}

/// Answers every question about one page, and keeps the names that were found on the way.
pub fn extract_with_names(page: &Page, file_name: &str, knowledge: &Knowledge) -> Extracted {
    let readings = Readings::of(page, knowledge);
    let [title, text] = [&readings.title, &readings.text].map(|(text, reading)| {
        if std::ptr::eq(knowledge, Knowledge::builtin()) {
            Names::read(text, reading)
        } else {
            Names::of(text)
        }
    });
    let credits = agency::credits(page, &readings, knowledge);
    let findings = Findings {
        date: date::date(page, file_name),
        district: district::district(&credits.districts),
        agencies: credits.agencies,
        prosecutors: prosecutor::prosecutors(page, &readings),
        statutes: statute::statutes(&title.statutes, &text.statutes),
    };
    Extracted {
        findings,
        title,
        text,
    }
}

/// One of our fixed patterns. They ask for ASCII's word boundaries: Unicode's make the fast automaton give up at the first
/// curly quote or section sign.
fn pattern(pattern: &str) -> regex::Regex {
    regex::Regex::new(pattern).expect("a fixed pattern, tried by every test of its question")
}
