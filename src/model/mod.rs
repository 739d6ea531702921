//! Plain data: what is a converted page, a release, the id of a record, and where was each value found?
//!
//! Nothing here knows how a value is found, stored or shown.

mod event;
mod evidence;
mod page;
mod record_id;
mod release;
mod skip;

pub use event::*;
pub use evidence::*;
pub use page::*;
pub use record_id::*;
pub use release::*;
pub use skip::*;
