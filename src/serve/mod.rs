//! The index in a browser, on this machine: pages for the same answers that the command line prints.
//!
//! A request goes through the files in this order:
//!
//! | file | its question |
//! |---|---|
//! | `server` | Which connections are accepted, for how long, and when does it end? |
//! | `guard` | Is the request meant for this server, and what does every answer say to the browser? |
//! | `routes` | Which page answers which address, on which thread? |
//! | `site` | Which index is read? The last commit, at every request. |
//! | `params`, `asked` | What do the parameters of an address ask for? They have the names of the command line's options. |
//! | `pages` | What does a page show? One file a page, each with its template. |
//! | `answer` | Page, table or error: what is sent. |
//!
//! Filters, notes, totals, JSON and CSV come from `query` and `print`, as the command line's do. Nothing here writes, and no
//! address leads to a file: style, script and templates are compiled into the program, and ids are looked up in the index.
//! All text goes through askama, which escapes it.

mod answer;
mod asked;
mod assets;
mod guard;
mod pages;
mod params;
mod routes;
mod server;
mod site;
mod visit;

pub use crate::serve::guard::is_host;
pub use crate::serve::server::Server;
pub use crate::serve::site::{Hint, Settings};
