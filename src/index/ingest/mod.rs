//! From a corpus to documents in the index: finds what has changed, reads it, converts it, adds it.

pub(crate) mod build;
pub(crate) mod context;
pub(crate) mod document;
pub(crate) mod in_flight;
pub(crate) mod job;
pub(crate) mod mode;
pub(crate) mod reader;
pub(crate) mod refusals;
pub(crate) mod scan_plan;
pub(crate) mod sink;
pub(crate) mod worker_pool;
