//! A parsed query -> what to look for in this index.

pub(crate) mod multiword_entities;
pub(crate) mod planner;
pub(crate) mod proximity_groups;
pub(crate) mod term_expressions;
