//! Which U.S. Attorney's Offices does a text name and credit, and in which district courts is the case?

use std::collections::BTreeSet;
use std::ops::Range;

use crate::knowledge::districts;
use crate::knowledge::entities::composer::only_district_of;
use crate::knowledge::entities::mention::{AnnotatedText, Entity, Mention, Office};
use crate::knowledge::entities::recognizer::EntityRecognizer;
use crate::knowledge::entities::word::{Gap, LetterCase};
use crate::knowledge::tables::credits::CreditKind;
use crate::model::EvidenceSource;

use crate::extract::agency::credit_context::CreditContext;
use crate::extract::agency::evidence::{CreditedAgencies, DistrictEvidence, EvidenceStrength};
use crate::extract::agency::word_credits::{continues_list, rule_name};

/// A U.S. Attorney's title or office with its district: "U.S. Attorney Ann Lee of the District of Maine".
pub(super) struct UsAttorneyMention {
    /// The words from the title to the district.
    pub words: Range<usize>,
    /// None where no district belongs to the title.
    pub district: Option<usize>,
}

/// Maximum distance of a district from its title, in words: a list of many names fits, a paragraph does not.
const MAX_DISTRICT_DISTANCE: usize = 60;

/// Every U.S. Attorney's title and office in a text, once for each district that belongs to it.
pub(super) fn us_attorneys(
    annotations: &AnnotatedText,
    recognizer: &EntityRecognizer,
) -> Vec<UsAttorneyMention> {
    let (words, mentions) = (&annotations.words, &annotations.mentions);
    let mut found = Vec::new();
    let mut skip = 0;
    for (at, title) in mentions.iter().enumerate() {
        if at < skip || !names_us_attorneys_office(&title.entity, recognizer) {
            continue;
        }
        // Districts with the mention that each ends with. An office's name may hold the first one.
        let mut districts = Vec::new();
        if let Entity::Agency(agency) = title.entity
            && let Some(district) = recognizer.district_of_office(agency)
        {
            districts.push((district, at));
        }
        let mut last = at;
        for (later, other) in mentions.iter().enumerate().skip(at + 1) {
            let gap = title.words.end..other.words.start;
            let in_one_list = gap.len() <= MAX_DISTRICT_DISTANCE
                && words[gap].iter().all(|word| {
                    word.sentence == words[title.words.start].sentence
                        && continues_list(word, recognizer)
                });
            if !in_one_list {
                break;
            }
            match other.entity {
                Entity::District(district)
                    if districts.is_empty()
                        || lists_next_district(annotations, &mentions[last], other) =>
                {
                    districts.push((district, later));
                    last = later;
                }
                Entity::District(_) | Entity::Office(Office::UsAttorney) => break,
                Entity::Office(_) | Entity::Agency(_) | Entity::Unit(_)
                    if !districts.is_empty() =>
                {
                    break;
                }
                _ => {}
            }
        }
        if districts.is_empty() {
            found.push(UsAttorneyMention {
                words: title.words.clone(),
                district: district_before(annotations, at),
            });
        }
        for (district, at) in districts {
            found.push(UsAttorneyMention {
                words: title.words.start..mentions[at].words.end,
                district: Some(district),
            });
            skip = at + 1;
        }
    }
    found
}

/// Whether this names a U.S. Attorney or a U.S. Attorney's Office, with or without a district.
pub(super) fn names_us_attorneys_office(entity: &Entity, recognizer: &EntityRecognizer) -> bool {
    match entity {
        Entity::Office(office) => *office == Office::UsAttorney,
        Entity::Agency(agency) => {
            *agency == recognizer.unspecified_district_office()
                || recognizer.district_of_office(*agency).is_some()
        }
        _ => false,
    }
}

/// The district right before a title: "the Eastern District of Virginia's U.S. Attorney", "New Mexico U.S. Attorney Ann Lee".
fn district_before(annotations: &AnnotatedText, title: usize) -> Option<usize> {
    let (words, mentions) = (&annotations.words, &annotations.mentions);
    let before = &mentions[title.checked_sub(1)?];
    let start = mentions[title].words.start;
    if before.words.end != start || words[start].before != Gap::Blank {
        return None;
    }
    match before.entity {
        Entity::District(district) => Some(district),
        Entity::State(state) => only_district_of(state),
        _ => None,
    }
}

/// Whether two districts are in one list: "..., Middle District of Florida, and Central District of California".
fn lists_next_district(annotations: &AnnotatedText, last: &Mention, next: &Mention) -> bool {
    let gap = last.words.end..next.words.start;
    gap.len() <= 3
        && annotations.words[gap]
            .iter()
            .all(|word| word.case == LetterCase::Lower)
}

/// Credits the U.S. Attorney's Offices of a text and adds them to the evidence of the district. Returns where the text
/// first credits a U.S. Attorney without a district.
pub(super) fn credit_offices(
    context: &CreditContext,
    credited: &mut CreditedAgencies,
    evidence: &mut Vec<DistrictEvidence>,
) -> Option<(EvidenceSource, Range<usize>)> {
    let recognizer = context.recognizer();
    let mut without_district = None;
    for mention in us_attorneys(&context.part.annotations, recognizer) {
        let at = mention.words.start;
        if context.is_uncredited(at) {
            continue;
        }
        let span = context.span(&mention.words);
        let credits = context.credits[at];
        // A release about posts tells of offices in the lives of people: who announces it or speaks is credited.
        if context.is_about_posts
            && !matches!(
                credits.credit,
                Some(CreditKind::Announce | CreditKind::Quote)
            )
        {
            continue;
        }
        let Some(office) = mention
            .district
            .or_else(|| district_of_city(context, mention.words.end))
            .and_then(|district| recognizer.office_of_district(district))
        else {
            if credits.credit.is_some() && without_district.is_none() {
                without_district = Some((context.place(), span));
            }
            continue;
        };
        let path = &context.knowledge.agencies()[office].path;
        let rule = credits.credit.map_or("us-attorney", rule_name);
        credited.add(path, context.place(), span.clone(), rule);
        let strength = match credits.credit {
            Some(CreditKind::Prosecute) => EvidenceStrength::Prosecutes,
            Some(CreditKind::Thank | CreditKind::Assist) if !credits.prosecutes => {
                EvidenceStrength::Thanked
            }
            _ if credits.prosecutes => EvidenceStrength::Prosecutes,
            Some(CreditKind::Announce | CreditKind::Quote) => EvidenceStrength::Announces,
            _ => EvidenceStrength::Named,
        };
        evidence.push(DistrictEvidence {
            path: path.clone(),
            place: context.place(),
            span,
            strength,
        });
    }
    without_district
}

/// The district of the city behind a title at `end`, among those that the page names: "Assistant U.S. Attorney Ann Lee in
/// Seattle" where the page names the Western District of Washington.
fn district_of_city(context: &CreditContext, end: usize) -> Option<usize> {
    /// Maximum number of words of the person's name between the title and the city.
    const MAX_NAME: usize = 4;
    let words = context.words();
    let sentence = words.get(end.checked_sub(1)?)?.sentence;
    let name = words[end..]
        .iter()
        .take(MAX_NAME)
        .take_while(|word| word.case != LetterCase::Lower && word.sentence == sentence)
        .count();
    let [preposition, city] = words.get(end + name..end + name + 2)? else {
        return None;
    };
    if context.text_of(preposition) != "in" || city.sentence != sentence {
        return None;
    }
    let place = &context.part.text[city.start..];
    let is_seat = |name: &String| {
        place
            .strip_prefix(name.as_str())
            .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    let mut seated = context
        .named_districts
        .iter()
        .filter(|district| districts()[**district].cities.iter().any(is_seat));
    let first = seated.next()?;
    seated.next().is_none().then_some(*first)
}

/// Credits the U.S. Attorney who is named at this place without a district: as the office of the one court in the
/// evidence, else as the body of all offices.
pub(super) fn credit_without_district(
    (place, span): (EvidenceSource, Range<usize>),
    credited: &mut CreditedAgencies,
    evidence: &[DistrictEvidence],
) {
    if credited.has_us_attorneys_office() {
        return;
    }
    let districts: BTreeSet<&str> = evidence.iter().map(|found| found.path.as_str()).collect();
    match (districts.first(), districts.len()) {
        (Some(path), 1) => credited.add(path, place, span, "us-attorney-of-the-court"),
        _ => credited.add("/doj/usao", place, span, "us-attorney"),
    }
}

/// Whether a name in brackets is that of a court: "(S.D.N.Y.)", "(SDNY)". "(DSD)" is the short name of somebody.
fn is_court_in_brackets(name: &str) -> bool {
    name.contains(['.', ' ']) || name.len() > 3
}

/// Whether the District of Columbia is listed beside the states: "48 states, the District of Columbia and Puerto Rico", "the
/// attorneys general of Maine and the District of Columbia".
fn is_one_of_the_states(context: &CreditContext, number: usize) -> bool {
    let (mentions, words) = (context.mentions(), context.words());
    let name = &mentions[number].words;
    let before = &words[name.start.saturating_sub(3)..name.start];
    // In capitals it may be the name of a court: "United States District Court, District of Columbia".
    if before.iter().any(|word| context.text_of(word) == "states") {
        return true;
    }
    let in_list = |gap: Range<usize>| {
        words[gap].iter().all(|word| {
            word.sentence == words[name.start].sentence
                && context.recognizer().list_separators.has(word)
        })
    };
    let is_state = |mention: &Mention| matches!(mention.entity, Entity::State(_));
    let after_state = context.mention_before(number).is_some_and(|last| {
        let is_title = matches!(last.entity, Entity::Office(Office::AttorneysGeneral));
        (is_title || is_state(last)) && in_list(last.words.end..name.start)
    });
    let before_state = mentions
        .get(number + 1)
        .is_some_and(|next| is_state(next) && in_list(name.end..next.words.start));
    let is_columbia = context
        .text_of(&words[name.end - 1])
        .eq_ignore_ascii_case("columbia");
    is_columbia && (after_state || before_state)
}

/// Adds the district courts that a text names to the evidence.
pub(super) fn add_courts(context: &CreditContext, evidence: &mut Vec<DistrictEvidence>) {
    for (number, mention) in context.mentions().iter().enumerate() {
        let Entity::District(district) = mention.entity else {
            continue;
        };
        let at = mention.words.start;
        // Another bracket may end right before it: "(Roe, J.) (D.D.C., filed today)".
        let in_brackets = context.part.text[..context.words()[at].start].ends_with('(')
            && is_court_in_brackets(&context.part.text[context.span(&mention.words)]);
        let credits = context.credits[at];
        if !(credits.court || in_brackets)
            || credits.background
            || is_one_of_the_states(context, number)
        {
            continue;
        }
        if let Some(office) = context.recognizer().office_of_district(district) {
            evidence.push(DistrictEvidence {
                path: context.knowledge.agencies()[office].path.clone(),
                place: context.place(),
                span: context.span(&mention.words),
                strength: EvidenceStrength::Court,
            });
        }
    }
}
