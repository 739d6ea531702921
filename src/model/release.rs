//! What a release tells: values alone, and values with their evidence.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::{Amount, Defendant, Found, Page, Proceeding, Sentence, Stage};

/// How a prosecutor stands to the matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProsecutorKind {
    /// Handles the case: prosecutes, tries, litigates, investigates for a civil enforcer, or supervises that.
    Counsel,
    /// Announces the case or is quoted on it.
    Official,
}

/// A person named as a prosecutor. One person is one value, however often the release names them.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Prosecutor {
    /// The fullest form in the release, without honorifics, with suffix: `Kenneth A. Polite Jr.`
    pub name: String,
    /// As printed, without office or state; empty when none is printed: `Assistant U.S. Attorney`.
    pub title: String,
    /// Counsel or official.
    pub kind: ProsecutorKind,
}

impl fmt::Display for Prosecutor {
    /// `Dana Q. Whitlock, Assistant U.S. Attorney (counsel)`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        if !self.title.is_empty() {
            write!(f, ", {}", self.title)?;
        }
        f.write_str(match self.kind {
            ProsecutorKind::Counsel => " (counsel)",
            ProsecutorKind::Official => " (official)",
        })
    }
}

/// What `extract` found in a page, each value with its evidence. Lists are sorted by value, where nothing else is said, and
/// hold no value twice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Findings {
    /// The day of issue.
    pub date: Option<Found<Date>>,
    /// The one district that the case is in: a `/doj/usao/...` path.
    pub district: Option<Found<String>>,
    /// Every district that takes part, as `/doj/usao/...` paths.
    pub districts: Vec<Found<String>>,
    /// Canonical agency paths.
    pub agencies: Vec<Found<String>>,
    /// Persons, in the order in which the release first names them.
    pub prosecutors: Vec<Found<Prosecutor>>,
    /// `18 U.S.C. § 1343`.
    pub statutes: Vec<Found<String>>,
    /// `Securities Exchange Act of 1934`, `Securities Exchange Act of 1934 § 10(b)`.
    pub acts: Vec<Found<String>>,
    /// The release number: `18-728`, `LR-22218`.
    pub number: Option<Found<String>>,
    /// Other numbers by which the release is found: of another series (`AAER-1445`), or the second of two.
    pub other_numbers: Vec<Found<String>>,
    /// The event that is the news.
    pub stage: Option<Found<Stage>>,
    /// The day of that event.
    pub event_date: Option<Found<Date>>,
    /// The kind of proceeding that it belongs to.
    pub proceeding: Option<Found<Proceeding>>,
    /// Against whom the case is directed, in the order in which the release first names them.
    pub defendants: Vec<Found<Defendant>>,
    /// Sentences imposed, in the order of the release.
    pub sentences: Vec<Found<Sentence>>,
    /// Sums of money, in the order of the release, each role and value once.
    pub amounts: Vec<Found<Amount>>,
    /// Docket numbers as printed, in the order of the release.
    pub dockets: Vec<Found<String>>,
    /// Judges, in the order of the release.
    pub judges: Vec<Found<String>>,
    /// Names of offenses, in the order of their table.
    pub offenses: Vec<Found<String>>,
}

/// One release as it is indexed, stored and shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// The file's path relative to the corpus root, with `/`, and `#N` (from 0) for record N of a file that holds many.
    pub id: String,
    /// The headline, on one line.
    pub title: String,
    /// The day of issue, or none.
    pub date: Option<Date>,
    /// The district whose U.S. Attorney's Office the case is in, none where several share it equally: a `/doj/usao/...` path.
    pub district: Option<String>,
    /// Every district whose U.S. Attorney's Office is credited or whose court has a case that the release tells of, sorted;
    /// `district` is one of them.
    pub districts: Vec<String>,
    /// Canonical paths of every body credited, sorted.
    pub agencies: Vec<String>,
    /// Persons with a title and a kind.
    pub prosecutors: Vec<Prosecutor>,
    /// Statutes cited, normalised, sorted.
    pub statutes: Vec<String>,
    /// Acts called by name, and the sections of them that are named, sorted.
    pub acts: Vec<String>,
    /// The release number.
    pub number: Option<String>,
    /// Other numbers by which the release is found.
    #[serde(default)]
    pub other_numbers: Vec<String>,
    /// The event that the release announces as its news.
    #[serde(default)]
    pub stage: Option<Stage>,
    /// The day of that event, or none.
    #[serde(default)]
    pub event_date: Option<Date>,
    /// The kind of proceeding that the event belongs to; none where there is no event of a case.
    #[serde(default)]
    pub proceeding: Option<Proceeding>,
    /// Persons and organizations against whom the case is directed.
    #[serde(default)]
    pub defendants: Vec<Defendant>,
    /// Sentences imposed.
    #[serde(default)]
    pub sentences: Vec<Sentence>,
    /// Sums of money, each role and value once.
    #[serde(default)]
    pub amounts: Vec<Amount>,
    /// Docket numbers as printed, without the words before the number.
    #[serde(default)]
    pub dockets: Vec<String>,
    /// Judges named, without titles.
    #[serde(default)]
    pub judges: Vec<String>,
    /// What the case is about: names of the table of offenses.
    #[serde(default)]
    pub offenses: Vec<String>,
    /// The canonical address.
    pub url: Option<String>,
    /// The site that published it.
    pub source: Option<String>,
}

impl Release {
    /// Puts together what the page says of itself and what was found in it.
    pub fn new(id: String, page: &Page, findings: &Findings) -> Self {
        Release {
            id,
            title: page.title.clone(),
            date: findings.date.as_ref().map(|found| found.value),
            district: findings.district.as_ref().map(|found| found.value.clone()),
            districts: values(&findings.districts),
            agencies: values(&findings.agencies),
            prosecutors: values(&findings.prosecutors),
            statutes: values(&findings.statutes),
            acts: values(&findings.acts),
            number: findings.number.as_ref().map(|found| found.value.clone()),
            other_numbers: values(&findings.other_numbers),
            stage: findings.stage.as_ref().map(|found| found.value),
            event_date: findings.event_date.as_ref().map(|found| found.value),
            proceeding: findings.proceeding.as_ref().map(|found| found.value),
            defendants: values(&findings.defendants),
            sentences: values(&findings.sentences),
            amounts: values(&findings.amounts),
            dockets: values(&findings.dockets),
            judges: values(&findings.judges),
            offenses: values(&findings.offenses),
            url: page.url.clone(),
            source: page.source.clone(),
        }
    }
}

fn values<T: Clone>(found: &[Found<T>]) -> Vec<T> {
    found.iter().map(|found| found.value.clone()).collect()
}
