//! What do the words of a page say of the names in it?
//!
//! [`sentences`] tells of which phrases a name is the subject or the object, [`lists`] reads lists of accused persons,
//! [`victims`] tells who is no party, [`firms`] which firm is named only to say who somebody is, and [`both`] who "both" are.

mod both;
mod firms;
mod lists;
mod sentences;
mod victims;

use std::ops::Range;

use crate::extract::defendant::beside::{has_age, has_title_behind, is_announced, is_appointed};
use crate::extract::defendant::entities::{Mention, Parties};
use crate::extract::defendant::evidence::lists::{goes_on, is_embedded};
use crate::extract::defendant::evidence::sentences::{Said, object_cue, subject_cues};
use crate::extract::defendant::findings::Evidence;
use crate::extract::defendant::reader::{Cue, NameReader};
use crate::knowledge::tables::cases::accusations::Accusation;
use crate::knowledge::tables::cases::case_words::{CONJUNCTION, ORG_NOUN};
use crate::model::DefendantKind;

/// Most names of a sentence that are weighed together, and most words between them and a phrase: keeps the time linear.
const MAX_IN_SENTENCE: usize = 60;
const MAX_REACH: usize = 60;

/// Weighs the names of a part of a page.
pub(super) fn weigh(
    reader: &NameReader,
    mentions: &[Mention],
    cues: &[Cue],
    parties: &mut Parties,
) {
    let sentence_of = |at: usize| reader.words[at].sentence;
    let mut cue = 0;
    lists::note(reader, mentions, cues, parties);
    lists::note_cells(reader, mentions, cues, parties);
    both::note(reader, mentions, cues, parties);
    for mentions in
        mentions.chunk_by(|a, b| sentence_of(a.words.start) == sentence_of(b.words.start))
    {
        let Some(first) = mentions.first() else {
            continue;
        };
        let number = sentence_of(first.words.start);
        cue += cues[cue..].partition_point(|cue| sentence_of(cue.start) < number);
        let count = cues[cue..].partition_point(|cue| sentence_of(cue.start) == number);
        // Names of a long table are weighed in pieces.
        for mentions in mentions.chunks(MAX_IN_SENTENCE) {
            let (Some(first), Some(last)) = (mentions.first(), mentions.last()) else {
                continue;
            };
            let cues = &cues[cue..cue + count];
            let from = cues.partition_point(|cue| cue.end + MAX_REACH < first.words.start);
            let to = cues.partition_point(|cue| cue.start <= last.words.end + MAX_REACH);
            weigh_sentence(reader, mentions, &cues[from..to.max(from)], parties);
        }
    }
}

/// Weighs the names of one sentence. `mentions` and `cues` are those of the sentence.
fn weigh_sentence(reader: &NameReader, mentions: &[Mention], cues: &[Cue], parties: &mut Parties) {
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
                && !has_age(reader, mention)
                && reader.separates(last.words.end, mention.words.start)
        };
        embedded.push(
            in_list
                || is_embedded(reader, mention, cues)
                || mention.run.organization && firms::tells_who(reader, mention, cues),
        );
    }
    let mut has_party = false;
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
        let is_known = |at: &usize| mentions[*at].party.is_some();
        if !has_party && chain.iter().any(is_known) {
            has_party = true;
            let is_sourced = tells_evidence(reader, &mentions[first]);
            for party in chain.iter().filter_map(|at| mentions[*at].party) {
                parties.all[party].evidence.sourced |= is_sourced;
            }
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

/// What the charges and the evidence stand in.
const SOURCES: [&str; 12] = [
    "allegations",
    "charge",
    "charges",
    "complaint",
    "court",
    "documents",
    "evidence",
    "indictment",
    "information",
    "plea",
    "statements",
    "testimony",
];

/// Whether the sentence in front of its first name says that the charges tell what follows: `According to the indictment,`
fn is_allegation(reader: &NameReader, first: usize) -> bool {
    /// Most words in front of the name.
    const MAX_WORDS: usize = 14;
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

/// Whether the sentence of a name tells what the charges or the evidence say: `According to court documents, Doe worked there`, `Doe
/// worked there, according to the charges`.
fn tells_evidence(reader: &NameReader, mention: &Mention) -> bool {
    /// Most words before the name and behind it, and most words of the source.
    const MAX_REACH: usize = 40;
    const MAX_SOURCE: usize = 7;
    let (start, end) = (mention.words.start, mention.words.end);
    let near = start.saturating_sub(MAX_REACH)..(end + MAX_REACH).min(reader.words.len());
    near.filter(|at| reader.same_sentence(*at, start))
        .any(|at| {
            let source = at + 1..at + 1 + MAX_SOURCE;
            reader.raw(at).eq_ignore_ascii_case("according")
                && source
                    .into_iter()
                    .any(|at| SOURCES.contains(&reader.raw(at)))
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
        if object.is_some_and(|said| said.sense == Accusation::Victim) {
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

/// Whether nothing but commas, `and` and `his company` stand between the names of a chain up to the one at `last`.
fn is_list(reader: &NameReader, mentions: &[Mention], chain: &[usize], last: usize) -> bool {
    let joins = |at: usize| {
        reader.cues.has(&reader.words[at], CONJUNCTION | ORG_NOUN)
            || matches!(
                reader.raw(at),
                "his" | "her" | "their" | "its" | "firms" | "businesses"
            )
    };
    let links = || {
        chain
            .windows(2)
            .map(|two| mentions[two[0]].words.end..mentions[two[1]].words.start)
    };
    let has_and =
        |mut words: Range<usize>| words.any(|at| reader.cues.has(&reader.words[at], CONJUNCTION));
    links().any(has_and)
        && links()
            .take_while(|words| words.end <= mentions[last].words.start)
            .all(|mut words| words.len() <= 4 && words.all(joins))
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
        let accused = object.is_some_and(|said| said.sense == Accusation::Names)
            || subjects
                .iter()
                .any(|said| matches!(said.sense, Accusation::Done | Accusation::Does));
        if staff && !accused {
            evidence.speaks = evidence.speaks.saturating_add(1);
            continue;
        }
        // A possessive is no subject: "Doe’s lawyer said".
        let senses = object
            .into_iter()
            .chain(subjects.iter().copied().filter(|_| !mention.run.possessive));
        for Said { sense, told } in senses {
            if told {
                evidence.told = evidence.told.saturating_add(1);
                if is_list(reader, mentions, chain, at) {
                    evidence.told_with = evidence.told_with.or(mentions[first].party);
                }
            } else if sense == Accusation::Names {
                evidence.named = evidence.named.saturating_add(1);
            }
            let count = match sense {
                Accusation::Done | Accusation::Does | Accusation::Names => &mut evidence.strong,
                Accusation::MayDo if alleged && is_person => &mut evidence.strong,
                Accusation::MayDo | Accusation::MayName => &mut evidence.weak,
                Accusation::Victim => &mut evidence.victim,
                Accusation::Speaks => &mut evidence.speaks,
                Accusation::Staff | Accusation::Alias | Accusation::Told => continue,
            };
            *count = count.saturating_add(1);
        }
    }
}
