//! Who prosecuted, and who announced?
//!
//! The text is cut into tokens ([`tokens`]); the tables say which of them are titles, words of names, and words that
//! say who handles a case ([`lexicon`]); one grammar reads each sentence ([`sentence`]), and the mentions it finds are
//! put together into persons ([`people`]).

mod attribution;
mod candidate_sentences;
mod grammar;
mod names;
#[cfg(test)]
mod office_tests;
mod people;
mod sentence;
#[cfg(test)]
mod tests;
mod titled;
mod tokens;

use std::ops::Range;

use crate::extract::Readings;
use crate::extract::prosecutor::candidate_sentences::{names_enforcer, triggers_in};
use crate::extract::prosecutor::grammar::Lexicon;
use crate::extract::prosecutor::people::Mention;
use crate::extract::prosecutor::sentence::{Context, Sentence};
use crate::extract::prosecutor::tokens::{Shape, Token};
use crate::knowledge::entities::word::Word;
use crate::model::{EvidenceSource, Found, Page, Prosecutor};

pub(super) fn prosecutors(page: &Page, readings: &Readings<'_>) -> Vec<Found<Prosecutor>> {
    let mut mentions = Vec::new();
    let [in_title, in_text] = [&readings.title.1, &readings.text.1];
    let enforcer = names_enforcer(&page.text, in_text);
    let text = Context {
        text: &page.text,
        place: &EvidenceSource::Text,
        headline: false,
        enforcer,
    };
    let title = Context {
        text: &page.title,
        place: &EvidenceSource::Title,
        headline: true,
        ..text
    };
    if triggers_in(title, in_title).next().is_some() {
        let all = 0..title.text.len();
        read_part(all, title, false, &in_title.words, &mut mentions);
    }
    let mut read = 0;
    let mut paragraph = 0..0;
    for trigger in triggers_in(text, in_text) {
        // One part may have several.
        if trigger.start < read {
            continue;
        }
        if trigger.start >= paragraph.end {
            paragraph = paragraph_around(text.text, &trigger, read);
        }
        let may_be_headline = may_be_headline(&text.text[paragraph.clone()]);
        let part = if may_be_headline {
            paragraph.clone()
        } else {
            sentences_around(
                text.text,
                &trigger,
                read.max(paragraph.start)..paragraph.end,
            )
        };
        read = part.end;
        read_part(part, text, may_be_headline, &in_text.words, &mut mentions);
    }
    people::people(mentions)
}

/// The paragraph in which a word stands: what an empty line before it and one behind it enclose. None is looked for before
/// byte `from`.
fn paragraph_around(text: &str, word: &Range<usize>, from: usize) -> Range<usize> {
    let (before, behind) = (
        &text.as_bytes()[from..word.start],
        &text.as_bytes()[word.end..],
    );
    let start = memchr::memrchr_iter(b'\n', before).find(|&at| before[..at].last() == Some(&b'\n'));
    let end = memchr::memchr_iter(b'\n', behind).find(|&at| behind.get(at + 1) == Some(&b'\n'));
    start.map_or(from, |at| from + at + 1)..end.map_or(text.len(), |at| word.end + at)
}

/// As few sentences of a part as surely end behind a word and before it: most need not be cut into tokens at all.
fn sentences_around(text: &str, word: &Range<usize>, part: Range<usize>) -> Range<usize> {
    let text = text.as_bytes();
    let ends = |stop: &usize| ends_sentence(&text[part.clone()], stop - part.start);
    let before = memchr::memrchr_iter(b'.', &text[part.start..word.start])
        .map(|at| part.start + at)
        .find(ends);
    let behind = memchr::memchr_iter(b'.', &text[word.end..part.end])
        .map(|at| word.end + at)
        .find(ends);
    before.map_or(part.start, |stop| stop + 1)..behind.map_or(part.end, |stop| stop + 1)
}

/// Whether a sentence ends with this full stop beyond doubt: it stands behind a small word that is too long to be an
/// abbreviation, and before a capital.
fn ends_sentence(text: &[u8], stop: usize) -> bool {
    const WORD: usize = 5;
    let word = stop.checked_sub(WORD).map(|start| &text[start..stop]);
    let next = text.get(stop + 1..stop + 3);
    word.is_some_and(|word| word.iter().all(u8::is_ascii_lowercase))
        && next.is_some_and(|next| next[0] == b' ' && next[1].is_ascii_uppercase())
}

/// Reads whole sentences. `words` are those of the text that they stand in.
fn read_part(
    part: Range<usize>,
    context: Context,
    may_be_headline: bool,
    words: &[Word],
    mentions: &mut Vec<Mention>,
) {
    let tokens = Lexicon::get().tokens(context.text, part, words);
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
