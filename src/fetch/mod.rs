//! Gets releases from the net into a folder, again and again, so that nothing that was seen is lost.
//!
//! ```text
//! what was typed -> sources -> lists of pages, pages of an API -> releases -> files and a journal
//! ```
//!
//! The rooms, each of which uses only those before it:
//!
//! | room | its question |
//! |---|---|
//! | `net` | How is one address asked: politely, within bounds? |
//! | `store` | How is a release kept, whole or not at all, and what is known of it? |
//! | `source` | Which addresses hold releases? |
//!
//! Above them `session` has what a run shares, `lists` reads feeds and sitemaps, `pages` fetches what they list, `api` walks the
//! Justice Department's API, and `run` is one run.
//!
//! What must always hold: no host has two requests at once, nor more than the rate; nothing is asked that robots.txt forbids;
//! nothing of a stranger leads into a private network, unless a proxy of the user's looks names up; a file is written whole or
//! not at all, and its earlier text is kept; what is wrong with one address is a [`Fault`] in the report and ends no run.

pub(crate) mod api;
pub(crate) mod error;
pub(crate) mod lists;
pub(crate) mod net;
pub(crate) mod options;
pub(crate) mod pages;
pub(crate) mod report;
pub(crate) mod run;
pub(crate) mod session;
pub(crate) mod source;
pub(crate) mod store;

pub use crate::fetch::error::FetchError;
pub use crate::fetch::net::clock::{Clock, SystemClock};
pub use crate::fetch::net::fault::Fault;
pub use crate::fetch::options::{
    DEFAULT_MAX_BYTES, DEFAULT_RATE, DEFAULT_RECHECK, DEFAULT_TIMEOUT, FetchOptions, FetchProgress,
    MAX_RATE, Recheck,
};
pub use crate::fetch::report::{
    Counts, Failure, FetchReport, FetchedNames, HostLeft, SourceReport, SourceState,
};
pub use crate::fetch::run::fetch;
pub use crate::fetch::source::known::{KnownSource, SourceKind, known_sources};
