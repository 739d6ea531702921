//! What the index says of the files it was built from.

pub(crate) mod columns;
pub(crate) mod doc_kind;
pub(crate) mod ids;
pub(crate) mod known_files;
pub(crate) mod record_diff;
