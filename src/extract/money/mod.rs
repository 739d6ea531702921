//! Which sums of money does the release tell of its case, and what are they?
//!
//! [`value`] finds the sums, [`role`] asks the words beside each what it is: rows of `money_cues.tsv`.

mod role;
#[cfg(test)]
mod tests;
mod value;

use crate::extract::annotated_page::{AnnotatedPage, AnnotatedPart};
use crate::extract::money::role::{Cue, SumContext, cues_in, decide};
use crate::extract::money::value::{Sum, sums};
use crate::knowledge::entities::cues::case_cues::CaseCues;
use crate::knowledge::tables::cases::money_cues::CuePlace;
use crate::model::{Amount, AmountRole, Found, Stage};

/// Most sums of one release that are looked at.
const MAX_SUMS: usize = 400;
/// Most words of a sentence that are looked at: longer ones are tables.
const MAX_SENTENCE: usize = 400;

/// A sum with its role, before sums are compared with each other.
struct Told {
    found: Found<Amount>,
    sum: Sum,
    /// Whether the words only say that something is paid.
    weak: bool,
}

/// The sums of money of a page, in the order in which it first tells them.
pub(super) fn amounts(page: &AnnotatedPage, stage: Stage) -> Vec<Found<Amount>> {
    let Some(cues) = page.text.cues else {
        return Vec::new();
    };
    let mut told = Vec::new();
    for part in page.parts() {
        told_in(part, cues, &mut told);
    }
    if told.is_empty() {
        return Vec::new();
    }
    let text = page.text.text;
    let agreement = text.contains("prosecution agreement");
    let bribery = [text, page.title.text].iter().any(|text| {
        ["brib", "kickback", "Brib", "Kickback"]
            .iter()
            .any(|word| text.contains(word))
    });
    for told in &mut told {
        let role = &mut told.found.value.role;
        match *role {
            // The penalty of an agreement with the Justice Department is a fine.
            AmountRole::Penalty if agreement && told.found.rule.starts_with("penalt") => {
                *role = AmountRole::Fine;
            }
            AmountRole::Gain if told.weak && bribery => *role = AmountRole::Bribe,
            // Only a court gives a judgment.
            AmountRole::Judgment
                if told.weak && matches!(stage, Stage::Settlement | Stage::Order) =>
            {
                *role = AmountRole::Settlement;
            }
            _ => {}
        }
    }
    let health = [
        "Medic", "medic", "TRICARE", "Tricare", "health", "Health", "claims",
    ]
    .iter()
    .any(|word| text.contains(word) || page.title.text.contains(word));
    told.retain(|told| {
        health || !matches!(told.found.value.role, AmountRole::Billed | AmountRole::Paid)
    });
    told.retain(|told| bribery || !told.weak || told.found.value.role != AmountRole::Bribe);
    without_repeats(told)
}

fn told_in(part: &AnnotatedPart, cues: &CaseCues, told: &mut Vec<Told>) {
    let words = &part.annotations.words;
    let mut found: Vec<Cue> = Vec::new();
    let mut sentence = 0..0;
    let mut from = 0;
    let mut last = None;
    let mut sums = sums(part.text, words).take(MAX_SUMS).peekable();
    while let Some(sum) = sums.next() {
        let Some(first) = words.get(sum.words.start) else {
            continue;
        };
        if sum.words.start >= sentence.end {
            let number = first.sentence;
            let start = words[..sum.words.start].partition_point(|word| word.sentence < number);
            let length = words[start..].partition_point(|word| word.sentence == number);
            let start = start.max(sum.words.start.saturating_sub(MAX_SENTENCE));
            sentence = start..(words.len().min(start + length)).min(sum.words.end + MAX_SENTENCE);
            cues_in(&words[sentence.clone()], start, cues, &mut found);
            from = start;
            last = None;
        }
        let until = sums
            .peek()
            .map_or(sentence.end, |next| next.words.start.min(sentence.end));
        let context = SumContext {
            words,
            cues,
            found: &found,
            start: sentence.start,
            from,
            until,
            last,
        };
        let decision = decide(&context, &sum);
        from = sum.words.end;
        last = decision;
        if let Some(decision) = decision
            && let Some(role) = decision.role
            && sum.dollars() > 0
        {
            let cue = decision.row;
            told.push(Told {
                found: Found {
                    value: Amount {
                        role,
                        value: sum.dollars(),
                    },
                    place: part.place.clone(),
                    span: sum.span.clone(),
                    rule: cue.words,
                },
                sum,
                weak: cue.place == CuePlace::Weak
                    || cue.place == CuePlace::After
                        && (cue.words.ends_with("scheme") || cue.words.ends_with("fraud")),
            });
        }
    }
}

/// Each role and value once, and no rounded repeat of a sum that is told exactly.
fn without_repeats(mut told: Vec<Told>) -> Vec<Found<Amount>> {
    let repeats: Vec<bool> = told
        .iter()
        .enumerate()
        .map(|(at, one)| {
            told.iter().enumerate().any(|(other_at, other)| {
                let same_role = one.found.value.role == other.found.value.role;
                let (value, exact) = (one.found.value.value, other.found.value.value);
                if value == exact && other_at != at {
                    return same_role && other_at < at || one.weak && !other.weak && !same_role;
                }
                (same_role || one.weak) && is_rounded(&one.sum, &other.sum)
            })
        })
        .collect();
    let mut keep = repeats.iter();
    told.retain(|_| keep.next().is_none_or(|repeat| !repeat));
    told.into_iter().map(|told| told.found).collect()
}

/// Whether `rounded` is `exact` rounded or cut to its own smallest step.
fn is_rounded(rounded: &Sum, exact: &Sum) -> bool {
    let (step, value, exact_value) = (rounded.step, rounded.dollars(), exact.dollars());
    exact.step < step && value > 0 && value.abs_diff(exact_value) * 16 <= value && {
        let cut = exact_value / step * step;
        let near = exact_value.saturating_add(step / 2) / step * step;
        value == cut || value == near
    }
}
