//! What happened in a case: which typed values mean which of the index?

pub(super) mod defendant;
pub(in crate::query) mod docket;
pub(super) mod listed;
pub(super) mod offense;
pub(super) mod quantity;
