//! What a person at a terminal meets: files that are named, output, pager, progress, signals.

pub mod file_argument;
pub mod output;
pub mod pager;
pub mod panic;
pub mod progress;
pub mod signals;
