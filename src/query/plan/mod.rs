//! A parsed query -> the plan: what to look for in this index.

pub(crate) mod budget;
mod joined_names;
mod middle_name;
mod multiword_entities;
pub(crate) mod planner;
pub(crate) mod predicate;
mod proximity_groups;
pub(crate) mod query_plan;
mod release_numbers;
pub(crate) mod term_expressions;
pub(crate) mod word_forms;
