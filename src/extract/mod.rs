//! What does a page tell: who announced and prosecuted, for which agencies, where, when, under which statutes, and what
//! happened?
//!
//! Pure functions of the page, its file name and the knowledge tables: no I/O, never a failure, time linear in the page.
//!
//! Each question has one file or folder with one function that takes an `AnnotatedPage` and returns
//! `Option<Found<T>>` or `Vec<Found<T>>`. To add one: write the file, give its answer a member in [`Findings`] and
//! [`Release`](crate::model::Release), and fill that member in [`extract_with_entities`].

mod agency;
mod annotated_page;
mod capitals;
mod cited_statutes;
mod date;
mod defendant;
mod district;
mod entities;
mod event;
mod money;
mod number;
mod pattern;
mod prosecutor;
mod sentence;
pub mod statute;

use crate::extract::annotated_page::AnnotatedPage;
use crate::knowledge::Knowledge;
use crate::model::{Defendant, Findings, Found, Page, Stage};
use crate::text::person_name::PersonName;

pub use crate::extract::entities::EntityMentions;

/// The findings of a page, and the entities that its title and text mention, by which searches find it.
#[derive(Debug, Default)]
pub struct Extracted {
    /// The answer to each question.
    pub findings: Findings,
    /// Statutes and agencies mentioned in the title.
    pub title_entities: EntityMentions,
    /// Statutes and agencies mentioned in the text.
    pub text_entities: EntityMentions,
}

/// Answers every question about one page. `file_name` is the last component of the file's path.
pub fn extract(page: &Page, file_name: &str, knowledge: &Knowledge) -> Findings {
    extract_with_entities(page, file_name, knowledge).findings
}

/// Answers every question about one page, and returns the entities that it mentions as well.
pub fn extract_with_entities(page: &Page, file_name: &str, knowledge: &Knowledge) -> Extracted {
    let page = AnnotatedPage::new(page, file_name, knowledge);
    let credits = agency::credits(&page);
    let date = date::date(&page);
    let (number, other_numbers) = number::numbers(&page, date.as_ref().map(|date| date.value));
    let cues = event::StageCues::find(&page);
    let enforcer = event::Enforcer::of(&page, &credits.agencies, number.as_ref());
    let stage = event::stage(&page, &cues, enforcer);
    let prosecutors = prosecutor::prosecutors(&page);
    let judges = event::judges(&page);
    let officials = (prosecutors.iter().map(|found| found.value.name.as_str()))
        .chain(judges.iter().map(|found| found.value.as_str()));
    let known = defendant::Known {
        officials: officials.collect(),
        is_event: stage.value != Stage::Other,
        is_civil: matches!(
            stage.value,
            Stage::Lawsuit | Stage::Settlement | Stage::Judgment | Stage::Order | Stage::Agreement
        ),
    };
    let cast = defendant::cast(&page, &known);
    // A magistrate who pleads guilty is none of the judges of the case.
    let judges = without_defendants(judges, &cast.defendants);
    let has_defendants = !cast.defendants.is_empty();
    let is_about_case = event::is_about_case(&page, &cues, stage.value, enforcer, has_defendants);
    let findings = Findings {
        district: district::district(&credits.districts),
        districts: district::districts(&credits.districts, &credits.agencies),
        agencies: credits.agencies,
        prosecutors,
        statutes: cited_statutes::statutes(&page),
        acts: cited_statutes::acts(&page),
        event_date: event::event_date(&page, &cues, stage.value, date.as_ref()),
        proceeding: event::proceeding(&page, &cues, enforcer, &stage),
        sentences: sentence::sentences(&page, &cast),
        amounts: if is_about_case {
            money::amounts(&page, stage.value)
        } else {
            Vec::new()
        },
        dockets: event::dockets(&page),
        judges,
        offenses: if is_about_case {
            event::offenses(&page, &cues, &stage, enforcer)
        } else {
            Vec::new()
        },
        number,
        other_numbers,
        date,
        stage: Some(stage),
        defendants: cast.defendants,
    };
    Extracted {
        findings,
        title_entities: page.title.entities,
        text_entities: page.text.entities,
    }
}

/// The judges without those who are defendants themselves.
fn without_defendants(
    judges: Vec<Found<String>>,
    defendants: &[Found<Defendant>],
) -> Vec<Found<String>> {
    let accused: Vec<PersonName> = (defendants.iter())
        .map(|found| PersonName::new(&found.value.name))
        .collect();
    let is_accused = |judge: &Found<String>| {
        let name = PersonName::new(&judge.value);
        accused.iter().any(|known| known.is_same(&name))
    };
    judges
        .into_iter()
        .filter(|judge| !is_accused(judge))
        .collect()
}
