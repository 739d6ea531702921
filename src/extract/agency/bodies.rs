//! Which of the bodies named by their own names does a text credit?

use std::ops::Range;

use crate::knowledge::entities::mention::{Entity, Mention, Office};
use crate::knowledge::entities::word::{Gap, LetterCase, Word};
use crate::knowledge::tables::credits::CreditKind;

use crate::extract::agency::credit_context::CreditContext;
use crate::extract::agency::evidence::CreditedAgencies;
use crate::extract::agency::us_attorneys::names_us_attorneys_office;
use crate::extract::agency::word_credits::{continues_list, rule_name};
use crate::text::months::MONTHS;

/// Departments whose names are those of departments of states, too.
const DEPARTMENTS_OF_STATES_TOO: [&str; 6] = ["/commerce", "/doe", "/dol", "/dot", "/ed", "/usda"];

/// Credits the bodies of a text.
pub(super) fn credit_bodies(context: &CreditContext, credited: &mut CreditedAgencies) {
    let agencies = context.knowledge.agencies();
    for (number, mention) in context.mentions().iter().enumerate() {
        let agency = match &mention.entity {
            Entity::Agency(agency) => Some(*agency),
            Entity::Unit(_) if is_unit_of_district(context, number) => None,
            Entity::Unit(units) => unit_meant(context, units, &mention.words),
            _ => None,
        };
        let Some(agency) = agency else {
            continue;
        };
        let path: &str = &agencies[agency].path;
        if is_another_offices(context, number, path)
            || context.is_uncredited(mention.words.start)
            || is_sued_in_name_of_case(context, mention.words.start)
        {
            continue;
        }
        let (first, last) = (mention.words.start, mention.words.end - 1);
        let kind = context.credits[first]
            .credit
            .or(context.credits[last].credit);
        let rule = match kind {
            Some(kind) => {
                let announced = context.credits[first].announced || context.credits[last].announced;
                let is_affiliation = kind == CreditKind::Bring && is_affiliation(context, last);
                let is_history = matches!(kind, CreditKind::Announce | CreditKind::Bring)
                    && is_history(context, first);
                (!is_affiliation && !is_history && suffices(path, kind, announced, credited))
                    .then(|| rule_name(kind))
            }
            None => (path == "/doj/opa" && is_header(context, &mention.words)).then_some("header"),
        };
        if let Some(rule) = rule {
            credited.add(path, context.place(), context.span(&mention.words), rule);
        }
    }
}

/// Whether a credit of this kind is enough for the body. `announced` tells whether it announces or brings the case itself.
pub(super) fn suffices(
    path: &str,
    kind: CreditKind,
    announced: bool,
    credited: &CreditedAgencies,
) -> bool {
    let is_department = path.matches('/').count() == 1;
    match path {
        "/doj" => announced || !credited.justice_publishes(),
        // "part of an EPA initiative" tells whose the initiative is, not whose the case is.
        _ if kind == CreditKind::Program => path == "/doj/ocdetf",
        _ if kind == CreditKind::Quote => !is_department,
        _ => true,
    }
}

/// Whether the name is that of another office: a U.S. Attorney's Office, its division, or a state's body.
fn is_another_offices(context: &CreditContext, number: usize, path: &str) -> bool {
    let is_section = path.matches('/').count() == 3;
    path.starts_with("/doj/usao")
        || is_division_of_office(context, number, path)
        || is_states_own(context, &context.mentions()[number].words, path)
        || is_section && is_unit_of_district(context, number)
        || is_of_chief_in_district(context, number)
}

/// Whether the name of a case has the body as the party that is sued: `Roe Homes v. EEOC`.
fn is_sued_in_name_of_case(context: &CreditContext, at: usize) -> bool {
    let words = context.words();
    at.checked_sub(1).is_some_and(|before| {
        words[before].sentence == words[at].sentence
            && matches!(context.text_of(&words[before]), "v" | "vs" | "V")
    })
}

/// Whether the word after a body's name makes it a person's affiliation: "Defense Department Official Indicted".
fn is_affiliation(context: &CreditContext, last: usize) -> bool {
    let words = context.words();
    words.get(last + 1).is_some_and(|next| {
        next.sentence == words[last].sentence
            && next.before <= Gap::Dash
            && context.recognizer().affiliates.has(next)
    })
}

/// Whether a unit is a U.S. Attorney's Office's own: "the Southern District of Florida's Economic and Environmental Crimes
/// Section".
fn is_unit_of_district(context: &CreditContext, number: usize) -> bool {
    const MAX_GAP: usize = 3;
    let words = context.words();
    let unit = &context.mentions()[number].words;
    let Some(last) = context.mention_before(number) else {
        return false;
    };
    let is_office = match last.entity {
        Entity::District(_) => true,
        Entity::Agency(agency) => context.recognizer().district_of_office(agency).is_some(),
        _ => false,
    };
    let gap = last.words.end..unit.start;
    is_office
        && gap.len() <= MAX_GAP
        && words[gap.start].case != LetterCase::Lower
        && words[gap.start].sentence == words[unit.start].sentence
        && words[gap.start..=unit.start].iter().all(|word| {
            word.before == Gap::Blank
                && (word.case != LetterCase::Lower || context.text_of(word) == "and")
        })
}

/// Whether a division's chief works in a U.S. Attorney's Office, which has divisions of the same names: "Criminal Division
/// Chief Ann Lee of the Middle District of Florida".
fn is_of_chief_in_district(context: &CreditContext, number: usize) -> bool {
    /// Maximum number of words between chief and district: "Chief Clifton T. Doe-Roe Jr. of the".
    const MAX_GAP: usize = 8;
    let (mentions, words) = (context.mentions(), context.words());
    let end = mentions[number].words.end;
    let Some(next) = mentions.get(number + 1) else {
        return false;
    };
    let gap = end..next.words.start;
    words
        .get(end)
        .is_some_and(|word| context.text_of(word) == "Chief")
        && matches!(next.entity, Entity::District(_))
        && gap.len() <= MAX_GAP
        && words[end].sentence == words[next.words.start].sentence
        && words[gap].iter().all(|word| {
            matches!(word.before, Gap::Blank | Gap::Other)
                && (word.case != LetterCase::Lower
                    || matches!(context.text_of(word), "of" | "for" | "the"))
        })
}

/// Whether "the Department of Justice" is the state's own, or a section is of a state whose page names no federal one.
fn is_states_own(context: &CreditContext, name: &Range<usize>, path: &str) -> bool {
    if path == "/doj" {
        return context.jurisdiction.has_own_justice_department
            && !is_called_federal(context, name);
    }
    let is_section = path.starts_with("/doj/") && path.matches('/').count() == 3;
    is_section && !context.names_justice || is_states_department(context, name, path)
}

/// Whether "the Department of Commerce" is the state's or the country's in a page of it, which calls the federal one that of the
/// United States.
fn is_states_department(context: &CreditContext, name: &Range<usize>, path: &str) -> bool {
    (context.jurisdiction.is_states || context.jurisdiction.is_foreign)
        && DEPARTMENTS_OF_STATES_TOO.contains(&path)
        && context.text_of(&context.words()[name.start]) == "Department"
        && !is_called_federal(context, name)
}

/// Whether "U.S." or the like is the first word of a name, or stands before it.
fn is_called_federal(context: &CreditContext, name: &Range<usize>) -> bool {
    context.words()[name.start.saturating_sub(1)..=name.start]
        .iter()
        .any(|word| {
            matches!(
                context.text_of(word),
                "U.S" | "U.S." | "US" | "States" | "United" | "federal"
            )
        })
}

/// Whether a page of a state tells what a federal body did earlier: "In 2021, the CFPB announced a rule". What the body
/// does with the state is told without a date, or with "today".
fn is_history(context: &CreditContext, at: usize) -> bool {
    let words = context.words();
    let in_sentence = |word: &&Word| word.sentence == words[at].sentence;
    let start = at - words[..at].iter().rev().take_while(in_sentence).count();
    let after = || words[start..].iter().take_while(in_sentence);
    let Some([first, second]) = words.get(start..start + 2) else {
        return false;
    };
    let begins_with_time = match context.text_of(first) {
        "In" | "On" => {
            let time = context.text_of(second);
            time.bytes().all(|b| b.is_ascii_digit()) || MONTHS.contains(&time)
        }
        "Shortly" => true,
        "Most" => context.text_of(second) == "recently",
        _ => false,
    };
    context.jurisdiction.is_states
        && begins_with_time
        && !after().any(|word| context.recognizer().recency_words.has(word))
}

/// Whether a division is that of a U.S. Attorney or attorney general, whose offices have divisions of the same names as the
/// Department: "Assistant U.S. Attorney Ann Lee, chief of the Criminal Division", "the National Security Division of the
/// U.S. Attorney's Office".
fn is_division_of_office(context: &CreditContext, number: usize, path: &str) -> bool {
    if !matches!(
        path,
        "/doj/crm" | "/doj/civ" | "/doj/nsd" | "/doj/crt" | "/doj/tax"
    ) {
        return false;
    }
    let words = context.words();
    let division = &context.mentions()[number];
    // "the Justice Department's Civil Division" is the Department's.
    if context.part.text[context.span(&division.words)].contains("Justice") {
        return false;
    }
    let before = context.mention_before(number);
    let after = context.mentions().get(number + 1);
    // Whether the words between two mentions connect them in one list.
    let connect = |gap: Range<usize>, max_words: usize| {
        gap.len() <= max_words
            && words[gap].iter().all(|word| {
                word.sentence == words[division.words.start].sentence
                    && continues_list(word, context.recognizer())
            })
    };
    // "the Attorney General's Criminal Division"
    let is_official = |mention: &Mention| {
        matches!(
            mention.entity,
            Entity::Office(Office::AttorneyGeneral | Office::DistrictAttorney)
        )
    };
    let official_before =
        before.is_some_and(|last| is_official(last) && last.words.end == division.words.start);
    let official_after = after
        .is_some_and(|next| is_official(next) && connect(division.words.end..next.words.start, 3));
    // A state's page that never names the Department tells of divisions of its own.
    if official_before || official_after || !context.names_justice {
        return true;
    }
    let is_office =
        |mention: &&Mention| names_us_attorneys_office(&mention.entity, context.recognizer());
    let office_after = after.filter(is_office).is_some_and(|next| {
        let gap = division.words.end..next.words.start;
        connect(gap.clone(), 4)
            && words[gap.clone()]
                .iter()
                .all(|word| word.case == LetterCase::Lower)
            && words[gap]
                .first()
                .is_some_and(|word| context.text_of(word).eq_ignore_ascii_case("of"))
    });
    let office_before = before.filter(is_office).is_some_and(|last| {
        let gap = last.words.end..division.words.start;
        // "... Attorney Ann Lee and Trial Attorney Bo Kim of the Tax Division"
        let is_departments = |word: &Word| {
            matches!(
                context.text_of(word),
                "Trial" | "Justice" | "Department" | "General"
            )
        };
        connect(gap.clone(), 20) && !words[gap].iter().any(is_departments)
    });
    office_after || office_before
}

/// Whether the name is a line of its own near the top.
fn is_header(context: &CreditContext, name: &Range<usize>) -> bool {
    /// Maximum number of words before the name.
    const MAX_START: usize = 80;
    let words = context.words();
    let sentence = |at: usize| words.get(at).map(|word| word.sentence);
    name.start < MAX_START
        && sentence(name.end) != sentence(name.start)
        && name
            .start
            .checked_sub(1)
            .is_none_or(|before| sentence(before) != sentence(name.start))
}

/// Which of several `units`, each with its parent, a name means that has no parent beside it: the one that the page names
/// elsewhere, else the one whose parent it names.
fn unit_meant(
    context: &CreditContext,
    units: &[(usize, usize)],
    name: &Range<usize>,
) -> Option<usize> {
    // "the State Comptroller's Office of Inspector General" has an owner beside it, and is none of the known ones.
    if context.has_capitalized_word_before(name.start)
        && context.words()[name.start].before != Gap::Other
    {
        return None;
    }
    let only = |fits: &dyn Fn(&(usize, usize)) -> bool| {
        let mut fitting = units.iter().filter(|unit| fits(unit));
        match (fitting.next(), fitting.next()) {
            (Some(&(unit, _)), None) => Some(unit),
            _ => None,
        }
    };
    only(&|(unit, _)| context.named_agencies.contains(unit))
        .or_else(|| only(&|(_, parent)| context.named_agencies.contains(parent)))
}
