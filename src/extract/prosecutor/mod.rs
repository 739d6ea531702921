//! Who prosecuted, and who announced?
//!
//! The text is cut into tokens ([`tokens`]); the tables say which of them are titles, words of names, and words that
//! say who handles a case ([`lexicon`]); one grammar reads each sentence ([`sentence`]), and the mentions it finds are
//! put together into persons ([`people`]).

mod lexicon;
mod names;
#[cfg(test)]
mod office_tests;
mod people;
mod run;
mod sentence;
#[cfg(test)]
mod tests;
mod titled;
mod tokens;
mod triggers;

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::extract::Readings;
use crate::release::{Found, Page, Place, Prosecutor};
use lexicon::Lexicon;
use people::Mention;
use sentence::{Context, Sentence};
use tokens::{Shape, Token};
use triggers::{Triggers, names_enforcer};

/// What parts paragraphs.
static PARAGRAPHS: LazyLock<Finder> = LazyLock::new(|| Finder::new("\n\n"));

pub(super) fn prosecutors(page: &Page, readings: &Readings<'_>) -> Vec<Found<Prosecutor>> {
    let mut mentions = Vec::new();
    let [in_title, in_text] = [&readings.title.1, &readings.text.1];
    let enforcer = names_enforcer(&page.text, in_text);
    let text = Context {
        text: &page.text,
        place: &Place::Text,
        headline: false,
        enforcer,
    };
    let title = Context {
        text: &page.title,
        place: &Place::Title,
        headline: true,
        ..text
    };
    let mut triggers = Triggers::of(&page.title, in_title, enforcer);
    read_part(
        0..page.title.len(),
        title,
        false,
        &mut triggers,
        &mut mentions,
    );
    let mut triggers = Triggers::of(&page.text, in_text, enforcer);
    let mut at = 0;
    let ends = PARAGRAPHS.find_iter(page.text.as_bytes());
    for end in ends.chain([page.text.len()]) {
        read(at..end, text, &mut triggers, &mut mentions);
        at = end + PARAGRAPHS.needle().len();
    }
    people::people(mentions)
}

fn read(
    paragraph: Range<usize>,
    context: Context,
    triggers: &mut Triggers,
    mentions: &mut Vec<Mention>,
) {
    let text = &context.text[paragraph.clone()];
    if may_be_headline(text) {
        read_part(paragraph, context, true, triggers, mentions);
        return;
    }
    let mut start = paragraph.start;
    for end in ends(text)
        .map(|end| paragraph.start + end)
        .chain([paragraph.end])
    {
        read_part(start..end, context, false, triggers, mentions);
        start = end;
    }
}

/// Where a sentence ends beyond doubt: behind a full stop after a small word that is too long to be an abbreviation, and
/// before a capital. Most sentences need not be cut into tokens at all.
fn ends(paragraph: &str) -> impl Iterator<Item = usize> + '_ {
    const WORD: usize = 5;
    let bytes = paragraph.as_bytes();
    memchr::memchr_iter(b'.', bytes)
        .filter(|&stop| {
            let word = stop.checked_sub(WORD).map(|start| &bytes[start..stop]);
            let next = bytes.get(stop + 1..stop + 3);
            word.is_some_and(|word| word.iter().all(u8::is_ascii_lowercase))
                && next.is_some_and(|next| next[0] == b' ' && next[1].is_ascii_uppercase())
        })
        .map(|stop| stop + 1)
}

/// Reads whole sentences.
fn read_part(
    part: Range<usize>,
    context: Context,
    may_be_headline: bool,
    triggers: &mut Triggers,
    mentions: &mut Vec<Mention>,
) {
    if !triggers.stand_in(&part) {
        return;
    }
    let tokens = Lexicon::get().tokens(context.text, part, triggers.words());
    let headline = context.headline || may_be_headline && headline(&tokens);
    for sentence in tokens.split(Token::ends_sentence) {
        Sentence::read(
            Context {
                headline,
                ..context
            },
            sentence,
            mentions,
        );
    }
}

/// Whether a paragraph has a headline's length and end.
fn may_be_headline(paragraph: &str) -> bool {
    const SHORT: usize = 250;
    paragraph.len() <= SHORT && !paragraph.ends_with('.')
}

/// A paragraph of that length and end is a headline where it capitalises nearly every long word.
fn headline(tokens: &[Token]) -> bool {
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
