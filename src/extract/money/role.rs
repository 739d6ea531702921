//! What is a sum of money in the case? The words beside it say so.

use crate::extract::money::value::Sum;
use crate::knowledge::entities::cues::case_cues::CaseCues;
use crate::knowledge::entities::word::{Gap, Word};
use crate::knowledge::tables::cases::case_words::{
    ABOVE, ARTICLE, BETWEEN_SUMS, CONJUNCTION, EQUAL, FILLER, GRADED, JOINS_INTEREST, OF_EACH,
    ONE_MORE, TOTAL,
};
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
    /// The sentence's first word.
    pub start: usize,
    /// The end of the last sum in the sentence, or the sentence's first word.
    pub from: usize,
    /// The first word of the next sum in the sentence, or the sentence's end.
    pub until: usize,
    /// What was decided of the last sum in the sentence.
    pub last: Option<Decision<'a>>,
}

/// Most words between a cue and a sum, by the place of the cue.
const MAX_AFTER: usize = 4;
const MAX_NEAR: usize = 4;
const MAX_BEFORE: usize = 12;
const MAX_WEAK: usize = 8;
/// Most words between two sums of a list, and between a sum and a cue that speaks of its whole sentence.
const MAX_LIST: usize = 4;
const MAX_ONE_MORE: usize = 12;
const MAX_SENTENCE: usize = 60;

/// What is said of a sum.
#[derive(Clone, Copy, Debug)]
pub(super) struct Decision<'a> {
    /// The cue that says it.
    pub row: &'a MoneyCue,
    /// What the sum is; none for a sum that is no amount of the case.
    pub role: Option<AmountRole>,
}

/// Whether what is said behind a sum is said of the one before it, too: "between $5 and $6 in losses". Of a sum of which the
/// words say something already, only where the list says so: "$5 and $6, respectively, in restitution".
pub(super) fn is_said_of_both(context: &SumContext, sum: &Sum, is_open: bool) -> bool {
    let SumContext { words, cues, .. } = *context;
    let between = &words[context.from..sum.words.start];
    let is_list = between.len() <= MAX_LIST
        && (between.iter()).all(|word| cues.has(word, BETWEEN_SUMS | FILLER));
    let is_of_each = (words.get(sum.words.end)).is_some_and(|word| cues.has(word, OF_EACH));
    is_list && (is_of_each || is_open && between.iter().any(|word| cues.has(word, BETWEEN_SUMS)))
}

/// What the words beside a sum say that it is.
pub(super) fn decide<'a>(context: &SumContext<'a>, sum: &Sum) -> Option<Decision<'a>> {
    let cue = deciding_cue(context, sum);
    if is_grade(context, sum, cue) {
        return None;
    }
    let decided = match cue? {
        Deciding::Here(cue) => Decision {
            row: cue.row,
            role: (cue.row.role).map(|role| of_several_kinds(context, sum, &cue, role)),
        },
        Deciding::Last(last) => last,
    };
    Some(decided)
}

/// Sums at which a crime counts as a worse one, in dollars: "theft over $950". They are no sums of the case.
const GRADES: [u64; 17] = [
    400, 950, 1_500, 2_500, 10_000, 25_000, 30_000, 50_000, 65_000, 100_000, 150_000, 200_000,
    250_000, 300_000, 500_000, 1_300_000, 3_200_000,
];

/// Whether a sum is the grade of a crime: "two counts of theft exceeding $65,000".
fn is_grade(context: &SumContext, sum: &Sum, cue: Option<Deciding>) -> bool {
    /// The number of words before that are looked at.
    const REACH: usize = 30;
    /// Most words of a line of a list of charges.
    const LINE: usize = 8;
    let SumContext { words, cues, .. } = *context;
    let start = sum.words.start;
    let is_above = start > context.start && cues.has(&words[start - 1], ABOVE);
    if !is_above || !GRADES.contains(&sum.dollars()) {
        return false;
    }
    // "for stealing over $100,000" tells what was done.
    let is_done = match cue {
        Some(Deciding::Here(cue)) => {
            let word = cue.row.words;
            cue.end + 3 > start
                && cue.start < start
                && word.ends_with("ing")
                && word != "laundering"
        }
        _ => false,
    };
    // "Property loss over $65,000" on a line of its own, in a list of charges.
    let sentence = words[context.start].sentence;
    let line = words[context.start..].iter().take(LINE + 1);
    let is_line = || line.take_while(|word| word.sentence == sentence).count() <= LINE;
    let is_graded = || {
        words[start.saturating_sub(REACH).max(context.start)..start]
            .iter()
            .any(|word| cues.has(word, GRADED))
    };
    !is_done && (is_line() || is_graded())
}

/// Kinds of money that somebody pays for what was done.
fn is_paid_for_it(role: Option<AmountRole>) -> bool {
    matches!(
        role,
        Some(
            AmountRole::Restitution
                | AmountRole::Forfeiture
                | AmountRole::Fine
                | AmountRole::Penalty
                | AmountRole::Disgorgement
                | AmountRole::Interest
        )
    )
}

/// What a sum is that a cue says to be of this role: a total of several kinds is a settlement, and of disgorgement with
/// its interest it is disgorgement.
fn of_several_kinds(context: &SumContext, sum: &Sum, cue: &Cue, role: AmountRole) -> AmountRole {
    /// Most words between two kinds, and between disgorgement and its interest.
    const GAP: usize = 3;
    const MAX_GAINS: usize = 8;
    let SumContext {
        words, cues, found, ..
    } = *context;
    if !is_paid_for_it(Some(role)) {
        return role;
    }
    let is_joined = |between: std::ops::Range<usize>| {
        between.len() <= GAP
            && words[between.start..=between.end]
                .iter()
                .any(|word| word.before == Gap::Comma || cues.has(word, CONJUNCTION))
            && words[between].iter().all(|word| {
                cues.has(word, CONJUNCTION) || cues.has(word, FILLER) && !cues.has(word, ARTICLE)
            })
    };
    let mixed = |other: Option<AmountRole>| match (role, other) {
        (AmountRole::Disgorgement, Some(AmountRole::Interest))
        | (AmountRole::Interest, Some(AmountRole::Disgorgement)) => AmountRole::Disgorgement,
        _ => AmountRole::Settlement,
    };
    let others = found
        .iter()
        .filter(|other| is_paid_for_it(other.row.role) && other.row.role != Some(role));
    if cue.start >= sum.words.end {
        // "$39 million in disgorgement and civil penalties", "in disgorgement, interest, and penalties"
        let mut end = cue.end;
        let mut kinds = role;
        for other in others.clone().filter(|other| other.end <= context.until) {
            let is_next = other.start >= end && other.row.place == CuePlace::After;
            if is_next && is_joined(end..other.start) {
                end = other.end;
                kinds = match (kinds, mixed(other.row.role)) {
                    (kinds, AmountRole::Disgorgement) if kinds != AmountRole::Settlement => {
                        AmountRole::Disgorgement
                    }
                    _ => AmountRole::Settlement,
                };
            }
        }
        return kinds;
    }
    let is_total = words[cue.start..sum.words.start]
        .iter()
        .any(|word| cues.has(word, TOTAL));
    let before = others
        .rev()
        .find(|other| other.start >= context.from && other.end <= cue.start);
    match before {
        Some(other) if is_total && is_joined(other.end..cue.start) => mixed(other.row.role),
        // "disgorgement of ill-gotten gains and prejudgment interest of $5"
        Some(other)
            if mixed(other.row.role) == AmountRole::Disgorgement
                && role == AmountRole::Interest
                && cue.start - other.end <= MAX_GAINS
                && joins_interest(context, other.end..cue.start) =>
        {
            AmountRole::Disgorgement
        }
        _ => role,
    }
}

/// Whether words between disgorgement and its interest join both to one sum: "disgorgement, along with prejudgment interest, of
/// $5". A sum between them would be that of the disgorgement.
fn joins_interest(context: &SumContext, between: std::ops::Range<usize>) -> bool {
    let SumContext { words, cues, .. } = *context;
    let last = between.end - 1;
    cues.has(&words[last], CONJUNCTION)
        || words[between]
            .iter()
            .any(|word| cues.has(word, JOINS_INTEREST))
}

/// What decides of a sum.
#[derive(Clone, Copy, Debug)]
enum Deciding<'a> {
    /// A cue beside it.
    Here(Cue<'a>),
    /// What was decided of the sum before it in a list.
    Last(Decision<'a>),
}

/// The cue that says what a sum is.
fn deciding_cue<'a>(context: &SumContext<'a>, sum: &Sum) -> Option<Deciding<'a>> {
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
        return Some(Deciding::Here(*cue));
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
        return Some(Deciding::Here(*cue));
    }
    // "$5 and $6, respectively, in restitution"
    let is_of_each = (words.get(sum.words.end)).is_some_and(|word| cues.has(word, OF_EACH));
    let end = sum.words.end + usize::from(is_of_each);
    let is_joined =
        |at: usize| matches!(words[at].before, Gap::Blank | Gap::Dash) || is_of_each && at == end;
    let after = later
        .iter()
        .take_while(|cue| cue.start < context.until && cue.start <= end + MAX_AFTER)
        .filter(|cue| cue.row.place == CuePlace::After && cue.start >= end)
        .find(|cue| {
            let mut between = end..cue.start;
            is_joined(cue.start) && between.all(|at| cues.has(&words[at], FILLER) && is_joined(at))
        });
    let before = of_place(CuePlace::Before, MAX_BEFORE);
    // "stole $5 from Medicaid"
    if let (Some(cue), Some((distance, stolen))) = (after, before)
        && cue.row.role == Some(AmountRole::Paid)
        && stolen.row.role == Some(AmountRole::Gain)
        && distance <= MAX_NEAR
    {
        return Some(Deciding::Here(*stolen));
    }
    if let Some(cue) = after {
        // "restitution of $5 to the victims", "claiming $5 in false refunds", "agreed to forfeit $5 seized from the safe"
        let stronger = near.filter(|(_, near)| {
            cue.row.words.starts_with("to ") && is_paid_for_it(near.row.role)
                || near.row.role == Some(AmountRole::Forfeiture)
                    && cue.row.role == Some(AmountRole::Seized)
                // "disgorge $5 in profits"
                || matches!(
                    near.row.role,
                    Some(AmountRole::Disgorgement | AmountRole::Forfeiture)
                ) && cue.row.role == Some(AmountRole::Gain)
                || near.row.role == Some(AmountRole::Loss)
                    && matches!(
                        cue.row.role,
                        Some(AmountRole::Gain | AmountRole::Compensation)
                    )
        });
        return Some(Deciding::Here(*stronger.map_or(cue, |(_, near)| near)));
    }
    let nearest = match (near, before) {
        (Some(near), Some(before)) if (before.0, before.1.start) < (near.0, near.1.start) => {
            Some(before)
        }
        (Some(near), _) => Some(near),
        (None, before) => before,
    };
    if let Some((_, cue)) = nearest {
        if cue.row.role != Some(AmountRole::Gain) {
            return Some(Deciding::Here(*cue));
        }
        // "disgorgement of ill-gotten gains of $5"
        let disgorged = found.iter().find(|other| {
            other.end <= cue.start
                && cue.start - other.end <= MAX_NEAR
                && other.start >= context.from
                && other.row.role == Some(AmountRole::Disgorgement)
        });
        // "a penalty equal to his losses avoided of $5"
        let equals = found.iter().rev().find(|other| {
            let between = other.end..cue.start;
            between.len() <= MAX_WEAK
                && !between.is_empty()
                && other.start >= context.from
                && other.row.role == Some(AmountRole::Penalty)
                && words[between].iter().any(|word| cues.has(word, EQUAL))
        });
        let stronger = disgorged.or(equals);
        return Some(Deciding::Here(*stronger.unwrap_or(cue)));
    }
    // "$5 million, $4 million and $3 million, respectively", "$5 to the United States and an additional $3 to the states"
    let between = &words[context.from..sum.words.start];
    let is_one_more =
        between.len() <= MAX_ONE_MORE && between.iter().any(|word| cues.has(word, ONE_MORE));
    if let Some(last) = context.last
        && (between.len() <= MAX_LIST || is_one_more)
    {
        return Some(Deciding::Last(last));
    }
    of_place(CuePlace::Weak, MAX_WEAK).map(|(_, cue)| Deciding::Here(*cue))
}
