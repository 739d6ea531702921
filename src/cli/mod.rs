//! The command line: its arguments, and how they are read.

mod args;
mod filters;
mod leading_dash;

pub use args::*;
pub use filters::Filters;
pub use leading_dash::words;
