//! Tokens -> names and offices.

use crate::extract::prosecutor::grammar::Lexicon;
use crate::extract::prosecutor::tokens::{Shape, Token};
use crate::knowledge::tables::name_words::NameWord;

/// A name as it stands in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// Its first token, honorifics left out.
    pub start: usize,
    /// The token after its last one.
    pub end: usize,
    /// How many words it has, initials, particles and suffixes not counted.
    pub words: usize,
    /// Whether it has initials.
    pub initials: bool,
    /// `Smith’s`
    pub possessive: bool,
}

impl Name {
    /// A first name and a last one.
    pub fn full(&self) -> bool {
        self.words >= 2 || self.words == 1 && self.initials
    }
}

/// The longest name has this many words: `Maria de los Angeles Fernandez Rundle`.
const LONGEST: usize = 6;

impl Lexicon {
    /// The name that begins at `at`. Capitalised words that run into an office's noun (`Market Abuse Unit`) are none.
    pub fn name(&self, tokens: &[Token], at: usize) -> Option<Name> {
        let mut start = at;
        while tokens
            .get(start)
            .is_some_and(|token| self.name_word(token) == Some(NameWord::Honorific))
        {
            start += 1;
        }
        let first = tokens.get(start)?;
        let dotted = first.end - first.start > 1;
        let initial = first.shape == Shape::Initial && dotted && first.word != self.us;
        if !initial && !self.inside(tokens, start, 0) {
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
        while let Some(token) = tokens.get(at) {
            if name.words > 0 && self.suffix(token) {
                name.end = at + 1;
                break;
            }
            if self.inside(tokens, at, name.words) && name.words < LONGEST {
                name.words += 1;
                name.end = at + 1;
                name.possessive = token.possessive;
                at += 1;
                if token.possessive {
                    break;
                }
                continue;
            }
            let next_inside = |at: usize| self.inside(tokens, at, 0);
            // Frank A. Labor: after an initial an office's noun is a surname.
            let surname = name.words > 0
                && tokens[at - 1].shape == Shape::Initial
                && token.shape == Shape::Capital
                && self.name_word(token) == Some(NameWord::Organization)
                && tokens
                    .get(at + 1)
                    .is_none_or(|next| next.shape != Shape::Capital || self.suffix(next));
            if surname {
                name.words += 1;
                name.end = at + 1;
                at += 1;
                continue;
            }
            match token.shape {
                Shape::Initial if token.word != self.us => {
                    name.initials = true;
                    at += 1;
                }
                Shape::Lower
                    if name.words > 0 && self.name_word(token) == Some(NameWord::Particle) =>
                {
                    let particle = |at: usize| {
                        tokens.get(at).is_some_and(|token| {
                            token.shape == Shape::Lower
                                && self.name_word(token) == Some(NameWord::Particle)
                        })
                    };
                    // "Ana Pell y Bo Cruz" are two, "Juan Arce y Soto" is one.
                    if token.word == self.y && next_inside(at + 1) && next_inside(at + 2) {
                        break;
                    }
                    if !(next_inside(at + 1) || particle(at + 1) && next_inside(at + 2)) {
                        break;
                    }
                    at += 1;
                }
                // Harry “Bill” McSherry, William (Bill) Smith
                Shape::Quote | Shape::Open if name.words > 0 || name.initials => {
                    let close = |at: usize| {
                        tokens
                            .get(at)
                            .is_some_and(|token| matches!(token.shape, Shape::Quote | Shape::Close))
                    };
                    let nick = |at: usize| {
                        next_inside(at) || tokens.get(at).is_some_and(|t| t.shape == Shape::Initial)
                    };
                    if nick(at + 1) && close(at + 2) && next_inside(at + 3) {
                        at += 3;
                    } else if nick(at + 1) && nick(at + 2) && close(at + 3) && next_inside(at + 4) {
                        at += 4;
                    } else {
                        break;
                    }
                }
                _ => break,
            }
        }
        if name.words == 0 {
            return None;
        }
        if tokens
            .get(name.end)
            .is_some_and(|token| token.shape == Shape::Comma)
            && tokens
                .get(name.end + 1)
                .is_some_and(|token| self.suffix(token))
        {
            name.end += 2;
        }
        let runs_on = tokens.get(name.end).is_some_and(|token| {
            token.shape == Shape::Capital && self.name_word(token) == Some(NameWord::Organization)
        });
        // A lone acronym is a body's: FBI, HSI-Tampa. So are two short ones: ICE HSI.
        let short = |token: &Token| token.caps && token.end - token.start <= 3;
        let acronym = !name.initials
            && (name.words == 1 && tokens[name.end - 1].caps
                || tokens[name.start..name.end].iter().all(short));
        // "the attorneys general of Maine and North Carolina"
        if self.state(tokens, name.start) == Some(name.end - name.start) {
            return None;
        }
        ((!runs_on || name.possessive) && !acronym).then_some(name)
    }

    /// Whether the token can be one of a name's words; `before` of them stand before it.
    fn inside(&self, tokens: &[Token], at: usize, before: usize) -> bool {
        let Some(token) = tokens.get(at) else {
            return false;
        };
        if token.shape != Shape::Capital || token.word == self.us || self.suffix(token) {
            return false;
        }
        if let Some(NameWord::Organization | NameWord::Boundary | NameWord::Honorific) =
            self.name_word(token)
        {
            return false;
        }
        let Some(title) = self.title(tokens, at) else {
            return true;
        };
        // Surnames that are titles too: John Bishop.
        let last = tokens
            .get(at + 1)
            .is_none_or(|next| !matches!(next.shape, Shape::Capital | Shape::Initial));
        before > 0 && title.end == at + 1 && last && !title.plural
    }

    fn suffix(&self, token: &Token) -> bool {
        self.name_word(token) == Some(NameWord::Suffix)
            && matches!(token.shape, Shape::Capital | Shape::Initial)
            && !(token.shape == Shape::Initial && token.end - token.start > 1)
    }

    /// Where the office that the preposition at `at` introduces ends: `of the Criminal Division’s Fraud Section`,
    /// `for the Eastern District of New York`. None where no capitalised word follows the preposition.
    pub fn office_end(&self, tokens: &[Token], at: usize) -> Option<usize> {
        if !self.preposition(tokens.get(at)?) {
            return None;
        }
        let mut end = None;
        let mut at = at + 1;
        let mut noun = false;
        while let Some(token) = tokens.get(at) {
            let organization = matches!(self.name_word(token), Some(NameWord::Organization));
            match token.shape {
                Shape::Capital | Shape::Initial | Shape::Number => {
                    // "Justice" of "the Justice Department" is no judge.
                    let of_a_body = |end: usize| {
                        tokens.get(end).is_some_and(|token| {
                            self.name_word(token) == Some(NameWord::Organization)
                        })
                    };
                    if let Some(title) = self.title(tokens, at)
                        && !self.office_title(tokens, title.end, title.possessive)
                        && !of_a_body(title.end)
                    {
                        break;
                    }
                    // "for National Security John P. Carlin", "the Civil Division Stuart F. Delery"
                    if noun
                        && !organization
                        && self.name(tokens, at).is_some_and(|name| name.full())
                    {
                        break;
                    }
                    noun = organization && !token.possessive;
                    at += 1;
                    end = Some(at);
                    if token.word == self.district
                        && tokens.get(at).is_some_and(|token| token.word == self.of)
                        && let Some(length) = self.state(tokens, at + 1)
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
                    if noun
                        && tokens.get(at + 1).is_some_and(|token| token.caps)
                        && tokens
                            .get(at + 2)
                            .is_some_and(|token| token.shape == Shape::Close)
                        && tokens.get(at + 3).is_some_and(|token| {
                            self.name_word(token) == Some(NameWord::Organization)
                        }) =>
                {
                    at += 3;
                }
                _ if self.joins_a_list(token) => {
                    let run = self.capital_run(tokens, at + 1);
                    if run == at + 1
                        || !self.office_run(&tokens[at + 1..run])
                        || self.title(tokens, at + 1).is_some()
                    {
                        break;
                    }
                    at += 1;
                }
                Shape::Lower if self.preposition(token) || self.article(token) => at += 1,
                _ => break,
            }
        }
        end
    }

    /// Whether a title that ends at `end` only names an office: `U.S. Attorney’s Office`, `Attorney General’s`.
    pub fn office_title(&self, tokens: &[Token], end: usize, possessive: bool) -> bool {
        possessive
            || tokens
                .get(end)
                .is_some_and(|token| token.word == self.office)
    }

    fn capital_run(&self, tokens: &[Token], mut at: usize) -> usize {
        while tokens.get(at).is_some_and(|token| {
            token.shape == Shape::Capital || token.word == self.the && token.shape == Shape::Lower
        }) {
            at += 1;
        }
        at
    }

    fn office_run(&self, run: &[Token]) -> bool {
        run.iter()
            .any(|token| self.name_word(token) == Some(NameWord::Organization))
    }
}
