//! Which documents have a term, and how often: the posting lists of one segment.

use tantivy::postings::{BlockSegmentPostings, SegmentPostings};
use tantivy::schema::{IndexRecordOption, Term};
use tantivy::{DocId, InvertedIndexReader, SegmentReader, TantivyError};

use crate::error::Result;
use crate::query::postings::doc_set::DocSet;

/// A document and the number of times that a term or an expression occurs in it.
pub(crate) type Posting = (DocId, u32);

/// The documents of a segment that have `term`, a term of an untokenized field.
pub(crate) fn docs_with(segment: &SegmentReader, term: &Term) -> Result<DocSet> {
    let mut docs = DocSet::empty(segment.max_doc());
    let inverted = segment.inverted_index(term.field())?;
    insert_docs(&inverted, term.serialized_value_bytes(), &mut docs)?;
    Ok(docs)
}

/// Adds to `docs` the documents that have a term, given as the bytes that the index has for it.
pub(crate) fn insert_docs(
    inverted: &InvertedIndexReader,
    term: &[u8],
    docs: &mut DocSet,
) -> Result<()> {
    if let Some(mut blocks) = open_blocks(inverted, term, IndexRecordOption::Basic)? {
        while !blocks.docs().is_empty() {
            for &doc in blocks.docs() {
                docs.insert(doc);
            }
            blocks.advance();
        }
    }
    Ok(())
}

/// The posting list of a term, to be read in blocks; none if the segment does not have the term.
fn open_blocks(
    inverted: &InvertedIndexReader,
    term: &[u8],
    option: IndexRecordOption,
) -> Result<Option<BlockSegmentPostings>> {
    let info = inverted.terms().get(term).map_err(TantivyError::from)?;
    info.map(|info| inverted.read_block_postings_from_terminfo(&info, option))
        .transpose()
        .map_err(|error| TantivyError::from(error).into())
}

/// The posting list of a term with positions; none if the segment does not have the term.
pub(super) fn open_postings(
    inverted: &InvertedIndexReader,
    term: &str,
) -> Result<Option<SegmentPostings>> {
    let info = inverted.terms().get(term).map_err(TantivyError::from)?;
    let option = IndexRecordOption::WithFreqsAndPositions;
    info.map(|info| inverted.read_postings_from_terminfo(&info, option))
        .transpose()
        .map_err(|error| TantivyError::from(error).into())
}

/// The documents that have at least one of the terms, each with the sum of the term frequencies.
pub(crate) fn term_postings(
    inverted: &InvertedIndexReader,
    terms: &[String],
    max_doc: u32,
) -> Result<Vec<Posting>> {
    let mut lists = Vec::with_capacity(terms.len());
    for term in terms {
        lists.extend(open_blocks(
            inverted,
            term.as_bytes(),
            IndexRecordOption::WithFreqs,
        )?);
    }
    match lists.as_mut_slice() {
        [] => return Ok(Vec::new()),
        [list] => {
            let mut postings = Vec::with_capacity(list.doc_freq() as usize);
            for_each_posting(list, |posting| postings.push(posting));
            return Ok(postings);
        }
        _ => {}
    }
    let mut frequencies = TermFreqAccumulator::new(max_doc);
    for list in &mut lists {
        for_each_posting(list, |posting| frequencies.add(posting));
    }
    Ok(frequencies.into_postings())
}

/// Calls `visit` for each posting of a list, in the order of the documents.
fn for_each_posting(blocks: &mut BlockSegmentPostings, mut visit: impl FnMut(Posting)) {
    while !blocks.docs().is_empty() {
        for (&doc, &frequency) in blocks.docs().iter().zip(blocks.freqs()) {
            visit((doc, frequency));
        }
        blocks.advance();
    }
}

/// Adds up postings by document.
pub(crate) struct TermFreqAccumulator {
    /// By document.
    frequencies: Vec<u32>,
    docs: DocSet,
}

impl TermFreqAccumulator {
    /// For a segment of `max_doc` documents.
    pub(crate) fn new(max_doc: u32) -> Self {
        TermFreqAccumulator {
            frequencies: vec![0; max_doc as usize],
            docs: DocSet::empty(max_doc),
        }
    }

    pub(crate) fn add(&mut self, (doc, frequency): Posting) {
        if let Some(sum) = self.frequencies.get_mut(doc as usize) {
            *sum += frequency;
            self.docs.insert(doc);
        }
    }

    /// The sums, in the order of the documents.
    pub(crate) fn into_postings(self) -> Vec<Posting> {
        let mut postings = Vec::with_capacity(self.docs.count());
        postings.extend((self.docs.iter()).map(|doc| (doc, self.frequencies[doc as usize])));
        postings
    }
}
