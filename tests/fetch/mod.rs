//! `dragnet fetch` against a server on loopback. Nothing here reaches the net.

mod again;
mod api;
mod faults;
mod interrupted;
mod pages;
mod politeness;
pub mod rig;
pub mod server;
pub mod site;
