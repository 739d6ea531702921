//! Runs a command, prints its error and hint, sets the exit status: 0 found or done, 1 nothing found, 2 an error.

mod cli;
mod commands;
mod terminal;

use std::process::ExitCode;

#[cfg(any(feature = "office", feature = "pdf"))]
use dragnet::corpus::{CHILDREN, child::read_with};

/// The GNU C library's allocator starts faster and gives memory back when it is told (`index::segment::free_heap`). Where
/// there is another C library, this one is faster with several threads.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    #[cfg(any(feature = "office", feature = "pdf"))]
    {
        if let Some(first) = std::env::args_os().nth(1)
            && let Some(child) = CHILDREN.iter().find(|child| first == child.argument)
        {
            return child.run(&mut std::io::stdin().lock(), &mut std::io::stdout().lock());
        }
        if let Ok(program) = std::env::current_exe() {
            read_with(program);
        }
    }
    commands::run(cli::parse())
}
