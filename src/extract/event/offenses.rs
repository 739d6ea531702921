//! What is the case about?
//!
//! Phrases of the table of offenses, in the headline and in sentences that tell of charges, and statutes that mean one
//! offense. Phrases that only tell what was done count where nothing is named.

use std::ops::Range;

use crate::extract::annotated_page::{AnnotatedPage, AnnotatedPart};
use crate::extract::event::charges::{
    Meaning, THREATENED, is_before_office, is_charged, is_criminal, is_threatened, story_end,
    tells_of_charges,
};
use crate::extract::event::cues::StageCues;
use crate::extract::event::enforcer::Enforcer;
use crate::knowledge::entities::mention::Entity;
use crate::knowledge::tables::events::{
    PhraseStrength, offense_name, offense_of_statute, offense_phrases,
};
use crate::model::{EvidenceSource, Found, Stage};

/// The rule of offenses that are named by the section of an act.
const BY_SECTION: &str = "section";

/// The rule of offenses that are named by an act.
const BY_ACT: &str = "act";

/// How many words may stand between two offenses of a list.
const LIST_REACH: usize = 9;

/// The offenses of a page by how sure they are, each with its position in the table.
#[derive(Default)]
struct Lists {
    /// Somebody is charged with them.
    charged: Vec<(usize, Found<String>)>,
    /// They are named where charges are told.
    named: Vec<(usize, Found<String>)>,
    /// They are named elsewhere, or what was done is told.
    told: Vec<(usize, Found<String>)>,
}

/// Offenses that count where charges are told in the first three quarters of a text, also beside others that somebody is charged with. Others may be those of
/// somebody else there, or what a scheme was for.
const BESIDE_CHARGED: [&str; 8] = [
    "commodities fraud",
    "hate crime",
    "honest services fraud",
    "identity theft",
    "investment fraud",
    "kickbacks",
    "prison contraband",
    "securities fraud",
];

/// Offenses that are part of another one and no offense of their own beside it.
const PARTS: [(&str, &str); 10] = [
    ("foreign bribery", "bribery"),
    ("foreign bribery", "kickbacks"),
    ("color of law", "assault"),
    ("hate crime", "assault"),
    ("hate crime", "threats and stalking"),
    ("health care fraud", "false claims"),
    ("child exploitation", "sexual abuse"),
    ("robbery", "theft and embezzlement"),
    ("identity theft", "theft and embezzlement"),
    ("sexual abuse", "assault"),
];

/// The offenses of a page, in the order of their table.
pub(in crate::extract) fn offenses(
    page: &AnnotatedPage,
    cues: &StageCues,
    stage: &Found<Stage>,
    enforcer: Enforcer,
) -> Vec<Found<String>> {
    let mut lists = Lists::default();
    let mut meaning = Meaning::of(page, enforcer);
    for part in page.parts() {
        let is_title = part.place == EvidenceSource::Title;
        let end = if is_title {
            part.text.len()
        } else {
            story_end(part.text)
        };
        read_phrases(page, part, cues, end, &mut meaning, &mut lists);
        for (span, statute) in &part.entities.statutes {
            if span.start < end
                && let Some(offense) = offense_of_statute(statute)
            {
                offer(&mut lists.charged, offense, part, span.clone(), "statute");
            }
        }
    }
    let mut named = lists.charged;
    if named.is_empty() {
        named = lists.named;
    } else {
        let beside = lists.named.into_iter().filter(|(offense, found)| {
            BESIDE_CHARGED.contains(&found.value.as_str())
                && found.span.start < page.text.text.len() / 4 * 3
                && named.iter().all(|(known, _)| known != offense)
        });
        let beside: Vec<_> = beside.collect();
        named.extend(beside);
    }
    if named.is_empty() {
        named = lists.told;
    }
    drop_parts(&mut named, enforcer);
    if enforcer == Enforcer::Cftc {
        add_commodities_fraud(page, stage, &mut named);
    }
    if named.is_empty() && stage.value != Stage::Other {
        return vec![Found {
            value: "other".to_owned(),
            place: stage.place.clone(),
            span: stage.span.clone(),
            rule: "none-named",
        }];
    }
    named.sort_by_key(|(offense, _)| *offense);
    named.into_iter().map(|(_, found)| found).collect()
}

/// Adds the fraud that the CFTC itself charges, which its releases often call by no name but fraud.
fn add_commodities_fraud(
    page: &AnnotatedPage,
    stage: &Found<Stage>,
    named: &mut Vec<(usize, Found<String>)>,
) {
    const NAME: &str = "commodities fraud";
    let is_fraud = |text: &str| text.contains("raud");
    let is_charged = is_fraud(page.title.text) && !is_criminal(stage.value)
        || named.is_empty() && is_fraud(page.text.text);
    if !is_charged || named.iter().any(|(_, found)| found.value == NAME) {
        return;
    }
    let mut offenses = offense_phrases().iter().map(|phrase| phrase.offense);
    let commodities = offenses.find(|offense| offense_name(*offense) == NAME);
    named.extend(commodities.map(|offense| {
        let found = Found {
            value: NAME.to_owned(),
            place: stage.place.clone(),
            span: stage.span.clone(),
            rule: "enforcer",
        };
        (offense, found)
    }));
}

/// Adds the offenses that the phrases of a part tell of.
fn read_phrases(
    page: &AnnotatedPage,
    part: &AnnotatedPart,
    cues: &StageCues,
    end: usize,
    meaning: &mut Meaning,
    lists: &mut Lists,
) {
    let words = &part.annotations.words;
    let is_title = part.place == EvidenceSource::Title;
    let mut mentions = part.annotations.mentions.iter().peekable();
    let mut known_sentence: Option<(u32, bool)> = None;
    // The end of the last offense that somebody is charged with: lists go on from it.
    let mut charged_until = 0;
    let matches = page.knowledge.recognizer().find_offenses(&part.annotations);
    for meanings in matches.chunk_by(|a, b| a.words == b.words) {
        let Some(place) = meanings.first().map(|meaning| meaning.words.clone()) else {
            continue;
        };
        let span = part.span(&place);
        if span.start >= end {
            break;
        }
        // "the Money Laundering and Asset Recovery Section" is an office.
        while mentions
            .next_if(|mention| mention.words.end <= place.start)
            .is_some()
        {}
        let in_office = mentions.peek().is_some_and(|mention| {
            mention.words.start <= place.start
                && matches!(
                    mention.entity,
                    Entity::Agency(_) | Entity::Unit(_) | Entity::Office(_)
                )
        });
        let phrases = || {
            meanings
                .iter()
                .map(|meaning| &offense_phrases()[meaning.row])
        };
        let first = &words[place.start];
        let is_section = part.text[span.clone()].contains('(')
            || part.is(first, "section")
            || part.is(first, "sections");
        // "Judge Ada Brown" is no law.
        let is_given_name = &part.text[span.clone()] == "Ada";
        if in_office
            || is_given_name
            || phrases().all(|phrase| phrase.strength == PhraseStrength::None)
            || is_before_office(part, place.end)
        {
            continue;
        }
        let sentence = words[place.start].sentence;
        let tells_of_charges = is_title
            || match known_sentence {
                Some((known, answer)) if known == sentence => answer,
                _ => {
                    let answer = tells_of_charges(part, cues, sentence);
                    known_sentence = Some((sentence, answer));
                    answer
                }
            };
        let is_threatened = is_threatened(part, place.start);
        // A list of sections is longer than one of offenses.
        let is_charged = is_title
            || is_section && tells_of_charges
            || is_charged(part, &place)
            || charged_until > 0
                && place.start < charged_until + LIST_REACH
                && words[charged_until - 1].sentence == sentence;
        let is_deed = !is_title
            && charged_until > 0
            && words[charged_until - 1].sentence == sentence
            && place
                .start
                .checked_sub(1)
                .is_some_and(|at| part.is(&words[at], "for") || part.is(&words[at], "by"));
        let is_offense = |strength: PhraseStrength| {
            matches!(strength, PhraseStrength::Name | PhraseStrength::IfCharged)
        };
        for phrase in phrases() {
            // "at 12:17 a.m." is no "17(a)".
            if phrase.phrase.contains('(') && !is_section {
                continue;
            }
            if is_threatened && THREATENED.contains(&offense_name(phrase.offense))
                || !meaning.is_meant(part, &place, phrase)
            {
                continue;
            }
            let (list, rule) = match phrase.strength {
                PhraseStrength::None => continue,
                // "wire fraud for stealing": only wire fraud is charged.
                PhraseStrength::IfCharged if is_deed => (&mut lists.told, "told"),
                strength if is_offense(strength) && is_charged => (&mut lists.charged, "charged"),
                PhraseStrength::Name if tells_of_charges => (&mut lists.named, "named"),
                _ if is_title || sentence < 8 => (&mut lists.told, "told"),
                _ => continue,
            };
            let rule = if phrase.phrase.contains('(')
                || phrase.phrase.contains('-') && phrase.phrase.starts_with('1')
                || phrase.phrase.starts_with("anti")
            {
                BY_SECTION
            } else if phrase.phrase.starts_with("false claims act") {
                BY_ACT
            } else {
                rule
            };
            offer(list, phrase.offense, part, span.clone(), rule);
        }
        if is_charged && phrases().any(|phrase| is_offense(phrase.strength)) {
            charged_until = place.end;
        }
    }
}

fn offer(
    list: &mut Vec<(usize, Found<String>)>,
    offense: usize,
    part: &AnnotatedPart,
    span: Range<usize>,
    rule: &'static str,
) {
    let known = list.iter_mut().find(|(known, _)| *known == offense);
    // A name says more than a section.
    if known.as_ref().is_some_and(|(_, found)| {
        found.rule == BY_ACT || found.rule != BY_SECTION && rule != BY_ACT || rule == BY_SECTION
    }) {
        return;
    }
    let found = Found {
        value: offense_name(offense).to_owned(),
        place: part.place.clone(),
        span,
        rule,
    };
    match known {
        Some((_, known)) => *known = found,
        None => list.push((offense, found)),
    }
}

/// Leaves out offenses that are told as a part of another one.
fn drop_parts(named: &mut Vec<(usize, Found<String>)>, enforcer: Enforcer) {
    // "Narcotics Kingpin Sanctions Regulations"
    if enforcer == Enforcer::OwnOrders && named.iter().any(|(_, found)| found.value == "sanctions")
    {
        named.retain(|(_, found)| found.value != "drug trafficking");
    }
    // Insider trading is that alone, unless securities fraud is charged by name, and not by sections alone.
    if named
        .iter()
        .any(|(_, found)| found.value == "insider trading")
    {
        named.retain(|(_, found)| found.value != "securities fraud" || found.rule != BY_SECTION);
    }
    for (whole, part) in PARTS {
        if named.iter().any(|(_, found)| found.value == whole) {
            // Health care cases under the False Claims Act are both.
            named.retain(|(_, found)| found.value != part || found.rule == BY_ACT);
        }
    }
}
