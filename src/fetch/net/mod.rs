//! One address -> its answer: politely, within bounds, and never more trusting than it must be.
//!
//! | file | its question |
//! |---|---|
//! | `fault` | What can be wrong with an answer? |
//! | `clock` | What time is it, and how is waited? A test has a clock of its own. |
//! | `address` | Which addresses may be asked, and after which redirect? |
//! | `unpack` | How is a body unpacked, within its bound? |
//! | `client` | One request, one answer. |
//! | `hosts` | When may a host be asked again, and what does its robots.txt allow? |
//! | `asking` | One address, with redirects, retries and waiting. |

pub(crate) mod address;
pub(crate) mod asking;
pub(crate) mod client;
pub(crate) mod clock;
pub(crate) mod fault;
pub(crate) mod hosts;
pub(crate) mod unpack;
