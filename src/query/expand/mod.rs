//! What may speak for a release beside the words typed.

pub(crate) mod case_stage;
pub(crate) mod expansion;
