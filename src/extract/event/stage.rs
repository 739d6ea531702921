//! Which event does a release announce as its news?
//!
//! The headline says it, where it says anything; else the first sentence of the text that tells of an event. Where the
//! headline is vaguer than the text ("Charged"), the text tells what is meant ("indictment").

use memchr::memmem;

use crate::extract::annotated_page::{AnnotatedPage, AnnotatedPart};
use crate::extract::event::cues::{Cue, StageCues};
use crate::extract::event::enforcer::Enforcer;
use crate::extract::pattern::floor_char_boundary;
use crate::knowledge::entities::word::{Gap, Word};
use crate::knowledge::tables::events::CueUse;
use crate::model::{Found, Stage};

/// How many sentences from the start of a text can tell the news.
const LEAD: u32 = 7;

/// The same for a text whose headline tells of nothing.
const SHORT_LEAD: u32 = 4;

/// The event that the page announces as its news.
pub(in crate::extract) fn stage(
    page: &AnnotatedPage,
    cues: &StageCues,
    enforcer: Enforcer,
) -> Found<Stage> {
    let headline = headline(&page.title, &cues.title);
    // Below a headline that tells of no event, an event is the news where the text begins with it.
    let is_about_none = headline.is_some_and(|cue| cue.stage == Stage::Other);
    let until = match headline {
        _ if is_about_none => 2,
        None if enforcer == Enforcer::None => SHORT_LEAD,
        _ => LEAD,
    };
    let lead = lead(&cues.text, until)
        // Enforcement information begins with the law, and old releases of the SEC with captions of many lines.
        .or_else(|| {
            let begins_elsewhere = enforcer == Enforcer::OwnOrders
                || enforcer == Enforcer::SecInCourt && headline.is_none();
            lead(&cues.text, u32::MAX).filter(|_| begins_elsewhere)
        });
    let (stage, cue, part, rule) = match (headline, lead) {
        (Some(cue), _) if cue.usage == CueUse::Decisive => {
            (Stage::Other, cue, &page.title, "headline")
        }
        (Some(topic), lead)
            if topic.usage == CueUse::Topic
                && !lead.is_some_and(|lead| tells_of(&cues.title, lead.stage)) =>
        {
            (Stage::Other, topic, &page.title, "headline")
        }
        (Some(cue), lead) if cue.is_event() || cue.stage != Stage::Other && lead.is_none() => {
            let stage = refined(page, cues, cue.stage, enforcer);
            (stage, cue, &page.title, "headline")
        }
        (Some(cue), Some(_)) if is_sentenced(&page.title, cue) => {
            (Stage::Sentence, cue, &page.title, "headline")
        }
        // "SEC Charges": that a court froze money on the same day is no news of its own.
        (Some(cue), Some(lead))
            if cue.stage == Stage::Charge
                && lead.stage == Stage::Judgment
                && enforcer != Enforcer::None =>
        {
            let stage = refined(page, cues, cue.stage, enforcer);
            (stage, cue, &page.title, "headline")
        }
        (_, Some(cue)) => {
            let stage = refined(page, cues, cue.stage, enforcer);
            (stage, cue, &page.text, "lead")
        }
        (Some(cue), None) => (cue.stage, cue, &page.title, "headline"),
        (None, None) => {
            return Found {
                value: Stage::Other,
                place: page.title.place.clone(),
                span: 0..0,
                rule: "no-event",
            };
        }
    };
    Found {
        value: stage,
        place: part.place.clone(),
        span: part.span(&cue.words),
        rule,
    }
}

/// The place of a stage in the course of a case: of several events in one headline, the latest is the news.
fn rank(stage: Stage) -> u8 {
    match stage {
        Stage::Other => 0,
        Stage::Charge => 1,
        Stage::Complaint | Stage::Information => 2,
        Stage::Indictment => 3,
        Stage::Lawsuit | Stage::Arrest => 4,
        Stage::Extradition | Stage::Order => 5,
        Stage::Forfeiture => 6,
        Stage::Settlement => 7,
        Stage::Judgment => 8,
        Stage::Agreement => 9,
        Stage::Plea => 10,
        Stage::Conviction | Stage::Acquittal => 11,
        Stage::Sentence => 12,
        Stage::Dismissal => 13,
        Stage::Appeal => 14,
    }
}

/// The cue of a headline that tells the news.
fn headline<'a>(title: &AnnotatedPart, cues: &'a [Cue]) -> Option<&'a Cue> {
    let first = cues
        .iter()
        .find(|cue| cue.is_event() || cue.usage == CueUse::Decisive);
    if let Some(first) = first {
        if first.usage == CueUse::Decisive {
            return Some(first);
        }
        let end = clause_end(title, first.words.start);
        let clause = cues
            .iter()
            .filter(|cue| cue.is_event() && cue.words.start < end);
        return clause.max_by_key(|cue| rank(cue.stage));
    }
    // The parties of a caption have names of every kind.
    let is_caption = title.text.contains(" v. ") || title.text.contains(" V. ");
    let topic = cues.iter().find(|cue| cue.usage == CueUse::Topic);
    if let Some(topic) = topic.filter(|_| !is_caption) {
        return Some(topic);
    }
    let headline = cues
        .iter()
        .filter(|cue| cue.usage == CueUse::Headline && !is_award(title, cue));
    headline.max_by_key(|cue| rank(cue.stage))
}

/// Whether one of the cues of a headline tells of this stage.
fn tells_of(cues: &[Cue], stage: Stage) -> bool {
    cues.iter()
        .any(|cue| cue.stage == stage && cue.usage == CueUse::Headline)
}

/// Whether somebody "receives" or "gets" no term of a sentence, but an award or a grant.
fn is_award(title: &AnnotatedPart, cue: &Cue) -> bool {
    const RECEIVES: [&str; 3] = ["receives", "gets", "draws"];
    const TERMS: [&str; 12] = [
        "death",
        "jail",
        "life",
        "months",
        "prison",
        "probation",
        "probationary",
        "sentence",
        "sentences",
        "term",
        "terms",
        "years",
    ];
    /// The number of words behind that are looked at: keeps the time linear.
    const REACH: usize = 40;
    let words = &title.annotations.words;
    let is_one_of = |word: &Word, known: &[&str]| known.iter().any(|known| title.is(word, known));
    let mut behind = words[cue.words.end..].iter().take(REACH);
    cue.words.len() == 1
        && is_one_of(&words[cue.words.start], &RECEIVES)
        && !behind.any(|word| is_one_of(word, &TERMS))
}

/// Whether a headline says in other words that somebody was sentenced: "Headed to Prison".
fn is_sentenced(title: &AnnotatedPart, cue: &Cue) -> bool {
    let text = &title.text[title.span(&cue.words)];
    let begins = ["head", "going", "goes", "sent", "gets", "lands"];
    cue.usage == CueUse::Headline
        && cue.stage == Stage::Sentence
        && begins
            .iter()
            .any(|word| text.to_ascii_lowercase().starts_with(word))
}

/// The position of the first word after the next semicolon.
fn clause_end(part: &AnnotatedPart, from: usize) -> usize {
    let words = &part.annotations.words;
    let end = words[from..].windows(2).position(|pair| {
        pair[1].before == Gap::Other && part.text[pair[0].end..pair[1].start].contains(';')
    });
    end.map_or(words.len(), |end| from + end + 1)
}

/// The cue of the first sentence of a text that tells of an event.
fn lead(cues: &[Cue], until: u32) -> Option<&Cue> {
    let mut events = cues
        .iter()
        .take_while(|cue| cue.sentence < until)
        .filter(|cue| cue.is_event());
    let first = events.next()?;
    let same = || {
        let events = cues.iter().filter(|cue| cue.is_event());
        events.filter(|cue| cue.sentence == first.sentence)
    };
    // A motion, a brief; but no motion that was granted.
    same()
        .find(|cue| cue.stage == Stage::Other)
        .filter(|motion| !same().any(|cue| is_ruling(cue) && cue.words.start < motion.words.start))
        .or_else(|| same().max_by_key(|cue| rank(cue.stage)))
}

/// Whether a cue tells that a court decided.
fn is_ruling(cue: &Cue) -> bool {
    matches!(
        cue.stage,
        Stage::Judgment | Stage::Dismissal | Stage::Appeal
    )
}

/// What is meant by the stage that a headline or a first sentence tells of.
fn refined(page: &AnnotatedPage, cues: &StageCues, stage: Stage, enforcer: Enforcer) -> Stage {
    let in_lead = |stage: Stage| {
        let lead = cues.text.iter().take_while(|cue| cue.sentence < LEAD);
        let title = cues.title.iter();
        title
            .chain(lead)
            .any(|cue| cue.stage == stage && cue.is_event())
    };
    let begins_with = |stage: Stage| {
        let mut first = cues.text.iter().take_while(|cue| cue.sentence < 2);
        first.any(|cue| cue.stage == stage && cue.is_event())
    };
    match stage {
        // In court, no agency orders anything.
        Stage::Order if enforcer == Enforcer::SecInCourt && !in_lead(Stage::Lawsuit) => {
            Stage::Judgment
        }
        Stage::Order if enforcer == Enforcer::None && names_judge(page) => {
            if in_lead(Stage::Sentence) {
                Stage::Sentence
            } else {
                Stage::Judgment
            }
        }
        Stage::Charge | Stage::Lawsuit | Stage::Order if enforcer != Enforcer::None => {
            // "SEC Sues Acme": a settlement that is filed with the suit is told in the text alone.
            let in_title = |stage: Stage| {
                let mut title = cues.title.iter();
                title.any(|cue| cue.stage == stage && cue.is_event())
            };
            let is_suit =
                stage == Stage::Lawsuit && in_title(stage) && !in_title(Stage::Settlement);
            if stage == Stage::Charge && in_lead(Stage::Plea) {
                Stage::Plea
            } else if !is_suit && settles(page, cues) {
                Stage::Settlement
            } else if stage == Stage::Order && enforcer != Enforcer::SecInCourt {
                Stage::Order
            } else {
                Stage::Lawsuit
            }
        }
        Stage::Charge => instrument(cues).unwrap_or(Stage::Charge),
        Stage::Conviction if begins_with(Stage::Sentence) => Stage::Sentence,
        Stage::Judgment if enforcer == Enforcer::None && begins_with(Stage::Sentence) => {
            Stage::Sentence
        }
        // A jury decides suits of the Commission, too.
        Stage::Conviction if enforcer == Enforcer::SecInCourt && !names_guilt(page) => {
            Stage::Judgment
        }
        Stage::Conviction if in_lead(Stage::Plea) && !names_trial(page) => Stage::Plea,
        Stage::Settlement if in_lead(Stage::Agreement) && enforcer != Enforcer::OwnOrders => {
            Stage::Agreement
        }
        Stage::Settlement if in_lead(Stage::Plea) => Stage::Plea,
        Stage::Settlement
            if enforcer != Enforcer::None
                && lead(&cues.text, LEAD).is_some_and(|cue| cue.stage == Stage::Judgment) =>
        {
            Stage::Judgment
        }
        stage => stage,
    }
}

/// Whether a civil enforcer's text tells that somebody settles.
fn settles(page: &AnnotatedPage, cues: &StageCues) -> bool {
    const SETTLES: [&str; 12] = [
        "ithout admitting or denying",
        "consented to",
        "agreed to settle",
        "have agreed to",
        "has agreed to",
        "agreed to pay",
        "agreed to the entry",
        "consents to",
        "simultaneously settl",
        "filing and settling",
        "greed to be permanently excluded",
        "greed to be excluded",
    ];
    // Somebody from whom money is only taken back, without being charged, settles nothing.
    let settles_charges = |at: usize| {
        let text = page.text.text;
        let before = &text[floor_char_boundary(text, at.saturating_sub(120))..at];
        let after = &text[at..floor_char_boundary(text, at + 120)];
        // Who consents to a preliminary injunction goes on with the case.
        let is_preliminary = ["preliminary", "temporary", "freeze"]
            .iter()
            .any(|word| after.contains(word));
        !before.contains("elief defendant") && !is_preliminary
    };
    let text = page.text.text.as_bytes();
    SETTLES
        .iter()
        .any(|phrase| memmem::find_iter(text, phrase.as_bytes()).any(settles_charges))
        || cues
            .title
            .iter()
            .any(|cue| cue.stage == Stage::Settlement && cue.is_event())
}

/// Whether the headline or the first sentence names a court or a judge.
fn names_judge(page: &AnnotatedPage) -> bool {
    page.parts().iter().any(|part| {
        part.annotations.words[part.sentence(0)]
            .iter()
            .any(|word| part.is(word, "court") || part.is(word, "judge"))
    })
}

/// Whether the text says that somebody was guilty or was convicted.
fn names_guilt(page: &AnnotatedPage) -> bool {
    let text = page.text.text.as_bytes();
    ["guilty", "convict"]
        .iter()
        .any(|word| memmem::find(text, word.as_bytes()).is_some())
}

/// Whether the page tells of a trial.
fn names_trial(page: &AnnotatedPage) -> bool {
    let text = page.text.text.as_bytes();
    ["jury", "verdict", "bench trial", "found guilty"]
        .iter()
        .any(|word| memmem::find(text, word.as_bytes()).is_some())
}

/// By which instrument somebody is charged: the first that is named, but an indictment before others.
fn instrument(cues: &StageCues) -> Option<Stage> {
    let is_instrument = |stage: Stage| {
        matches!(
            stage,
            Stage::Indictment | Stage::Information | Stage::Complaint
        )
    };
    let named = cues.title.iter().chain(&cues.text).filter(|cue| {
        is_instrument(cue.stage) && (cue.is_event() || cue.usage == CueUse::Instrument)
    });
    let named: Vec<Stage> = named.map(|cue| cue.stage).collect();
    if named.contains(&Stage::Indictment) {
        return Some(Stage::Indictment);
    }
    named.first().copied()
}
