//! Through the pager, or straight to standard output.

use std::io::{BufWriter, Write};
use std::process::{Child, Command, Stdio};

use dragnet::print::Format;

use crate::commands::{Failure, finish};
use crate::terminal::output::Output;

/// What tells spreadsheets that a file is UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Prints through the pager, where that is wanted and somebody looks at a terminal; else straight.
pub fn shown<T>(
    wanted: bool,
    output: &Output,
    print: impl FnOnce(&mut dyn Write) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let paged = wanted && output.terminal && output.format == Format::Text;
    if let Some(mut pager) = paged.then(start).flatten()
        && let Some(input) = pager.stdin.take()
    {
        let mut input = BufWriter::new(input);
        // Where the reader has closed the pager, this is a closed pipe, which is no error.
        let printed = print(&mut input).and_then(|printed| {
            input.flush()?;
            Ok(printed)
        });
        drop(input);
        pager.wait()?;
        return printed;
    }
    let mut out = Output::data();
    if output.format == Format::Csv && output.new_file {
        out.write_all(BYTE_ORDER_MARK.as_bytes())?;
    }
    let printed = print(&mut out)?;
    finish(out)?;
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
