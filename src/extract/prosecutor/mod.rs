//! Who prosecuted, and who announced?
//!
//! The text is cut into tokens ([`tokens`]); the tables say which of them are titles, words of names, and words that
//! say who handles a case ([`lexicon`]); one grammar reads each sentence ([`sentence`]), and the mentions it finds are
//! put together into persons ([`people`]).

mod lexicon;
mod names;
mod people;
mod sentence;
#[cfg(test)]
mod tests;
mod tokens;

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::knowledge::Knowledge;
use crate::release::{Found, Page, Place, Prosecutor};
use lexicon::Lexicon;
use sentence::{Context, Sentence};

/// Letters without which no paragraph names a prosecutor.
static TRIGGERS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::new([
        "ttorney",
        "TTORNEY",
        "AUSA",
        "ADA ",
        "DDA ",
        "DA ",
        "AG ",
        "ounsel",
        "rosecut",
        "hief",
        "irector",
        "ead ",
        "upervis",
        "olicitor",
        "onducted by",
        "ed by",
        "staff",
        "handl",
        "epresent",
        "charge of",
        "litigat",
        "oordinator",
    ])
    .expect("fixed patterns")
});

/// Names of the civil enforcers whose releases name their staff without titles.
static ENFORCERS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::new([
        "SEC",
        "Securities and Exchange Commission",
        "CFTC",
        "FTC",
        "CFPB",
        "Federal Trade Commission",
    ])
    .expect("fixed patterns")
});

pub(super) fn prosecutors(page: &Page, _knowledge: &Knowledge) -> Vec<Found<Prosecutor>> {
    let lexicon = Lexicon::get();
    let mut mentions = Vec::new();
    let context = Context {
        text: &page.text,
        place: &Place::Text,
        enforcer: ENFORCERS.is_match(&page.text),
    };
    let mut at = 0;
    for paragraph in page.text.split("\n\n") {
        if TRIGGERS.is_match(paragraph) {
            let tokens = lexicon.tokens(paragraph, at);
            for sentence in tokens.split(tokens::Token::ends_sentence) {
                Sentence::read(context, sentence, &mut mentions);
            }
        }
        at += paragraph.len() + 2;
    }
    people::people(mentions)
}
