//! The terms of one field in the order of the text: a list of term numbers.

use std::ops::Range;

use tantivy::DocId;

use crate::index::segment::interner::{SortableTerm, TermInterner, TermStats};

/// This bit of an entry says that it is a position, not the number of a term.
const POSITION: u32 = 1 << 31;

/// Distance between the end of a value and the beginning of the next value of the same document.
const GAP: u32 = 1;

/// Entries per chunk. A chunk never grows by copying, so this bounds what is allocated at once.
const CHUNK: usize = if cfg!(test) { 200 } else { 1 << 16 };

/// The terms of one field in the documents that one thread adds.
#[derive(Default)]
pub(crate) struct TermStream {
    terms: TermInterner,
    chunks: Vec<Chunk>,
    /// The position of the next term, if no other is given.
    next: u32,
    /// The position of the document at which the value begins.
    base: u32,
    /// The end of the last term of the document so far.
    end: u32,
}

/// Consecutive documents.
struct Chunk {
    /// The documents in ascending order, and where the entries of each begin.
    documents: Vec<(DocId, usize)>,
    /// Numbers of terms. If a term does not follow directly after the one before it, its position precedes it.
    entries: Vec<u32>,
}

impl TermStream {
    /// Begins a value of this document. A document may have several values. Documents come in ascending order.
    pub(crate) fn begin_value(&mut self, document: DocId) {
        let chunk = match self.chunks.last_mut() {
            Some(chunk)
                if chunk
                    .documents
                    .last()
                    .is_some_and(|last| last.0 == document) =>
            {
                self.base = self.end + GAP;
                self.end = self.base;
                return;
            }
            Some(chunk) if chunk.entries.len() < CHUNK * 7 / 8 => chunk,
            _ => self.add_chunk(),
        };
        chunk.documents.push((document, chunk.entries.len()));
        self.next = 0;
        self.base = 0;
        self.end = 0;
    }

    fn add_chunk(&mut self) -> &mut Chunk {
        // The first chunk starts empty, because most fields have few terms.
        let capacity = if self.chunks.is_empty() { 0 } else { CHUNK };
        self.chunks.push(Chunk {
            documents: Vec::new(),
            entries: Vec::with_capacity(capacity),
        });
        let last = self.chunks.len() - 1;
        &mut self.chunks[last]
    }

    /// Adds a term of the current value: this part of a text, at this position of the value.
    #[inline]
    pub(crate) fn add(&mut self, text: &[u8], span: Range<usize>, position: u32) {
        let Some(chunk) = self.chunks.last_mut() else {
            return;
        };
        let position = self.base.saturating_add(position).min(POSITION - 1);
        if position != self.next {
            chunk.entries.push(POSITION | position);
        }
        chunk.entries.push(self.terms.intern(text, span));
        self.next = position + 1;
        self.end = self.end.max(self.next);
    }

    /// Memory in bytes.
    pub(crate) fn memory(&self) -> usize {
        let chunks = self.chunks.iter().map(|chunk| {
            chunk.entries.capacity() * size_of::<u32>()
                + chunk.documents.capacity() * size_of::<(DocId, usize)>()
        });
        self.terms.memory() + chunks.sum::<usize>()
    }

    /// The stream with its terms sorted.
    pub(crate) fn sorted(&self) -> SortedStream<'_> {
        SortedStream {
            stream: self,
            terms: self.terms.sorted(),
        }
    }

    /// The documents in ascending order, each with its entries.
    pub(crate) fn documents(&self) -> impl Iterator<Item = (DocId, &[u32])> {
        self.chunks.iter().flat_map(|chunk| {
            let ends = chunk.documents.iter().skip(1).map(|next| next.1);
            let ends = ends.chain([chunk.entries.len()]);
            (chunk.documents.iter().zip(ends))
                .map(|((document, start), end)| (*document, &chunk.entries[*start..end]))
        })
    }
}

/// A stream with its terms, sorted.
pub(crate) struct SortedStream<'a> {
    pub(crate) stream: &'a TermStream,
    pub(crate) terms: Vec<(SortableTerm<'a>, TermStats)>,
}

/// The number of terms among the entries of a document.
pub(crate) fn count_terms(entries: &[u32]) -> u32 {
    entries.iter().map(|entry| 1 - (entry >> 31)).sum()
}

/// Calls `found` with the number and the position of each term among the entries of a document.
#[inline]
pub(crate) fn for_each_term(entries: &[u32], mut found: impl FnMut(u32, u32)) {
    let mut position = 0;
    for entry in entries {
        if entry & POSITION == 0 {
            found(*entry, position);
            position += 1;
        } else {
            position = entry & !POSITION;
        }
    }
}
