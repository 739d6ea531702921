//! What was received -> files, and a journal of how it came.
//!
//! | file | its question |
//! |---|---|
//! | `names` | What is the file of a release called? |
//! | `files` | How is a file written, whole or not at all, and its earlier text kept? |
//! | `journal_file` | How are lines added to the journal? |
//! | `lists` | How is a feed or a sitemap kept, so that a host that has the same still need not send it again? |
//! | `folder` | What is known of the releases of a folder, and what changes when one is received? |

pub(crate) mod files;
pub(crate) mod folder;
pub(crate) mod journal_file;
pub(crate) mod lists;
pub(crate) mod names;
