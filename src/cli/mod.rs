//! The command line: its arguments, and how they are read.

mod args;
mod arguments;
mod clap_message;
mod filters;
mod kinds;
mod values;

pub use args::*;
pub use arguments::Mistake;
pub use filters::Filters;
pub use values::FacetOrder;
