//! Which words of a text tell of charges, and where does the story end?

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, Input, MatchKind};
use memchr::memmem;

use crate::extract::annotated_page::{AnnotatedPage, AnnotatedPart};
use crate::extract::event::cues::StageCues;
use crate::extract::event::enforcer::Enforcer;
use crate::knowledge::tables::cases::case_words::{
    BEFORE_CHARGED, BEHIND_CHARGED, CHARGES, DEALING, THREAT,
};
use crate::knowledge::tables::events::{OffensePhrase, PhraseStrength, offense_name};
use crate::model::Stage;

/// The first words of what stands below the story: who worked on the case, and the programme that it is part of.
const CLOSINGS: [&str; 25] = [
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
    "nyone with information",
    "nyone who has information",
    "nyone having information",
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
    // Leftmost-first is the fastest kind of search; no phrase is inside another one.
    static FINDER: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
        let builder = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostFirst)
            .build(CLOSINGS);
        builder.ok()
    });
    // The story has at least a third of the text.
    let from = text.len() / 3;
    let closing = (FINDER.as_ref()).and_then(|finder| finder.find(Input::new(text).range(from..)));
    closing.map_or(text.len(), |closing| closing.start())
}

/// Whether a release of this stage tells of a case. Of releases of no event those do whose headline speaks of a case,
/// and that name a defendant: of a trial that begins, a hearing on parole, a pardon.
pub(in crate::extract) fn is_about_case(
    page: &AnnotatedPage,
    cues: &StageCues,
    stage: Stage,
    enforcer: Enforcer,
    has_defendants: bool,
) -> bool {
    const OF_CASES: [&str; 11] = [
        "clemency",
        "commutations",
        "contempt",
        "inmate",
        "jury",
        "motion",
        "pardon",
        "pardons",
        "parole",
        "refunds",
        "trial",
    ];
    if stage != Stage::Other || enforcer == Enforcer::SecInCourt {
        return true;
    }
    let title = &page.title;
    let speaks_of_case = || {
        cues.title.iter().any(|cue| is_criminal(cue.stage))
            || (title.annotations.words.iter())
                .any(|word| OF_CASES.iter().any(|known| title.is(word, known)))
    };
    has_defendants && speaks_of_case()
}

pub(super) fn is_criminal(stage: Stage) -> bool {
    matches!(
        stage,
        Stage::Complaint
            | Stage::Indictment
            | Stage::Information
            | Stage::Charge
            | Stage::Arrest
            | Stage::Extradition
            | Stage::Plea
            | Stage::Conviction
            | Stage::Acquittal
            | Stage::Sentence
    )
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

/// Offenses that commissions on securities and commodities pursue. Of others they speak only by name.
const FINANCIAL: [&str; 11] = [
    "accounting and disclosure",
    "adviser and broker misconduct",
    "bribery",
    "commodities fraud",
    "foreign bribery",
    "insider trading",
    "investment fraud",
    "market manipulation",
    "securities fraud",
    "theft and embezzlement",
    "unregistered offering",
];

/// What weak words mean on a page: a "deceptive" offer defrauds consumers only where there are some.
pub(super) struct Meaning<'a> {
    text: &'a [u8],
    is_cftc: bool,
    is_financial: bool,
    /// Whether the text names consumers and officers; unknown until it is asked.
    names_consumers: Option<bool>,
    names_officers: Option<bool>,
}

impl<'a> Meaning<'a> {
    pub(super) fn of(page: &AnnotatedPage<'a>, enforcer: Enforcer) -> Self {
        Meaning {
            text: page.text.text.as_bytes(),
            is_cftc: enforcer == Enforcer::Cftc,
            is_financial: matches!(
                enforcer,
                Enforcer::Sec | Enforcer::SecInCourt | Enforcer::Cftc
            ),
            names_consumers: None,
            names_officers: None,
        }
    }

    /// Whether a phrase means its offense at these words.
    pub(super) fn is_meant(
        &mut self,
        part: &AnnotatedPart,
        place: &Range<usize>,
        phrase: &OffensePhrase,
    ) -> bool {
        let text = self.text;
        let names = |words: &[&str]| {
            words
                .iter()
                .any(|word| memmem::find(text, word.as_bytes()).is_some())
        };
        let offense = offense_name(phrase.offense);
        let is_weak = phrase.strength != PhraseStrength::Name;
        match offense {
            "consumer fraud" if self.is_financial => false,
            // The antifraud provisions of the Commodity Exchange Act.
            "securities fraud" if self.is_cftc => !phrase.phrase.starts_with("anti"),
            _ if is_weak && self.is_financial => FINANCIAL.contains(&offense),
            "consumer fraud" if is_weak => *self.names_consumers.get_or_insert_with(|| {
                names(&[
                    "onsumer",
                    "FTC",
                    "ustomers",
                    "omeowners",
                    "charit",
                    "donors",
                    "opioid",
                ])
            }),
            "color of law" if is_weak => *self.names_officers.get_or_insert_with(|| {
                names(&[
                    "color of law",
                    "olice",
                    "orrection",
                    "eput",
                    "heriff",
                    "rooper",
                    "guard",
                    "jail",
                ])
            }),
            "drug trafficking" if phrase.strength == PhraseStrength::IfCharged => {
                is_dealt(part, place)
            }
            _ => true,
        }
    }
}

/// Whether somebody deals in the drug that these words name, or has it.
fn is_dealt(part: &AnnotatedPart, place: &Range<usize>) -> bool {
    /// The numbers of words before and behind that are looked at.
    const BEFORE: usize = 8;
    const BEHIND: usize = 4;
    let words = &part.annotations.words;
    let sentence = words[place.start].sentence;
    words[place.start.saturating_sub(BEFORE)..(place.end + BEHIND).min(words.len())]
        .iter()
        .any(|word| word.sentence == sentence && part.has(word, DEALING))
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
