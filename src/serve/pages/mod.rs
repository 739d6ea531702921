//! The pages: one file for each, which makes what its template shows.

pub(super) mod about;
pub(super) mod case;
pub(super) mod entity;
pub(super) mod error;
mod evidence;
pub(super) mod facets;
mod parts;
pub(super) mod release;
pub(super) mod search;
pub(super) mod together;
