//! What begins, ends or goes on at a token of a sentence?

use crate::extract::prosecutor::grammar::Title;
use crate::extract::prosecutor::names::{Name, is_office_title, name_at};
use crate::extract::prosecutor::sentence::Sentence;
use crate::extract::prosecutor::token::{Shape, Token};
use crate::knowledge::tables::counsel_words::CounselCue;
use crate::knowledge::tables::grammar_roles::{
    ARTICLE, AUXILIARY, CASE, CHARGE, COPULA, PRAISE, PREPOSITION,
};
use crate::knowledge::tables::name_words::NameWord;

/// Maximum number of words between a cue and its "by", or a title and its "are".
pub(super) const MAX_CUE_DISTANCE: usize = 10;

/// A full name without a title that begins at `at`, or a last name behind `Mr.` of a person who is praised, `Mr. Doe
/// commended`, or in a list of counsel.
pub(super) fn untitled_name(sentence: &Sentence, at: usize, counsel: bool) -> Option<Name> {
    let grammar = sentence.grammar;
    let before = at.checked_sub(1).map(|at| &sentence.tokens[at]);
    // "the Roe Group", "Roe’s Al Doe"
    let in_longer_name = before.is_some_and(|before| {
        before.word == grammar.keywords.the && before.shape == Shape::Lower
            || before.possessive
            || before.shape == Shape::Capital
                && grammar.name_word(before) == Some(NameWord::Organization)
    });
    let name = name_at(sentence, at)?;
    let has_honorific = name.start > at;
    let praised = has_honorific && sentence.has_role(name.end, PRAISE);
    let is_person = name.is_full() || praised || has_honorific && counsel;
    (is_person && !in_longer_name && !begins_with_acronym(sentence, &name)).then_some(name)
}

/// Whether a name begins with the acronym of a body: `HSI New York`.
pub(super) fn begins_with_acronym(sentence: &Sentence, name: &Name) -> bool {
    let words = &sentence.tokens[name.start..name.end];
    words[0].caps
        && !words
            .iter()
            .all(|word| word.caps || word.shape != Shape::Capital)
}

/// The title that stands after a name that ends at `at`, and a comma or the like.
pub(super) fn apposition(sentence: &Sentence, at: usize) -> Option<Title> {
    sentence.token_if(at, is_apposition_mark)?;
    let mut at = at + 1;
    // "Jo Doe, the SEC's Director of Enforcement, said"
    while sentence.is(at, |token| {
        sentence.grammar.is(token, ARTICLE)
            || token.shape == Shape::Break
            || is_enforcer(sentence, token)
    }) {
        at += 1;
    }
    let title = sentence.title_at(at)?;
    let of_another = name_at(sentence, title.end).is_some() || is_office_title(sentence, &title);
    (!of_another).then_some(title)
}

/// Whether a title at `at` may be an apposition to a name that ends at `name_end`: only a comma or the like, an article and
/// an enforcer's abbreviation stand between them.
pub(super) fn is_apposition_to(sentence: &Sentence, name_end: usize, at: usize) -> bool {
    const MAX_DISTANCE: usize = 4;
    let between = &sentence.tokens[name_end..at];
    // "Average Daily Attendance (ADA)" defines the abbreviation.
    let defined = sentence.tokens[at].caps
        && between
            .last()
            .is_some_and(|token| token.shape == Shape::Open);
    !defined
        && between.len() <= MAX_DISTANCE
        && between.iter().any(is_apposition_mark)
        && between.iter().all(|token| {
            is_apposition_mark(token)
                || sentence.grammar.is(token, ARTICLE)
                || is_enforcer(sentence, token)
        })
}

fn is_apposition_mark(token: &Token) -> bool {
    matches!(
        token.shape,
        Shape::Comma | Shape::Bar | Shape::Break | Shape::Open
    )
}

/// Whether the token is a civil enforcer's abbreviation, with or without a possessive ending.
fn is_enforcer(sentence: &Sentence, token: &Token) -> bool {
    let name = sentence.text_of(token).trim_end_matches(['s', '\'', '’']);
    matches!(name, "SEC" | "CFTC" | "FTC" | "CFPB")
}

/// The full name that a title ending at `from` is said of: "The staff attorneys on this matter are Jo Doe and Al Roe".
pub(super) fn name_after_copula(sentence: &Sentence, from: usize) -> Option<Name> {
    let copula = (from..from + MAX_CUE_DISTANCE).find(|at| sentence.has_role(*at, COPULA))?;
    let only_words = sentence.tokens[from..copula]
        .iter()
        .all(|token| matches!(token.shape, Shape::Lower | Shape::Capital));
    let name = name_at(sentence, copula + 1)?;
    (only_words && name.is_full()).then_some(name)
}

/// Whether the person whose name ends at `at` is a defendant, whatever the title: `, 45,`, `was charged`.
pub(super) fn is_accused(sentence: &Sentence, at: usize) -> bool {
    let aged = sentence.has_shape(at, Shape::Comma)
        && sentence.has_shape(at + 1, Shape::Number)
        && sentence.has_shape(at + 2, Shape::Comma);
    let charged = (at..at + 3)
        .map_while(|at| sentence.tokens.get(at))
        .find(|token| !sentence.grammar.is(token, AUXILIARY))
        .is_some_and(|token| sentence.grammar.is(token, CHARGE));
    aged || charged
}

/// The token after the brackets that open at `at`, or `at` if they do not close soon.
pub(super) fn after_brackets(sentence: &Sentence, at: usize) -> usize {
    const MAX_TOKENS: usize = 8;
    (at..at + MAX_TOKENS)
        .find(|at| sentence.has_shape(*at, Shape::Close))
        .map_or(at, |close| close + 1)
}

/// The token after `,`, `and`, `, and` or `;` at `at`.
pub(super) fn after_list_separator(sentence: &Sentence, at: usize) -> Option<usize> {
    const MAX_TOKENS: usize = 3;
    let mut next = at;
    while next < at + MAX_TOKENS
        && sentence.is(next, |token| {
            matches!(token.shape, Shape::Comma | Shape::Semicolon | Shape::Break)
                || sentence.grammar.is_conjunction(token)
        })
    {
        next += 1;
    }
    (next > at).then_some(next)
}

/// Whether only commas and conjunctions stand between two names of a list.
pub(super) fn in_one_list(sentence: &Sentence, last: &Name, next: &Name) -> bool {
    sentence.tokens[last.end..next.start]
        .iter()
        .all(|token| token.shape == Shape::Comma || sentence.grammar.is_conjunction(token))
}

/// Whether a list of persons goes on past this token.
pub(super) fn continues_list(sentence: &Sentence, token: &Token) -> bool {
    let grammar = sentence.grammar;
    let shape = matches!(
        token.shape,
        Shape::Comma
            | Shape::Semicolon
            | Shape::Break
            | Shape::Open
            | Shape::Close
            | Shape::Capital
            | Shape::Initial
    );
    shape
        || grammar.is_modifier(token)
        || grammar.is_conjunction(token)
        || token.word == grammar.keywords.the
        || grammar.is(token, PREPOSITION)
}

/// Whether the word has a verb's ending.
pub(super) fn is_verb_form(sentence: &Sentence, token: &Token) -> bool {
    let text = sentence.text_of(token);
    token.shape == Shape::Lower
        && (text.ends_with("ed") || text.ends_with("ing"))
        && !sentence.grammar.is(token, AUXILIARY)
}

/// Whether this word says that the persons after it are those of the cue: the "by" of `prosecuted by`.
pub(super) fn introduces_agents(sentence: &Sentence, sense: CounselCue, token: &Token) -> bool {
    let grammar = sentence.grammar;
    let is_by = token.word == grammar.keywords.by;
    let is_copula = grammar.is(token, COPULA);
    match sense {
        CounselCue::Assist => is_by || grammar.is_of_or_from(token),
        CounselCue::Prosecute | CounselCue::Handle | CounselCue::Represent => is_by || is_copula,
        // "The following staff members assisted in this case: Jo Doe and Al Roe."
        CounselCue::Staff => is_copula || sentence.context.enforcer && token.shape == Shape::Colon,
        CounselCue::Investigate => is_by || token.word == grammar.keywords.of,
        CounselCue::Assign => false,
    }
}

/// Whether untitled persons are counsel because of the cue at `cue` right after them: `Jo Doe is handling the case`.
pub(super) fn handle_case(
    sentence: &Sentence,
    names: &[Name],
    cue: usize,
    sense: CounselCue,
) -> bool {
    let (grammar, tokens) = (sentence.grammar, sentence.tokens);
    let Some(last) = names.last() else {
        return false;
    };
    // "Jo Doe and Al Roe supervised the matter", of a civil enforcer's staff
    let staff = sense == CounselCue::Investigate
        && sentence.context.enforcer
        && (names.len() > 1
            || last.initials
            || sentence.text_of(&tokens[cue]).starts_with("supervis"));
    let between = &tokens[last.end..cue];
    let follows = between.len() <= 3
        && between
            .iter()
            .all(|token| token.shape == Shape::Comma || grammar.is(token, AUXILIARY));
    let clause = &tokens[cue..(cue + 7).min(tokens.len())];
    // "Jo Doe tried to obstruct the investigation"
    let attempt = clause
        .get(1)
        .is_some_and(|next| next.word == grammar.keywords.to);
    (staff || matches!(sense, CounselCue::Prosecute | CounselCue::Handle))
        && !attempt
        && follows
        && clause.iter().any(|token| grammar.is(token, CASE))
        && !clause.iter().any(|token| token.word == grammar.keywords.by)
}
