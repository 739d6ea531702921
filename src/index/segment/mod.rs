//! Segments of an index: filled by several threads, written, merged.
//!
//! `OpenSegment` does what tantivy's own segment writer does, faster: its files have the same content, which a test checks.
//! Only this room and `storage` depend on how tantivy writes its files.

#![expect(
    clippy::cast_possible_truncation,
    reason = "document numbers, term ids and positions have 32 bits: a segment is written long before it has more"
)]

pub(crate) mod compaction;
pub(crate) mod free_heap;
pub(crate) mod index_document;
pub(crate) mod index_writer;
pub(crate) mod interner;
pub(crate) mod inverter;
pub(crate) mod live_segment;
pub(crate) mod merge_policy;
pub(crate) mod open_segment;
pub(crate) mod serialize;
pub(crate) mod term_stream;
#[cfg(test)]
mod tests;
