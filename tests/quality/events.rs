//! How often is what happened found right? Scored as in `extraction.rs`, against labels written by hand.

use std::collections::HashMap;

use dragnet::model::{Amount, Defendant, Proceeding, Release, Sentence, Stage};
use serde::Deserialize;

use super::extraction::{Figures, Tally, same_person, share};

/// What a release tells of a case, as labelled.
#[derive(Deserialize)]
pub(super) struct EventLabel {
    #[serde(alias = "path")]
    pub(super) id: String,
    stage: Option<Stage>,
    event_date: Option<String>,
    proceeding: Option<Proceeding>,
    defendants: Vec<Defendant>,
    sentences: Vec<Sentence>,
    amounts: Vec<Amount>,
    dockets: Vec<String>,
    judges: Vec<String>,
    offenses: Vec<String>,
}

/// Words that say of which form an organization is.
const FORMS: [&str; 12] = [
    "inc",
    "llc",
    "llp",
    "lp",
    "ltd",
    "corp",
    "corporation",
    "co",
    "company",
    "sa",
    "na",
    "the",
];

/// The letters and digits of a name or a number, without accents and without the forms of organizations.
fn key(name: &str) -> String {
    let words = super::extraction::name_words(&name.replace('(', " ("));
    let kept: Vec<&String> = words
        .iter()
        .filter(|word| !FORMS.contains(&word.as_str()))
        .collect();
    kept.into_iter().cloned().collect()
}

fn same_name(one: &str, other: &str) -> bool {
    key(one) == key(other) || same_person(one, other)
}

fn same_defendant(one: &Defendant, other: &Defendant) -> bool {
    let names = |defendant: &Defendant| {
        let aliases = defendant.aliases.iter();
        std::iter::once(&defendant.name)
            .chain(aliases)
            .cloned()
            .collect::<Vec<String>>()
    };
    let others = names(other);
    names(one)
        .iter()
        .any(|one| others.iter().any(|other| same_name(one, other)))
}

/// Counts the entries of a list that are in the other, each once, and tells the others.
fn compare<T: std::fmt::Debug>(
    (id, name): (&str, &str),
    tally: &mut Tally,
    wanted: &[T],
    found: &[T],
    same: impl Fn(&T, &T) -> bool,
    errors: &mut Vec<String>,
) {
    let mut left: Vec<&T> = found.iter().collect();
    for wanted in wanted {
        if let Some(at) = left.iter().position(|found| same(found, wanted)) {
            left.remove(at);
            tally.right += 1;
        } else {
            tally.missed += 1;
            errors.push(format!("{id} {name}: missed {wanted:?}"));
        }
    }
    tally.extra += left.len();
    errors.extend(
        left.iter()
            .map(|extra| format!("{id} {name}: extra {extra:?}")),
    );
}

/// The figures of the labels of what happened, and the errors.
pub(super) fn score(
    labels: &[EventLabel],
    releases: &HashMap<String, Release>,
) -> (Figures, Vec<String>) {
    let mut errors = Vec::new();
    let mut right = [0; 3];
    let names = [
        "defendants",
        "sentences",
        "amounts",
        "dockets",
        "judges",
        "offenses",
    ];
    let mut tallies: [Tally; 6] = Default::default();
    for label in labels {
        let release = releases.get(&label.id).cloned().unwrap_or_default();
        let id = label.id.as_str();
        let event_date = release.event_date.map(|date| date.to_string());
        let one = [
            (
                "stage",
                release.stage == label.stage,
                format!("{:?} for {:?}", release.stage, label.stage),
            ),
            (
                "event_date",
                event_date == label.event_date,
                format!("{event_date:?} for {:?}", label.event_date),
            ),
            (
                "proceeding",
                release.proceeding == label.proceeding,
                format!("{:?} for {:?}", release.proceeding, label.proceeding),
            ),
        ];
        for (right, (name, is_right, told)) in right.iter_mut().zip(one) {
            *right += usize::from(is_right);
            if !is_right {
                errors.push(format!("{id} {name}: {told}"));
            }
        }
        let [defendants, sentences, amounts, dockets, judges, offenses] = &mut tallies;
        let names = names.map(|name| (id, name));
        compare(
            names[0],
            defendants,
            &label.defendants,
            &release.defendants,
            same_defendant,
            &mut errors,
        );
        let same_sentence = |one: &Sentence, other: &Sentence| {
            one.months == other.months && same_name(&one.defendant, &other.defendant)
        };
        compare(
            names[1],
            sentences,
            &label.sentences,
            &release.sentences,
            same_sentence,
            &mut errors,
        );
        // Within half a percent.
        let same_amount = |one: &Amount, other: &Amount| {
            one.role == other.role && one.value.abs_diff(other.value) <= other.value / 200
        };
        compare(
            names[2],
            amounts,
            &label.amounts,
            &release.amounts,
            same_amount,
            &mut errors,
        );
        let same_key = |one: &String, other: &String| key(one) == key(other);
        compare(
            names[3],
            dockets,
            &label.dockets,
            &release.dockets,
            same_key,
            &mut errors,
        );
        let same_judge = |one: &String, other: &String| same_name(one, other);
        compare(
            names[4],
            judges,
            &label.judges,
            &release.judges,
            same_judge,
            &mut errors,
        );
        compare(
            names[5],
            offenses,
            &label.offenses,
            &release.offenses,
            String::eq,
            &mut errors,
        );
    }
    let mut figures = Figures::new();
    for (name, right) in ["stage", "event_date", "proceeding"].into_iter().zip(right) {
        figures.insert(format!("{name} right"), share(right, labels.len()));
    }
    for (name, tally) in names.into_iter().zip(tallies) {
        tally.figures(name, &mut figures);
    }
    (figures, errors)
}
