//! What dragnet knows of the world, as data: agencies, districts, titles, site layouts.
//!
//! The tables are compiled in and checked by tests: sorted, unique, parents exist, every row's example is matched by it
//! and by no other. Nothing here reads a page or an index.

mod agencies;
mod furniture;
mod layouts;

pub use agencies::{Agency, Knowledge, Resolution};
pub use furniture::{Furniture, furniture, letters};
pub use layouts::{Element, Layout, Selector, Spot, layouts};
