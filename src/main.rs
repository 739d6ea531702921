//! Runs a command, prints its error and hint, sets the exit status: 0 found or done, 1 nothing found, 2 an error.

mod cli;
mod commands;
mod terminal;

use std::process::ExitCode;

/// Beside the GNU C library's allocator, which starts in no time and is told when to give memory back: see `index::memory`.
/// Others are slower with several threads, or keep what those have freed.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match cli::parse() {
        Some(cli) => commands::run(&cli),
        None => commands::help_query(),
    }
}
