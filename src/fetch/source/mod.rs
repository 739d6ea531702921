//! What a person names -> which addresses hold releases.
//!
//! | file | its question |
//! |---|---|
//! | `known` | Which sources have a name? A table. |
//! | `typed` | What is meant by what was typed? |
//! | `sitemap`, `feed` | Which pages does a sitemap or a feed list? |
//! | `content` | Is what was received a page, a feed, a sitemap, or none of them? |
//! | `api_page` | Which records does one page of the Justice Department's API hold? |

pub(crate) mod api_page;
pub(crate) mod content;
pub(crate) mod feed;
pub(crate) mod known;
pub(crate) mod sitemap;
pub(crate) mod typed;
