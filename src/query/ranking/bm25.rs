//! How well the words of a release answer a query: its BM25 score.
//!
//! Title and text are scored as one field in which the title counts more than once: a sum of separately scored fields
//! ranks worse. Expansions count less than what was typed, and of the expansions of a clause only the best counts.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::schema::Field;
use tantivy::{DocAddress, DocId, Searcher};

use crate::error::Result;
use crate::index::OpenIndex;
use crate::query::matching::evaluate::{ClauseMatches, ScoredExpr};
use crate::query::postings::doc_set::DocSet;
use crate::query::terms::search_field::SearchField;
use crate::query::weights::Weights;
use crate::schema::{TEXT, TITLE};

/// Scores documents of one index.
pub(crate) struct Bm25 {
    text: FieldNorms,
    title: FieldNorms,
    /// The number of documents in the index.
    documents: f32,
    weights: Weights,
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
    fn length_penalty(&self, segment: usize, doc: DocId, k1: f32, b: f32) -> f32 {
        #[allow(clippy::cast_precision_loss)] // Lengths are stored in coarser steps.
        let length = self.readers[segment].fieldnorm(doc) as f32;
        k1 * (1.0 - b + b * length / self.average_length)
    }
}

/// The score of one document.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Score {
    pub(crate) score: f32,
    /// The share of the query that the document has, from 0 to 1: less for a clause that it has only as an expansion.
    pub(crate) covered: f32,
}

impl Bm25 {
    /// Opens what it takes to score these clauses.
    pub(crate) fn open(index: &OpenIndex, weights: &Weights) -> Result<Self> {
        let searcher = &index.searcher;
        #[allow(clippy::cast_precision_loss)] // An estimate.
        let documents = searcher.num_docs() as f32;
        Ok(Bm25 {
            text: FieldNorms::open(searcher, TEXT)?,
            title: FieldNorms::open(searcher, TITLE)?,
            documents,
            weights: *weights,
        })
    }

    /// The length of a text in tokens, more or less.
    pub(crate) fn text_length(&self, address: DocAddress) -> u32 {
        self.text.readers[address.segment_ord as usize].fieldnorm(address.doc_id)
    }

    /// The length of a title in tokens, more or less.
    pub(crate) fn title_length(&self, address: DocAddress) -> u32 {
        self.title.readers[address.segment_ord as usize].fieldnorm(address.doc_id)
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
        clause: &ClauseMatches,
    ) -> Option<(u32, f32)> {
        let frequency = expr.postings.get(segment)?.frequency(doc)?;
        let score_of = self.scorer(expr, segment, self.concept_idf(clause), clause.emphasis);
        Some((frequency, score_of(doc, frequency)))
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
        let of_coverage: Vec<f32> = (clauses.iter()).map(|clause| clause.emphasis).collect();
        let all: f32 = of_coverage.iter().sum();
        for (clause, of_coverage) in clauses.iter().zip(of_coverage) {
            let concept = self.concept_idf(clause);
            for expr in &clause.scored {
                let score_of = self.scorer(expr, segment, concept, clause.emphasis);
                expr.postings[segment].for_each(|doc, frequency| {
                    if !docs.contains(doc) {
                        return;
                    }
                    let score = score_of(doc, frequency);
                    let best = &mut of_clause[doc as usize];
                    if best.covered <= 0.0 {
                        having.push(doc);
                    }
                    if expr.weight >= 1.0 {
                        best.score += score;
                    } else if best.covered < 1.0 {
                        best.score = best.score.max(score);
                    } else {
                        let most = best.score * self.weights.gain;
                        best.score = best.score.max(score.min(most));
                    }
                    best.covered = best.covered.max(expr.weight);
                });
            }
            for doc in having.drain(..) {
                let Score { score, covered } = std::mem::take(&mut of_clause[doc as usize]);
                scores[doc as usize].score += score;
                scores[doc as usize].covered += covered * of_coverage / all;
            }
        }
        scores
    }

    /// The inverse document frequency of what a clause means: the word or its synonyms. None if it has none.
    fn concept_idf(&self, clause: &ClauseMatches) -> Option<f32> {
        let same = clause.scored.iter().filter(|expr| expr.is_same);
        let doc_freq: usize = same.map(|expr| expr.doc_freq).sum();
        (doc_freq > 0).then(|| self.idf(doc_freq + clause.doc_freq()))
    }

    /// Returns a function from a document and the number of times that `expr` occurs in it to the score.
    fn scorer(
        &self,
        expr: &ScoredExpr,
        segment: usize,
        concept_idf: Option<f32>,
        emphasis: f32,
    ) -> impl Fn(DocId, u32) -> f32 {
        let norms = match expr.field {
            SearchField::Title => &self.title,
            SearchField::Text => &self.text,
        };
        let Weights { k1, b, topical, .. } = self.weights;
        #[allow(clippy::cast_precision_loss)] // An estimate.
        let per_release = (expr.occurrences.max(1) as f32 / expr.doc_freq.max(1) as f32).max(1.0);
        let mut idf = self.idf(expr.doc_freq);
        // Other forms of a name are not what the release is about.
        if expr.weight >= 0.99 || expr.is_same {
            if let Some(concept_idf) = concept_idf {
                idf += self.weights.concept * (concept_idf - idf).min(0.0);
            }
            idf += topical * per_release.ln();
        }
        let weight = expr.weight * expr.share * emphasis;
        move |doc, frequency| {
            #[allow(clippy::cast_precision_loss)] // Frequencies are small.
            let frequency = frequency as f32;
            let penalty = norms.length_penalty(segment, doc, k1, b);
            weight * idf * frequency * (k1 + 1.0) / (frequency + penalty)
        }
    }
}
