//! Which words of a text are under which phrase of `credits.tsv`: credited, victims, in court, background.

use std::ops::Range;

use crate::knowledge::credits::{Kind, Reach};
use crate::knowledge::lexicon::{Lexicon, Reading};
use crate::knowledge::words::{Case, Gap, Word};

/// A list of names is never longer; a bound keeps the time linear.
const CHAIN: usize = 150;

/// How many sentences at the top tell what the release is about.
const LEAD: u32 = 6;

/// What each word of a reading is under.
pub(super) struct Marks {
    pub credit: Vec<Option<Kind>>,
    pub announced: Vec<bool>,
    pub victim: Vec<bool>,
    pub court: Vec<bool>,
    pub background: Vec<bool>,
    pub prosecutes: Vec<bool>,
}

pub(super) fn mark(reading: &Reading, lexicon: &Lexicon) -> Marks {
    let words = &reading.words;
    let mut marks = Marks {
        credit: vec![None; words.len()],
        announced: vec![false; words.len()],
        victim: vec![false; words.len()],
        court: vec![false; words.len()],
        background: vec![false; words.len()],
        prosecutes: vec![false; words.len()],
    };
    let mut from = 0;
    // Nothing is marked in a sentence without a phrase, and nothing before its first one until it is read.
    while let Some(first) = (from..words.len()).find(|&at| lexicon.credit(&words[at..]).is_some()) {
        let number = words[first].sentence;
        let start = from + words[from..first].partition_point(|word| word.sentence < number);
        let end = first + words[first..].partition_point(|word| word.sentence == number);
        mark_sentence(words, start..end, first, lexicon, &mut marks);
        from = end;
    }
    marks
}

/// Marks the words of a sentence whose first phrase begins at `first`.
fn mark_sentence(
    words: &[Word],
    sentence: Range<usize>,
    first: usize,
    lexicon: &Lexicon,
    marks: &mut Marks,
) {
    let mut before: Vec<(usize, Kind)> = Vec::new();
    let mut after: Option<Kind> = None;
    let mut whole: Option<Kind> = None;
    let mut court = false;
    let mut background = false;
    let mut all_background = false;
    let fresh = || {
        words[sentence.start].sentence < LEAD
            || words[sentence.clone()]
                .iter()
                .any(|word| lexicon.fresh.has(word))
    };
    let mut at = first;
    let mut covered = at;
    while at < sentence.end {
        if background {
            marks.background[at] = true;
        }
        if at >= covered
            && let Some(kind) = after
        {
            marks.credit[at].get_or_insert(kind);
        }
        marks.court[at] |= court;
        let Some((length, row)) = lexicon.credit(&words[at..sentence.end]) else {
            at += 1;
            continue;
        };
        let phrase = at..at + length;
        for &(kind, reach) in &lexicon.credit_rows[row].senses {
            match (kind, reach) {
                (Kind::Background, Reach::Sentence) => all_background = true,
                (Kind::Background, _) => background = true,
                (Kind::Court, _) => court = true,
                (_, Reach::After) => after = Some(kind),
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
                marks.prosecutes[sentence.clone()].fill(true);
            }
        }
        covered = phrase.end;
        for at in phrase.clone().skip(1) {
            marks.background[at] |= background;
            marks.court[at] |= court;
        }
        at = phrase.end;
    }
    if let Some((end, kind)) = before.last() {
        for at in sentence.start..*end {
            marks.credit[at].get_or_insert(*kind);
        }
    }
    if let Some(kind) = whole {
        for at in sentence.clone() {
            marks.credit[at].get_or_insert(kind);
        }
    }
    if all_background {
        marks.background[sentence].fill(true);
    }
}

fn set(marks: &mut Marks, chain: Range<usize>, kind: Kind) {
    for at in chain {
        match kind {
            Kind::Victim => marks.victim[at] = true,
            Kind::Announce | Kind::Bring => {
                marks.announced[at] = true;
                marks.credit[at] = Some(kind);
            }
            Kind::Quote if marks.credit[at].is_some() => {}
            kind => marks.credit[at] = Some(kind),
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
