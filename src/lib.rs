//! dragnet: a full-text search index over enforcement releases.

pub mod convert;
pub mod corpus;
pub mod extract;
pub mod knowledge;
pub mod release;
