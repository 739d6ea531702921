//! What clap says instead of a command: help, the version, a mistake in the line.

use std::io::{ErrorKind, Write as _};

use dragnet::text::shorten::shorten_quoted;

use crate::cli::arguments::typed;

/// Prints what clap says, with what was typed as it was typed, and ends.
pub fn end(error: &clap::Error) -> ! {
    let said = error.render().ansi().to_string();
    let said = typed(&said);
    if error.use_stderr() {
        // Where standard error is full, too, the exit status alone can tell.
        let _ = write!(anstream::stderr(), "{}", shorten_quoted(&said, '\''));
        std::process::exit(error.exit_code());
    }
    let mut out = anstream::stdout();
    let printed = write!(out, "{said}").and_then(|()| out.flush());
    std::process::exit(match printed {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            let mut err = anstream::stderr();
            let _ = writeln!(err, "error: cannot write the output: {error}");
            2
        }
        _ => error.exit_code(),
    });
}
