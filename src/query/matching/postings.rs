//! The documents of terms, and how often a term stands in each: read from the index many at a time.

use tantivy::postings::BlockSegmentPostings;
use tantivy::schema::{IndexRecordOption, Term};
use tantivy::{DocId, InvertedIndexReader, TantivyError};

use crate::error::Result;
use crate::query::matching::doc_set::DocSet;

/// A document and how often something stands in it.
pub(crate) type Posting = (DocId, u32);

/// Adds the documents that hold a term of a field whose values are not cut into words.
pub(crate) fn docs_with(
    inverted: &InvertedIndexReader,
    term: &Term,
    docs: &mut DocSet,
) -> Result<()> {
    insert_docs(inverted, term.serialized_value_bytes(), docs)
}

/// Adds the documents that hold a term, as the index writes it.
pub(crate) fn insert_docs(
    inverted: &InvertedIndexReader,
    term: &[u8],
    docs: &mut DocSet,
) -> Result<()> {
    if let Some(mut blocks) = blocks(inverted, term, IndexRecordOption::Basic)? {
        while !blocks.docs().is_empty() {
            for &doc in blocks.docs() {
                docs.insert(doc);
            }
            blocks.advance();
        }
    }
    Ok(())
}

/// The postings of a term, many documents at a time, where the segment has it.
fn blocks(
    inverted: &InvertedIndexReader,
    term: &[u8],
    option: IndexRecordOption,
) -> Result<Option<BlockSegmentPostings>> {
    let info = inverted.terms().get(term).map_err(TantivyError::from)?;
    info.map(|info| inverted.read_block_postings_from_terminfo(&info, option))
        .transpose()
        .map_err(|error| TantivyError::from(error).into())
}

/// Hands on each document and how often the term stands in it, in the order of the documents.
fn each_count(mut blocks: BlockSegmentPostings, mut visit: impl FnMut(Posting)) {
    while !blocks.docs().is_empty() {
        for (&doc, &count) in blocks.docs().iter().zip(blocks.freqs()) {
            visit((doc, count));
        }
        blocks.advance();
    }
}

/// The documents that hold one of the terms, with how often they hold any.
pub(crate) fn term_postings(
    inverted: &InvertedIndexReader,
    terms: &[String],
    max_doc: u32,
) -> Result<Vec<Posting>> {
    let mut opened = Vec::with_capacity(terms.len());
    for term in terms {
        opened.extend(blocks(
            inverted,
            term.as_bytes(),
            IndexRecordOption::WithFreqs,
        )?);
    }
    let total = opened.iter().map(|blocks| blocks.doc_freq() as usize).sum();
    if opened.len() > 1 && is_dense(total, max_doc) {
        let mut sums = TermFreqAccumulator::new(max_doc);
        for blocks in opened {
            each_count(blocks, |counted| sums.add(counted));
        }
        return Ok(sums.list());
    }
    let list = |blocks: BlockSegmentPostings| {
        let mut found = Vec::with_capacity(blocks.doc_freq() as usize);
        each_count(blocks, |counted| found.push(counted));
        found
    };
    Ok(sum(opened.into_iter().map(list).collect(), max_doc))
}

/// Whether it takes less to look at every document of a segment for its count than to put so many in order.
fn is_dense(counts: usize, max_doc: u32) -> bool {
    counts >= max_doc as usize / 16
}

/// Counts of all documents of a segment.
struct TermFreqAccumulator {
    counts: Vec<u32>,
    counted: DocSet,
}

impl TermFreqAccumulator {
    fn new(max_doc: u32) -> Self {
        TermFreqAccumulator {
            counts: vec![0; max_doc as usize],
            counted: DocSet::empty(max_doc),
        }
    }

    fn add(&mut self, (doc, count): Posting) {
        if let Some(sum) = self.counts.get_mut(doc as usize) {
            *sum += count;
            self.counted.insert(doc);
        }
    }

    fn list(&self) -> Vec<Posting> {
        let mut list = Vec::with_capacity(self.counted.count());
        list.extend((self.counted.iter()).map(|doc| (doc, self.counts[doc as usize])));
        list
    }
}

/// Lists of counts, each in the order of its documents, as one.
pub(crate) fn sum(mut lists: Vec<Vec<Posting>>, max_doc: u32) -> Vec<Posting> {
    match lists.len() {
        0 => return Vec::new(),
        1 => return lists.remove(0),
        _ => {}
    }
    let total: usize = lists.iter().map(Vec::len).sum();
    if !is_dense(total, max_doc) {
        let mut all = lists.concat();
        all.sort_by_key(|(doc, _)| *doc);
        all.dedup_by(|(doc, count), (kept, sum)| {
            let same = doc == kept;
            if same {
                *sum += *count;
            }
            same
        });
        return all;
    }
    let mut sums = TermFreqAccumulator::new(max_doc);
    for counted in lists.into_iter().flatten() {
        sums.add(counted);
    }
    sums.list()
}
