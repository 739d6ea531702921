//! From a corpus to documents: what changed, read, converted, added.

pub(crate) mod build;
pub(crate) mod document;
pub(crate) mod mode;
pub(crate) mod pending_deletes;
pub(crate) mod reader;
pub(crate) mod scan_plan;
pub(crate) mod worker_pool;
