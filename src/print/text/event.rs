//! What happened, on one line of a hit.

use crate::model::{Imprisonment, Release, Stage};
use crate::print::column::longest_imprisonment;
use crate::schema::{imprisonment_code, shown_length, shown_sum};

/// `sentence 2019-06-03, 41 months, restitution $1,200,000`: the stage with its day, the longest imprisonment, the largest
/// sum. None where the release tells of no event.
pub(super) fn event_line(release: &Release) -> Option<String> {
    let mut parts = Vec::new();
    if let Some(stage) = release.stage.filter(|stage| *stage != Stage::Other) {
        let date = release.event_date;
        let date = date.map_or_else(String::new, |date| format!(" {date}"));
        parts.push(format!("{stage}{date}"));
    }
    if let Some(longest) = longest_imprisonment(release) {
        let others = |other: Option<Imprisonment>| other != Some(longest);
        let is_one = !release.sentences.iter().any(|one| others(one.months));
        let up_to = if is_one { "" } else { "up to " };
        parts.push(format!(
            "{up_to}{}",
            shown_length(imprisonment_code(Some(longest)))
        ));
    }
    let largest = release.amounts.iter().max_by_key(|amount| amount.value);
    parts.extend(largest.map(|amount| format!("{} {}", amount.role, shown_sum(amount.value))));
    (!parts.is_empty()).then(|| parts.join(", "))
}
