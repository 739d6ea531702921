//! Words that stand near each other tell more than words scattered over a text.

use crate::error::Result;
use crate::query::Found;
use crate::query::matching::positions::PositionReader;
use crate::query::matching::span_expr::{Span, SpanExpr};
use crate::query::matching::truncation::Truncation;
use crate::query::plan::planner::{Matcher, Place, Plan, Planner};
use crate::query::ranking::bm25::Bm25;
use crate::query::ranking::min_should_match::Candidate;

/// Of the best releases so many are looked at: reading positions is the dearest part of a search.
pub(crate) const RESCORED: usize = 60;

/// Words further apart than this tell nothing of each other.
const MAX_DISTANCE: u32 = 12;

/// What two rare words side by side add, beside what they score.
const WEIGHT: f32 = 0.5;

/// Words that tell less than this by themselves (as [`Bm25::idf`] says it) tell nothing by standing together:
/// `medicare fraud` is near in every release on it, while `Dwayne Cross` is one man.
const MIN_IDF: f32 = 3.0;

/// What stands for more words of the index than this (`a*`) tells nothing by its nearness.
const MAX_TERMS: usize = 200;

/// Adds to the scores of the best releases what the nearness of their words tells. `ranked` is in order.
pub(crate) fn add_proximity(
    ranked: &mut [Candidate],
    plan: &Plan,
    found: &Found,
    planner: &Planner<'_>,
    bm25: &Bm25,
) -> Result<()> {
    let sides: Vec<(SpanExpr, f32)> = plan
        .concepts
        .iter()
        .zip(&found.concepts)
        .filter_map(|(concept, evaluated)| {
            let Matcher::Words(Place::Text, typed) = &concept.matcher else {
                return None;
            };
            let mut either = vec![typed.clone()];
            either.extend(concept.soft.iter().map(|soft| soft.expression.clone()));
            let idf = bm25.idf(evaluated.frequency());
            let mut terms = 0usize;
            typed.for_each_term(&mut |_| terms += 1);
            if terms > MAX_TERMS {
                return None;
            }
            Some((SpanExpr::any_of(either), idf))
        })
        .collect();
    if sides.len() < 2 {
        return Ok(());
    }
    let looked_at = ranked.len().min(RESCORED);
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
        let unsaid = &mut Truncation::default();
        let places: Vec<Vec<Span>> = sides
            .iter()
            .zip(&mut readers)
            .map(|((side, _), reader)| reader.spans(side, address.doc_id, unsaid))
            .collect();
        let mut bonus = 0.0;
        for next in 1..sides.len() {
            if let Some(apart) = nearest(&places[next - 1], &places[next]) {
                let idf = sides[next - 1].1.min(sides[next].1);
                #[allow(clippy::cast_precision_loss)] // At most MAX_DISTANCE.
                let apart = apart as f32;
                bonus += (idf - MIN_IDF).max(0.0) / apart;
            }
        }
        ranked[at].proximity = WEIGHT * bonus;
        ranked[at].score += WEIGHT * bonus;
    }
    Ok(())
}

/// From word to word, the least way between a place of one and a place of the other; none beyond [`MAX_DISTANCE`].
fn nearest(first: &[Span], second: &[Span]) -> Option<u32> {
    let mut best = None;
    let mut from = 0;
    for span in first {
        while second
            .get(from)
            .is_some_and(|other| other.end + MAX_DISTANCE < span.start)
        {
            from += 1;
        }
        for other in &second[from..] {
            if other.start > span.end + MAX_DISTANCE {
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
    best.filter(|apart| *apart <= MAX_DISTANCE)
}
