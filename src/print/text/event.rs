//! What happened, on one line of a hit.

use crate::model::{Amount, Imprisonment, Release, Stage};
use crate::print::column::longest_imprisonment;
use crate::schema::{FieldSpec, imprisonment_code, shown_length, shown_sum};

/// What a release tells of its event, in words.
pub(crate) struct EventParts {
    /// `sentence 2019-06-03`: the stage with its day.
    pub(crate) stage: Option<String>,
    /// `41 months`, `restitution $1,200,000`: the longest imprisonment; the largest sum, or the one that the hits are sorted by.
    pub(crate) outcome: Vec<String>,
}

impl EventParts {
    /// Those of a release among hits that are sorted by `sorted_by`.
    pub(crate) fn of(release: &Release, sorted_by: Option<&FieldSpec>) -> EventParts {
        let stage = release.stage.filter(|stage| *stage != Stage::Other);
        let stage = stage.map(|stage| {
            let date = release.event_date;
            let date = date.map_or_else(String::new, |date| format!(" {date}"));
            format!("{stage}{date}")
        });
        let mut outcome = Vec::new();
        if let Some(longest) = longest_imprisonment(release) {
            let others = |other: Option<Imprisonment>| other != Some(longest);
            let is_one = !release.sentences.iter().any(|one| others(one.months));
            let longest_of = if is_one { "" } else { "longest " };
            outcome.push(format!(
                "{longest_of}{}",
                shown_length(imprisonment_code(Some(longest)))
            ));
        }
        let of_order =
            |amount: &&Amount| sorted_by.is_some_and(|field| field.name == amount.role.name());
        let amounts = || release.amounts.iter();
        let largest = (amounts().filter(of_order).max_by_key(|amount| amount.value))
            .or_else(|| amounts().max_by_key(|amount| amount.value));
        outcome
            .extend(largest.map(|amount| format!("{} {}", amount.role, shown_sum(amount.value))));
        EventParts { stage, outcome }
    }
}

/// `sentence 2019-06-03, 41 months, restitution $1,200,000`. None where the release tells of no event.
pub(super) fn event_line(release: &Release, sorted_by: Option<&FieldSpec>) -> Option<String> {
    let EventParts { stage, outcome } = EventParts::of(release, sorted_by);
    let parts: Vec<String> = stage.into_iter().chain(outcome).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}
