//! The tables by which prosecutors are found: titles, and words beside names and titles.

pub mod counsel_words;
pub(crate) mod grammar_roles;
pub mod name_words;
pub mod titles;
