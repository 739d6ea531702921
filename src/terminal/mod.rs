//! What a person at a terminal sees: output, pager, progress.

pub mod output;
pub mod pager;
pub mod panic;
pub mod progress;
