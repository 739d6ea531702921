//! Typed names and dates -> filters. One file for each kind of name.

mod agency;
mod district;
pub(crate) mod filter;
mod person;
pub(crate) mod resolver;
mod source;
mod statute;
pub(crate) mod suggest;
