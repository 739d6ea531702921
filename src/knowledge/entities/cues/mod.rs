//! By which words are prosecutors found, and what happened in a case?

pub(crate) mod case_cues;
pub(crate) mod prosecutor_vocabulary;
