//! Output through the pager, or straight to standard output.

use std::io::{self, BufWriter, Write};
use std::process::{Child, Command, Stdio};

use crate::terminal::output::Output;

/// Prints through the pager if that is wanted and standard output is a terminal; else straight.
pub fn with_pager<T, E: From<io::Error>>(
    wanted: bool,
    output: &Output,
    print: impl FnOnce(&mut dyn Write) -> Result<T, E>,
) -> Result<T, E> {
    let paged = wanted && output.terminal && output.format.is_for_reading();
    if let Some(mut pager) = paged.then(start).flatten()
        && let Some(input) = pager.stdin.take()
    {
        let mut input = BufWriter::new(input);
        // If the reader has closed the pager, this is a closed pipe, which is no error.
        let printed = print(&mut input).and_then(|printed| {
            input.flush()?;
            Ok(printed)
        });
        drop(input);
        pager.wait()?;
        return printed;
    }
    let mut out = Output::data();
    out.write_all(output.beginning.as_bytes())?;
    let printed = print(&mut out)?;
    out.flush()?;
    Ok(printed)
}

/// `$PAGER`, or `less`; none where it cannot be started or is empty.
fn start() -> Option<Child> {
    let pager = std::env::var("PAGER").unwrap_or_else(|_| "less".to_owned());
    let mut words = pager.split_whitespace();
    let mut command = Command::new(words.next()?);
    command.args(words).stdin(Stdio::piped());
    if std::env::var_os("LESS").is_none() {
        // Colours pass, a short text ends at once, and it stays on the screen.
        command.env("LESS", "FRX");
    }
    command.spawn().ok()
}
