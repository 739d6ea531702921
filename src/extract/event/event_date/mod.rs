//! On which day did the announced event take place?
//!
//! The day that stands beside the words for the event; else the day of issue where these words, or an announcement, say
//! "today"; else the day of an unsealing. A day that is told of something else is none.

mod beside;

use jiff::civil::Date;

use crate::extract::annotated_page::{AnnotatedPage, AnnotatedPart};
use crate::extract::event::cues::{Cue, StageCues};
use crate::extract::event::days::{Day, NamedDay, days};
use crate::extract::event::event_date::beside::EventSentence;
use crate::knowledge::entities::word::Word;
use crate::knowledge::tables::cases::case_words::ANNOUNCES;
use crate::knowledge::tables::events::CueUse;
use crate::model::{EvidenceSource, Found, Stage};

/// How sure it is that a day is that of the event; the first is the surest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Sureness {
    /// It stands beside the words for the event, in one of the first sentences.
    BesideEvent,
    /// "Today" stands elsewhere in the sentence that tells of the event.
    SameSentence,
    /// It stands beside the words for the event, further below.
    BesideLaterEvent,
    /// The announcement was made today.
    Announcement,
    /// The charges were unsealed on it.
    Unsealing,
}

/// How many sentences from the start of a text are read for the event.
const READ: u32 = 14;

/// How many sentences from the start of a text tell the news.
const FIRST: u32 = 5;

/// How many days and cues of one sentence are compared: keeps the time linear.
const MOST: usize = 12;

/// The day of the event of this stage. `issued` is the day of issue.
pub(in crate::extract) fn event_date(
    page: &AnnotatedPage,
    cues: &StageCues,
    stage: Stage,
    issued: Option<&Found<Date>>,
) -> Option<Found<Date>> {
    if stage == Stage::Other {
        return None;
    }
    let issued = issued.map(|found| found.value);
    let mut best: Option<(Sureness, Found<Date>)> = None;
    let mut offer = |sureness: Sureness, named: &NamedDay, part: &AnnotatedPart| {
        if best.as_ref().is_some_and(|(known, _)| *known <= sureness) {
            return;
        }
        let Some(value) = named.day.resolve(issued) else {
            return;
        };
        // An event to come is none.
        if issued.is_some_and(|issued| value > issued) {
            return;
        }
        let found = Found {
            value,
            place: part.place.clone(),
            span: part.span(&named.words),
            rule: match sureness {
                Sureness::BesideEvent | Sureness::BesideLaterEvent => "beside-event",
                Sureness::SameSentence => "today",
                Sureness::Announcement => "announced-today",
                Sureness::Unsealing => "unsealed",
            },
        };
        best = Some((sureness, found));
    };
    let part = &page.text;
    let last = part
        .annotations
        .words
        .last()
        .map_or(0, |word| word.sentence);
    let mut next_cue = 0;
    for sentence in 0..=last.min(READ) {
        let words = part.sentence(sentence);
        let from = next_cue;
        while cues
            .text
            .get(next_cue)
            .is_some_and(|cue| cue.sentence == sentence)
        {
            next_cue += 1;
        }
        let of_event: Vec<&Cue> = cues.text[from..next_cue]
            .iter()
            .filter(|cue| tells_of(part, cue, stage))
            .take(MOST)
            .collect();
        let mut named = days(part, words.clone());
        named.truncate(MOST);
        if named.is_empty() {
            continue;
        }
        let told = EventSentence {
            part,
            stage,
            issued,
            cues: &cues.text[from..next_cue],
            of_event: &of_event,
            days: &named,
        };
        for day in &named {
            if of_event.is_empty() {
                if is_announcement(part, words.clone()) {
                    if day.day.is_today() {
                        offer(Sureness::Announcement, day, part);
                    } else if sentence < FIRST && is_announced_day(part, day) {
                        // "announced that on May 3, 2012, the Honorable": the sentence is broken by an empty line.
                        offer(Sureness::SameSentence, day, part);
                    }
                }
                continue;
            }
            let is_announced =
                day.day.is_today() && near(part, day, 2, |word| part.has(word, ANNOUNCES));
            let is_unsealing = is_unsealing(part, day);
            // The day of an appearance in court is not that of the charges.
            if !is_unsealing && is_charge(stage) && is_of_other_event(part, day) {
                continue;
            }
            if is_unsealing {
                offer(Sureness::Unsealing, day, part);
            } else if !is_announced && told.is_day_of_event(day) {
                let first = sentence < FIRST;
                let sureness = if first {
                    Sureness::BesideEvent
                } else {
                    Sureness::BesideLaterEvent
                };
                offer(sureness, day, part);
            } else if day.day.is_today() {
                offer(Sureness::SameSentence, day, part);
            }
        }
    }
    if let Some((_, found)) = best {
        return Some(found);
    }
    caption_date(page, stage)
}

/// Whether a cue tells of the event of this stage.
fn tells_of(part: &AnnotatedPart, cue: &Cue, stage: Stage) -> bool {
    let same = match stage {
        _ if cue.stage == stage => true,
        stage if is_charge(stage) => is_charge(cue.stage),
        Stage::Lawsuit => cue.stage == Stage::Charge,
        Stage::Settlement | Stage::Agreement | Stage::Order => {
            matches!(
                cue.stage,
                Stage::Settlement | Stage::Agreement | Stage::Order | Stage::Judgment
            ) || matches!(cue.stage, Stage::Lawsuit | Stage::Charge) && cue.sentence < 3
        }
        Stage::Judgment => matches!(cue.stage, Stage::Order | Stage::Settlement),
        // "was convicted today": the text tells that it was by a plea.
        Stage::Plea => cue.stage == Stage::Conviction && cue.sentence < FIRST,
        _ => false,
    };
    // "according to the indictment" tells of no event, "an indictment returned today" does.
    let is_filed = || {
        let words = &part.annotations.words;
        let near = cue.words.start.saturating_sub(4)..(cue.words.end + 4).min(words.len());
        words[near].iter().any(|word| {
            ["filed", "returned", "issued", "handed", "unsealed"]
                .iter()
                .any(|known| part.is(word, known))
        })
    };
    // "On May 3 he is accused of" tells of the crime.
    let is_of_crime = part.is(&part.annotations.words[cue.words.start], "accused");
    // "was originally indicted": the news is another.
    let is_first = cue.words.start.checked_sub(1).is_some_and(|at| {
        let before = &part.annotations.words[at];
        before.sentence == cue.sentence
            && ["originally", "initially", "first"]
                .iter()
                .any(|known| part.is(before, known))
    });
    // "was arrested on May 3" may tell of an earlier arrest, too.
    let is_arrest = stage == Stage::Arrest
        && cue.sentence < FIRST
        && part.is(&part.annotations.words[cue.words.start], "arrested");
    same && !is_of_crime
        && !is_first
        && (cue.is_event()
            || is_arrest
            || cue.usage == CueUse::Instrument
                && (is_charge(stage) && is_filed() || stage == Stage::Conviction))
}

fn is_charge(stage: Stage) -> bool {
    matches!(
        stage,
        Stage::Charge | Stage::Indictment | Stage::Information | Stage::Complaint
    )
}

/// Whether the words around "today" tell of an appearance in court alone.
fn is_of_other_event(part: &AnnotatedPart, day: &NamedDay) -> bool {
    const APPEARANCES: [&str; 6] = [
        "appeared",
        "arraigned",
        "arraignment",
        "surrendered",
        "appear",
        "appearance",
    ];
    near(part, day, 6, |word| {
        APPEARANCES.iter().any(|known| part.is(word, known))
    })
}

/// Whether it is announced what happened on a day: "announced that on May 3, 2012".
fn is_announced_day(part: &AnnotatedPart, day: &NamedDay) -> bool {
    let words = &part.annotations.words;
    let on = day.words.start.checked_sub(1).map(|at| &words[at]);
    matches!(day.day, Day::Date(_))
        && on.is_some_and(|word| part.is(word, "on"))
        && near(part, day, 4, |word| part.has(word, ANNOUNCES))
}

/// Whether a day is that of an unsealing.
fn is_unsealing(part: &AnnotatedPart, day: &NamedDay) -> bool {
    near(part, day, 5, |word| {
        part.is(word, "unsealed") || part.is(word, "unsealing")
    })
}

/// Whether one of the words around a day, in its sentence, is such a word.
fn near(
    part: &AnnotatedPart,
    day: &NamedDay,
    reach: usize,
    is_such: impl Fn(&Word) -> bool,
) -> bool {
    let words = &part.annotations.words;
    let sentence = words[day.words.start].sentence;
    let from = day.words.start.saturating_sub(reach);
    let until = (day.words.end + reach).min(words.len());
    words[from..until]
        .iter()
        .any(|word| word.sentence == sentence && is_such(word))
}

/// Whether a sentence is that of an announcement.
fn is_announcement(part: &AnnotatedPart, mut words: std::ops::Range<usize>) -> bool {
    let all = &part.annotations.words;
    words.any(|at| part.has(&all[at], ANNOUNCES))
}

/// The day in the caption of a suit: `SEC v. Vale, No. 10-CV-1058 (D. Del., December 7, 2010)`.
fn caption_date(page: &AnnotatedPage, stage: Stage) -> Option<Found<Date>> {
    let part = &page.title;
    if !matches!(stage, Stage::Lawsuit | Stage::Settlement)
        || part.place != EvidenceSource::Title
        || !part.text.contains(" v. ")
    {
        return None;
    }
    let words = 0..part.annotations.words.len();
    let named = days(part, words);
    let named = named
        .iter()
        .find(|named| matches!(named.day, Day::Date(_)))?;
    Some(Found {
        value: named.day.resolve(None)?,
        place: part.place.clone(),
        span: part.span(&named.words),
        rule: "caption",
    })
}
