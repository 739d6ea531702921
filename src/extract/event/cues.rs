//! Where does a page tell of the stages of a case?

use std::ops::Range;

use crate::extract::annotated_page::{AnnotatedPage, AnnotatedPart};
use crate::knowledge::entities::mention::PhraseMatch;
use crate::knowledge::entities::word::Word;
use crate::knowledge::tables::cases::case_words::{ANNOUNCES, BACKGROUND};
use crate::knowledge::tables::events::{CueUse, stage_cues};
use crate::model::{EvidenceSource, Stage};

/// A phrase of the table of stages in a title or a text.
#[derive(Clone, Debug)]
pub(super) struct Cue {
    /// Its words, by their positions among those of the part.
    pub words: Range<usize>,
    /// The sentence that it is in.
    pub sentence: u32,
    /// The stage that it tells of.
    pub stage: Stage,
    /// As what it counts where it stands.
    pub usage: CueUse,
}

impl Cue {
    /// Whether it tells of an event of today.
    pub fn is_event(&self) -> bool {
        matches!(self.usage, CueUse::Event | CueUse::Text)
    }
}

/// The cues of a page.
#[derive(Debug, Default)]
pub(in crate::extract) struct StageCues {
    pub(super) title: Vec<Cue>,
    pub(super) text: Vec<Cue>,
}

impl StageCues {
    /// Finds the cues of a page.
    pub(in crate::extract) fn find(page: &AnnotatedPage) -> StageCues {
        StageCues {
            title: cues_of(page, &page.title),
            text: cues_of(page, &page.text),
        }
    }
}

fn cues_of(page: &AnnotatedPage, part: &AnnotatedPart) -> Vec<Cue> {
    let recognizer = page.knowledge.recognizer();
    let matches = recognizer.find_stage_cues(&part.annotations);
    let words = &part.annotations.words;
    let same_place = |a: &PhraseMatch, b: &PhraseMatch| a.words == b.words;
    let cues = matches.chunk_by(same_place).filter_map(|meanings| {
        let place = meanings.first()?.words.clone();
        let meaning = meanings
            .iter()
            .map(|meaning| &stage_cues()[meaning.row])
            .min_by_key(|cue| precedence(cue.cue_use, &part.place))?;
        let counts = precedence(meaning.cue_use, &part.place) < IGNORED;
        let usage = if matches!(meaning.cue_use, CueUse::Event | CueUse::Text)
            && is_background(part, words, place.start)
        {
            CueUse::Background
        } else {
            meaning.cue_use
        };
        counts.then(|| Cue {
            sentence: words[place.start].sentence,
            words: place,
            stage: meaning.stage,
            usage,
        })
    });
    cues.collect()
}

/// The precedence of what does not count.
const IGNORED: u8 = 9;

/// Which of several uses of a phrase counts in a part: that with the lowest number.
fn precedence(cue_use: CueUse, place: &EvidenceSource) -> u8 {
    let is_title = *place == EvidenceSource::Title;
    match cue_use {
        CueUse::Decisive | CueUse::Topic if is_title => 0,
        CueUse::Headline if is_title => 2,
        CueUse::Event => {
            if is_title {
                1
            } else {
                3
            }
        }
        CueUse::Text if !is_title => 2,
        CueUse::Background => {
            if is_title {
                3
            } else {
                0
            }
        }
        CueUse::Instrument => 4,
        CueUse::Decisive | CueUse::Topic | CueUse::Headline | CueUse::Text => IGNORED,
    }
}

/// Whether one of the two words before word `at` puts it into the past.
fn is_background(part: &AnnotatedPart, words: &[Word], at: usize) -> bool {
    /// The number of words that are looked at.
    const REACH: usize = 2;
    let before = words[at.saturating_sub(REACH)..at].iter();
    before
        .filter(|word| word.sentence == words[at].sentence)
        // The month of May is none of them.
        .filter(|word| part.word(word) != "May")
        .any(|word| part.has(word, BACKGROUND) && !(part.is(word, "had") && is_announced(part, at)))
}

/// Whether it is announced what word `at` tells: "announced that it had filed".
fn is_announced(part: &AnnotatedPart, at: usize) -> bool {
    /// The number of words that are looked at.
    const REACH: usize = 5;
    let words = &part.annotations.words;
    words[at.saturating_sub(REACH)..at]
        .iter()
        .any(|word| word.sentence == words[at].sentence && part.has(word, ANNOUNCES))
}

impl AnnotatedPart<'_> {
    /// Whether a word is this one, whatever its case.
    pub(super) fn is(&self, word: &Word, other: &str) -> bool {
        self.word(word).eq_ignore_ascii_case(other)
    }

    /// The bytes from the first to the last of these words.
    pub(super) fn span(&self, words: &Range<usize>) -> Range<usize> {
        let all = &self.annotations.words;
        let start = all.get(words.start).map_or(0, |word| word.start);
        let last = words.end.checked_sub(1).and_then(|last| all.get(last));
        start..last.map_or(start, |word| word.end)
    }

    /// The words of a sentence, by their positions.
    pub(super) fn sentence(&self, sentence: u32) -> Range<usize> {
        let words = &self.annotations.words;
        let start = words.partition_point(|word| word.sentence < sentence);
        start..words.partition_point(|word| word.sentence <= sentence)
    }
}
