//! What do the words of a sentence say of the names in it?

use crate::extract::defendant::beside::{has_age, has_title_behind, is_announced, is_appointed};
use crate::extract::defendant::entities::{Evidence, Mention, Parties};
use crate::extract::defendant::lists::{acts, goes_on, is_embedded};
use crate::extract::defendant::reader::{Cue, NameReader};
use crate::extract::defendant::victims;
use crate::knowledge::entities::word::{Gap, LetterCase};
use crate::knowledge::tables::cases::accusations::Accusation;
use crate::knowledge::tables::cases::case_words::{AUXILIARY, CONJUNCTION, PREPOSITION};
use crate::model::DefendantKind;

/// Most words between a name and a phrase.
const MAX_AFTER: usize = 45;
const MAX_CLOSE: usize = 7;
const MAX_BEFORE: usize = 9;

/// Weighs the names of one sentence. `mentions` and `cues` are those of the sentence.
pub(super) fn weigh(
    reader: &NameReader,
    mentions: &[Mention],
    cues: &[Cue],
    parties: &mut Parties,
) {
    victims::note_relief(reader, mentions, cues, parties);
    let staff = cues.iter().any(|cue| cue.is(Accusation::Staff));
    let alleged = mentions
        .first()
        .is_some_and(|first| is_allegation(reader, first.words.start));
    let mut embedded: Vec<bool> = Vec::with_capacity(mentions.len());
    for (at, mention) in mentions.iter().enumerate() {
        // "the owner of Acme Inc., Doe Inc. and Roe Inc."
        let in_list = at > 0 && embedded[at - 1] && {
            // "of Oldport; Jo Doe, 43," goes on with the next person.
            let last = &mentions[at - 1];
            !reader.gap(mention.words.start).contains(';')
                && last.words.end <= mention.words.start
                && mention.words.start - last.words.end <= 1
                && mention.run.organization == last.run.organization
                && reader.separates(last.words.end, mention.words.start)
        };
        embedded.push(in_list || is_embedded(reader, mention, cues));
    }
    let mut first = 0;
    while first < mentions.len() {
        if embedded[first] {
            note_alone(reader, &mentions[first], cues, mentions, parties, staff);
            first += 1;
            continue;
        }
        let mut chain = vec![first];
        let mut next = first + 1;
        while next < mentions.len() {
            if embedded[next] {
                next += 1;
                continue;
            }
            let last = &mentions[*chain.last().unwrap_or(&first)];
            if !goes_on(reader, last, &mentions[next], cues) {
                break;
            }
            chain.push(next);
            next += 1;
        }
        weigh_chain(
            reader,
            mentions,
            &chain,
            &embedded,
            cues,
            parties,
            SentenceTopic { staff, alleged },
        );
        // Names inside appositions of the chain stand alone.
        let last = *chain.last().unwrap_or(&first);
        for at in first..=last {
            if !chain.contains(&at) {
                note_alone(reader, &mentions[at], cues, mentions, parties, staff);
            }
        }
        first = last + 1;
    }
}

/// What a sentence is about.
#[derive(Clone, Copy)]
struct SentenceTopic {
    /// Those who work on the case.
    staff: bool,
    /// It says what the charges tell: a person who does something in it is accused of it.
    alleged: bool,
}

/// Whether the sentence in front of its first name says that the charges tell what follows: `According to the indictment,`
fn is_allegation(reader: &NameReader, first: usize) -> bool {
    /// Most words in front of the name.
    const MAX_WORDS: usize = 10;
    let number = reader.words[first].sentence;
    let start = (first.saturating_sub(MAX_WORDS)..first)
        .find(|at| reader.words[*at].sentence == number)
        .unwrap_or(first);
    reader.raw(start) == "According"
        && (start..first).any(|at| {
            matches!(
                reader.raw(at),
                "indictment" | "complaint" | "allegations" | "charges" | "plea"
            )
        })
}

/// What is said of a name by itself: its age, its office.
fn note_alone(
    reader: &NameReader,
    mention: &Mention,
    cues: &[Cue],
    mentions: &[Mention],
    parties: &mut Parties,
    staff: bool,
) {
    let object = object_cue(reader, mention, cues, mentions);
    if let Some(at) = mention.party {
        let evidence = &mut parties.all[at].evidence;
        note(reader, mention, evidence);
        if staff && evidence.age == 0 {
            evidence.speaks = evidence.speaks.saturating_add(1);
        }
        if let Some(Accusation::Victim) = object {
            evidence.victim = evidence.victim.saturating_add(1);
        }
    }
}

fn note(reader: &NameReader, mention: &Mention, evidence: &mut Evidence) {
    evidence.mentions = evidence.mentions.saturating_add(1);
    if mention.run.titled {
        evidence.titled = evidence.titled.saturating_add(1);
    }
    if has_age(reader, mention) {
        evidence.age = evidence.age.saturating_add(1);
        if is_announced(reader, mention) {
            evidence.strong = evidence.strong.saturating_add(1);
        }
    }
    if has_title_behind(reader, mention) || is_appointed(reader, mention) {
        evidence.titled = evidence.titled.saturating_add(1);
    }
}

fn weigh_chain(
    reader: &NameReader,
    mentions: &[Mention],
    chain: &[usize],
    embedded: &[bool],
    cues: &[Cue],
    parties: &mut Parties,
    topic: SentenceTopic,
) {
    let SentenceTopic { staff, alleged } = topic;
    let (Some(&first), Some(&last)) = (chain.first(), chain.last()) else {
        return;
    };
    let object = object_cue(reader, &mentions[first], cues, mentions);
    let subjects = subject_cues(reader, &mentions[last], cues, mentions, embedded);
    for &at in chain {
        let mention = &mentions[at];
        let Some(party) = mention.party else {
            continue;
        };
        let is_person = parties.all[party].found.value.kind == DefendantKind::Person;
        let evidence = &mut parties.all[party].evidence;
        note(reader, mention, evidence);
        let accused = object == Some(Accusation::Names)
            || subjects
                .iter()
                .any(|sense| matches!(sense, Accusation::Done | Accusation::Does));
        if staff && !accused {
            evidence.speaks = evidence.speaks.saturating_add(1);
            continue;
        }
        // A possessive is no subject: "Doe’s lawyer said".
        let senses = object
            .into_iter()
            .chain(subjects.iter().copied().filter(|_| !mention.run.possessive));
        for sense in senses {
            if sense == Accusation::Names {
                evidence.named = evidence.named.saturating_add(1);
            }
            let count = match sense {
                Accusation::Done | Accusation::Does | Accusation::Names => &mut evidence.strong,
                Accusation::MayDo if alleged && is_person => &mut evidence.strong,
                Accusation::MayDo | Accusation::MayName => &mut evidence.weak,
                Accusation::Victim => &mut evidence.victim,
                Accusation::Speaks => &mut evidence.speaks,
                Accusation::Staff | Accusation::Alias => continue,
            };
            *count = count.saturating_add(1);
        }
    }
}

/// The sense of the phrase before a name that makes it an object.
fn object_cue(
    reader: &NameReader,
    mention: &Mention,
    cues: &[Cue],
    mentions: &[Mention],
) -> Option<Accusation> {
    let start = mention.words.start;
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
        return Some(Accusation::Names);
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
    if cue.is(Accusation::Victim) {
        return victims::is_meant(reader, cue, mention).then_some(Accusation::Victim);
    }
    if cue.is(Accusation::Names) {
        if acts(reader, cue, start, cues) {
            return None;
        }
        if cue.is(Accusation::Done) && is_passive(reader, cue.start) {
            return None;
        }
        return Some(Accusation::Names);
    }
    if cue.is(Accusation::Done) && !is_passive(reader, cue.start) {
        return Some(Accusation::Names);
    }
    cue.is(Accusation::MayName).then_some(Accusation::MayName)
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

/// The senses of the phrases behind a name that make it a subject.
fn subject_cues(
    reader: &NameReader,
    mention: &Mention,
    cues: &[Cue],
    mentions: &[Mention],
    embedded: &[bool],
) -> Vec<Accusation> {
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
        let sense = if cue.is(Accusation::Done) {
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
        senses.push(sense);
        from = cue.end;
    }
    senses
}
