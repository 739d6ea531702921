//! Which words of a text are under which phrase of `credits.tsv`: credited, victims, in court, background.

use std::ops::Range;

use crate::knowledge::entities::recognizer::{Lexicon, Phrase, Reading};
use crate::knowledge::entities::words::{Case, Gap, Word};
use crate::knowledge::tables::credits::{Kind, Reach};

/// A list of names is never longer; a bound keeps the time linear.
const CHAIN: usize = 150;

/// How many sentences at the top tell what the release is about.
const LEAD: u32 = 6;

/// What one word is under.
#[derive(Clone, Copy, Default)]
pub(super) struct Mark {
    pub credit: Option<Kind>,
    pub announced: bool,
    pub victim: bool,
    pub court: bool,
    pub background: bool,
    pub prosecutes: bool,
}

/// What each word of a reading is under.
pub(super) fn mark(reading: &Reading, lexicon: &Lexicon) -> Vec<Mark> {
    let words = &reading.words;
    let mut marks = vec![Mark::default(); words.len()];
    let phrases = lexicon.credits_in(reading);
    let sentence_of = |phrase: &Phrase| words[phrase.words.start].sentence;
    // Nothing is marked in a sentence without a phrase.
    for phrases in phrases.chunk_by(|a, b| sentence_of(a) == sentence_of(b)) {
        let number = sentence_of(&phrases[0]);
        let first = phrases[0].words.start;
        let same = |word: &&Word| word.sentence == number;
        let before = words[..first].iter().rev().take_while(same).count();
        let behind = words[first..].iter().take_while(same).count();
        let sentence = first - before..first + behind;
        mark_sentence(words, sentence, phrases, lexicon, &mut marks);
    }
    marks
}

/// What the phrases before a word put it under.
#[derive(Default)]
struct Under {
    after: Option<Kind>,
    court: bool,
    background: bool,
}

impl Under {
    fn put(&self, marks: &mut [Mark]) {
        for mark in marks {
            if let Some(kind) = self.after {
                mark.credit.get_or_insert(kind);
            }
            self.tell(mark);
        }
    }

    /// Of a word within a phrase, which is credited with nothing.
    fn tell(&self, mark: &mut Mark) {
        mark.court |= self.court;
        mark.background |= self.background;
    }
}

/// Marks the words of a sentence that has these phrases.
fn mark_sentence(
    words: &[Word],
    sentence: Range<usize>,
    phrases: &[Phrase],
    lexicon: &Lexicon,
    marks: &mut [Mark],
) {
    let mut before: Vec<(usize, Kind)> = Vec::new();
    let mut under = Under::default();
    let mut whole: Option<Kind> = None;
    let mut all_background = false;
    let fresh = || {
        words[sentence.start].sentence < LEAD
            || words[sentence.clone()]
                .iter()
                .any(|word| lexicon.fresh.has(word))
    };
    let mut at = sentence.start;
    for phrase in phrases {
        let Phrase { words: phrase, row } = phrase;
        under.put(&mut marks[at..=phrase.start]);
        for &(kind, reach) in &lexicon.credit_rows[*row].senses {
            match (kind, reach) {
                (Kind::Background, Reach::Sentence) => all_background = true,
                (Kind::Background, _) => under.background = true,
                (Kind::Court, _) => under.court = true,
                (_, Reach::After) => under.after = Some(kind),
                (_, Reach::Before) => before.push((phrase.start, kind)),
                (_, Reach::Sentence) => whole = Some(kind),
                (_, Reach::Next) => {
                    let mut chain = next_chain(words, phrase.end..sentence.end, lexicon);
                    if matches!(kind, Kind::Victim | Kind::Program) {
                        // "... charges against Roe, and the FBI ..." goes on with somebody else, and so does "not
                        // part of the task force, the FBI ...".
                        // "part of Operation Roe, an OCDETF investigation" goes on.
                        let article = |word: &Word| {
                            kind == Kind::Program
                                && word.case == Case::Lower
                                && word.end - word.start <= 2
                        };
                        let one = chain
                            .clone()
                            .skip(1)
                            .find(|&at| words[at].before >= Gap::Comma && !article(&words[at]));
                        chain.end = one.unwrap_or(chain.end);
                    }
                    set(marks, chain, kind);
                }
                // Far down, "the agency issued an order in 2007" is history.
                (Kind::Bring, Reach::Last) if !fresh() => {}
                (_, Reach::Last) => {
                    let chain = last_chain(words, sentence.start..phrase.start, lexicon);
                    set(marks, chain, kind);
                }
            }
            if kind == Kind::Prosecute {
                for mark in &mut marks[sentence.clone()] {
                    mark.prosecutes = true;
                }
            }
        }
        for mark in &mut marks[phrase.start + 1..phrase.end] {
            under.tell(mark);
        }
        at = phrase.end;
    }
    under.put(&mut marks[at..sentence.end]);
    if let Some((end, kind)) = before.last() {
        for mark in &mut marks[sentence.start..*end] {
            mark.credit.get_or_insert(*kind);
        }
    }
    if let Some(kind) = whole {
        for mark in &mut marks[sentence.clone()] {
            mark.credit.get_or_insert(kind);
        }
    }
    if all_background {
        for mark in &mut marks[sentence] {
            mark.background = true;
        }
    }
}

fn set(marks: &mut [Mark], chain: Range<usize>, kind: Kind) {
    for mark in &mut marks[chain] {
        match kind {
            Kind::Victim => mark.victim = true,
            Kind::Announce | Kind::Bring => {
                mark.announced = true;
                mark.credit = Some(kind);
            }
            Kind::Quote if mark.credit.is_some() => {}
            kind => mark.credit = Some(kind),
        }
    }
}

pub(super) fn links(word: &Word, lexicon: &Lexicon) -> bool {
    word.case != Case::Lower || lexicon.links.has(word)
}

fn next_chain(words: &[Word], range: Range<usize>, lexicon: &Lexicon) -> Range<usize> {
    let length = words[range.clone()]
        .iter()
        .take(CHAIN)
        .take_while(|word| links(word, lexicon))
        .count();
    range.start..range.start + length
}

fn last_chain(words: &[Word], range: Range<usize>, lexicon: &Lexicon) -> Range<usize> {
    let length = words[range.clone()]
        .iter()
        .rev()
        .take(CHAIN)
        .take_while(|word| links(word, lexicon))
        .count();
    range.end - length..range.end
}

pub(super) fn rule(kind: Kind) -> &'static str {
    match kind {
        Kind::Announce => "announces",
        Kind::Quote => "quoted",
        Kind::Investigate => "investigates",
        Kind::Prosecute => "prosecutes",
        Kind::Assist => "assists",
        Kind::Thank => "thanked",
        Kind::Bring => "brings",
        Kind::Program => "programme",
        Kind::Court | Kind::Victim | Kind::Background => "named",
    }
}
