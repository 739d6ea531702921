//! Which words of a text are under which phrase of `credits.tsv`: credited, victims, in court, background.

use std::ops::Range;

use crate::knowledge::entities::mention::{AnnotatedText, CreditMatch};
use crate::knowledge::entities::recognizer::EntityRecognizer;
use crate::knowledge::entities::word::{Gap, LetterCase, Word};
use crate::knowledge::tables::credits::{CreditKind, CreditScope};

/// A list of names is never longer; a bound keeps the time linear.
const CHAIN: usize = 150;

/// How many sentences at the top tell what the release is about.
const LEAD: u32 = 6;

/// What one word is under.
#[derive(Clone, Copy, Default)]
pub(super) struct Mark {
    pub credit: Option<CreditKind>,
    pub announced: bool,
    pub victim: bool,
    pub court: bool,
    pub background: bool,
    pub prosecutes: bool,
}

/// What each word of a reading is under.
pub(super) fn mark(reading: &AnnotatedText, recognizer: &EntityRecognizer) -> Vec<Mark> {
    let words = &reading.words;
    let mut marks = vec![Mark::default(); words.len()];
    let phrases = recognizer.find_credits(reading);
    let sentence_of = |phrase: &CreditMatch| words[phrase.words.start].sentence;
    // Nothing is marked in a sentence without a phrase.
    for phrases in phrases.chunk_by(|a, b| sentence_of(a) == sentence_of(b)) {
        let number = sentence_of(&phrases[0]);
        let first = phrases[0].words.start;
        let same = |word: &&Word| word.sentence == number;
        let before = words[..first].iter().rev().take_while(same).count();
        let behind = words[first..].iter().take_while(same).count();
        let sentence = first - before..first + behind;
        mark_sentence(words, sentence, phrases, recognizer, &mut marks);
    }
    marks
}

/// What the phrases before a word put it under.
#[derive(Default)]
struct Under {
    after: Option<CreditKind>,
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
    phrases: &[CreditMatch],
    recognizer: &EntityRecognizer,
    marks: &mut [Mark],
) {
    let mut before: Vec<(usize, CreditKind)> = Vec::new();
    let mut under = Under::default();
    let mut whole: Option<CreditKind> = None;
    let mut all_background = false;
    let fresh = || {
        words[sentence.start].sentence < LEAD
            || words[sentence.clone()]
                .iter()
                .any(|word| recognizer.recency_words.has(word))
    };
    let mut at = sentence.start;
    for phrase in phrases {
        let CreditMatch { words: phrase, row } = phrase;
        under.put(&mut marks[at..=phrase.start]);
        for &(kind, reach) in &recognizer.credit_phrases[*row].senses {
            match (kind, reach) {
                (CreditKind::Background, CreditScope::Sentence) => all_background = true,
                (CreditKind::Background, _) => under.background = true,
                (CreditKind::Court, _) => under.court = true,
                (_, CreditScope::After) => under.after = Some(kind),
                (_, CreditScope::Before) => before.push((phrase.start, kind)),
                (_, CreditScope::Sentence) => whole = Some(kind),
                (_, CreditScope::Next) => {
                    let mut chain = next_chain(words, phrase.end..sentence.end, recognizer);
                    if matches!(kind, CreditKind::Victim | CreditKind::Program) {
                        // "... charges against Roe, and the FBI ..." goes on with somebody else, and so does "not
                        // part of the task force, the FBI ...".
                        // "part of Operation Roe, an OCDETF investigation" goes on.
                        let article = |word: &Word| {
                            kind == CreditKind::Program
                                && word.case == LetterCase::Lower
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
                (CreditKind::Bring, CreditScope::Last) if !fresh() => {}
                (_, CreditScope::Last) => {
                    let chain = last_chain(words, sentence.start..phrase.start, recognizer);
                    set(marks, chain, kind);
                }
            }
            if kind == CreditKind::Prosecute {
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

fn set(marks: &mut [Mark], chain: Range<usize>, kind: CreditKind) {
    for mark in &mut marks[chain] {
        match kind {
            CreditKind::Victim => mark.victim = true,
            CreditKind::Announce | CreditKind::Bring => {
                mark.announced = true;
                mark.credit = Some(kind);
            }
            CreditKind::Quote if mark.credit.is_some() => {}
            kind => mark.credit = Some(kind),
        }
    }
}

pub(super) fn links(word: &Word, recognizer: &EntityRecognizer) -> bool {
    word.case != LetterCase::Lower || recognizer.list_words.has(word)
}

fn next_chain(words: &[Word], range: Range<usize>, recognizer: &EntityRecognizer) -> Range<usize> {
    let length = words[range.clone()]
        .iter()
        .take(CHAIN)
        .take_while(|word| links(word, recognizer))
        .count();
    range.start..range.start + length
}

fn last_chain(words: &[Word], range: Range<usize>, recognizer: &EntityRecognizer) -> Range<usize> {
    let length = words[range.clone()]
        .iter()
        .rev()
        .take(CHAIN)
        .take_while(|word| links(word, recognizer))
        .count();
    range.end - length..range.end
}

pub(super) fn rule(kind: CreditKind) -> &'static str {
    match kind {
        CreditKind::Announce => "announces",
        CreditKind::Quote => "quoted",
        CreditKind::Investigate => "investigates",
        CreditKind::Prosecute => "prosecutes",
        CreditKind::Assist => "assists",
        CreditKind::Thank => "thanked",
        CreditKind::Bring => "brings",
        CreditKind::Program => "programme",
        CreditKind::Court | CreditKind::Victim | CreditKind::Background => "named",
    }
}
