//! `dragnet serve`: the same answers as the command line, in pages that nothing can misuse.

mod browser;
mod chromium;
mod commands;
mod counts;
mod hostile;
mod html;
mod pages;
mod rig;
mod same_answers;
