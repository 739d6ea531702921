//! What is known of a sentence before it is parsed?

use crate::extract::prosecutor::grammar::{Grammar, Title};
use crate::extract::prosecutor::token::{Shape, Token};
use crate::knowledge::tables::grammar_roles::SPEECH;
use crate::knowledge::tables::name_words::NameWord;
use crate::model::EvidenceSource;

/// What the whole page tells about a sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct SentenceContext<'a> {
    /// The title or the text that the sentence is in.
    pub text: &'a str,
    /// Which of the two.
    pub place: &'a EvidenceSource,
    /// Whether it is a headline, with capitals throughout.
    pub headline: bool,
    /// Whether the release is a civil enforcer's, whose staff paragraph names investigators without titles.
    pub enforcer: bool,
    /// Whether the page tells who gets or leaves a post, and of no case.
    pub about_posts: bool,
}

/// A sentence to be parsed.
#[derive(Clone, Copy)]
pub(super) struct Sentence<'a> {
    pub grammar: &'static Grammar,
    pub context: SentenceContext<'a>,
    pub tokens: &'a [Token],
}

impl<'a> Sentence<'a> {
    /// The token at `at`, if it meets the condition.
    pub fn token_if(&self, at: usize, condition: impl FnOnce(&Token) -> bool) -> Option<&'a Token> {
        self.tokens.get(at).filter(|token| condition(token))
    }

    /// Whether there is a token at `at` and it meets the condition.
    pub fn is(&self, at: usize, condition: impl FnOnce(&Token) -> bool) -> bool {
        self.token_if(at, condition).is_some()
    }

    pub fn has_shape(&self, at: usize, shape: Shape) -> bool {
        self.is(at, |token| token.shape == shape)
    }

    pub fn has_name_word(&self, at: usize, kind: NameWord) -> bool {
        self.is(at, |token| self.grammar.name_word(token) == Some(kind))
    }

    pub fn has_role(&self, at: usize, role: u16) -> bool {
        self.is(at, |token| self.grammar.is(token, role))
    }

    /// The title that begins at `at`.
    pub fn title_at(&self, at: usize) -> Option<Title> {
        self.grammar.title_at(self.tokens, at)
    }

    /// A token as it is written.
    pub fn text_of(&self, token: &Token) -> &'a str {
        &self.context.text[token.start..token.end]
    }

    /// Whether someone speaks: "According to U.S. Attorney Jo Doe".
    pub fn reports_speech(&self) -> bool {
        self.tokens.iter().enumerate().any(|(at, token)| {
            token.shape == Shape::Quote
                || (token.shape == Shape::Lower || at == 0) && self.grammar.is(token, SPEECH)
        })
    }

    /// Whether there are words beyond names, titles and offices; a letterhead has none.
    pub fn has_content_words(&self) -> bool {
        self.tokens
            .iter()
            .any(|token| token.shape == Shape::Lower && self.grammar.is_content_word(token))
    }
}
