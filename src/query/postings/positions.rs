//! In which documents of a segment an expression occurs, and how often. Term positions are read only where the documents
//! alone do not decide it.

use foldhash::HashMap;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::{DocId, DocSet as _, InvertedIndexReader};

use crate::error::{Error, Result};
use crate::query::postings::doc_set::DocSet;
use crate::query::postings::phrase_postings::phrase_postings;
use crate::query::postings::span_expr::{Span, SpanExpr};
use crate::query::postings::term_postings::{
    Posting, TermFreqAccumulator, insert_docs, open_postings, term_postings,
};
use crate::query::postings::truncation::{TruncatedDocs, Truncation};

/// The documents in which `expression` occurs, each with the number of its spans. Documents in which a maximum was
/// reached are added to `truncated`.
pub(crate) fn postings(
    inverted: &InvertedIndexReader,
    expression: &SpanExpr,
    max_doc: u32,
    truncated: &mut TruncatedDocs,
) -> Result<Vec<Posting>> {
    match expression {
        SpanExpr::Terms(terms) => term_postings(inverted, terms, max_doc),
        SpanExpr::AnyOf(parts) => {
            let mut frequencies = TermFreqAccumulator::new(max_doc);
            for part in parts {
                for posting in postings(inverted, part, max_doc, truncated)? {
                    frequencies.add(posting);
                }
            }
            Ok(frequencies.into_postings())
        }
        SpanExpr::AllOf(parts) => {
            let mut parts = parts.iter();
            let Some(first) = parts.next() else {
                return Ok(Vec::new());
            };
            let mut kept = postings(inverted, first, max_doc, truncated)?;
            for part in parts {
                let mut docs = DocSet::empty(max_doc);
                for (doc, _) in postings(inverted, part, max_doc, truncated)? {
                    docs.insert(doc);
                }
                kept.retain(|(doc, _)| docs.contains(*doc));
            }
            Ok(kept)
        }
        SpanExpr::Phrase(_) | SpanExpr::Near { .. } => {
            let candidates = prefilter(inverted, expression, max_doc)?;
            positional_postings(inverted, expression, &candidates, truncated)
        }
    }
}

/// Number of documents whose merged positions are read at once. It bounds their memory.
const DOCS_AT_ONCE: usize = 2048;

/// Maximum number of merged positions of one list of terms that are read at once.
const MAX_POSITIONS_AT_ONCE: usize = 4 << 20;

/// Of the documents of `candidates`, those in which a phrase or a proximity occurs. When the places that may be looked at are
/// used up, the others are left.
fn positional_postings(
    inverted: &InvertedIndexReader,
    expression: &SpanExpr,
    candidates: &DocSet,
    truncated: &mut TruncatedDocs,
) -> Result<Vec<Posting>> {
    let mut found = Vec::new();
    if truncated.is_used_up() {
        truncated.leave(candidates);
        return Ok(found);
    }
    if let Some(found) = phrase_postings(inverted, expression, candidates, truncated)? {
        return Ok(found);
    }
    let mut expression = expression.clone();
    let mut lists = Vec::new();
    expression.merge_terms(&mut 0, &mut |name, terms| {
        lists.push((name, MergedList::open(inverted, terms)?));
        Ok::<(), Error>(())
    })?;
    let mut reader = PositionReader::new(inverted, &expression)?;
    let mut left = candidates.clone();
    let docs: Vec<DocId> = candidates.iter().collect();
    for docs in docs.chunks(DOCS_AT_ONCE) {
        for (name, list) in &mut lists {
            let merged = list.read(docs, candidates);
            truncated.spend(merged.positions.len() as u64);
            if merged.is_cut {
                truncated.leave(&left);
                return Ok(found);
            }
            reader.merged.insert(name.clone(), merged);
        }
        for &doc in docs {
            if truncated.is_used_up() {
                truncated.leave(&left);
                return Ok(found);
            }
            let mut truncation = Truncation::default();
            let spans = expression.count_spans(
                &mut |term, out| reader.append_positions(term, doc, out),
                &mut truncation,
            );
            truncated.insert(doc, truncation);
            left.remove(doc);
            if spans > 0 {
                found.push((doc, spans));
            }
        }
    }
    Ok(found)
}

/// The documents that have every word that a phrase or proximity requires.
fn prefilter(
    inverted: &InvertedIndexReader,
    expression: &SpanExpr,
    max_doc: u32,
) -> Result<DocSet> {
    let mut required = Vec::new();
    for_each_required(expression, &mut |part| {
        // `the w/5 the w/5 the` requires one word.
        if !required.contains(&part) {
            required.push(part);
        }
    });
    let mut candidates = DocSet::full(max_doc);
    for part in required {
        let mut with_any_term = DocSet::empty(max_doc);
        for term in part.all_terms() {
            insert_docs(inverted, term.as_bytes(), &mut with_any_term)?;
        }
        candidates.intersect(&with_any_term);
    }
    Ok(candidates)
}

/// Calls `visit` for each list of terms and each alternative without which the expression has no span.
fn for_each_required<'a>(expression: &'a SpanExpr, visit: &mut impl FnMut(&'a SpanExpr)) {
    match expression {
        SpanExpr::Terms(_) | SpanExpr::AnyOf(_) => visit(expression),
        _ => (expression.children().iter()).for_each(|child| for_each_required(child, visit)),
    }
}

/// Reads the positions of an expression's terms, one document after another.
pub(crate) struct PositionReader {
    terms: HashMap<String, TermPositions>,
    merged: HashMap<String, MergedPositions>,
}

impl PositionReader {
    pub(crate) fn new(inverted: &InvertedIndexReader, expression: &SpanExpr) -> Result<Self> {
        let mut terms = HashMap::default();
        for term in expression.all_terms() {
            if !terms.contains_key(term)
                && let Some(postings) = open_postings(inverted, term)?
            {
                terms.insert(term.to_owned(), TermPositions::new(postings));
            }
        }
        Ok(PositionReader {
            terms,
            merged: HashMap::default(),
        })
    }

    /// The spans of `expression` in `doc`. Documents must be given in ascending order.
    pub(crate) fn spans(&mut self, expression: &SpanExpr, doc: DocId) -> Vec<Span> {
        expression.spans(
            &mut |term, out| self.append_positions(term, doc, out),
            &mut Truncation::default(),
        )
    }

    /// Documents must be given in ascending order.
    fn append_positions(&mut self, term: &str, doc: DocId, out: &mut Vec<u32>) {
        if let Some(merged) = self.merged.get(term) {
            out.extend_from_slice(merged.positions(doc));
        } else if let Some(term) = self.terms.get_mut(term) {
            out.extend_from_slice(term.positions(doc));
        }
    }
}

/// The positions of one term, one document at a time.
struct TermPositions {
    postings: SegmentPostings,
    /// The document whose positions are in `positions`: an expression can ask for them more than once.
    read: Option<DocId>,
    positions: Vec<u32>,
}

impl TermPositions {
    fn new(postings: SegmentPostings) -> Self {
        TermPositions {
            postings,
            read: None,
            positions: Vec::new(),
        }
    }

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

/// The posting lists of many terms, read together as if they were one term.
struct MergedList(Vec<SegmentPostings>);

impl MergedList {
    fn open(inverted: &InvertedIndexReader, terms: &[String]) -> Result<Self> {
        let mut lists = Vec::with_capacity(terms.len());
        for term in terms {
            lists.extend(open_postings(inverted, term)?);
        }
        Ok(MergedList(lists))
    }

    /// The positions in these documents, which are `candidates` and follow those that were read before.
    fn read(&mut self, docs: &[DocId], candidates: &DocSet) -> MergedPositions {
        let (Some(&first), Some(&last)) = (docs.first(), docs.last()) else {
            return MergedPositions::default();
        };
        let mut found: Vec<(DocId, u32)> = Vec::new();
        let mut in_doc = Vec::new();
        let mut is_cut = false;
        for postings in &mut self.0 {
            if postings.doc() < first {
                postings.seek(first);
            }
            while postings.doc() <= last && !is_cut {
                let doc = postings.doc();
                if candidates.contains(doc) {
                    in_doc.clear();
                    postings.append_positions_with_offset(0, &mut in_doc);
                    found.extend(in_doc.iter().map(|position| (doc - first, *position)));
                    is_cut = found.len() > MAX_POSITIONS_AT_ONCE;
                }
                postings.advance();
            }
        }
        // Counting sort by document.
        let mut offsets = vec![0u32; (last - first) as usize + 2];
        for (doc, _) in &found {
            offsets[*doc as usize + 1] += 1;
        }
        for at in 1..offsets.len() {
            offsets[at] += offsets[at - 1];
        }
        let mut next = offsets.clone();
        let mut positions = vec![0u32; found.len()];
        for (doc, position) in found {
            let slot = &mut next[doc as usize];
            positions[*slot as usize] = position;
            *slot += 1;
        }
        MergedPositions {
            first,
            offsets,
            positions,
            is_cut,
        }
    }
}

/// The positions of many terms in some documents, as if they were one term.
#[derive(Default)]
struct MergedPositions {
    /// The first of the documents.
    first: DocId,
    /// For each document from the first on where in `positions` its own begin, and at the end where the last ends.
    offsets: Vec<u32>,
    positions: Vec<u32>,
    /// Whether there are more than [`MAX_POSITIONS_AT_ONCE`].
    is_cut: bool,
}

impl MergedPositions {
    fn positions(&self, doc: DocId) -> &[u32] {
        let at = doc.wrapping_sub(self.first) as usize;
        match (self.offsets.get(at), self.offsets.get(at.wrapping_add(1))) {
            (Some(&from), Some(&to)) => &self.positions[from as usize..to as usize],
            _ => &[],
        }
    }
}
