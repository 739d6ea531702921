//! What a person at a terminal meets: output, pager, progress, signals.

pub mod output;
pub mod pager;
pub mod panic;
pub mod progress;
pub mod signals;
