//! Which headlines announce the stage of a case that the query names?
//!
//! A query that names a stage (`indicted`, `pleads guilty`, `sentenced`) asks for the releases that announce it, before
//! those that only mention it.

use tantivy::DocId;

use crate::analysis::{stem, stem_prefix, stems_to};
use crate::error::Result;
use crate::knowledge::tables::case_stages::{CASE_STAGES, CaseStage};
use crate::query::context::SearchContext;
use crate::query::plan::query_plan::Plan;
use crate::query::plan::term_expressions::single_form;
use crate::query::postings::positions::postings;
use crate::query::postings::span_expr::SpanExpr;
use crate::query::postings::truncation::TruncatedDocs;
use crate::query::terms::term_dictionary::TermCounts;

/// The scores that releases get for the stages that their headlines announce.
#[derive(Debug, Default)]
pub(crate) struct StageBoost {
    /// The number of announced stages by segment and document; empty if the query names no stage.
    stages: Vec<Vec<u8>>,
}

impl StageBoost {
    /// Looks in the headlines for the stages that the words of a query name.
    pub(crate) fn find(ctx: &SearchContext<'_>, plan: &Plan) -> Result<Self> {
        let mut wanted: Vec<&CaseStage> = Vec::new();
        for word in plan
            .clauses
            .iter()
            .filter_map(|clause| clause.word.as_ref())
        {
            if let Some(stage) = stage_named_by(&stem(&single_form(word)))
                && !wanted.iter().any(|known| std::ptr::eq(*known, stage))
            {
                wanted.push(stage);
            }
        }
        let titles = &ctx.title;
        let mut stages = Vec::new();
        for stage in wanted {
            let mut terms = TermCounts::new();
            for word in &stage.headline_words {
                terms.append(&mut titles.same_stem(word)?);
            }
            let expression = SpanExpr::terms(&terms);
            let segments = ctx.index.searcher.segment_readers();
            stages.resize_with(segments.len(), Vec::new);
            for (at, segment) in segments.iter().enumerate() {
                let size = segment.max_doc();
                stages[at].resize(size as usize, 0u8);
                let ignored = &mut TruncatedDocs::with_places(0);
                for (doc, _) in postings(&*titles.segment(at)?, &expression, size, ignored)? {
                    stages[at][doc as usize] += 1;
                }
            }
        }
        Ok(StageBoost { stages })
    }

    /// How many of the stages the headline of a release announces.
    pub(crate) fn count(&self, segment: usize, doc: DocId) -> f32 {
        let stages = self.stages.get(segment);
        stages.map_or(0.0, |stages| f32::from(stages[doc as usize]))
    }
}

/// The stage that words of this stem name.
fn stage_named_by(stem: &str) -> Option<&'static CaseStage> {
    let prefix = stem_prefix(stem);
    CASE_STAGES.iter().find(|stage| {
        let mut asked = stage.query_words.iter();
        asked.any(|word| word.starts_with(prefix) && stems_to(word, stem))
    })
}
