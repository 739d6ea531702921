//! What the index knows about the files it was built from, and how they are compared with the corpus.

pub(crate) mod columns;
pub(crate) mod doc_kind;
pub(crate) mod file_contents;
pub(crate) mod file_manifest;
pub(crate) mod losses;
pub(crate) mod pending_deletes;
pub(crate) mod record_diff;
pub(crate) mod release_lookup;
pub(crate) mod skips;
