//! Which of the days of a sentence stands beside the words for the event, and is not that of something else?

use jiff::Unit;
use jiff::civil::Date;

use crate::extract::annotated_page::AnnotatedPart;
use crate::extract::event::cues::Cue;
use crate::extract::event::days::{Day, NamedDay};
use crate::knowledge::entities::word::{Gap, Word};
use crate::knowledge::tables::cases::case_words::{
    ANNOUNCES, NO_EVENT_DAY, OTHER_EVENT, PARTS_DAY, TO_BE,
};
use crate::knowledge::tables::events::CueUse;
use crate::model::Stage;

/// How many words may stand between a day and the words for the event.
const MAX_DISTANCE: usize = 60;

/// How many words may stand between an event and its day: `pleaded guilty to wire fraud on March 3`.
const MAX_OBJECT: usize = 7;

/// How many days before its issue a release may tell of an event, when the day stands among other words. A day further back
/// is mostly that of the crime, or of the first charges.
const RECENT: i32 = 180;

/// How many days before a settlement a suit may have been filed, to be filed and settled at once.
const FILED_AND_SETTLED: i32 = 31;

/// A sentence that tells of the event.
#[derive(Clone, Copy)]
pub(super) struct EventSentence<'a> {
    pub part: &'a AnnotatedPart<'a>,
    /// The stage of the event.
    pub stage: Stage,
    /// The day of issue.
    pub issued: Option<Date>,
    /// All cues of the sentence.
    pub cues: &'a [Cue],
    /// Those of them that tell of the event.
    pub of_event: &'a [&'a Cue],
    /// All days of the sentence.
    pub days: &'a [NamedDay],
}

impl EventSentence<'_> {
    /// Whether one of its days is that of the event.
    pub fn is_day_of_event(&self, day: &NamedDay) -> bool {
        !self.is_of_other_words(day)
            && !self.is_end_of_span(day)
            && self.of_event.iter().any(|cue| {
                let age = self.age(day);
                !self.is_earlier_suit(cue, day, age) && is_beside(self.part, cue, day, age)
            })
    }

    /// How many days before the issue of the release a day is; 0 where that cannot be told.
    fn age(&self, day: &NamedDay) -> i32 {
        let age = day.day.resolve(self.issued).zip(self.issued);
        let age = age.and_then(|(day, issued)| day.until((Unit::Day, issued)).ok());
        age.map_or(0, |span| span.get_days())
    }

    /// Whether a day is that of the suit that a settlement ends, filed long before: by the cue, or by the word before the day.
    fn is_earlier_suit(&self, cue: &Cue, day: &NamedDay, age: i32) -> bool {
        let is_filed = || {
            let on = verb_before(self.part, day);
            on.is_some_and(|verb| self.part.is(&self.part.annotations.words[verb], "filed"))
        };
        age > FILED_AND_SETTLED
            && matches!(
                self.stage,
                Stage::Settlement | Stage::Agreement | Stage::Order | Stage::Judgment
            )
            && (matches!(cue.stage, Stage::Lawsuit | Stage::Charge) || is_filed())
    }

    /// Whether a day is the last of a span: `between March 3, 2010, and May 3, 2011`.
    fn is_end_of_span(&self, day: &NamedDay) -> bool {
        let Some(and) = before_article(self.part, day) else {
            return false;
        };
        let first = self.days.iter().find(|first| first.words.end == and);
        first.is_some_and(|first| {
            let begins = before_article(self.part, first);
            begins.is_some_and(|at| {
                self.part
                    .has(&self.part.annotations.words[at], NO_EVENT_DAY)
            })
        })
    }

    /// Whether the words right before a day tell of something else than the event: `which was announced on March 3`, `was
    /// arrested on March 3`, `Release No. 123 (March 3, 2020)`.
    fn is_of_other_words(&self, day: &NamedDay) -> bool {
        if is_of_reference(self.part, day) {
            return true;
        }
        let part = self.part;
        let words = &part.annotations.words;
        let Some(verb) = verb_before(part, day) else {
            return false;
        };
        let is_announced = part.has(&words[verb], ANNOUNCES)
            && verb
                .checked_sub(1)
                .is_some_and(|at| part.has(&words[at], TO_BE));
        // "in a judgment entered on March 3 Doe was sentenced": a court's paper is of the event as well.
        let is_paper = |cue: &Cue| matches!(cue.stage, Stage::Judgment | Stage::Lawsuit);
        let is_told = |cue: &Cue| {
            cue.is_event()
                || cue.usage == CueUse::Background
                    && matches!(cue.stage, Stage::Plea | Stage::Conviction | Stage::Sentence)
        };
        let of_other = |cue: &&Cue| {
            is_told(cue) && !self.of_event.iter().any(|known| known.words == cue.words)
        };
        // "who pleaded guilty to fraud on March 3, was sentenced"
        let before = |cue: &&Cue| cue.words.end <= verb + 1 && verb < cue.words.end + MAX_OBJECT;
        let nearest = self.cues.iter().rev().find(before);
        let is_other = nearest.filter(of_other).is_some_and(|cue| {
            let between = words[cue.words.end - 1].end..words[verb].end;
            !is_paper(cue) && !part.text[between].contains([',', ';'])
        });
        is_announced || is_other
    }
}

/// The position of the word before a day, and before the article of a Spanish one.
fn before_article(part: &AnnotatedPart, day: &NamedDay) -> Option<usize> {
    let words = &part.annotations.words;
    let before = day.words.start.checked_sub(1)?;
    let before = if part.is(&words[before], "el") {
        before.checked_sub(1)?
    } else {
        before
    };
    (words[before].sentence == words[day.words.start].sentence).then_some(before)
}

/// The position of the word before `on` and a day.
fn verb_before(part: &AnnotatedPart, day: &NamedDay) -> Option<usize> {
    let words = &part.annotations.words;
    let on = day.words.start.checked_sub(1)?;
    let verb = on.checked_sub(1)?;
    let same_sentence = words[verb].sentence == words[day.words.start].sentence;
    (same_sentence && part.is(&words[on], "on")).then_some(verb)
}

/// Whether a day stands in brackets behind a number, as that of another release: `No. 123 (March 3, 2020)`.
fn is_of_reference(part: &AnnotatedPart, day: &NamedDay) -> bool {
    let span = part.span(&day.words);
    let before = part.text[..span.start].strip_suffix('(');
    before.is_some_and(|before| before.trim_end().ends_with(|c: char| c.is_ascii_digit()))
        && part.text[span.end..].starts_with(')')
}

/// Whether a word between an event and a day that lies far back shows that the day is that of the crime: `charged with
/// beating a man on March 3, 2005`.
fn is_of_crime(part: &AnnotatedPart, word: &Word) -> bool {
    let text = part.word(word);
    ["with", "to", "against"]
        .iter()
        .any(|known| part.is(word, known))
        || text.len() > 5 && text.ends_with("ing") && text.starts_with(|c: char| c.is_lowercase())
}

/// Whether a day stands beside the words for an event. `age` is how many days before the issue it is.
fn is_beside(part: &AnnotatedPart, cue: &Cue, day: &NamedDay, age: i32) -> bool {
    let words = &part.annotations.words;
    let before = before_article(part, day);
    let is_relative = matches!(day.day, Day::Today | Day::Yesterday);
    // "the March 3 order" tells of the event, "the March 3 fire" of the crime.
    let names_event = || age <= RECENT && cue.words.start.abs_diff(day.words.end) <= 1;
    if !is_relative
        && before.is_some_and(|at| {
            part.has(&words[at], NO_EVENT_DAY) || part.is(&words[at], "the") && !names_event()
        })
    {
        return false;
    }
    if day.words.start.abs_diff(cue.words.start) > MAX_DISTANCE {
        return false;
    }
    if day.words.start >= cue.words.end {
        let between = cue.words.end..day.words.start;
        !between.into_iter().any(|at| {
            let parts_day =
                part.has(&words[at], PARTS_DAY) && !(is_relative && part.is(&words[at], "which"));
            parts_day
                || part.has(&words[at], OTHER_EVENT)
                || age > RECENT && is_of_crime(part, &words[at])
        })
    } else {
        let between = day.words.end..cue.words.start;
        // "On March 5 Doe, who had pleaded guilty, was sentenced": the clause has ended.
        let has_ended = |at: usize| {
            let verb = cue.words.start.saturating_sub(1)..=cue.words.start;
            part.is(&words[at], "who")
                && verb
                    .into_iter()
                    .any(|verb| verb > at && words[verb].before == Gap::Comma)
        };
        !between.into_iter().any(|at| {
            let is_told = || {
                ["charging", "alleging", "who"]
                    .iter()
                    .any(|word| part.is(&words[at], word))
            };
            part.has(&words[at], OTHER_EVENT) || is_told() && !has_ended(at)
        })
    }
}
