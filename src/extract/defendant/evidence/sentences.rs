//! Of which phrases is a name the subject or the object?

use crate::extract::defendant::entities::Mention;
use crate::extract::defendant::evidence::firms;
use crate::extract::defendant::evidence::lists::{acts, is_rest_of_object};
use crate::extract::defendant::evidence::victims;
use crate::extract::defendant::reader::{Cue, NameReader};
use crate::knowledge::entities::word::{Gap, LetterCase};
use crate::knowledge::tables::cases::accusations::Accusation;
use crate::knowledge::tables::cases::case_words::{
    AUXILIARY, CONJUNCTION, ORG_NOUN, PERSON_NOUN, PREPOSITION,
};

/// Most words between a name and a phrase.
const MAX_AFTER: usize = 45;
const MAX_CLOSE: usize = 7;
const MAX_BEFORE: usize = 9;

/// What a phrase says of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Said {
    pub sense: Accusation,
    /// Whether it only tells a story, and charges nobody.
    pub told: bool,
}

/// What the phrase before a name says that makes it an object.
pub(super) fn object_cue(
    reader: &NameReader,
    mention: &Mention,
    cues: &[Cue],
    mentions: &[Mention],
) -> Option<Said> {
    let (cue, sense) = object(reader, mention, cues, mentions)?;
    let told = cue.is(Accusation::Told);
    Some(Said { sense, told })
}

/// The phrase before a name that makes it an object, and its sense.
fn object<'a>(
    reader: &NameReader,
    mention: &Mention,
    cues: &'a [Cue<'a>],
    mentions: &[Mention],
) -> Option<(&'a Cue<'a>, Accusation)> {
    let start = mention.words.start;
    // "settlement with the United States and the state of Ohio": those who sue.
    if reader.raw(start) == "United" && reader.raw(start + 1) == "States" {
        return None;
    }
    let before = cues.partition_point(|cue| cue.end <= start);
    let cue = cues[..before].iter().rev().find(|cue| {
        let only_may = cue.is(Accusation::MayDo) && cue.senses.len() == 1;
        !(cue.is(Accusation::Alias) || only_may)
    })?;
    if start - cue.end > MAX_BEFORE + 4 {
        return None;
    }
    let between = cue.end..start;
    // "The other defendants in the case are Jo Doe and Al Roe"
    let is_listed = start > 0
        && matches!(
            reader.raw(start - 1),
            "are" | "is" | "include" | "includes" | "including" | "were" | "was"
        )
        && matches!(
            reader.raw(cue.start).to_ascii_lowercase().as_str(),
            "defendants"
                | "defendant"
                | "respondents"
                | "codefendants"
                | "charged"
                | "indicted"
                | "arrested"
                | "convicted"
        );
    if is_listed {
        return Some((cue, Accusation::Names));
    }
    if mention.run.organization && firms::is_other_object(reader, cue, start) {
        return None;
    }
    let other_name = mentions
        .iter()
        .any(|other| other.words.start >= cue.end && other.words.end <= start);
    let preposition = reader.words[between.clone()].iter().any(|word| {
        reader.cues.has(word, PREPOSITION)
            && !matches!(&reader.text[word.start..word.end], "of" | "for" | "from")
    });
    let prepositional_name = start > cue.end
        && reader.cues.has(&reader.words[start - 1], PREPOSITION)
        && reader.words[start].before == Gap::Blank;
    if other_name || preposition || prepositional_name || start - cue.end > MAX_BEFORE {
        return None;
    }
    // "The agents were assaulted by Doe"
    let is_doer = start > cue.end && reader.raw(start - 1) == "by" && is_passive(reader, cue.start);
    if is_doer && cue.is(Accusation::Victim) {
        return None;
    }
    if cue.is(Accusation::Victim) {
        return victims::is_meant(reader, cue, mention).then_some((cue, Accusation::Victim));
    }
    if cue.is(Accusation::Names) {
        if acts(reader, cue, start, cues) {
            return None;
        }
        if cue.is(Accusation::Done) && is_passive(reader, cue.start) {
            return None;
        }
        return Some((cue, Accusation::Names));
    }
    // "the bank’s designated auditor, Acme"
    let is_owned = cue.start > 0 && reader.is_possessive(cue.start - 1);
    if cue.is(Accusation::Done) && !is_passive(reader, cue.start) && !is_owned {
        return Some((cue, Accusation::Names));
    }
    cue.is(Accusation::MayName)
        .then_some((cue, Accusation::MayName))
}

/// Whether a form of "to be" stands before a participle.
fn is_passive(reader: &NameReader, at: usize) -> bool {
    let mut before = at;
    while before > 0
        && at - before < 6
        && reader.words[before - 1].sentence == reader.words[at].sentence
        && reader.cues.has(&reader.words[before - 1], AUXILIARY)
    {
        before -= 1;
        if matches!(
            reader.raw(before),
            "is" | "are" | "was" | "were" | "be" | "been" | "being" | "fue" | "fueron"
        ) {
            return true;
        }
    }
    false
}

/// Whether somebody pays to end a case: `has paid $5 million to settle claims`.
fn settles(reader: &NameReader, cue: &Cue) -> bool {
    /// Most words of the sum and of the one who gets it.
    const MAX_WORDS: usize = 10;
    reader.raw(cue.end - 1) == "paid"
        && (cue.end..cue.end + MAX_WORDS).any(|at| {
            reader.raw(at) == "to"
                && matches!(reader.raw(at + 1), "settle" | "resolve")
                && reader.same_sentence(cue.start, at)
        })
}

/// Whether a name tells of what country somebody is: `Acme, a Norwegian firm, was charged`, `a naturalized U.S. citizen`.
fn is_adjective(reader: &NameReader, mention: &Mention) -> bool {
    let before = mention.words.start.checked_sub(1).map(|at| reader.raw(at));
    let is_of_noun = || {
        let noun = reader.words.get(mention.words.end);
        mention.party.is_none()
            && noun.is_some_and(|noun| {
                noun.case == LetterCase::Lower && reader.cues.has(noun, PERSON_NOUN | ORG_NOUN)
            })
    };
    matches!(before, Some("a" | "an")) || is_of_noun()
}

/// What the phrases behind a name say that make it a subject.
pub(super) fn subject_cues(
    reader: &NameReader,
    mention: &Mention,
    cues: &[Cue],
    mentions: &[Mention],
    embedded: &[bool],
) -> Vec<Said> {
    let end = mention.words.end;
    let mut senses = Vec::new();
    let apposition = reader.words.get(end).is_some_and(|word| {
        matches!(
            word.before,
            Gap::Comma | Gap::Open | Gap::Close | Gap::Other
        )
    });
    let mut from = end;
    for cue in cues.iter().filter(|cue| cue.start >= end) {
        if cue.start - end > MAX_AFTER || senses.len() > 4 {
            break;
        }
        let other_subject = mentions.iter().zip(embedded).any(|(other, embedded)| {
            other.words.start >= from
                && other.words.end <= cue.start
                && !embedded
                && !is_adjective(reader, other)
                && !is_rest_of_object(reader, other)
                && !reader.gap(other.words.end).contains(')')
                && !matches!(
                    reader.words[other.words.start].before,
                    Gap::Open | Gap::Comma
                )
        });
        if other_subject {
            break;
        }
        let mut verb = cue.start;
        while verb > from && reader.cues.has(&reader.words[verb - 1], AUXILIARY) {
            verb -= 1;
        }
        let adjacent = verb == end;
        let conjoined = verb > 0
            && reader
                .cues
                .has(&reader.words[verb.min(cue.start) - 1], CONJUNCTION)
            || verb < cue.start && reader.cues.has(&reader.words[verb], CONJUNCTION);
        let closed = reader
            .words
            .get(verb)
            .is_some_and(|word| matches!(word.before, Gap::Comma | Gap::Close | Gap::Dash | Gap::Other))
            || matches!(reader.raw(verb), "who" | "which")
            // "of Oldport, Ohio pleaded guilty"
            || verb > end
                && reader.words[verb - 1].case != LetterCase::Lower
                && reader.words[verb - 1].before == Gap::Comma
            // "was already in prison after being convicted"
            || verb > from && reader.raw(verb - 1) == "after" && is_passive(reader, cue.start);
        let first = reader.words.get(end);
        let close = !apposition
            && verb - end <= MAX_CLOSE
            && first.is_some_and(|word| reader.cues.has(word, PREPOSITION | AUXILIARY));
        if !(adjacent || closed || close || conjoined && !senses.is_empty()) {
            continue;
        }
        let glued =
            cue.start == end && reader.words[end].before == Gap::Blank && !mention.run.headline;
        let sense = if settles(reader, cue) {
            Some(Accusation::Does)
        } else if cue.is(Accusation::Done) {
            if is_passive(reader, cue.start)
                || !glued && conjoined && !senses.is_empty()
                || cue.start == end && !glued
                || cue.start == end && mention.run.headline
            {
                Some(Accusation::Done)
            } else {
                None
            }
        } else {
            [Accusation::Does, Accusation::Speaks, Accusation::MayDo]
                .into_iter()
                .find(|sense| cue.is(*sense))
        };
        let Some(sense) = sense else {
            if cue.is(Accusation::Names) || cue.is(Accusation::MayName) {
                break;
            }
            continue;
        };
        let told = cue.is(Accusation::Told);
        senses.push(Said { sense, told });
        // "Sheriff Doe announced the plea entered today": what follows is said by him and not of him.
        if sense == Accusation::Speaks && adjacent && reader.raw(cue.start).starts_with("announce")
        {
            break;
        }
        from = cue.end;
    }
    senses
}
