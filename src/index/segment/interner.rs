//! Gives each different term of one field a number.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::ops::Range;

use foldhash::fast::RandomState;

use crate::text::packed::bytes_within;

/// Maximum length of a packed term in bytes: with its length it fits into 128 bits.
const MAX_PACKED: usize = 15;

/// How many bytes of a term are compared as one number.
const PREFIX: usize = 16;

/// The terms of one field, numbered in the order of their first occurrence. Every word of every text is looked up here, and
/// nearly all words are short: a short term is part of its table entry, so a lookup reads one place in memory.
///
/// The hash is seeded randomly, so that no text can be made of words that all have the same hash.
#[derive(Default)]
pub(crate) struct TermInterner {
    packed: HashMap<PackedTerm, TermStats, RandomState>,
    long: HashMap<Box<[u8]>, TermStats, RandomState>,
    long_bytes: usize,
}

/// What is known about a term.
#[derive(Clone, Copy)]
pub(crate) struct TermStats {
    /// Its number, from 0.
    pub(crate) id: u32,
    /// The number of its occurrences.
    pub(crate) count: u32,
}

impl TermInterner {
    /// The number of the term in this part of a text. Counts one occurrence.
    #[inline]
    pub(crate) fn intern(&mut self, text: &[u8], span: Range<usize>) -> u32 {
        let Some(packed) = PackedTerm::within(text, span.clone()) else {
            return self.intern_long(&text[span]);
        };
        let id = self.next_id();
        let entry = self.packed.entry(packed);
        let stats = entry.or_insert(TermStats { id, count: 0 });
        stats.count += 1;
        stats.id
    }

    #[cold]
    fn intern_long(&mut self, term: &[u8]) -> u32 {
        if let Some(stats) = self.long.get_mut(term) {
            stats.count += 1;
            return stats.id;
        }
        let id = self.next_id();
        self.long_bytes += term.len();
        self.long.insert(term.into(), TermStats { id, count: 1 });
        id
    }

    fn next_id(&self) -> u32 {
        (self.packed.len() + self.long.len()) as u32
    }

    /// Memory of the tables in bytes.
    pub(crate) fn memory(&self) -> usize {
        // A hash table is full at seven eighths, and has one more byte per entry.
        let packed = self.packed.capacity() * (size_of::<(PackedTerm, TermStats)>() + 1);
        let long = self.long.capacity() * (size_of::<(Box<[u8]>, TermStats)>() + 1);
        (packed + long) * 8 / 7 + self.long_bytes
    }

    /// All terms, sorted by their bytes.
    pub(crate) fn sorted(&self) -> Vec<(SortableTerm<'_>, TermStats)> {
        let packed = self.packed.iter();
        let long = self.long.iter();
        let mut sorted: Vec<_> = packed
            .map(|(term, stats)| (SortableTerm::from(*term), *stats))
            .chain(long.map(|(term, stats)| (SortableTerm::from(&**term), *stats)))
            .collect();
        sorted.sort_unstable_by_key(|(term, _)| *term);
        sorted
    }
}

/// A short term: its bytes, the first one lowest, and above them its length. In two halves, because a `u128` would leave
/// gaps in the table.
#[derive(Clone, Copy, PartialEq, Eq)]
struct PackedTerm([u64; 2]);

impl PackedTerm {
    /// Packs this part of a text; none if it is too long.
    #[inline]
    fn within(text: &[u8], span: Range<usize>) -> Option<PackedTerm> {
        let length = span.len();
        if length > MAX_PACKED {
            return None;
        }
        let packed = bytes_within(text, span)? | (length as u128) << (8 * MAX_PACKED);
        Some(PackedTerm([packed as u64, (packed >> 64) as u64]))
    }

    fn as_u128(self) -> u128 {
        u128::from(self.0[0]) | u128::from(self.0[1]) << 64
    }
}

impl Hash for PackedTerm {
    #[inline]
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        hasher.write_u128(self.as_u128());
    }
}

/// A term that compares quickly, in the order of its bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SortableTerm<'a> {
    /// The first bytes as one number, the first byte highest. Missing bytes are zeros.
    prefix: u128,
    /// The other bytes.
    rest: &'a [u8],
    /// The number of all bytes: a term may contain zeros, too.
    length: usize,
}

impl From<PackedTerm> for SortableTerm<'_> {
    fn from(packed: PackedTerm) -> Self {
        let [bytes @ .., length] = packed.as_u128().to_le_bytes();
        let mut prefix = [0; PREFIX];
        prefix[..MAX_PACKED].copy_from_slice(&bytes);
        SortableTerm {
            prefix: u128::from_be_bytes(prefix),
            rest: &[],
            length: usize::from(length),
        }
    }
}

impl<'a> From<&'a [u8]> for SortableTerm<'a> {
    fn from(term: &'a [u8]) -> Self {
        let (first, rest) = term.split_at(term.len().min(PREFIX));
        let mut prefix = [0; PREFIX];
        prefix[..first.len()].copy_from_slice(first);
        SortableTerm {
            prefix: u128::from_be_bytes(prefix),
            rest,
            length: term.len(),
        }
    }
}

impl SortableTerm<'_> {
    /// Appends the bytes of the term.
    pub(crate) fn append_to(&self, bytes: &mut Vec<u8>) {
        bytes.extend_from_slice(&self.prefix.to_be_bytes()[..self.length.min(PREFIX)]);
        bytes.extend_from_slice(self.rest);
    }
}

impl Ord for SortableTerm<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.prefix.cmp(&other.prefix).then_with(|| {
            // If one term ends within the prefix, its length decides: the rest of the prefix is zeros.
            if self.length > PREFIX && other.length > PREFIX {
                self.rest.cmp(other.rest)
            } else {
                self.length.cmp(&other.length)
            }
        })
    }
}

impl PartialOrd for SortableTerm<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for SortableTerm<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for SortableTerm<'_> {}
