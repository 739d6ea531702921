//! Plain data: what a converted page is, what a release is, and where each value was found.
//!
//! Nothing here knows how a value is found, stored or shown.

mod evidence;
mod page;
mod release;

pub use evidence::*;
pub use page::*;
pub use release::*;
