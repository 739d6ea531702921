//! What is a sum of money in the case? The words beside it say so.

use crate::extract::money::value::Sum;
use crate::knowledge::entities::cues::case_cues::CaseCues;
use crate::knowledge::entities::word::{Gap, Word};
use crate::knowledge::tables::cases::case_words::FILLER;
use crate::knowledge::tables::cases::money_cues::{CuePlace, MoneyCue};
use crate::model::AmountRole;

/// A cue in a sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cue<'a> {
    /// Its first word, and the word after its last one.
    pub start: usize,
    pub end: usize,
    pub row: &'a MoneyCue,
}

/// The cues among the words of one sentence, which begin at `start`, in order.
pub(super) fn cues_in<'a>(
    words: &[Word],
    start: usize,
    cues: &'a CaseCues,
    found: &mut Vec<Cue<'a>>,
) {
    found.clear();
    for at in 0..words.len() {
        if let Some((length, rows)) = cues.money.longest(&words[at..]) {
            found.extend(rows.iter().map(|row| Cue {
                start: start + at,
                end: start + at + length,
                row: &cues.money_rows[*row],
            }));
        }
    }
}

/// What is known of a sentence when the role of one of its sums is asked for.
pub(super) struct SumContext<'a> {
    /// The words of the text.
    pub words: &'a [Word],
    pub cues: &'a CaseCues,
    /// The cues of the sentence, in order.
    pub found: &'a [Cue<'a>],
    /// The end of the last sum in the sentence, or the sentence's first word.
    pub from: usize,
    /// The first word of the next sum in the sentence, or the sentence's end.
    pub until: usize,
    /// The cue of the last sum in the sentence.
    pub last: Option<&'a MoneyCue>,
}

/// Most words between a cue and a sum, by the place of the cue.
const MAX_AFTER: usize = 4;
const MAX_NEAR: usize = 4;
const MAX_BEFORE: usize = 12;
const MAX_WEAK: usize = 8;
/// Most words between two sums of a list, and between a sum and a cue that speaks of its whole sentence.
const MAX_LIST: usize = 4;
const MAX_SENTENCE: usize = 60;

/// The cue that says what a sum is.
pub(super) fn deciding_cue<'a>(context: &SumContext<'a>, sum: &Sum) -> Option<&'a MoneyCue> {
    let SumContext {
        words, cues, found, ..
    } = *context;
    let before = found.partition_point(|cue| cue.start < sum.words.start);
    let (earlier, later) = found.split_at(before);
    let reached = earlier
        .iter()
        .rev()
        .take_while(|cue| sum.words.start - cue.start <= MAX_SENTENCE);
    let mut of_sentence = reached.clone();
    if let Some(cue) = of_sentence.find(|cue| cue.row.place == CuePlace::Sentence) {
        return Some(cue.row);
    }
    let of_place = |place: CuePlace, most: usize| {
        reached
            .clone()
            .filter(|cue| cue.row.place == place && cue.start >= context.from)
            .filter_map(|cue| Some((sum.words.start.checked_sub(cue.end)?, cue)))
            .filter(|(distance, _)| *distance <= most)
            .min_by_key(|(distance, cue)| (*distance, cue.start))
    };
    let near = of_place(CuePlace::Near, MAX_NEAR).filter(|(_, cue)| {
        let mut between = words[cue.end..sum.words.start].iter();
        between.all(|word| cues.has(word, FILLER))
    });
    // "up to $5,000 in restitution"
    if let Some((_, cue)) = near
        && cue.row.role.is_none()
    {
        return Some(cue.row);
    }
    let is_joined = |word: &Word| matches!(word.before, Gap::Blank | Gap::Dash);
    let after = later
        .iter()
        .take_while(|cue| cue.start < context.until && cue.start <= sum.words.end + MAX_AFTER)
        .filter(|cue| cue.row.place == CuePlace::After && cue.start >= sum.words.end)
        .find(|cue| {
            let mut between = words[sum.words.end..cue.start].iter();
            is_joined(&words[cue.start])
                && between.all(|word| cues.has(word, FILLER) && is_joined(word))
        });
    if let Some(cue) = after {
        return Some(cue.row);
    }
    let before = of_place(CuePlace::Before, MAX_BEFORE);
    let nearest = match (near, before) {
        (Some(near), Some(before)) if (before.0, before.1.start) < (near.0, near.1.start) => {
            Some(before)
        }
        (Some(near), _) => Some(near),
        (None, before) => before,
    };
    if let Some((_, cue)) = nearest {
        // "disgorgement of ill-gotten gains of $5"
        let disgorged = found.iter().find(|other| {
            other.end <= cue.start
                && cue.start - other.end <= MAX_NEAR
                && other.start >= context.from
                && other.row.role == Some(AmountRole::Disgorgement)
        });
        return match disgorged {
            Some(disgorged) if cue.row.role == Some(AmountRole::Gain) => Some(disgorged.row),
            _ => Some(cue.row),
        };
    }
    // "$5 million, $4 million and $3 million, respectively"
    if let Some(last) = context.last
        && sum.words.start - context.from <= MAX_LIST
    {
        return Some(last);
    }
    of_place(CuePlace::Weak, MAX_WEAK).map(|(_, cue)| cue.row)
}
