//! Words that stand near each other tell more than words scattered over a text.

use crate::error::Result;
use crate::query::Found;
use crate::query::matching::positions::PositionReader;
use crate::query::matching::span_expr::{Expression, Span};
use crate::query::matching::truncation::Cut;
use crate::query::plan::planner::{Matcher, Place, Plan, Planner};
use crate::query::ranking::bm25::Lengths;
use crate::query::ranking::min_should_match::Ranked;

/// Of the best releases so many are looked at: reading positions is the dearest part of a search.
pub(crate) const LOOKED_AT: usize = 60;

/// Words further apart than this tell nothing of each other.
const FAR: u32 = 12;

/// What two rare words side by side add, beside what they score.
const WEIGHT: f32 = 0.5;

/// Words that tell less than this by themselves (as [`Lengths::rarity`] says it) tell nothing by standing together:
/// `medicare fraud` is near in every release on it, while `Dwayne Cross` is one man.
const TELLING: f32 = 3.0;

/// What stands for more words of the index than this (`a*`) tells nothing by its nearness.
const MOST_TERMS: usize = 200;

/// Adds to the scores of the best releases what the nearness of their words tells. `ranked` is in order.
pub(crate) fn add_nearness(
    ranked: &mut [Ranked],
    plan: &Plan,
    found: &Found,
    planner: &Planner<'_>,
    lengths: &Lengths,
) -> Result<()> {
    let sides: Vec<(Expression, f32)> = plan
        .concepts
        .iter()
        .zip(&found.concepts)
        .filter_map(|(concept, evaluated)| {
            let Matcher::Words(Place::Text, typed) = &concept.matcher else {
                return None;
            };
            let mut either = vec![typed.clone()];
            either.extend(concept.soft.iter().map(|soft| soft.expression.clone()));
            let rarity = lengths.rarity(evaluated.frequency());
            let mut terms = 0usize;
            typed.each_term(&mut |_| terms += 1);
            if terms > MOST_TERMS {
                return None;
            }
            Some((Expression::either(either), rarity))
        })
        .collect();
    if sides.len() < 2 {
        return Ok(());
    }
    let looked_at = ranked.len().min(LOOKED_AT);
    let mut order: Vec<usize> = (0..looked_at).collect();
    order.sort_unstable_by_key(|at| ranked[*at].address);
    let mut segment = None;
    let mut readers: Vec<PositionReader> = Vec::new();
    for at in order {
        let address = ranked[at].address;
        if segment != Some(address.segment_ord) {
            segment = Some(address.segment_ord);
            let inverted = planner.text.segment(address.segment_ord as usize)?;
            readers = sides
                .iter()
                .map(|(side, _)| PositionReader::new(inverted, side))
                .collect::<Result<_>>()?;
        }
        // What a bound costs here is a place in the list, no match.
        let unsaid = &mut Cut::default();
        let places: Vec<Vec<Span>> = sides
            .iter()
            .zip(&mut readers)
            .map(|((side, _), reader)| reader.places(side, address.doc_id, unsaid))
            .collect();
        let mut bonus = 0.0;
        for next in 1..sides.len() {
            if let Some(apart) = nearest(&places[next - 1], &places[next]) {
                let rarity = sides[next - 1].1.min(sides[next].1);
                #[allow(clippy::cast_precision_loss)] // At most FAR.
                let apart = apart as f32;
                bonus += (rarity - TELLING).max(0.0) / apart;
            }
        }
        ranked[at].nearness = WEIGHT * bonus;
        ranked[at].score += WEIGHT * bonus;
    }
    Ok(())
}

/// From word to word, the least way between a place of one and a place of the other; none beyond [`FAR`].
fn nearest(first: &[Span], second: &[Span]) -> Option<u32> {
    let mut best = None;
    let mut from = 0;
    for span in first {
        while second
            .get(from)
            .is_some_and(|other| other.end + FAR < span.start)
        {
            from += 1;
        }
        for other in &second[from..] {
            if other.start > span.end + FAR {
                break;
            }
            let apart = if other.start >= span.end {
                other.start - span.end + 1
            } else if span.start >= other.end {
                span.start - other.end + 1
            } else {
                continue;
            };
            if best.is_none_or(|best| apart < best) {
                best = Some(apart);
            }
        }
    }
    best.filter(|apart| *apart <= FAR)
}
