//! Which names of a sentence stand in one list, and which are only the object of what the accused do?

use crate::extract::defendant::cue::Cue;
use crate::extract::defendant::entities::Mention;
use crate::extract::defendant::names::NameReader;
use crate::knowledge::entities::word::Gap;
use crate::knowledge::tables::cases::accusations::Accusation;
use crate::knowledge::tables::cases::case_words::{CONJUNCTION, PREPOSITION};

/// Most words between two names of a list.
const MAX_LIST: usize = 30;

/// Whether a name is the object of a preposition, and no phrase of the tables makes it the one accused.
pub(super) fn is_embedded(reader: &NameReader, mention: &Mention, cues: &[Cue]) -> bool {
    let start = mention.words.start;
    let Some(before) = start.checked_sub(1) else {
        return false;
    };
    let is_cue = cues
        .iter()
        .any(|cue| cue.end == start && !cue.is(Accusation::Staff));
    let skip = usize::from(reader.raw(before) == "the" && before > 0);
    let word = &reader.words[before - skip];
    word.sentence == reader.words[start].sentence
        && reader.words[start].before == Gap::Blank
        && reader.cues.has(word, PREPOSITION)
        && !is_cue
}

/// Whether `next` goes on with a list that holds `last`.
pub(super) fn goes_on(reader: &NameReader, last: &Mention, next: &Mention, cues: &[Cue]) -> bool {
    let (from, to) = (last.words.end, next.words.start);
    if to < from || to - from > MAX_LIST {
        return false;
    }
    let verb_between = cues.iter().any(|cue| {
        cue.start >= from
            && cue.end <= to
            && !cue.is(Accusation::Alias)
            && !cue.is(Accusation::MayName)
            && !(cue.is(Accusation::Names) && reader.raw(cue.start).to_lowercase().contains("def"))
    });
    let joined = matches!(reader.words[to].before, Gap::Comma | Gap::Other | Gap::Close)
        || to > from && reader.cues.has(&reader.words[to - 1], CONJUNCTION)
        // "and Officer Jo Doe", "; the clerk Jo Doe"
        || (to.saturating_sub(5).max(from)..to).rev().any(|at| {
            let word = &reader.words[at];
            let clear = reader.words[at..to]
                .iter()
                .all(|word| !reader.cues.has(word, PREPOSITION));
            clear && (word.before == Gap::Comma || reader.cues.has(word, CONJUNCTION))
        });
    !verb_between && joined
}

/// Whether the accused of a phrase do something to what is named behind it: "the defendants stole", "the suspects noticed".
pub(super) fn acts(reader: &NameReader, cue: &Cue, name: usize, cues: &[Cue]) -> bool {
    let last = reader.raw(cue.end - 1);
    let is_noun = [
        "defendant",
        "defendants",
        "codefendants",
        "suspect",
        "suspects",
    ]
    .iter()
    .any(|noun| last.eq_ignore_ascii_case(noun));
    let does = |cue: &&Cue| cue.is(Accusation::MayDo) || cue.is(Accusation::Victim);
    let between = cues
        .iter()
        .filter(|next| next.start >= cue.end && next.end <= name);
    is_noun
        && (between.clone().any(|next| does(&next))
            || (cue.end..name).any(|at| {
                matches!(
                    reader.raw(at),
                    "approached"
                        | "bought"
                        | "carried"
                        | "crashed"
                        | "drove"
                        | "entered"
                        | "fled"
                        | "followed"
                        | "met"
                        | "noticed"
                        | "parked"
                        | "purchased"
                        | "rented"
                        | "rode"
                        | "saw"
                        | "stopped"
                )
            }))
}
