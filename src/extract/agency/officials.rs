//! Which attorneys general and district attorneys does a text credit?
//!
//! An attorney general is the one of the state beside the title, of the state that the page speaks from, or of the United
//! States.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use crate::knowledge::districts;
use crate::knowledge::entities::mention::{Entity, Office};
use crate::knowledge::entities::word::{Gap, LetterCase};
use crate::knowledge::states;
use crate::knowledge::tables::counties;
use crate::knowledge::tables::credits::CreditKind;
use crate::model::EvidenceSource;

use crate::extract::agency::credit_context::CreditContext;
use crate::extract::agency::district_attorneys::{county_office, credit_listed_counties};
use crate::extract::agency::evidence::CreditedAgencies;
use crate::extract::agency::jurisdiction::CAPITAL;
use crate::extract::agency::word_credits::rule_name;

/// Offices that a page names, credited or not, by path: where it names each first.
pub(super) type NamedOffices = BTreeMap<String, (EvidenceSource, Range<usize>)>;

/// Credits the attorneys general and district attorneys of a text, and collects those that it only names.
pub(super) fn credit_officials(
    context: &CreditContext,
    credited: &mut CreditedAgencies,
    named_offices: &mut NamedOffices,
) {
    // Attorneys general of states by surname, for when they are named again without their state.
    let mut by_surname: HashMap<&str, String> = HashMap::new();
    for (number, mention) in context.mentions().iter().enumerate() {
        let Entity::Office(office) = mention.entity else {
            continue;
        };
        let title = &mention.words;
        if context.is_uncredited(title.start) {
            continue;
        }
        if office == Office::AttorneysGeneral {
            credit_listed_states(context, number, credited);
        }
        let kind = context.credits[title.start].credit;
        if office == Office::DistrictAttorney {
            credit_listed_counties(context, title, credited);
            if let Some((path, span)) = county_office(context, number, credited) {
                if let Some(kind) = kind {
                    credited.add(&path, context.place(), span.clone(), rule_name(kind));
                }
                named_offices
                    .entry(path)
                    .or_insert_with(|| (context.place(), span));
            }
            continue;
        }
        let span = context.span(title);
        // The path of the attorney general of the state beside the title.
        let of_state = state_beside(context, number)
            .map(|state| counties::attorney_general(&states()[state].code));
        if let (Office::AttorneyGeneral, Some(path)) = (office, &of_state) {
            named_offices
                .entry(path.clone())
                .or_insert_with(|| (context.place(), span.clone()));
        }
        if let (Office::AttorneyGeneral, None) = (office, &of_state)
            && let Some(path) = attorney_general_of_page(context, title, kind)
        {
            credited.add(
                &path,
                context.place(),
                span,
                kind.map_or("headline", rule_name),
            );
            continue;
        }
        let Some(kind) = kind else {
            continue;
        };
        let surname = surname_after(context, title.end);
        let known = surname.and_then(|surname| by_surname.get(surname)).cloned();
        let speaks = matches!(
            kind,
            CreditKind::Announce | CreditKind::Quote | CreditKind::Bring
        );
        let is_federal =
            || speaks && credited.justice_publishes() && !is_foreign(context, title.start);
        let path = match (office, of_state, known) {
            (Office::AttorneyGeneral, Some(path), _) => {
                if let Some(surname) = surname {
                    by_surname.insert(surname, path.clone());
                }
                path
            }
            (Office::AttorneyGeneral, None, Some(path)) => path,
            (Office::AttorneyGeneral, None, None) if is_federal() => "/doj/oag".to_owned(),
            (Office::DeputyAttorneyGeneral, None, _) if is_federal() => "/doj/odag".to_owned(),
            _ => continue,
        };
        credited.add(&path, context.place(), span, rule_name(kind));
    }
}

/// The state right before a title, or after it: "the Office of the Attorney General for the Commonwealth of Virginia".
fn state_beside(context: &CreditContext, number: usize) -> Option<usize> {
    const MAX_GAP: usize = 4;
    let title = &context.mentions()[number].words;
    if let Some(before) = context.mention_before(number)
        && let Entity::State(state) = before.entity
        && before.words.end == title.start
        && context.text_of(&context.words()[before.words.start]) != CAPITAL
    {
        return Some(state);
    }
    let next = context.mentions().get(number + 1)?;
    let Entity::State(state) = next.entity else {
        return None;
    };
    let words = context.words();
    let gap = &words[title.end..next.words.start];
    let connected = (1..=MAX_GAP).contains(&gap.len())
        && gap.iter().all(|word| {
            word.sentence == words[title.start].sentence
                && matches!(
                    context.text_of(word),
                    "for" | "of" | "the" | "State" | "state" | "Commonwealth"
                )
        });
    connected.then_some(state)
}

/// Credits the offices of a list: "the attorneys general of Colorado, Connecticut and the District of Columbia".
fn credit_listed_states(context: &CreditContext, number: usize, credited: &mut CreditedAgencies) {
    let (mentions, words) = (context.mentions(), context.words());
    let title = &mentions[number].words;
    let mut end = clause_before_states(context, number).unwrap_or(title.end);
    for mention in &mentions[number + 1..] {
        let in_list = words[end..mention.words.start].iter().all(|word| {
            word.sentence == words[title.start].sentence
                && context.recognizer().list_separators.has(word)
        });
        let state = match mention.entity {
            Entity::State(state) => Some(states()[state].code.as_str()),
            Entity::District(district) => {
                Some(districts()[district].code.as_str()).filter(|code| *code == "dc")
            }
            _ => None,
        };
        let (true, Some(state)) = (in_list, state) else {
            break;
        };
        let path = counties::attorney_general(state);
        credited.add(
            &path,
            context.place(),
            context.span(&mention.words),
            "attorneys-general",
        );
        end = mention.words.end;
    }
}

/// Where the states of a list begin after a clause: "the other attorneys general in this settlement hail from Maine".
fn clause_before_states(context: &CreditContext, number: usize) -> Option<usize> {
    /// Maximum number of words of the clause.
    const MAX_CLAUSE: usize = 12;
    let (mentions, words) = (context.mentions(), context.words());
    let title = &mentions[number].words;
    let next = mentions.get(number + 1)?;
    let clause = title.end..next.words.start;
    let ends_with = |last: &[&str]| {
        let count = last.len();
        clause.len() >= count
            && words[clause.end - count..clause.end]
                .iter()
                .map(|word| context.text_of(word))
                .eq(last.iter().copied())
    };
    let is_clause = clause.len() <= MAX_CLAUSE
        && matches!(next.entity, Entity::State(_))
        && words[clause.clone()].iter().all(|word| {
            word.case == LetterCase::Lower && word.sentence == words[title.start].sentence
        });
    (is_clause && (ends_with(&["hail", "from"]) || ends_with(&["are", "from"])))
        .then_some(clause.end)
}

/// The attorney general of the state that a page speaks from, where no federal body publishes it and the headline or the
/// top of the text has the title: "Attorney General Ann Lee today announced".
fn attorney_general_of_page(
    context: &CreditContext,
    title: &Range<usize>,
    kind: Option<CreditKind>,
) -> Option<String> {
    /// Maximum number of words before the title.
    const MAX_START: usize = 60;
    let state = context.jurisdiction.state?;
    let of_united_states = context
        .text_of(&context.words()[title.start])
        .starts_with('U');
    let is_headline = context.part.place == EvidenceSource::Title;
    let at_top = is_headline || title.start < MAX_START && kind.is_some();
    (!context.jurisdiction.federal
        && !of_united_states
        && at_top
        && !is_foreign(context, title.start))
    .then(|| counties::attorney_general(state))
}

/// The surname after a title: the last of the capitalised words at `at`.
fn surname_after<'a>(context: &CreditContext<'a>, at: usize) -> Option<&'a str> {
    const MAX_NAME: usize = 4;
    let words = context.words();
    let sentence = words.get(at)?.sentence;
    words[at..]
        .iter()
        .take(MAX_NAME)
        .take_while(|word| word.sentence == sentence && word.case == LetterCase::Capital)
        .last()
        .map(|word| context.text_of(word))
}

/// Whether the title at `at` is another country's, or that of a state by its short name: "the Colombian Attorney General".
fn is_foreign(context: &CreditContext, at: usize) -> bool {
    let words = context.words();
    context.has_capitalized_word_before(at)
        && words[at].before == Gap::Blank
        && !context.recognizer().recency_words.has(&words[at - 1])
}
