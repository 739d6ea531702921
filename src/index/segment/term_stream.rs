//! The terms of one field as they come: the numbers of the terms, one behind another.

use std::ops::Range;

use tantivy::DocId;

use crate::index::segment::interner::{Met, Term, Terms};

/// Tells a position from the number of a term.
const POSITION: u32 = 1 << 31;

/// How far a value begins behind the end of the one before it.
const GAP: u32 = 1;

/// How many entries are kept together: no more than what may be moved when there are more.
const TOGETHER: usize = if cfg!(test) { 200 } else { 1 << 16 };

/// The terms of one field in the documents that one thread adds.
#[derive(Default)]
pub(crate) struct Stream {
    terms: Terms,
    pieces: Vec<Piece>,
    /// Where the next term stands if nothing is said.
    next: u32,
    /// What the positions of a value are counted from.
    base: u32,
    /// Behind which position of the document nothing stands.
    end: u32,
}

/// Some documents on end.
struct Piece {
    /// Rising, and where each begins in `entries`.
    documents: Vec<(DocId, usize)>,
    /// The numbers of terms; before one that does not stand one position behind the one before it, its position.
    entries: Vec<u32>,
}

impl Stream {
    /// What comes is a value of this document, or another one of the same. One document comes after another.
    pub(crate) fn begin_value(&mut self, document: DocId) {
        let piece = match self.pieces.last_mut() {
            Some(piece)
                if piece
                    .documents
                    .last()
                    .is_some_and(|last| last.0 == document) =>
            {
                self.base = self.end + GAP;
                self.end = self.base;
                return;
            }
            Some(piece) if piece.entries.len() < TOGETHER * 7 / 8 => piece,
            _ => self.add_piece(),
        };
        piece.documents.push((document, piece.entries.len()));
        self.next = 0;
        self.base = 0;
        self.end = 0;
    }

    fn add_piece(&mut self) -> &mut Piece {
        // The first is small: of most fields there is little.
        let room = if self.pieces.is_empty() { 0 } else { TOGETHER };
        self.pieces.push(Piece {
            documents: Vec::new(),
            entries: Vec::with_capacity(room),
        });
        let last = self.pieces.len() - 1;
        &mut self.pieces[last]
    }

    /// Adds a term of the value that was begun.
    #[inline]
    pub(crate) fn add(&mut self, text: &[u8], span: Range<usize>, position: u32) {
        let Some(piece) = self.pieces.last_mut() else {
            return;
        };
        let position = self.base.saturating_add(position).min(POSITION - 1);
        if position != self.next {
            piece.entries.push(POSITION | position);
        }
        piece.entries.push(self.terms.meet(text, span));
        self.next = position + 1;
        self.end = self.end.max(self.next);
    }

    /// What it takes, in bytes.
    pub(crate) fn memory(&self) -> usize {
        let pieces = self.pieces.iter().map(|piece| {
            piece.entries.capacity() * size_of::<u32>()
                + piece.documents.capacity() * size_of::<(DocId, usize)>()
        });
        self.terms.memory() + pieces.sum::<usize>()
    }

    /// The same with its terms in order.
    pub(crate) fn sorted(&self) -> Sorted<'_> {
        Sorted {
            stream: self,
            terms: self.terms.sorted(),
        }
    }

    /// The documents, rising, each with its entries.
    pub(crate) fn documents(&self) -> impl Iterator<Item = (DocId, &[u32])> {
        self.pieces.iter().flat_map(|piece| {
            let after = piece.documents.iter().skip(1).map(|next| next.1);
            let after = after.chain([piece.entries.len()]);
            (piece.documents.iter().zip(after))
                .map(|((document, from), to)| (*document, &piece.entries[*from..to]))
        })
    }
}

/// A stream, and its terms in their order.
pub(crate) struct Sorted<'a> {
    pub(crate) stream: &'a Stream,
    pub(crate) terms: Vec<(Term<'a>, Met)>,
}

/// How many terms there are in the entries of a document.
pub(crate) fn count(entries: &[u32]) -> u32 {
    entries.iter().map(|entry| 1 - (entry >> 31)).sum()
}

/// The number and the position of each term in the entries of a document.
#[inline]
pub(crate) fn each(entries: &[u32], mut found: impl FnMut(u32, u32)) {
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
