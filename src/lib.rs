//! dragnet: a full-text search index over enforcement releases.

pub mod convert;
pub mod corpus;
pub mod error;
pub mod extract;
pub mod fields;
pub mod index;
pub mod knowledge;
pub mod print;
pub mod query;
pub mod release;
pub mod words;
