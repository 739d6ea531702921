//! `dragnet show`

use std::io::{self, Write};
use std::process::{Child, Command, Stdio};

use dragnet::index::OpenIndex;
use dragnet::print::{self, Format};

use super::search::open;
use super::{Context, Failure, Outcome, Output, finish};
use crate::cli::ShowArgs;

pub fn show(args: &ShowArgs, context: &Context<'_>) -> Result<Outcome, Failure> {
    let index: OpenIndex = open(context)?;
    let (release, body) = index.release(&args.id)?;
    let mut text = Vec::new();
    print::release(
        &release,
        &body,
        context.output.format,
        context.output.look,
        context.knowledge,
        &mut text,
    )?;
    let paged = context.output.terminal && context.output.format == Format::Text && !args.no_pager;
    if let Some(mut pager) = paged.then(start_pager).flatten() {
        if let Some(mut input) = pager.stdin.take() {
            match input.write_all(&text) {
                // The reader has closed the pager.
                Err(error) if error.kind() != io::ErrorKind::BrokenPipe => return Err(error.into()),
                _ => {}
            }
        }
        pager.wait()?;
        return Ok(Outcome::Done);
    }
    let mut out = Output::data();
    out.write_all(&text)?;
    finish(out)?;
    Ok(Outcome::Done)
}

/// `$PAGER`, or `less`; none where it cannot be started or is empty.
fn start_pager() -> Option<Child> {
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
