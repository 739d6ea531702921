//! Raises the scores of releases in which words of the query that follow each other are close to each other.

use crate::error::Result;
use crate::query::matching::evaluate::ClauseMatches;
use crate::query::matching::positions::PositionReader;
use crate::query::matching::predicate::{Predicate, SearchField};
use crate::query::matching::span_expr::{Span, SpanExpr};
use crate::query::plan::query_plan::Clause;
use crate::query::ranking::bm25::Bm25;
use crate::query::ranking::candidate::Candidate;
use crate::query::terms::term_dictionary::TermDictionary;

/// Maximum number of candidates that are rescored per query: to read positions takes long.
pub(crate) const RESCORED: usize = 60;

/// Maximum distance of two words, counted from word to word: beyond it their proximity says nothing.
const MAX_DISTANCE: u32 = 12;

/// What two words next to each other add per unit of inverse document frequency above [`MIN_IDF`].
const WEIGHT: f32 = 0.5;

/// Minimum inverse document frequency of both words: frequent words are close to each other in every release on their
/// topic (`medicare fraud`), rare ones are a name.
const MIN_IDF: f32 = 3.0;

/// Maximum number of terms per clause: the proximity of a wildcard with more (`a*`) says nothing.
const MAX_TERMS: usize = 200;

/// A clause of the query whose positions are compared with those of the next.
pub(crate) struct ProximityClause {
    /// The clause as typed, or any of its expansions.
    expression: SpanExpr,
    idf: f32,
}

/// The clauses that are compared: those of words in the text, in the order of the query.
pub(crate) fn proximity_clauses(
    clauses: &[Clause],
    matches: &[ClauseMatches],
    bm25: &Bm25,
) -> Vec<ProximityClause> {
    let mut compared = Vec::new();
    for (clause, matches) in clauses.iter().zip(matches) {
        if let Predicate::Words(SearchField::Text, typed) = &clause.predicate
            && typed.all_terms().len() <= MAX_TERMS
        {
            let expansions = matches.expansions.iter();
            let expansions = expansions.map(|expansion| &expansion.expression);
            let any = std::iter::once(typed).chain(expansions).cloned().collect();
            compared.push(ProximityClause {
                expression: SpanExpr::any_of(any),
                idf: bm25.idf(matches.doc_freq()),
            });
        }
    }
    compared
}

/// Adds to the scores of the first [`RESCORED`] candidates what the proximity of the clauses is worth. `text` is the
/// dictionary of the field with the texts.
pub(crate) fn rescore(
    candidates: &mut [Candidate],
    clauses: &[ProximityClause],
    text: &TermDictionary<'_>,
) -> Result<()> {
    if clauses.len() < 2 {
        return Ok(());
    }
    let rescored = candidates.len().min(RESCORED);
    let mut by_address: Vec<&mut Candidate> = candidates[..rescored].iter_mut().collect();
    // Posting lists can only be read in the order of the documents.
    by_address.sort_unstable_by_key(|candidate| candidate.address);
    for of_segment in by_address.chunk_by_mut(|a, b| a.address.segment_ord == b.address.segment_ord)
    {
        let inverted = text.segment(of_segment[0].address.segment_ord as usize)?;
        let mut readers = (clauses.iter())
            .map(|clause| PositionReader::new(&inverted, &clause.expression))
            .collect::<Result<Vec<_>>>()?;
        for candidate in of_segment {
            let spans: Vec<Vec<Span>> = (clauses.iter().zip(&mut readers))
                .map(|(clause, reader)| reader.spans(&clause.expression, candidate.address.doc_id))
                .collect();
            let mut sum = 0.0;
            for (pair, spans) in clauses.windows(2).zip(spans.windows(2)) {
                if let Some(distance) = min_distance(&spans[0], &spans[1]) {
                    #[allow(clippy::cast_precision_loss)] // At most `MAX_DISTANCE`.
                    let distance = distance as f32;
                    sum += (pair[0].idf.min(pair[1].idf) - MIN_IDF).max(0.0) / distance;
                }
            }
            candidate.proximity = WEIGHT * sum;
            candidate.score += candidate.proximity;
        }
    }
    Ok(())
}

/// The minimum distance between a span of `first` and one of `second`, counted from word to word; none if it is more than
/// [`MAX_DISTANCE`]. Both lists are sorted.
fn min_distance(first: &[Span], second: &[Span]) -> Option<u32> {
    let mut min = None;
    let mut from = 0;
    for span in first {
        while (second.get(from)).is_some_and(|other| other.end + MAX_DISTANCE < span.start) {
            from += 1;
        }
        for other in &second[from..] {
            if other.start > span.end + MAX_DISTANCE {
                break;
            }
            let distance = if other.start >= span.end {
                other.start - span.end + 1
            } else if span.start >= other.end {
                span.start - other.end + 1
            } else {
                continue;
            };
            min = Some(min.map_or(distance, |min: u32| min.min(distance)));
        }
    }
    min.filter(|distance| *distance <= MAX_DISTANCE)
}
