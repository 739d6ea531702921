//! Runs a command, prints its error and hint, sets the exit status: 0 found or done, 1 nothing found, 2 an error.

mod cli;
mod commands;
mod terminal;

use std::process::ExitCode;

#[cfg(feature = "pdf")]
use dragnet::corpus::documents::pdf::{CHILD_ARGUMENT, read_in_child, read_with};

/// The GNU C library's allocator starts faster and gives memory back when it is told (`index::segment::free_heap`). Where
/// there is another C library, this one is faster with several threads.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    #[cfg(feature = "pdf")]
    {
        if std::env::args_os()
            .nth(1)
            .is_some_and(|argument| argument == CHILD_ARGUMENT)
        {
            return read_in_child(&mut std::io::stdin().lock(), &mut std::io::stdout().lock());
        }
        if let Ok(program) = std::env::current_exe() {
            read_with(program);
        }
    }
    commands::run(cli::parse())
}
