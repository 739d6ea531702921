//! To what were the defendants sentenced?
//!
//! [`length`] reads terms of imprisonment, supervised release and probation, [`verbs`] tells which of them a court has imposed,
//! and [`finder`] on whom.

mod finder;
mod length;
mod number;
mod several;
mod subject;
#[cfg(test)]
mod tests;
mod verbs;

use crate::extract::annotated_page::AnnotatedPage;
use crate::extract::defendant::Cast;
use crate::extract::sentence::finder::{Finder, Imposed};
use crate::model::{Found, Sentence};

/// The sentences that a page tells of its defendants, in its order.
pub(super) fn sentences(page: &AnnotatedPage, cast: &Cast) -> Vec<Found<Sentence>> {
    if cast.defendants.is_empty() {
        return Vec::new();
    }
    let mut imposed: Vec<Imposed> = vec![Imposed::default(); cast.defendants.len()];
    let parts = page.parts();
    // The text first: it tells more than the headline.
    for at in [1, 0] {
        Finder {
            part: parts[at],
            part_at: at,
            cast,
            mentions: &cast.mentions[at],
            last: None,
            last_person: None,
            before: Vec::new(),
        }
        .read(&mut imposed);
    }
    let mut found: Vec<Found<Sentence>> = Vec::new();
    for (defendant, imposed) in cast.defendants.iter().zip(imposed) {
        let Some((part, span, rule)) = imposed.place else {
            continue;
        };
        found.push(Found {
            value: Sentence {
                defendant: defendant.value.name.clone(),
                months: imposed.months,
                supervised_release_months: imposed.supervised_release,
                probation_months: imposed.probation,
            },
            place: parts[part].place.clone(),
            span,
            rule,
        });
    }
    found
}
