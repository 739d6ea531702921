//! What programs keep of the web: archives of pages, and feeds.

pub(crate) mod archive;
pub(crate) mod feed;
pub(crate) mod response;
