//! One file a table: its rows as values.

pub(crate) mod agency;
pub(crate) mod boilerplate;
pub mod case_stages;
pub mod counsel_words;
pub(crate) mod counties;
pub(crate) mod credits;
pub(crate) mod districts;
pub(crate) mod grammar_roles;
pub(crate) mod issuers;
pub(crate) mod layouts;
pub mod name_words;
pub mod synonyms;
pub mod titles;
