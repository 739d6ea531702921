//! Typed names and dates -> filters. One file for each kind of name.

mod agency;
mod district;
pub(crate) mod filter;
mod known_value;
mod person;
pub(crate) mod resolver;
mod statute;
pub(crate) mod suggest;
