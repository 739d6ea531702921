//! The stage of a case that a query names: a release whose headline announces it is meant before those that only tell
//! of it.

use tantivy::DocId;

use crate::analysis::{CachingStemmer, stem_prefix};
use crate::error::Result;
use crate::knowledge::tables::case_stages::{CASE_STAGES, CaseStage};
use crate::query::matching::positions::postings;
use crate::query::matching::predicate::SearchField;
use crate::query::matching::span_expr::SpanExpr;
use crate::query::matching::truncation::TruncatedDocs;
use crate::query::plan::planner::{Concept, Planner};
use crate::query::plan::term_expressions::single_form;
use crate::query::terms::term_dictionary::TermCounts;

/// What each stage that a headline announces adds to the score of a release: about as much as a word that stands in one
/// release of ten. Remembered releases are found best with 2 to 3; topics lose with more.
const WEIGHT: f32 = 2.0;

/// The row of the table that words of this stem ask for.
fn asked_for(stem: &str, stems: &CachingStemmer) -> Option<&'static CaseStage> {
    let beginning = stem_prefix(stem);
    CASE_STAGES.iter().find(|stage| {
        let mut asked = stage.query_words.iter();
        asked.any(|word| word.starts_with(beginning) && stems.stems_to(word, stem))
    })
}

/// Which headlines announce how many of the stages that a query names.
#[derive(Debug, Default)]
pub(crate) struct Announced {
    /// By segment and document; empty where the query names no stage.
    stages: Vec<Vec<u8>>,
}

impl Announced {
    /// Looks in the headlines for the stages that the words of a query name.
    pub(crate) fn find(planner: &mut Planner<'_>, concepts: &[Concept]) -> Result<Self> {
        let mut wanted: Vec<&CaseStage> = Vec::new();
        for word in concepts.iter().filter_map(|concept| concept.word.as_ref()) {
            let stem = planner.stems.stem(&single_form(word));
            if let Some(stage) = asked_for(&stem, &planner.stems)
                && !wanted.iter().any(|known| std::ptr::eq(*known, stage))
            {
                wanted.push(stage);
            }
        }
        let mut stages = Vec::new();
        for stage in wanted {
            let mut terms = TermCounts::new();
            let mut stems = std::mem::take(&mut planner.stems);
            for word in &stage.headline_words {
                let lexicon = planner.lexicon(SearchField::Title);
                terms.append(&mut lexicon.same_stem(word, &mut stems)?);
            }
            planner.stems = stems;
            let expression = SpanExpr::terms(&terms);
            let segments = planner.resolver.index.searcher.segment_readers();
            stages.resize_with(segments.len(), Vec::new);
            for (at, segment) in segments.iter().enumerate() {
                let size = segment.max_doc();
                stages[at].resize(size as usize, 0u8);
                let inverted = planner.lexicon(SearchField::Title).segment(at)?;
                for (doc, _) in
                    postings(inverted, &expression, size, &mut TruncatedDocs::default())?
                {
                    stages[at][doc as usize] += 1;
                }
            }
        }
        Ok(Announced { stages })
    }

    /// What the headline of a release adds to its score.
    pub(crate) fn score(&self, segment: usize, doc: DocId) -> f32 {
        let stages = self.stages.get(segment);
        stages.map_or(0.0, |stages| WEIGHT * f32::from(stages[doc as usize]))
    }
}
