//! Which bodies that no table lists does a text introduce behind their parent: "the Department of the Interior's Bureau of
//! Harbour Safety (BHS)"? What is told of them by their abbreviation is told of the parent.

use std::collections::HashMap;
use std::ops::Range;

use crate::knowledge::entities::mention::Entity;
use crate::knowledge::entities::word::{Gap, LetterCase, Word};

use crate::extract::agency::bodies::suffices;
use crate::extract::agency::credit_context::CreditContext;
use crate::extract::agency::evidence::CreditedAgencies;
use crate::extract::agency::us_attorneys::names_us_attorneys_office;
use crate::extract::agency::word_credits::rule_name;

/// Nouns of bodies. The name of an unlisted unit ends with one of them, or begins with it: "Bureau of Harbour Safety". An
/// "Individual Taxpayer Identification Number (ITIN)" is none.
const NOUNS: [&str; 14] = [
    "Administration",
    "Agency",
    "Board",
    "Branch",
    "Bureau",
    "Center",
    "Command",
    "Division",
    "Force",
    "Office",
    "Section",
    "Service",
    "Team",
    "Unit",
];

/// Credits the parents of the units that a text introduces, where the text credits a unit by its abbreviation.
pub(super) fn credit_unlisted_units(context: &CreditContext, credited: &mut CreditedAgencies) {
    let mut parents: HashMap<&str, usize> = HashMap::new();
    for (number, mention) in context.mentions().iter().enumerate() {
        if let Entity::Agency(agency) = mention.entity
            && !names_us_attorneys_office(&mention.entity, context.recognizer())
            && let Some(abbreviation) = abbreviation_behind(context, number)
        {
            parents.entry(abbreviation).or_insert(agency);
        }
    }
    if parents.is_empty() {
        return;
    }
    for (at, word) in context.words().iter().enumerate() {
        if word.case != LetterCase::Upper || context.is_uncredited(at) {
            continue;
        }
        let credits = context.credits[at];
        if let Some(&agency) = parents.get(context.text_of(word))
            && let Some(kind) = credits.credit
        {
            let path = &context.knowledge.agencies()[agency].path;
            if suffices(path, kind, credits.announced, credited) {
                let span = word.start..word.end;
                credited.add(path, context.place(), span, rule_name(kind));
            }
        }
    }
}

/// The abbreviation in brackets of the unit whose name begins right behind that of its parent, the mention with this number.
fn abbreviation_behind<'a>(context: &CreditContext<'a>, number: usize) -> Option<&'a str> {
    /// Maximum number of words of the name.
    const MAX_NAME: usize = 10;
    let (mentions, words) = (context.mentions(), context.words());
    let parent: &Range<usize> = &mentions[number].words;
    let start = parent.end;
    let first = words.get(start)?;
    let sentence = words[parent.start].sentence;
    let length = words[start..]
        .iter()
        .take(MAX_NAME)
        .take_while(|word| {
            word.sentence == sentence
                && word.before <= Gap::Comma
                && (word.case != LetterCase::Lower
                    || matches!(context.text_of(word), "and" | "for" | "of" | "on" | "the"))
        })
        .count();
    let name = &words[start..start + length];
    let abbreviation = words.get(start + length).filter(|word| {
        word.before == Gap::Open && word.case == LetterCase::Upper && word.sentence == sentence
    })?;
    // "the Treasury and the Internal Revenue Service (IRS)": a name of the table.
    let is_listed = mentions
        .get(number + 1)
        .is_some_and(|next| next.words.start <= start + length);
    let is_noun =
        |word: Option<&Word>| word.is_some_and(|word| NOUNS.contains(&context.text_of(word)));
    let is_body = is_noun(name.last())
        || is_noun(name.first())
            && name
                .get(1)
                .is_some_and(|word| matches!(context.text_of(word), "for" | "of" | "on"));
    let initials: String = name
        .iter()
        .filter(|word| word.case != LetterCase::Lower)
        .filter_map(|word| context.text_of(word).chars().next())
        .collect();
    let abbreviation = context.text_of(abbreviation);
    (first.before == Gap::Blank && !is_listed && is_body && initials == abbreviation)
        .then_some(abbreviation)
}
