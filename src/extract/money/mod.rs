//! Which sums of money does the release tell of its case, and what are they?
//!
//! [`value`] finds the sums, [`role`] asks the words beside each what it is: rows of `money_cues.tsv`.

mod role;
#[cfg(test)]
mod tests;
mod value;

use crate::extract::annotated_page::{AnnotatedPage, AnnotatedPart};
use crate::extract::money::role::{Cue, Decision, SumContext, cues_in, decide, is_said_of_both};
use crate::extract::money::value::{Sum, sums};
use crate::knowledge::entities::cues::case_cues::CaseCues;
use crate::knowledge::tables::cases::money_cues::CuePlace;
use crate::model::{Amount, AmountRole, EvidenceSource, Found, Stage};

/// Most sums of one release that are looked at.
const MAX_SUMS: usize = 400;
/// Most words of a sentence that are looked at: longer ones are tables.
const MAX_SENTENCE: usize = 400;

/// A sum with its role, before sums are compared with each other.
struct Told {
    found: Found<Amount>,
    sum: Sum,
    /// Whether the words only say that something is paid, or what a whole scheme was about.
    weak: bool,
    /// Whether it is what a whole scheme was about: "a $5 million fraud".
    is_of_scheme: bool,
}

impl Told {
    /// A sum of which the words say what it is; none if it is no amount of the case.
    fn of(part: &AnnotatedPart, sum: &Sum, decision: &Decision) -> Option<Told> {
        let cue = decision.row;
        let role = decision.role.filter(|_| sum.dollars() > 0)?;
        let is_of_scheme = cue.place == CuePlace::After
            && (cue.words.ends_with("scheme") || cue.words.ends_with("fraud"));
        Some(Told {
            found: Found {
                value: Amount {
                    role,
                    value: sum.dollars(),
                },
                place: part.place.clone(),
                span: sum.span.clone(),
                rule: cue.words,
            },
            sum: sum.clone(),
            weak: cue.place == CuePlace::Weak || is_of_scheme,
            is_of_scheme,
        })
    }
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
            AmountRole::Gain if told.weak && bribery && !told.is_of_scheme => {
                *role = AmountRole::Bribe;
            }
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
    // What a release calls both a fine and a penalty is a fine in a criminal case.
    let is_civil = matches!(
        stage,
        Stage::Lawsuit | Stage::Settlement | Stage::Judgment | Stage::Order | Stage::Other
    );
    let is_fine = !is_civil || agreement || text.contains("criminal fine");
    let payment = if is_fine {
        AmountRole::Fine
    } else {
        AmountRole::Penalty
    };
    without_repeats(told, payment)
}

fn told_in(part: &AnnotatedPart, cues: &CaseCues, told: &mut Vec<Told>) {
    let words = &part.annotations.words;
    let mut found: Vec<Cue> = Vec::new();
    let mut sentence = 0..0;
    let mut from = 0;
    let mut last = None;
    // The sums of a list of which nothing is said, or only that something is paid: what follows may say it.
    let mut open: Vec<(Sum, Option<Told>)> = Vec::new();
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
            close(&mut open, told);
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
        if !(open.last()).is_some_and(|(_, weak)| is_said_of_both(&context, &sum, weak.is_none())) {
            close(&mut open, told);
        }
        from = sum.words.end;
        last = decision;
        let of_sum = decision.and_then(|decision| Told::of(part, &sum, &decision));
        match decision {
            // What is said behind the last sum of a list is said of all.
            Some(decision) if decision.row.place == CuePlace::After => {
                let before = open.drain(..);
                told.extend(before.filter_map(|(sum, _)| Told::of(part, &sum, &decision)));
                told.extend(of_sum);
            }
            Some(decision) if decision.row.place != CuePlace::Weak => {
                close(&mut open, told);
                told.extend(of_sum);
            }
            _ => open.push((sum, of_sum)),
        }
    }
    close(&mut open, told);
}

/// Ends a list of sums: nothing was said behind it, so that each is what the words before say.
fn close(open: &mut Vec<(Sum, Option<Told>)>, told: &mut Vec<Told>) {
    told.extend(open.drain(..).filter_map(|(_, weak)| weak));
}

/// Each role and value once, and no rounded repeat of a sum that is told exactly.
fn without_repeats(mut told: Vec<Told>, payment: AmountRole) -> Vec<Found<Amount>> {
    let repeats: Vec<bool> = (0..told.len())
        .map(|at| {
            let others = told.iter().enumerate();
            others.clone().any(|(other_at, other)| {
                other_at != at && repeats(&told[at], other, other_at < at, payment)
            })
        })
        .collect();
    let mut keep = repeats.iter();
    told.retain(|_| keep.next().is_none_or(|repeat| !repeat));
    told.into_iter().map(|told| told.found).collect()
}

/// Whether a sum only repeats another one, which is told `earlier` or later. `payment` is what a sum is that is called both a
/// fine and a penalty.
fn repeats(one: &Told, other: &Told, earlier: bool, payment: AmountRole) -> bool {
    let (role, other_role) = (one.found.value.role, other.found.value.role);
    if one.found.value.value == other.found.value.value {
        let is_misnamed = other_role == payment
            && role != payment
            && matches!(role, AmountRole::Penalty | AmountRole::Fine);
        // "agreed to pay $5 to settle", and further below "a $5 penalty": the kind is told.
        let is_kind_told = role == AmountRole::Settlement && is_one_kind(other_role);
        return role == other_role && earlier
            || is_kind_told
            || one.weak && !other.weak && role != other_role
            || is_misnamed;
    }
    let is_headline = one.found.place == EvidenceSource::Title
        && [role, other_role].into_iter().all(is_payment)
        && is_cut(&one.sum, &other.sum);
    (role == other_role || one.weak) && is_rounded(&one.sum, &other.sum) || is_headline
}

/// Whether it is one kind of what is paid to end a case.
fn is_one_kind(role: AmountRole) -> bool {
    matches!(
        role,
        AmountRole::Restitution
            | AmountRole::Forfeiture
            | AmountRole::Fine
            | AmountRole::Penalty
            | AmountRole::Disgorgement
    )
}

/// Whether it is money that somebody pays to end a case. A headline does not tell its kinds apart.
fn is_payment(role: AmountRole) -> bool {
    matches!(
        role,
        AmountRole::Settlement
            | AmountRole::Judgment
            | AmountRole::Penalty
            | AmountRole::Compensation
            | AmountRole::Fine
    )
}

/// Whether `rounded` is `exact` without its smaller steps: "more than $9 million" of $9,990,000.
fn is_cut(rounded: &Sum, exact: &Sum) -> bool {
    is_in_steps(rounded, exact, exact.dollars())
}

/// Whether `rounded` is `exact` rounded or cut to its own smallest step.
fn is_rounded(rounded: &Sum, exact: &Sum) -> bool {
    let (value, exact_value) = (rounded.dollars(), exact.dollars());
    value.abs_diff(exact_value) * 16 <= value
        && (is_cut(rounded, exact)
            || is_in_steps(rounded, exact, exact_value.saturating_add(rounded.step / 2)))
}

/// Whether `rounded`, whose smallest step is a larger one than that of `exact`, is what is left of `value` in its steps.
fn is_in_steps(rounded: &Sum, exact: &Sum, value: u64) -> bool {
    let step = rounded.step;
    exact.step < step && rounded.dollars() > 0 && value / step * step == rounded.dollars()
}
