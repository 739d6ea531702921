//! Which documents of a segment match.

use std::collections::BTreeMap;

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet as _, InvertedIndexReader, TERMINATED, TantivyError};

use crate::analysis::{span_term, split_term};
use crate::error::Result;
use crate::query::matching::doc_set::DocSet;
use crate::query::matching::postings::{Posting, insert_docs, sum, term_postings};
use crate::query::matching::span_expr::{Span, SpanExpr};
use crate::query::matching::truncation::{TruncatedDocs, Truncation};
use crate::text::table_hash::TableMap;

/// The postings of a term, where the segment has it.
pub(crate) fn open_postings(
    inverted: &InvertedIndexReader,
    term: &[u8],
    option: IndexRecordOption,
) -> Result<Option<SegmentPostings>> {
    let info = inverted.terms().get(term).map_err(TantivyError::from)?;
    match info {
        Some(info) => Ok(Some(
            inverted
                .read_postings_from_terminfo(&info, option)
                .map_err(TantivyError::from)?,
        )),
        None => Ok(None),
    }
}

/// The documents in which an expression has a place, with how many places it has there. `truncated` is told in which not all
/// was looked at.
pub(crate) fn postings(
    inverted: &InvertedIndexReader,
    expression: &SpanExpr,
    max_doc: u32,
    truncated: &mut TruncatedDocs,
) -> Result<Vec<Posting>> {
    match expression {
        SpanExpr::Terms(terms) => term_postings(inverted, terms, max_doc),
        SpanExpr::AnyOf(parts) => {
            let mut lists = Vec::with_capacity(parts.len());
            for part in parts {
                lists.push(postings(inverted, part, max_doc, truncated)?);
            }
            Ok(sum(lists, max_doc))
        }
        SpanExpr::AllOf(parts) => {
            let mut lists = parts.iter();
            let Some(first) = lists.next() else {
                return Ok(Vec::new());
            };
            let mut kept = postings(inverted, first, max_doc, truncated)?;
            for part in lists {
                let mut others = DocSet::empty(max_doc);
                for (doc, _) in postings(inverted, part, max_doc, truncated)? {
                    others.insert(doc);
                }
                kept.retain(|(doc, _)| others.contains(*doc));
            }
            Ok(kept)
        }
        SpanExpr::Phrase(_) | SpanExpr::Near { .. } => {
            let mut candidates = DocSet::full(max_doc);
            prefilter(inverted, expression, &mut candidates)?;
            let (expression, merged) = merge(inverted, expression, &candidates)?;
            let mut reader = PositionReader::new(inverted, &expression)?;
            reader.merged = merged;
            let mut found = Vec::new();
            for doc in candidates.iter() {
                let mut truncation = Truncation::default();
                let spans = reader.count_spans(&expression, doc, &mut truncation);
                truncated.insert(doc, truncation);
                if spans > 0 {
                    found.push((doc, spans));
                }
            }
            Ok(found)
        }
    }
}

/// Keeps the documents that hold every word that a sequence or nearness needs.
fn prefilter(
    inverted: &InvertedIndexReader,
    expression: &SpanExpr,
    candidates: &mut DocSet,
) -> Result<()> {
    let mut needed = Vec::new();
    for_each_required(expression, &mut |part| {
        // `the w/5 the w/5 the` needs the one word.
        if !needed.contains(&part) {
            needed.push(part);
        }
    });
    for part in needed {
        let mut holding = DocSet::empty(candidates.size());
        docs_with_any_term(inverted, part, &mut holding)?;
        candidates.intersect(&holding);
    }
    Ok(())
}

/// Every word, or choice of words, without which an expression has no place.
fn for_each_required<'a>(expression: &'a SpanExpr, visit: &mut impl FnMut(&'a SpanExpr)) {
    match expression {
        SpanExpr::Near { left, right, .. } => {
            for_each_required(left, visit);
            for_each_required(right, visit);
        }
        SpanExpr::Phrase(parts) | SpanExpr::AllOf(parts) => {
            for part in parts {
                for_each_required(part, visit);
            }
        }
        SpanExpr::Terms(_) | SpanExpr::AnyOf(_) => visit(expression),
    }
}

/// The documents that hold a term of any alternative: at least those in which the part has a place.
fn docs_with_any_term(
    inverted: &InvertedIndexReader,
    part: &SpanExpr,
    docs: &mut DocSet,
) -> Result<()> {
    let mut terms: Vec<&str> = Vec::new();
    part.for_each_term(&mut |term| terms.push(term));
    for term in terms {
        insert_docs(inverted, term.as_bytes(), docs)?;
    }
    Ok(())
}

/// Reads the positions of an expression's terms in one document after another.
pub(crate) struct PositionReader {
    postings: TableMap<String, TermPositions>,
    merged: TableMap<String, MergedPositions>,
}

impl PositionReader {
    pub(crate) fn new(inverted: &InvertedIndexReader, expression: &SpanExpr) -> Result<Self> {
        let mut terms: Vec<&str> = Vec::new();
        expression.for_each_term(&mut |term| terms.push(term));
        let mut opened = TableMap::default();
        for term in terms {
            if !opened.contains_key(term)
                && let Some(found) = open_postings(
                    inverted,
                    term.as_bytes(),
                    IndexRecordOption::WithFreqsAndPositions,
                )?
            {
                let term_of = TermPositions {
                    postings: found,
                    read: None,
                    positions: Vec::new(),
                };
                opened.insert(term.to_owned(), term_of);
            }
        }
        Ok(PositionReader {
            postings: opened,
            merged: TableMap::default(),
        })
    }

    /// The places in `doc`. Documents must be asked for in ascending order.
    pub(crate) fn spans(
        &mut self,
        expression: &SpanExpr,
        doc: DocId,
        truncation: &mut Truncation,
    ) -> Vec<Span> {
        expression.spans(&mut |term, out| self.positions(term, doc, out), truncation)
    }

    /// How many places there are in `doc`, as [`SpanExpr::count_spans`] says it. In ascending order as well.
    fn count_spans(
        &mut self,
        expression: &SpanExpr,
        doc: DocId,
        truncation: &mut Truncation,
    ) -> u32 {
        expression.count_spans(&mut |term, out| self.positions(term, doc, out), truncation)
    }

    fn positions(&mut self, term: &str, doc: DocId, out: &mut Vec<u32>) {
        if let Some(merged) = self.merged.get(term) {
            out.extend_from_slice(merged.positions(doc));
        } else if let Some(term) = self.postings.get_mut(term) {
            out.extend_from_slice(term.positions(doc));
        }
    }
}

/// Where one term stands, a document at a time.
struct TermPositions {
    postings: SegmentPostings,
    /// The document whose positions were read last: one expression may ask for them more than once.
    read: Option<DocId>,
    positions: Vec<u32>,
}

impl TermPositions {
    fn positions(&mut self, doc: DocId) -> &[u32] {
        if self.read != Some(doc) {
            self.read = Some(doc);
            self.positions.clear();
            if self.postings.doc() < doc {
                self.postings.seek(doc);
            }
            if self.postings.doc() == doc {
                (self.postings).append_positions_with_offset(0, &mut self.positions);
            }
        }
        &self.positions
    }
}

/// From so many terms on their positions are read at once: to ask each of them about each document takes too long.
const MERGE_FROM: usize = 16;

/// The positions of many terms in the documents of one segment.
struct MergedPositions {
    /// For each document where its positions begin; one more for the end of the last.
    from: Vec<u32>,
    positions: Vec<u32>,
}

impl MergedPositions {
    fn positions(&self, doc: DocId) -> &[u32] {
        let at = doc as usize;
        match (self.from.get(at), self.from.get(at + 1)) {
            (Some(&from), Some(&to)) => &self.positions[from as usize..to as usize],
            _ => &[],
        }
    }

    fn read(inverted: &InvertedIndexReader, terms: &[&str], among: &DocSet) -> Result<Self> {
        let mut found: Vec<(DocId, u32)> = Vec::new();
        let mut here = Vec::new();
        for term in terms {
            let option = IndexRecordOption::WithFreqsAndPositions;
            let Some(mut postings) = open_postings(inverted, term.as_bytes(), option)? else {
                continue;
            };
            let mut doc = postings.doc();
            while doc != TERMINATED {
                if among.contains(doc) {
                    here.clear();
                    postings.append_positions_with_offset(0, &mut here);
                    found.extend(here.iter().map(|position| (doc, *position)));
                }
                doc = postings.advance();
            }
        }
        // Sorted by document only: that takes one pass to count and one to place.
        let mut from = vec![0u32; among.size() as usize + 1];
        for (doc, _) in &found {
            from[*doc as usize + 1] += 1;
        }
        for at in 1..from.len() {
            from[at] += from[at - 1];
        }
        let mut next = from.clone();
        let mut positions = vec![0u32; found.len()];
        for (doc, position) in found {
            let slot = &mut next[doc as usize];
            positions[*slot as usize] = position;
            *slot += 1;
        }
        Ok(MergedPositions { from, positions })
    }
}

/// The expression with one made-up term in the place of many, and the positions of the made-up ones.
fn merge(
    inverted: &InvertedIndexReader,
    expression: &SpanExpr,
    among: &DocSet,
) -> Result<(SpanExpr, TableMap<String, MergedPositions>)> {
    let mut expression = expression.clone();
    let mut merged = TableMap::default();
    let mut failed = None;
    expression.for_each_term_list(&mut |terms| {
        if terms.len() < MERGE_FROM || failed.is_some() {
            return;
        }
        let mut by_length: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
        for term in terms.iter() {
            by_length
                .entry(split_term(term).1)
                .or_default()
                .push(term.as_str());
        }
        let mut names = Vec::new();
        for (length, terms) in by_length {
            // No term of the index begins so.
            let name = span_term(&format!(" {}", merged.len()), length);
            match MergedPositions::read(inverted, &terms, among) {
                Ok(read) => merged.insert(name.clone(), read),
                Err(error) => return failed = Some(error),
            };
            names.push(name);
        }
        *terms = names;
    });
    match failed {
        Some(error) => Err(error),
        None => Ok((expression, merged)),
    }
}
