//! How well the words of a release answer a query: its BM25 score.
//!
//! Title and text are scored as one field in which the title counts more than once: a sum of separately scored fields
//! ranks worse. Expansions count less than what was typed, and of the expansions of a clause only the best counts.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::schema::Field;
use tantivy::{DocAddress, DocId, Searcher};

use crate::error::Result;
use crate::index::OpenIndex;
use crate::query::matching::doc_set::DocSet;
use crate::query::matching::evaluate::{ClauseMatches, ScoredExpr};
use crate::query::matching::predicate::SearchField;
use crate::schema::{TEXT, TITLE};

/// BM25 `k1`, usually 1.2 to 2 (Robertson and Zaragoza 2009). Releases repeat their charges, so a term's frequency must
/// saturate early.
const K1: f32 = 1.0;

/// BM25 `b`, usually 0.5 to 0.8: how much longer texts are held back.
const B: f32 = 0.8;

/// Maximum factor by which expansions raise the score of a clause that a release has as typed.
const MAX_EXPANSION_GAIN: f32 = 1.1;

/// Scores documents of one index.
pub(crate) struct Bm25 {
    text: FieldNorms,
    /// None if no clause asks for titles.
    title: Option<FieldNorms>,
    /// The number of documents in the index.
    documents: f32,
}

/// The field lengths of one field, as BM25 needs them.
struct FieldNorms {
    /// By segment.
    readers: Vec<FieldNormReader>,
    /// In tokens.
    average_length: f32,
}

impl FieldNorms {
    fn open(searcher: &Searcher, field: Field) -> Result<Self> {
        let mut tokens = 0u64;
        let mut documents = 0u64;
        let mut readers = Vec::new();
        for segment in searcher.segment_readers() {
            tokens += segment.inverted_index(field)?.total_num_tokens();
            documents += u64::from(segment.max_doc());
            readers.push(segment.get_fieldnorms_reader(field)?);
        }
        #[allow(clippy::cast_precision_loss)] // An average.
        let average_length = (tokens as f32 / documents.max(1) as f32).max(1.0);
        Ok(FieldNorms {
            readers,
            average_length,
        })
    }

    /// What BM25 adds to the term frequency in the denominator.
    fn length_penalty(&self, segment: usize, doc: DocId) -> f32 {
        #[allow(clippy::cast_precision_loss)] // Lengths are stored in coarser steps.
        let length = self.readers[segment].fieldnorm(doc) as f32;
        K1 * (1.0 - B + B * length / self.average_length)
    }
}

/// The score of one document.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Score {
    pub(crate) score: f32,
    /// The sum over the clauses of the best weight that the document has: 1 for each clause as typed, less for one that
    /// it has only as an expansion.
    pub(crate) matched_weight: f32,
}

impl Bm25 {
    /// Opens what it takes to score these clauses.
    pub(crate) fn open(index: &OpenIndex, clauses: &[ClauseMatches]) -> Result<Self> {
        let searcher = &index.searcher;
        let mut scored = clauses.iter().flat_map(|clause| &clause.scored);
        let asks_for_titles = scored.any(|expr| expr.field == SearchField::Title);
        let title = asks_for_titles.then(|| FieldNorms::open(searcher, TITLE));
        #[allow(clippy::cast_precision_loss)] // An estimate.
        let documents = searcher.num_docs() as f32;
        Ok(Bm25 {
            text: FieldNorms::open(searcher, TEXT)?,
            title: title.transpose()?,
            documents,
        })
    }

    /// The length of a text in tokens, more or less.
    pub(crate) fn text_length(&self, address: DocAddress) -> u32 {
        self.text.readers[address.segment_ord as usize].fieldnorm(address.doc_id)
    }

    /// The inverse document frequency of something that is in `doc_freq` documents.
    pub(crate) fn idf(&self, doc_freq: usize) -> f32 {
        #[allow(clippy::cast_precision_loss)] // An estimate.
        let doc_freq = (doc_freq as f32).min(self.documents);
        (1.0 + (self.documents - doc_freq + 0.5) / (doc_freq + 0.5)).ln()
    }

    /// How often an expression occurs in one document, and its score there; none if it does not.
    pub(crate) fn explain(
        &self,
        expr: &ScoredExpr,
        segment: usize,
        doc: DocId,
    ) -> Option<(u32, f32)> {
        let frequency = expr.postings.get(segment)?.frequency(doc)?;
        Some((frequency, self.scorer(expr, segment)(doc, frequency)))
    }

    /// The scores of the documents of a segment, by document; of those that are not in `docs` it is 0. A clause's score is
    /// the sum over its own expressions, and the maximum over its expansions.
    pub(crate) fn scores(
        &self,
        clauses: &[ClauseMatches],
        segment: usize,
        docs: &DocSet,
    ) -> Vec<Score> {
        let mut scores = vec![Score::default(); docs.max_doc() as usize];
        let mut of_clause = scores.clone();
        let mut having: Vec<DocId> = Vec::new();
        for clause in clauses {
            for expr in &clause.scored {
                let score_of = self.scorer(expr, segment);
                expr.postings[segment].for_each(|doc, frequency| {
                    if !docs.contains(doc) {
                        return;
                    }
                    let score = score_of(doc, frequency);
                    let best = &mut of_clause[doc as usize];
                    if best.matched_weight <= 0.0 {
                        having.push(doc);
                    }
                    if expr.weight >= 1.0 {
                        best.score += score;
                    } else if best.matched_weight < 1.0 {
                        best.score = best.score.max(score);
                    } else {
                        let most = best.score * MAX_EXPANSION_GAIN;
                        best.score = best.score.max(score.min(most));
                    }
                    best.matched_weight = best.matched_weight.max(expr.weight);
                });
            }
            for doc in having.drain(..) {
                let Score {
                    score,
                    matched_weight,
                } = std::mem::take(&mut of_clause[doc as usize]);
                scores[doc as usize].score += score;
                scores[doc as usize].matched_weight += matched_weight;
            }
        }
        scores
    }

    /// Returns a function from a document and the number of times that `expr` occurs in it to the score.
    fn scorer(&self, expr: &ScoredExpr, segment: usize) -> impl Fn(DocId, u32) -> f32 {
        let norms = match (expr.field, &self.title) {
            (SearchField::Title, Some(title)) => title,
            _ => &self.text,
        };
        let (weight, idf) = (expr.weight, self.idf(expr.doc_freq));
        move |doc, frequency| {
            #[allow(clippy::cast_precision_loss)] // Frequencies are small.
            let frequency = frequency as f32;
            let penalty = norms.length_penalty(segment, doc);
            weight * idf * frequency * (K1 + 1.0) / (frequency + penalty)
        }
    }
}
