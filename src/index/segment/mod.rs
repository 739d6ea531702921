//! Segments of an index: filled by several threads, written, merged.

#![expect(
    clippy::cast_possible_truncation,
    reason = "documents, terms and places have numbers of 32 bits: a segment has no room for more of them"
)]

pub(crate) mod free_heap;
pub(crate) mod index_document;
pub(crate) mod index_writer;
pub(crate) mod interner;
pub(crate) mod inverter;
pub(crate) mod merge_policy;
pub(crate) mod open_segment;
pub(crate) mod serialize;
pub(crate) mod term_stream;
#[cfg(test)]
mod tests;
