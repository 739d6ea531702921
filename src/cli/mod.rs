//! The command line: its arguments, and how they are read.

mod args;
mod leading_dash;
mod searching;

pub use args::*;
