//! JSON: is a file JSON, how is it laid out, and which records does it hold?

mod columns;
pub(crate) mod file;
mod list_names;
mod other_lists;
pub(crate) mod read;
pub(crate) mod record;
pub(crate) mod shape;
pub(crate) mod value;
pub(crate) mod wrapping;

pub(crate) use crate::corpus::json::read::read;
pub(crate) use crate::corpus::json::shape::json_shape;
pub(crate) use crate::corpus::json::wrapping::is_source;
