//! What dragnet knows before it reads a release: agencies, districts, offices, titles, and the phrases that credit them.
//!
//! `data/` holds the tables, `tables/` their rows as values. `names/` finds what a typed name means, of an agency or of an act, `entities/` what a text
//! names. The tables are compiled in. Tests check that they are sorted, that parents exist, and that each row's example is
//! found by that row and by no other. Nothing here reads a page or an index.

pub(crate) mod agency_checks;
pub(crate) mod base;
pub(crate) mod entities;
pub(crate) mod fingerprint;
pub(crate) mod loader;
pub(crate) mod names;
mod table_map;
pub mod tables;
#[cfg(test)]
mod tests;

pub use crate::knowledge::base::Knowledge;
pub use crate::knowledge::loader::KnowledgeError;
pub(crate) use crate::knowledge::names::acts;
pub use crate::knowledge::names::resolver::Resolution;
pub(crate) use crate::knowledge::names::sections::is_part;
pub use crate::knowledge::tables::agency::{Agency, is_at_or_below, is_below};
pub use crate::knowledge::tables::boilerplate::{BoilerplateKind, boilerplate_kinds};
pub use crate::knowledge::tables::districts::{District, districts};
pub use crate::knowledge::tables::layouts::{Element, Layout, PageField, Selector, layouts};
pub use crate::knowledge::tables::states::{State, states};
