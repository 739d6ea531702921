//! The tables: one file for each, with its rows as values.

pub(crate) mod agency;
pub(crate) mod boilerplate;
pub mod case_stages;
pub(crate) mod cases;
pub(crate) mod counties;
pub(crate) mod credits;
pub(crate) mod districts;
pub mod events;
pub(crate) mod issuers;
pub(crate) mod layouts;
pub(crate) mod offices;
pub mod prosecutors;
pub(crate) mod states;
pub mod synonyms;

pub(crate) use crate::knowledge::tables::prosecutors::{
    counsel_words, grammar_roles, name_words, titles,
};
