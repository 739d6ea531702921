//! What dragnet knows of the world, as data: agencies, districts, offices, and the phrases that credit them.
//!
//! The tables are compiled in and checked by tests: sorted, unique, parents exist, every row's example is matched by it
//! and by no other. Nothing here reads a page or an index.

pub(crate) mod agencies;
pub(crate) mod entities;
pub(crate) mod loader;
pub(crate) mod names;
pub mod tables;
#[cfg(test)]
mod tests;

pub use crate::knowledge::agencies::Knowledge;
pub use crate::knowledge::loader::KnowledgeError;
pub use crate::knowledge::names::resolver::Resolution;
pub use crate::knowledge::tables::agency::{Agency, AgencyFields};
pub use crate::knowledge::tables::boilerplate::{
    BoilerplateKind, boilerplate_kinds, each_letter, letters,
};
pub use crate::knowledge::tables::districts::{District, State, districts, states};
pub use crate::knowledge::tables::layouts::{Element, Layout, PageField, Selector, layouts};

/// Every table that decides what is found in a release, for the fingerprint: an index built with other tables is built
/// anew. The thesaurus is not among them: it is asked at search time.
const TABLES: [&str; 13] = [
    include_str!("data/agencies.tsv"),
    include_str!("data/counsel_words.tsv"),
    include_str!("data/counties.tsv"),
    include_str!("data/county_names.tsv"),
    include_str!("data/credits.tsv"),
    include_str!("data/districts.tsv"),
    include_str!("data/boilerplate.txt"),
    include_str!("data/issuers.tsv"),
    include_str!("data/layouts.txt"),
    include_str!("data/name_words.tsv"),
    include_str!("data/offices.tsv"),
    include_str!("data/states.tsv"),
    include_str!("data/titles.tsv"),
];
