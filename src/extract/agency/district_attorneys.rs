//! Which district attorneys' offices does a text name? Each is found by the county beside the title.

use std::ops::Range;

use crate::knowledge::entities::mention::Entity;
use crate::knowledge::entities::word::{Gap, LetterCase, Word};
use crate::knowledge::states;
use crate::knowledge::tables::counties;

use crate::extract::agency::credit_context::CreditContext;
use crate::extract::agency::evidence::CreditedAgencies;
use crate::extract::agency::jurisdiction::{only_one, state_of};

/// Maximum number of words of a county's name: "St. John the Baptist".
const MAX_COUNTY_WORDS: usize = 4;

/// Maximum number of words of a list of counties.
const MAX_LIST: usize = 60;

/// Credits the offices of a list: "the District Attorneys of Alameda, San Diego and Yolo counties", in a page that speaks
/// from their state.
pub(super) fn credit_listed_counties(
    context: &CreditContext,
    title: &Range<usize>,
    credited: &mut CreditedAgencies,
) {
    let words = context.words();
    let text = |word: &Word| context.text_of(word);
    let sentence = words[title.start].sentence;
    let is_noun = |word: &&Word| matches!(text(word), "counties" | "Counties");
    let listed: Vec<&Word> = words[title.end..]
        .iter()
        .take_while(|word| word.sentence == sentence)
        .take(MAX_LIST)
        .skip_while(|word| matches!(text(word), "of" | "for" | "from"))
        .take_while(|word| {
            !is_noun(word) && (word.case == LetterCase::Capital || text(word) == "and")
        })
        .collect();
    let end = title.end + 1 + listed.len();
    let Some(state) = context
        .jurisdiction
        .state
        .filter(|_| listed.len() > 2 && words.get(end).as_ref().is_some_and(is_noun))
    else {
        return;
    };
    // A comma or "and" separates the names.
    let in_one_name = |last: &&Word, next: &&Word| {
        next.before == Gap::Blank && text(last) != "and" && text(next) != "and"
    };
    for name in listed.chunk_by(in_one_name) {
        let parts: Vec<String> = name.iter().map(|word| slug(text(word))).collect();
        let county = parts.join("-");
        if let (Some(first), Some(last)) = (name.first(), name.last())
            && counties::states_with_county(&county).contains(&state)
        {
            let path = counties::county_prosecutor(state, &county);
            let span = first.start..last.end;
            credited.add(&path, context.place(), span, "district-attorneys");
        }
    }
}

/// The path of the office of the title with this number and the bytes that name it: "Harris County District Attorney Ann
/// Lee". The state is the one beside the county, else the one that the page speaks from, else the only one with such a
/// county.
pub(super) fn county_office(
    context: &CreditContext,
    number: usize,
    credited: &CreditedAgencies,
) -> Option<(String, Range<usize>)> {
    let words = context.words();
    let title = context.mentions().get(number)?;
    let page_state = context
        .jurisdiction
        .state
        .or_else(|| only_one(credited.paths().filter_map(state_of)));
    let before = context
        .mention_before(number)
        .filter(|before| before.words.end == title.words.start);
    if let Some(Entity::County(county)) = before.map(|before| &before.entity)
        && let Some(county) = counties::counties().get(*county)
    {
        // "Kings County" is in the state that the page speaks from, "Brooklyn" is always in New York.
        let is_county = county.place.ends_with("County");
        let state = page_state
            .filter(|state| is_county && counties::states_with_county(county.slug).contains(state))
            .unwrap_or(county.state);
        let path = counties::county_prosecutor(state, county.slug);
        return Some((path, context.span(&title.words)));
    }
    let own_state = state_before(context, title.words.start);
    // "Oneida County District Attorney"; in "Ramsey County Attorney" the noun is part of the title.
    let is_noun =
        |at: usize| matches!(context.text_of(&words[at]), "County" | "Parish" | "Borough");
    let sentence = words[title.words.start].sentence;
    let noun = if is_noun(title.words.start) {
        title.words.start
    } else {
        title
            .words
            .start
            .checked_sub(1 + usize::from(own_state.is_some()))
            .filter(|&at| is_noun(at) && words[at].sentence == sentence)?
    };
    // "the Minnesota County Attorneys Association"
    if words
        .get(title.words.end)
        .is_some_and(|next| context.text_of(next).starts_with("Association"))
    {
        return None;
    }
    let name = county_name(context, noun);
    // In a headline, "Nine Orange County Prosecutors", words before the county's name may be capitalised too.
    let (start, slug, states) = name.clone().find_map(|start| {
        let parts: Vec<String> = (start..name.end)
            .map(|at| slug(context.text_of(&words[at])))
            .collect();
        let slug = parts.join("-");
        let states = counties::states_with_county(&slug);
        (!states.is_empty()).then_some((start, slug, states))
    })?;
    let state = own_state
        .or_else(|| page_state.filter(|state| states.contains(state)))
        .or_else(|| Some(states[0]).filter(|_| states.len() == 1))?;
    Some((
        counties::county_prosecutor(state, &slug),
        context.span(&(start..title.words.end)),
    ))
}

/// The words that may name the county before its noun.
fn county_name(context: &CreditContext, noun: usize) -> Range<usize> {
    let words = context.words();
    let text = |at: usize| context.text_of(&words[at]);
    let mut start = noun;
    while let Some(at) = start.checked_sub(1)
        && noun - at <= MAX_COUNTY_WORDS
        && words[at].sentence == words[noun].sentence
        && words[at].case == LetterCase::Capital
        && (words[at + 1].before == Gap::Blank || matches!(text(at), "St" | "Ste"))
        && !context.recognizer().list_words.has(&words[at])
    {
        start = at;
    }
    // "San Diego County: County District Attorney"
    let mut end = noun;
    while end > start && matches!(text(end - 1), "County" | "Parish" | "Borough") {
        end -= 1;
    }
    start..end
}

/// The postal code of the state between a county and a title at `title`: "the Montgomery County, Md., States Attorneys
/// Office", "Suffolk County (Massachusetts) District Attorney".
fn state_before(context: &CreditContext, title: usize) -> Option<&'static str> {
    let words = context.words();
    let at = title.checked_sub(1)?;
    let name = context.text_of(&words[at]).trim_end_matches('.');
    let connected = matches!(words[at].before, Gap::Comma | Gap::Open)
        && words[title].sentence == words[at].sentence;
    states()
        .iter()
        .filter(|_| connected)
        .find(|state| {
            state.name == name
                || state
                    .abbreviations
                    .iter()
                    .any(|abbreviation| abbreviation.trim_end_matches('.') == name)
        })
        .map(|state| state.code.as_str())
}

/// A word as it stands in a path: `St.` -> `st`, `George’s` -> `georges`
fn slug(word: &str) -> String {
    word.chars()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
