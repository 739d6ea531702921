//! Numbers the terms of one field.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::ops::Range;

use foldhash::fast::RandomState;

use crate::text::packed::bytes_within;

/// How long a short term may be, in bytes: with its length it fits into 128 bits.
const SHORT: usize = 15;

/// So much of a term is compared as one number, in bytes.
const HEAD: usize = 16;

/// Terms by number, in the order in which they were met. What a page says is looked up here word by word. Nearly all words
/// are short, and of a short one nothing is read but its place in the table. (It is hashed otherwise in every process, so
/// that no page can be made of words that get in each other's way.)
#[derive(Default)]
pub(crate) struct Terms {
    short: HashMap<Short, Met, RandomState>,
    long: HashMap<Box<[u8]>, Met, RandomState>,
    long_bytes: usize,
}

/// What is known of a term.
#[derive(Clone, Copy)]
pub(crate) struct Met {
    /// Counted from 0.
    pub(crate) number: u32,
    /// How often it was met.
    pub(crate) times: u32,
}

impl Terms {
    /// The number of the term in these bytes of a text, which is met there.
    #[inline]
    pub(crate) fn meet(&mut self, text: &[u8], span: Range<usize>) -> u32 {
        let Some(short) = Short::within(text, span.clone()) else {
            return self.meet_long(&text[span]);
        };
        let number = self.next();
        let met = self.short.entry(short);
        let met = met.or_insert(Met { number, times: 0 });
        met.times += 1;
        met.number
    }

    #[cold]
    fn meet_long(&mut self, term: &[u8]) -> u32 {
        if let Some(met) = self.long.get_mut(term) {
            met.times += 1;
            return met.number;
        }
        let number = self.next();
        self.long_bytes += term.len();
        self.long.insert(term.into(), Met { number, times: 1 });
        number
    }

    /// The number of the next term that is new.
    fn next(&self) -> u32 {
        self.len() as u32
    }

    fn len(&self) -> usize {
        self.short.len() + self.long.len()
    }

    /// What they take, in bytes.
    pub(crate) fn memory(&self) -> usize {
        // A table has room for an eighth more than it takes, and a byte for each.
        let short = self.short.capacity() * (size_of::<(Short, Met)>() + 1);
        let long = self.long.capacity() * (size_of::<(Box<[u8]>, Met)>() + 1);
        (short + long) * 8 / 7 + self.long_bytes
    }

    /// All of them in the order of their bytes.
    pub(crate) fn sorted(&self) -> Vec<(Term<'_>, Met)> {
        let short = self.short.iter();
        let long = self.long.iter();
        let mut sorted: Vec<_> = short
            .map(|(key, met)| (Term::from(*key), *met))
            .chain(long.map(|(term, met)| (Term::from(&**term), *met)))
            .collect();
        sorted.sort_unstable_by_key(|(term, _)| *term);
        sorted
    }
}

/// The bytes of a short term, the first lowest, and above them how many they are; in two halves, so that a table has no
/// gaps.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Short([u64; 2]);

impl Short {
    /// Of these bytes of a text; none where they are too many.
    #[inline]
    fn within(text: &[u8], span: Range<usize>) -> Option<Short> {
        let length = span.len();
        if length > SHORT {
            return None;
        }
        let key = bytes_within(text, span)? | (length as u128) << (8 * SHORT);
        Some(Short([key as u64, (key >> 64) as u64]))
    }

    fn key(self) -> u128 {
        u128::from(self.0[0]) | u128::from(self.0[1]) << 64
    }
}

impl Hash for Short {
    #[inline]
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        hasher.write_u128(self.key());
    }
}

/// A term, in an order that is that of its bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Term<'a> {
    /// The first bytes as one number, the first highest; zeros where there are fewer.
    head: u128,
    /// The others.
    rest: &'a [u8],
    /// How many there are in all: bytes of the term may be zeros too.
    length: usize,
}

impl From<Short> for Term<'_> {
    fn from(short: Short) -> Self {
        let [bytes @ .., length] = short.key().to_le_bytes();
        let mut head = [0; HEAD];
        head[..SHORT].copy_from_slice(&bytes);
        Term {
            head: u128::from_be_bytes(head),
            rest: &[],
            length: usize::from(length),
        }
    }
}

impl<'a> From<&'a [u8]> for Term<'a> {
    fn from(term: &'a [u8]) -> Self {
        let (first, rest) = term.split_at(term.len().min(HEAD));
        let mut head = [0; HEAD];
        head[..first.len()].copy_from_slice(first);
        Term {
            head: u128::from_be_bytes(head),
            rest,
            length: term.len(),
        }
    }
}

impl Term<'_> {
    /// Adds its bytes to others.
    pub(crate) fn add_to(&self, bytes: &mut Vec<u8>) {
        bytes.extend_from_slice(&self.head.to_be_bytes()[..self.length.min(HEAD)]);
        bytes.extend_from_slice(self.rest);
    }
}

impl Ord for Term<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.head.cmp(&other.head).then_with(|| {
            // Nearly always neither has more: the library would be asked to compare nothing.
            if self.length > HEAD && other.length > HEAD {
                self.rest.cmp(other.rest)
            } else {
                self.length.cmp(&other.length)
            }
        })
    }
}

impl PartialOrd for Term<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Term<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Term<'_> {}
