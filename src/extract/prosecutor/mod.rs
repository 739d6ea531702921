//! Who prosecuted the case, and who announced it?
//!
//! [`candidate_sentences`] finds the sentences that can name a prosecutor, [`tokenizer`] cuts them into tokens, [`grammar`]
//! says what words mean, [`parser`] finds the mentions in a sentence, and [`people`] merges mentions into persons.

mod attribution;
mod candidate_sentences;
mod grammar;
mod lookahead;
mod names;
#[cfg(test)]
mod office_tests;
mod parser;
mod people;
mod phrase_table;
mod sentence;
#[cfg(test)]
mod tests;
mod token;
mod tokenizer;

use crate::extract::annotated_page::AnnotatedPage;
use crate::extract::prosecutor::candidate_sentences::{candidate_passages, names_enforcer};
use crate::extract::prosecutor::grammar::Grammar;
use crate::extract::prosecutor::parser::SentenceParser;
use crate::extract::prosecutor::people::merge_mentions;
use crate::extract::prosecutor::sentence::{Sentence, SentenceContext};
use crate::extract::prosecutor::token::{Shape, Token};
use crate::extract::prosecutor::tokenizer::tokenize;
use crate::model::{EvidenceSource, Found, Prosecutor};

/// The prosecutors of a page, in the order in which it names them.
pub(super) fn prosecutors(page: &AnnotatedPage) -> Vec<Found<Prosecutor>> {
    let grammar = Grammar::get();
    let enforcer = names_enforcer(page.text.text, &page.text.annotations);
    let mut mentions = Vec::new();
    for part in page.parts() {
        let context = SentenceContext {
            text: part.text,
            place: &part.place,
            headline: part.place == EvidenceSource::Title,
            enforcer,
        };
        for passage in candidate_passages(context, &part.annotations) {
            let tokens = tokenize(part.text, passage.span, &part.annotations.words, grammar);
            let context = SentenceContext {
                headline: context.headline || passage.may_be_headline && is_headline(&tokens),
                ..context
            };
            for tokens in tokens.split(Token::ends_sentence) {
                let sentence = Sentence {
                    grammar,
                    context,
                    tokens,
                };
                SentenceParser::parse(sentence, &mut mentions);
            }
        }
    }
    merge_mentions(mentions)
}

/// Whether most long words of a passage are capitalised, as in a headline.
fn is_headline(tokens: &[Token]) -> bool {
    if tokens.iter().any(|token| token.shape == Shape::Break) {
        return false;
    }
    let long = tokens.iter().filter(|token| token.end - token.start >= 4);
    let words = long.filter(|token| matches!(token.shape, Shape::Capital | Shape::Lower));
    let (mut capitals, mut all) = (0, 0);
    for word in words {
        all += 1;
        capitals += usize::from(word.shape == Shape::Capital);
    }
    all >= 5 && capitals * 4 >= all * 3
}
