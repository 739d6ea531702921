//! Scores the first releases by the places of the words, too: in the first words of a release, and near each other.

use tantivy::DocId;

use crate::error::Result;
use crate::query::matching::evaluate::ClauseMatches;
use crate::query::plan::predicate::Predicate;
use crate::query::plan::query_plan::Clause;
use crate::query::postings::positions::PositionReader;
use crate::query::postings::span_expr::{Span, SpanExpr};
use crate::query::ranking::bm25::Bm25;
use crate::query::ranking::candidate::Candidate;
use crate::query::ranking::proximity::proximity;
use crate::query::terms::search_field::SearchField;
use crate::query::terms::term_dictionary::TermDictionary;
use crate::query::weights::Weights;
use crate::schema::POSITION_GAP;

/// Maximum number of candidates that are rescored per query: to read positions takes long.
pub(crate) const RESCORED: usize = 60;

/// Maximum number of terms per clause: the places of a wildcard with more (`a*`) say nothing.
const MAX_TERMS: usize = 200;

/// The first words of a text: about a paragraph.
const LEAD_WORDS: u32 = 100;

/// A clause of the query whose places are read.
pub(crate) struct PlacedClause {
    /// The clause as typed, and its expansions.
    forms: Vec<PlacedForm>,
    /// Any of the forms.
    any: SpanExpr,
    /// The inverse document frequency of the clause as typed.
    idf: f32,
}

/// One way in which a clause may stand in a text.
struct PlacedForm {
    expression: SpanExpr,
    /// What it is worth: its weight times its inverse document frequency.
    worth: f32,
}

/// The clauses whose places are read: those of words in the text, in the order of the query.
pub(crate) fn placed_clauses(
    clauses: &[Clause],
    matches: &[ClauseMatches],
    bm25: &Bm25,
) -> Vec<PlacedClause> {
    let mut placed = Vec::new();
    for (clause, matches) in clauses.iter().zip(matches) {
        if let Predicate::Words(SearchField::Text, typed) = &clause.predicate
            && typed.all_terms().len() <= MAX_TERMS
        {
            let idf = bm25.idf(matches.doc_freq());
            let mut forms = vec![PlacedForm {
                expression: typed.clone(),
                worth: idf,
            }];
            let first = matches
                .scored
                .len()
                .saturating_sub(matches.expansions.len());
            for (expansion, scored) in matches.expansions.iter().zip(&matches.scored[first..]) {
                let worth = expansion.weight * expansion.share * bm25.idf(scored.doc_freq);
                forms.push(PlacedForm {
                    expression: expansion.expression.clone(),
                    worth: worth.min(idf),
                });
            }
            let any = forms.iter().map(|form| form.expression.clone()).collect();
            placed.push(PlacedClause {
                forms,
                any: SpanExpr::any_of(any),
                idf,
            });
        }
    }
    placed
}

/// Adds to the scores of candidates what the places of the clauses are worth. `text` is the dictionary of the field with
/// the texts.
pub(crate) fn rescore(
    candidates: &mut [Candidate],
    clauses: &[PlacedClause],
    text: &TermDictionary<'_>,
    bm25: &Bm25,
    weights: &Weights,
) -> Result<()> {
    if clauses.len() < 2 {
        return Ok(());
    }
    let mut by_address: Vec<&mut Candidate> = candidates.iter_mut().collect();
    // Posting lists can only be read in the order of the documents.
    by_address.sort_unstable_by_key(|candidate| candidate.address);
    for of_segment in by_address.chunk_by_mut(|a, b| a.address.segment_ord == b.address.segment_ord)
    {
        let inverted = text.segment(of_segment[0].address.segment_ord as usize)?;
        let mut readers = (clauses.iter())
            .map(|clause| PositionReader::new(&inverted, &clause.any))
            .collect::<Result<Vec<_>>>()?;
        for candidate in of_segment {
            let end = lead_end(bm25.title_length(candidate.address));
            let mut lead = 0.0;
            let mut near = Vec::with_capacity(clauses.len());
            for (clause, reader) in clauses.iter().zip(&mut readers) {
                let doc = candidate.address.doc_id;
                if weights.lead > 0.0 {
                    let (places, worth) = clause.places(reader, doc, end);
                    lead += worth;
                    near.push((places, clause.idf));
                } else {
                    near.push((reader.spans(&clause.any, doc), clause.idf));
                }
            }
            candidate.proximity = weights.proximity * proximity(&near);
            candidate.lead = weights.lead * lead;
            candidate.score += candidate.proximity + candidate.lead;
        }
    }
    Ok(())
}

/// The position behind the first words of a text. The text follows its title and the repetition of its title.
fn lead_end(title_length: u32) -> u32 {
    3 * POSITION_GAP + 2 * title_length + LEAD_WORDS
}

impl PlacedClause {
    /// The places of any form in a document, sorted, and what the best form is worth that begins among the first words of
    /// the text, which end at `lead_end`.
    fn places(&self, reader: &mut PositionReader, doc: DocId, lead_end: u32) -> (Vec<Span>, f32) {
        let mut all = Vec::new();
        let mut worth = 0.0_f32;
        for form in &self.forms {
            let spans = reader.spans(&form.expression, doc);
            let is_first = |span: &Span| (3 * POSITION_GAP..lead_end).contains(&span.start);
            if form.worth > worth && spans.iter().any(is_first) {
                worth = form.worth;
            }
            all.extend(spans);
        }
        all.sort_unstable();
        all.dedup();
        (all, worth)
    }
}
