//! Which name of a person, or which office, begins at a token?

use crate::extract::prosecutor::grammar::Title;
use crate::extract::prosecutor::sentence::Sentence;
use crate::extract::prosecutor::token::{Shape, Token};
use crate::knowledge::tables::grammar_roles::{ARTICLE, PREPOSITION};
use crate::knowledge::tables::name_words::NameWord;

/// A name in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// Its first token, without honorifics.
    pub start: usize,
    /// The token after its last one.
    pub end: usize,
    /// Its number of words without initials, particles and suffixes.
    pub words: usize,
    /// Whether it has initials.
    pub initials: bool,
    /// `Smith’s`
    pub possessive: bool,
}

impl Name {
    /// Whether it has a first name, or initials, and a last name.
    pub fn is_full(&self) -> bool {
        self.words >= 2 || self.words == 1 && self.initials
    }
}

/// Maximum number of words of a name: `Maria de los Angeles Fernandez Rundle`.
const MAX_WORDS: usize = 6;

/// Maximum number of honorifics before a name, and of its initials.
const MAX_HONORIFICS: usize = 4;
const MAX_INITIALS: usize = 6;

/// Maximum number of tokens of the name of an office.
const MAX_OFFICE: usize = 60;

/// The name that begins at `at`. Capitalised words before the noun of an organization (`Market Abuse Unit`) are no name.
pub(super) fn name_at(sentence: &Sentence, at: usize) -> Option<Name> {
    let (grammar, tokens) = (sentence.grammar, sentence.tokens);
    let us = grammar.keywords.us;
    let mut start = at;
    while sentence.has_name_word(start, NameWord::Honorific) {
        start += 1;
        if start - at > MAX_HONORIFICS {
            return None;
        }
    }
    let first = tokens.get(start)?;
    let initial = first.shape == Shape::Initial && first.len() > 1 && first.word != us;
    if !initial && !is_name_part(sentence, start, 0) {
        return None;
    }
    let mut name = Name {
        start,
        end: start,
        words: 0,
        initials: false,
        possessive: false,
    };
    let mut at = start;
    let mut initials = 0;
    while let Some(token) = tokens.get(at) {
        if name.words > 0 && is_suffix(sentence, token) {
            name.end = at + 1;
            break;
        }
        if is_name_part(sentence, at, name.words) && name.words < MAX_WORDS {
            name.words += 1;
            name.end = at + 1;
            name.possessive = token.possessive;
            at += 1;
            if token.possessive {
                break;
            }
            continue;
        }
        if is_surname_like_an_organization(sentence, at, name) {
            name.words += 1;
            name.end = at + 1;
            at += 1;
            continue;
        }
        match token.shape {
            Shape::Initial if token.word != us && initials < MAX_INITIALS => {
                name.initials = true;
                initials += 1;
                at += 1;
            }
            Shape::Lower if name.words > 0 && is_particle(sentence, at) => {
                let next = is_name_part(sentence, at + 1, 0);
                let second = is_name_part(sentence, at + 2, 0);
                // "Ana Pell y Bo Cruz" are two, "Juan Arce y Soto" is one.
                let two_persons = token.word == grammar.keywords.y && next && second;
                if two_persons || !(next || is_particle(sentence, at + 1) && second) {
                    break;
                }
                at += 1;
            }
            Shape::Quote | Shape::Open if name.words > 0 || name.initials => {
                let Some(after) = after_nickname(sentence, at) else {
                    break;
                };
                at = after;
            }
            _ => break,
        }
    }
    if name.words == 0 || name.words == 1 && !name.initials && is_no_surname(sentence, name) {
        return None;
    }
    if sentence.has_shape(name.end, Shape::Comma)
        && sentence.is(name.end + 1, |token| is_suffix(sentence, token))
    {
        name.end += 2;
    }
    let names_an_organization = !name.possessive
        && sentence.has_shape(name.end, Shape::Capital)
        && sentence.has_name_word(name.end, NameWord::Organization);
    // "the attorneys general of Maine and North Carolina"
    let is_state = grammar.state_at(tokens, name.start) == Some(name.end - name.start);
    let is_place = is_state || grammar.is_place_at(tokens, name.start);
    (!names_an_organization && !is_place && !is_acronym(tokens, name)).then_some(name)
}

/// Whether the token at `at` can be a word of a name, after `before` words of it.
fn is_name_part(sentence: &Sentence, at: usize, before: usize) -> bool {
    let grammar = sentence.grammar;
    let Some(token) = sentence.token_if(at, |token| token.shape == Shape::Capital) else {
        return false;
    };
    if token.word == grammar.keywords.us || is_suffix(sentence, token) {
        return false;
    }
    if let Some(NameWord::Organization | NameWord::Boundary | NameWord::Honorific) =
        grammar.name_word(token)
    {
        return false;
    }
    // "Senior Digital Forensic Analyst": a qualifier begins a title and no name.
    if before == 0 && grammar.is_modifier(token) && !token.caps {
        return false;
    }
    let Some(title) = sentence.title_at(at) else {
        return true;
    };
    // Surnames that are titles too: John Bishop.
    let goes_on = sentence.is(at + 1, |next| {
        matches!(next.shape, Shape::Capital | Shape::Initial)
    });
    before > 0 && title.end == at + 1 && !goes_on && !title.plural
}

/// Whether a word alone is no surname: `Trenton, N.J.`, or words that have lost the blanks between them, `ArmandoO`,
/// `Fortuneof the`.
fn is_no_surname(sentence: &Sentence, name: Name) -> bool {
    let (grammar, tokens) = (sentence.grammar, sentence.tokens);
    let is_state = |token: &Token| {
        token.shape == Shape::Initial
            && token.len() == "N.J.".len()
            && token.word != grammar.keywords.us
    };
    let is_place = sentence.has_shape(name.end, Shape::Comma)
        && (grammar.state_at(tokens, name.end + 1).is_some()
            || sentence.is(name.end + 1, is_state));
    let word = sentence.text_of(&tokens[name.end - 1]);
    let ends_with_capital =
        word.len() > 2 && !tokens[name.end - 1].caps && word.ends_with(char::is_uppercase);
    let before_small_word = word.ends_with("of") && sentence.has_shape(name.end, Shape::Lower);
    let before_title = word.ends_with("and") && sentence.title_at(name.end).is_some();
    is_place || ends_with_capital || before_small_word || before_title
}

/// Whether the token is a surname although it is the noun of an organization or another known word, as it stands after an
/// initial, `Frank A. Labor`, `Jo D. Friday`, or as no headline has capitals there: `Jo Said and Al Roe`.
fn is_surname_like_an_organization(sentence: &Sentence, at: usize, name: Name) -> bool {
    let goes_on = sentence.is(at + 1, |next| {
        next.shape == Shape::Capital && !is_suffix(sentence, next)
    });
    let ends_name = sentence.is(at + 1, |next| {
        sentence.grammar.is_conjunction(next) || next.word == sentence.grammar.keywords.of
    });
    let is_known = sentence.has_name_word(at, NameWord::Organization)
        || (!sentence.has_shape(at + 1, Shape::Lower) || ends_name)
            && (sentence.has_name_word(at, NameWord::Boundary)
                || sentence
                    .title_at(at)
                    .is_some_and(|title| title.end == at + 1));
    let before = &sentence.tokens[at.saturating_sub(1)];
    let in_prose = name.words == 1
        && before.shape == Shape::Capital
        && !before.possessive
        && !sentence.context.headline
        && ends_name
        && sentence.has_name_word(at, NameWord::Boundary)
        && sentence.is(at, |token| !token.caps);
    name.words > 0
        && (before.shape == Shape::Initial || in_prose)
        && sentence.has_shape(at, Shape::Capital)
        && is_known
        && !goes_on
}

/// `de`, `van` in small letters.
fn is_particle(sentence: &Sentence, at: usize) -> bool {
    sentence.has_shape(at, Shape::Lower) && sentence.has_name_word(at, NameWord::Particle)
}

/// `Jr.`, `III`
fn is_suffix(sentence: &Sentence, token: &Token) -> bool {
    let dotted_initials = token.shape == Shape::Initial && token.len() > 1;
    sentence.grammar.name_word(token) == Some(NameWord::Suffix)
        && matches!(token.shape, Shape::Capital | Shape::Initial)
        && !dotted_initials
}

/// The token after a nickname whose quotation mark or bracket opens at `at`: Harry “Bill” Doe, William (Bill) Smith.
/// A nickname has one or two words, and a name goes on after it.
fn after_nickname(sentence: &Sentence, at: usize) -> Option<usize> {
    let is_word =
        |at: usize| is_name_part(sentence, at, 0) || sentence.has_shape(at, Shape::Initial);
    let closes =
        |at: usize| sentence.has_shape(at, Shape::Quote) || sentence.has_shape(at, Shape::Close);
    (1..=2)
        .take_while(|words| is_word(at + words))
        .map(|words| at + words + 1)
        .find(|&close| closes(close) && is_name_part(sentence, close + 1, 0))
        .map(|close| close + 1)
}

/// Whether the words are the acronyms of a body: FBI, HSI-Tampa, ICE HSI.
fn is_acronym(tokens: &[Token], name: Name) -> bool {
    let is_short = |token: &Token| token.caps && token.len() <= 3;
    !name.initials
        && (name.words == 1 && tokens[name.end - 1].caps
            || tokens[name.start..name.end].iter().all(is_short))
}

/// Where the office that the preposition at `at` introduces ends: `of the Criminal Division’s Fraud Section`,
/// `for the Eastern District of New York`. None where no capitalised word follows the preposition.
pub(super) fn office_end(sentence: &Sentence, at: usize) -> Option<usize> {
    let (grammar, tokens) = (sentence.grammar, sentence.tokens);
    if !sentence.has_role(at, PREPOSITION) {
        return None;
    }
    let mut end = None;
    let most = at + MAX_OFFICE;
    let mut at = at + 1;
    // Whether the token before is the noun of an office.
    let mut after_noun = false;
    while let Some(token) = tokens.get(at).filter(|_| at < most) {
        let is_noun = grammar.name_word(token) == Some(NameWord::Organization);
        match token.shape {
            Shape::Capital | Shape::Initial | Shape::Number => {
                if begins_title_of_person(sentence, at) {
                    break;
                }
                // "for National Security John P. Carlin", "the Civil Division Stuart F. Delery"
                if after_noun
                    && !is_noun
                    && name_at(sentence, at).is_some_and(|name| name.is_full())
                {
                    break;
                }
                after_noun = is_noun && !token.possessive;
                at += 1;
                end = Some(at);
                if token.word == grammar.keywords.district
                    && sentence.is(at, |token| token.word == grammar.keywords.of)
                    && let Some(length) = grammar.state_at(tokens, at + 1)
                {
                    at += 1 + length;
                    end = Some(at);
                    if !tokens[at - 1].possessive {
                        break;
                    }
                }
            }
            // "the Commodity Futures Trading Commission (CFTC) Division of Enforcement"
            Shape::Open
                if after_noun
                    && sentence.is(at + 1, |token| token.caps)
                    && sentence.has_shape(at + 2, Shape::Close)
                    && sentence.has_name_word(at + 3, NameWord::Organization) =>
            {
                at += 3;
            }
            _ if grammar.is_conjunction(token) => {
                if !names_an_office(sentence, at + 1) || sentence.title_at(at + 1).is_some() {
                    break;
                }
                at += 1;
            }
            Shape::Lower if grammar.is(token, PREPOSITION) || grammar.is(token, ARTICLE) => at += 1,
            _ => break,
        }
    }
    end
}

/// Whether a title only names an office: `U.S. Attorney’s Office`, `Attorney General’s`.
pub(super) fn is_office_title(sentence: &Sentence, title: &Title) -> bool {
    let office = sentence.grammar.keywords.office;
    title.possessive || sentence.is(title.end, |token| token.word == office)
}

/// Whether a title begins at `at` that is no part of a body's name, as "Justice" is of "the Justice Department".
fn begins_title_of_person(sentence: &Sentence, at: usize) -> bool {
    sentence.title_at(at).is_some_and(|title| {
        !is_office_title(sentence, &title)
            && !sentence.has_name_word(title.end, NameWord::Organization)
    })
}

/// Whether the capitalised words that begin at `at` hold the noun of an office.
fn names_an_office(sentence: &Sentence, at: usize) -> bool {
    let grammar = sentence.grammar;
    sentence
        .tokens
        .get(at..)
        .unwrap_or_default()
        .iter()
        .take(MAX_OFFICE)
        .take_while(|token| {
            token.shape == Shape::Capital
                || token.word == grammar.keywords.the && token.shape == Shape::Lower
        })
        .any(|token| grammar.name_word(token) == Some(NameWord::Organization))
}
