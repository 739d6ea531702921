//! Runs a command, prints its error and hint, sets the exit status: 0 found or done, 1 nothing found, 2 an error.

mod cli;
mod commands;
mod progress;

use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::parse() {
        Some(cli) => commands::run(&cli),
        None => commands::help_query(),
    }
}
