//! The command line: its arguments, and how they are read.

mod args;
mod arguments;
mod clap_message;
#[cfg(feature = "fetch")]
mod fetch;
mod filters;
mod kinds;
mod release_args;
#[cfg(feature = "serve")]
mod serve;
mod values;

pub use args::*;
pub use arguments::Mistake;
#[cfg(feature = "fetch")]
pub use fetch::FetchArgs;
pub use filters::Filters;
pub use release_args::{MatterArgs, ShowArgs, SimilarArgs};
#[cfg(feature = "serve")]
pub use serve::ServeArgs;
pub use values::{FacetOrder, Grouped};
