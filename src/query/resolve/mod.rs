//! Typed names and dates -> filters. One file for each kind of name.

mod act;
mod agency;
mod cases;
mod district;
pub(crate) mod filter;
mod known_value;
pub(crate) mod people;
mod person;
mod resolver;
mod statute;
pub(crate) mod suggest;

pub(in crate::query) use crate::query::resolve::cases::docket::printed_dockets;
pub(crate) use crate::query::resolve::resolver::{field_filter, request_filters};
