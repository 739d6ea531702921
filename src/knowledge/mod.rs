//! What dragnet knows of the world, as data: agencies, districts, offices, and the phrases that credit them.
//!
//! The tables are compiled in and checked by tests: sorted, unique, parents exist, every row's example is matched by it
//! and by no other. Nothing here reads a page or an index.

mod agencies;
mod agency;
mod compose;
pub(crate) mod credits;
mod districts;
mod furniture;
pub(crate) mod hash;
pub(crate) mod issuers;
mod layouts;
pub(crate) mod lexicon;
mod mentions;
pub(crate) mod packed;
mod resolve;
pub(crate) mod roles;
pub mod stages;
pub(crate) mod state_bodies;
mod table;
pub mod thesaurus;
pub mod titles;
pub(crate) mod word_map;
pub(crate) mod words;

pub use agencies::Knowledge;
pub use agency::{Agency, Cells};
pub use districts::{District, State, districts, states};
pub use furniture::{Furniture, each_letter, furniture, letters};
pub use layouts::{Element, Layout, Selector, Spot, layouts};
pub use resolve::Resolution;
pub use table::KnowledgeError;

/// Every table that decides what is found in a release, for the fingerprint: an index built with other tables is built
/// anew. The thesaurus is not among them: it is asked at search time.
const TABLES: [&str; 13] = [
    include_str!("agencies.tsv"),
    include_str!("counsel_words.tsv"),
    include_str!("counties.tsv"),
    include_str!("county_names.tsv"),
    include_str!("credits.tsv"),
    include_str!("districts.tsv"),
    include_str!("furniture.txt"),
    include_str!("issuers.tsv"),
    include_str!("layouts.txt"),
    include_str!("name_words.tsv"),
    include_str!("offices.tsv"),
    include_str!("states.tsv"),
    include_str!("titles.tsv"),
];

#[cfg(test)]
mod tests;
