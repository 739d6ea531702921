//! What programs keep of the web: archives of pages, and feeds.

pub(crate) mod archive;
pub(crate) mod feed;
#[cfg(feature = "feeds")]
mod feeds_apart;
pub(crate) mod response;
