//! In which documents of a segment does a phrase of words occur, and how often? The same as
//! [`positions`](super::positions) answers, for the most frequent kind of expression and several times as fast.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::{DocId, DocSet as _, InvertedIndexReader};

use crate::analysis::split_term;
use crate::error::Result;
use crate::query::postings::doc_set::DocSet;
use crate::query::postings::span_expr::SpanExpr;
use crate::query::postings::term_postings::{Posting, open_postings};
use crate::query::postings::truncation::{MAX_SPANS, TruncatedDocs, Truncation};

/// Maximum number of terms of one word of the phrase: the lists of more are merged before they are read.
const MAX_TERMS: usize = 15;

/// The lists of the terms that one word of a phrase stands for, each with the number of words that the term covers.
struct Part(Vec<(SegmentPostings, u32)>);

impl Part {
    /// Appends to `found` where the part begins and ends in a document, in the order of the beginnings.
    fn read(&mut self, doc: DocId, positions: &mut Vec<u32>, found: &mut Vec<(u32, u32)>) {
        found.clear();
        let mut lists = 0;
        for (postings, width) in &mut self.0 {
            if postings.doc() < doc {
                postings.seek(doc);
            }
            if postings.doc() == doc {
                positions.clear();
                postings.append_positions_with_offset(0, positions);
                found.extend(positions.iter().map(|start| (*start, start + *width)));
                lists += 1;
            }
        }
        if lists > 1 {
            found.sort_unstable();
            found.dedup();
        }
    }
}

/// The documents of `candidates` that have a phrase, each with its number of spans. None if the phrase is of another kind:
/// it has parts that are not words, or words with many terms.
pub(super) fn phrase_postings(
    inverted: &InvertedIndexReader,
    expression: &SpanExpr,
    candidates: &DocSet,
    truncated: &mut TruncatedDocs,
) -> Result<Option<Vec<Posting>>> {
    let SpanExpr::Phrase(words) = expression else {
        return Ok(None);
    };
    let mut parts = Vec::with_capacity(words.len());
    for word in words {
        let SpanExpr::Terms(terms) = word else {
            return Ok(None);
        };
        if terms.len() > MAX_TERMS {
            return Ok(None);
        }
        let mut lists = Vec::with_capacity(terms.len());
        for term in terms {
            if let Some(postings) = open_postings(inverted, term)? {
                lists.push((postings, split_term(term).1));
            }
        }
        parts.push(Part(lists));
    }
    let mut found = Vec::new();
    let mut left = candidates.clone();
    let (mut positions, mut next) = (Vec::new(), Vec::new());
    let (mut spans, mut longer) = (Vec::new(), Vec::new());
    for doc in candidates.iter() {
        if truncated.is_used_up() {
            truncated.leave(&left);
            break;
        }
        let mut truncation = Truncation::default();
        for (at, part) in parts.iter_mut().enumerate() {
            part.read(doc, &mut positions, &mut next);
            truncation.places += 1 + next.len() as u64;
            truncation.spans |= next.len() > MAX_SPANS;
            next.truncate(MAX_SPANS);
            if at == 0 {
                std::mem::swap(&mut spans, &mut next);
            } else {
                longer.clear();
                for (start, end) in &spans {
                    let from = next.partition_point(|(begin, _)| begin < end);
                    let follows = next[from..].iter().take_while(|(begin, _)| begin == end);
                    longer.extend(follows.map(|(_, end)| (*start, *end)));
                }
                std::mem::swap(&mut spans, &mut longer);
            }
            if spans.is_empty() {
                break;
            }
        }
        spans.sort_unstable();
        spans.dedup();
        truncated.insert(doc, truncation);
        left.remove(doc);
        if !spans.is_empty() {
            found.push((doc, u32::try_from(spans.len()).unwrap_or(u32::MAX)));
        }
    }
    Ok(Some(found))
}

#[cfg(test)]
mod tests {
    use tantivy::schema::IndexRecordOption;
    use tantivy::schema::{Schema, TEXT, TextFieldIndexing, TextOptions};
    use tantivy::{Index, doc};

    use super::*;

    #[test]
    fn phrases_are_counted_wherever_they_stand() {
        let mut schema = Schema::builder();
        let indexing =
            TextFieldIndexing::default().set_index_option(IndexRecordOption::WithFreqsAndPositions);
        let text = schema.add_text_field(
            "text",
            TextOptions::default().set_indexing_options(indexing) | TEXT,
        );
        let index = Index::create_in_ram(schema.build());
        let mut writer = index
            .writer_with_num_threads(1, 15_000_000)
            .expect("a writer");
        for written in ["a b a b c", "b a", "a c b", "a a b b"] {
            writer
                .add_document(doc!(text => written))
                .expect("a document");
        }
        writer.commit().expect("a commit");
        let searcher = index.reader().expect("a reader").searcher();
        let inverted = searcher
            .segment_reader(0)
            .inverted_index(text)
            .expect("a field");
        let word =
            |words: &[&str]| SpanExpr::Terms(words.iter().map(|word| (*word).to_owned()).collect());
        let found = |parts: Vec<SpanExpr>| {
            let truncated = &mut TruncatedDocs::with_places(1000);
            let all = DocSet::full(4);
            phrase_postings(&inverted, &SpanExpr::Phrase(parts), &all, truncated).expect("an index")
        };
        assert_eq!(
            found(vec![word(&["a"]), word(&["b"])]),
            Some(vec![(0, 2), (3, 1)])
        );
        assert_eq!(
            found(vec![word(&["a"]), word(&["b", "c"])]),
            Some(vec![(0, 2), (2, 1), (3, 1)])
        );
        assert_eq!(found(vec![word(&["b"]), word(&["c"])]), Some(vec![(0, 1)]));
        assert_eq!(found(vec![word(&["b"]), word(&[])]), Some(vec![]));
        let nested = SpanExpr::AllOf(vec![word(&["a"])]);
        assert_eq!(found(vec![nested, word(&["b"])]), None);
    }
}
