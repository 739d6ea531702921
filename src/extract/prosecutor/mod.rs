//! Who prosecuted the case, and who announced it?
//!
//! [`candidate_sentences`] finds the sentences that can name a prosecutor, [`tokenizer`] cuts them into tokens, [`grammar`]
//! says what words mean, [`parser`] finds the mentions in a sentence, and [`people`] merges mentions into persons.

mod attribution;
mod candidate_sentences;
mod grammar;
mod lookahead;
mod names;
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
            about_posts: page.is_about_posts && !gives_post(&page.page.title),
        };
        for passage in candidate_passages(context, &part.annotations) {
            let tokens = tokenize(part.text, passage.span, &part.annotations.words, grammar);
            let context = SentenceContext {
                headline: context.headline
                    || passage.may_be_headline && is_headline(&tokens, context),
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
fn is_headline(tokens: &[Token], context: SentenceContext) -> bool {
    if is_labelled_line(tokens, context) || tokens.iter().any(|token| token.shape == Shape::Break) {
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

/// Whether a line names persons behind a label: `WHO: District Attorney Jo Doe`, `Prosecutor: Deputy District Attorney Jo Doe`.
fn is_labelled_line(tokens: &[Token], context: SentenceContext) -> bool {
    const LABELS: [&str; 3] = ["who", "prosecutor", "prosecutors"];
    let [label, mark, ..] = tokens else {
        return false;
    };
    let label = &context.text[label.start..label.end];
    mark.shape == Shape::Colon && LABELS.iter().any(|known| label.eq_ignore_ascii_case(known))
}

/// Whether the person at the beginning of a title gives a post to others: `District Attorney Jo Doe Swears In Prosecutors`.
fn gives_post(title: &str) -> bool {
    let title = title.to_lowercase();
    [" appoints ", " swears "]
        .iter()
        .any(|verb| title.contains(verb))
}
