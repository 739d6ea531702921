//! Which of the matching releases are listed, and in what order.

pub(crate) mod bm25;
pub(crate) mod candidate;
mod proximity;
pub(crate) mod ranker;
mod rescoring;
pub(crate) mod selection;

use std::collections::HashSet;

use crate::error::Result;
use crate::query::context::SearchContext;
use crate::query::expand::case_stage::StageBoost;
use crate::query::matching::matches::Matches;
use crate::query::plan::query_plan::Plan;
use crate::query::ranking::bm25::Bm25;
use crate::query::ranking::candidate::Candidate;
use crate::query::ranking::ranker::Ranker;
use crate::query::ranking::rescoring::{RESCORED, placed_clauses, rescore};
use crate::query::ranking::selection::Selection;
use crate::query::request::Limit;
use crate::query::weights::Weights;

/// The releases that the request asks for, in order, and what scored them.
pub(crate) fn rank(
    ctx: &SearchContext<'_>,
    plan: &Plan,
    matches: &Matches,
    selection: &Selection,
    weights: &Weights,
) -> Result<(Vec<Candidate>, Bm25)> {
    let bm25 = Bm25::open(ctx.index, weights)?;
    let ranker = Ranker {
        index: ctx.index,
        request: ctx.request,
        clauses: &matches.clauses,
        weights,
        selection,
        bm25: &bm25,
        stages: &StageBoost::find(ctx, plan)?,
    };
    let mut candidates = ranker.rank()?;
    if ranker.by_score() {
        let clauses = placed_clauses(&plan.clauses, &matches.clauses, &bm25);
        // Only they change places, so that the order is the same for every limit.
        let rescored = candidates.len().min(RESCORED);
        rescore(
            &mut candidates[..rescored],
            &clauses,
            &ctx.text,
            &bm25,
            weights,
        )?;
        candidates[..rescored].sort_by(|a, b| ranker.compare(a, b));
    }
    if ctx.request.by_matter {
        let mut seen = HashSet::new();
        candidates.retain(|candidate| {
            let (segment, doc) = (candidate.address.segment_ord, candidate.address.doc_id);
            seen.insert(ctx.copies.case(segment as usize, doc))
        });
    }
    candidates.drain(..ctx.request.offset.min(candidates.len()));
    if let Limit::Count(count) = ctx.request.limit {
        candidates.truncate(count);
    }
    Ok((candidates, bm25))
}
