//! Of which kind is the proceeding that the announced event belongs to?

use memchr::memmem;

use crate::extract::annotated_page::AnnotatedPage;
use crate::extract::event::cues::StageCues;
use crate::extract::event::enforcer::Enforcer;
use crate::model::{Found, Proceeding, Stage};

/// Words of an agency's own proceeding.
const ADMINISTRATIVE: [&str; 8] = [
    "administrative proceeding",
    "cease-and-desist",
    "cease and desist",
    "Administrative Law Judge",
    "administrative law judge",
    "issued an order",
    "issued an Order",
    "consent order",
];

/// Words of a case in court.
const COURT: [&str; 8] = [
    "District Court",
    "district court",
    "federal court",
    "final judgment",
    "Final Judgment",
    "court approval",
    "Superior Court",
    "approved by the court",
];

/// The kind of proceeding that the event of this stage belongs to, with the place of the stage.
pub(in crate::extract) fn proceeding(
    page: &AnnotatedPage,
    cues: &StageCues,
    enforcer: Enforcer,
    stage: &Found<Stage>,
) -> Option<Found<Proceeding>> {
    let text = page.text.text.as_bytes();
    let has = |words: &[&str]| {
        words
            .iter()
            .any(|word| memmem::find(text, word.as_bytes()).is_some())
    };
    let is_criminal_case = || {
        let criminal = cues.title.iter().chain(&cues.text).filter(|cue| {
            matches!(
                cue.stage,
                Stage::Indictment | Stage::Plea | Stage::Conviction | Stage::Sentence
            )
        });
        criminal.count() > 1
    };
    let own_order = || match enforcer {
        Enforcer::None | Enforcer::SecInCourt => false,
        Enforcer::Sec => has(&ADMINISTRATIVE) || !has(&COURT),
        Enforcer::Cftc | Enforcer::Ftc | Enforcer::Cfpb => !has(&COURT),
        Enforcer::OwnOrders => true,
    };
    let value = match stage.value {
        Stage::Other => return None,
        Stage::Complaint
        | Stage::Indictment
        | Stage::Information
        | Stage::Charge
        | Stage::Arrest
        | Stage::Extradition
        | Stage::Plea
        | Stage::Conviction
        | Stage::Sentence
        | Stage::Agreement => Proceeding::Criminal,
        Stage::Acquittal if enforcer == Enforcer::None => Proceeding::Criminal,
        Stage::Order => Proceeding::Administrative,
        Stage::Settlement | Stage::Lawsuit if own_order() => Proceeding::Administrative,
        Stage::Forfeiture | Stage::Dismissal | Stage::Appeal if is_criminal_case() => {
            Proceeding::Criminal
        }
        Stage::Judgment
        | Stage::Acquittal
        | Stage::Settlement
        | Stage::Lawsuit
        | Stage::Forfeiture
        | Stage::Dismissal
        | Stage::Appeal => Proceeding::Civil,
    };
    Some(Found {
        value,
        place: stage.place.clone(),
        span: stage.span.clone(),
        rule: "stage",
    })
}
