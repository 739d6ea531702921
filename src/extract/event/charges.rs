//! Which words of a text tell of charges, and where does the story end?

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, Input};

use crate::extract::annotated_page::AnnotatedPart;
use crate::extract::event::cues::StageCues;
use crate::knowledge::tables::cases::case_words::{
    BEFORE_CHARGED, BEHIND_CHARGED, CHARGES, THREAT,
};
use crate::model::Stage;

/// The first words of what stands below the story: who worked on the case, and the programme that it is part of.
const CLOSINGS: [&str; 22] = [
    "investigated by the",
    "investigated the case",
    "investigated this case",
    "investigating the case",
    "is investigating",
    "are investigating",
    "being investigated",
    "was investigated",
    "prosecuted by",
    "prosecuted the case",
    "is prosecuting",
    "are prosecuting",
    "Project Safe Childhood",
    "Project Safe Neighborhoods",
    "Strike Force",
    "part of the President",
    "For more information",
    "more information about",
    "merely an allegation",
    "merely an accusation",
    "presumed innocent",
    "hotline",
];

/// Offenses that a threat names and that are not committed.
pub(super) const THREATENED: [&str; 5] = [
    "assault",
    "explosives and arson",
    "kidnapping",
    "murder",
    "sexual abuse",
];

/// Where the story of a text ends, in bytes: before the paragraphs on who worked on the case.
pub(super) fn story_end(text: &str) -> usize {
    static FINDER: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
        let builder = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::DFA))
            .build(CLOSINGS);
        builder.ok()
    });
    // The story has at least a third of the text.
    let from = text.len() / 3;
    let closing = (FINDER.as_ref()).and_then(|finder| finder.find(Input::new(text).range(from..)));
    closing.map_or(text.len(), |closing| closing.start())
}

/// Whether a sentence tells of charges.
pub(super) fn tells_of_charges(part: &AnnotatedPart, cues: &StageCues, sentence: u32) -> bool {
    let first = cues.text.partition_point(|cue| cue.sentence < sentence);
    let has_cue = cues.text[first..]
        .iter()
        .take_while(|cue| cue.sentence == sentence)
        .any(|cue| cue.stage != Stage::Other);
    has_cue
        || part.annotations.words[part.sentence(sentence)]
            .iter()
            .any(|word| part.has(word, CHARGES))
}

/// Whether somebody is charged with what these words name: words of charges stand shortly before, or right behind.
pub(super) fn is_charged(part: &AnnotatedPart, place: &Range<usize>) -> bool {
    /// The number of words before that are looked at.
    const REACH: usize = 12;
    let words = &part.annotations.words;
    let sentence = words[place.start].sentence;
    let has = |range: Range<usize>, role: u64| {
        words[range]
            .iter()
            .any(|word| word.sentence == sentence && part.has(word, role))
    };
    has(
        place.start.saturating_sub(REACH)..place.start,
        BEFORE_CHARGED,
    ) || has(place.end..(place.end + 2).min(words.len()), BEHIND_CHARGED)
}

/// Whether the words before `at` are the beginning of the name of an office: "Health Care Fraud Unit".
pub(super) fn is_before_office(part: &AnnotatedPart, at: usize) -> bool {
    let Some(word) = part.annotations.words.get(at) else {
        return false;
    };
    [
        "Unit",
        "Section",
        "Division",
        "Bureau",
        "Task",
        "Branch",
        "Team",
        "Center",
        "Initiative",
        "Coordinator",
        "Squad",
        "Strike",
        "Hotline",
        "Prevention",
        "Program",
        "Group",
        "Working",
        "Enforcement",
    ]
    .contains(&part.word(word))
}

/// Whether what the words from `at` on name is only threatened: "threatening to kill".
pub(super) fn is_threatened(part: &AnnotatedPart, at: usize) -> bool {
    /// The number of words that are looked at.
    const REACH: usize = 4;
    let words = &part.annotations.words;
    words[at.saturating_sub(REACH)..at]
        .iter()
        .any(|word| part.has(word, THREAT))
}
