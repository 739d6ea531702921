//! One integration-test binary: a module a room, and the command line from end to end.

mod architecture;
mod bounds;
mod check;
mod cli;
mod convert;
mod damage;
mod facets;
mod help;
mod hostile;
mod hostile_files;
mod house;
mod marks;
mod nightly;
mod nightly_changes;
#[cfg(target_os = "linux")]
mod nightly_disk;
mod nightly_kills;
mod odd_pages;
mod output;
mod permissions;
mod properties;
mod ranking;
mod sample;
mod scoreboard;
mod search;
mod shown;
mod slow_check;
