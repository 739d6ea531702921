//! `dragnet fetch` against a server on loopback. Nothing here reaches the net.

mod again;
mod api;
mod commands;
mod faults;
mod full_size;
mod indexed;
mod interrupted;
mod pages;
mod politeness;
pub mod rig;
pub mod server;
pub mod site;
