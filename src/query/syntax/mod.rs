//! The query language: text -> a tree, and the tree -> text again. It knows no index and no agencies.
//!
//! No text fails to parse. What is not understood is read as well as possible, and a note says how. The only error is a
//! known field with a value that it cannot have: to guess there would find something else without a word. Here that is a date
//! that is none; names, kinds and sums of money are looked at in `query/resolve`, which knows the index.
//!
//! Binding, tightest first: `-` and `NOT`, `OR`, `w/N` and `pre/N`, then `AND` and words side by side. `OR` binds before
//! `AND`, as in Lexis, Westlaw and web search; a query that mixes them without parentheses gets a note that shows how it
//! was read.

mod ast;
pub(crate) mod citations;
mod dates;
mod display;
mod field_group;
mod fields;
mod joined_words;
mod lexer;
mod parser;
mod quantities;
#[cfg(test)]
mod tests;
mod token;
mod typed_filters;
mod word_lexer;

pub(crate) use crate::query::syntax::ast::is_none;
pub use crate::query::syntax::ast::{BadValue, Parsed, Query};
pub use crate::query::syntax::dates::{DateRange, Today, date_note, read_dates, read_last_day};
pub(crate) use crate::query::syntax::lexer::place_of;
pub use crate::query::syntax::parser::parse;
pub(crate) use crate::query::syntax::quantities::{read_quantity, split_role};
#[cfg(feature = "serve")]
pub(crate) use crate::query::syntax::token::is_quote;
