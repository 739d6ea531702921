//! One short file per subcommand: glue between the command line and the library, nothing else.

mod check;
mod facets;
mod hint;
mod index;
mod inspect;
mod search;
mod shell;
mod show;

use std::io::{self, Read, Write};
use std::path::Path;
use std::process::ExitCode;

use dragnet::error::Error;
use dragnet::knowledge::Knowledge;
use dragnet::print::{PrintError, PrintOptions, to_line, underlined};
use serde::Serialize;

use crate::cli::{Cli, Command, Global};
use crate::terminal::output::Output;
use crate::terminal::panic::catch_panic;
use crate::terminal::signals::INTERRUPTED_STATUS;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Found, or done.
    Done,
    /// Nothing found.
    Nothing,
    /// Done, but what was left out counts as an error.
    Incomplete,
}

/// What ends a command early.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The library's error, with its hint.
    Dragnet(Box<Error>),
    /// The output could not be written.
    Output(io::Error),
    /// The command line asks for what cannot be; with a hint.
    Usage(String, Option<String>),
    /// dragnet, or the search engine, panicked: the message.
    Internal(String),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Failure::Dragnet(Box::new(error))
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Failure::Output(error)
    }
}

impl From<PrintError> for Failure {
    fn from(error: PrintError) -> Self {
        match error {
            PrintError::Search(error) => error.into(),
            PrintError::Output(error) => error.into(),
        }
    }
}

/// What every command works with.
pub(crate) struct Context<'a> {
    global: &'a Global,
    output: &'a Output,
    knowledge: &'a Knowledge,
}

impl Context<'_> {
    /// How answers are printed, with all columns.
    fn print_options(&self) -> PrintOptions<'_> {
        PrintOptions {
            style: self.output.style,
            columns: &[],
            knowledge: self.knowledge,
        }
    }
}

/// Runs the command and says how it ended.
pub fn run(cli: &Cli) -> ExitCode {
    let output = Output::new(&cli.global);
    let ran = catch_panic(|| run_command(cli, &output));
    end(
        ran.unwrap_or_else(|said| Err(Failure::Internal(said))),
        &output,
    )
}

/// Prints the page on the query language.
pub fn help_query() -> ExitCode {
    let mut out = Output::data();
    let printed = out
        .write_all(dragnet::query::LANGUAGE_HELP.as_bytes())
        .map_err(Failure::from);
    end(
        printed.and_then(|()| finish(out)).map(|()| Outcome::Done),
        &Output::plain(),
    )
}

fn run_command(cli: &Cli, output: &Output) -> Result<Outcome, Failure> {
    let own = cli
        .global
        .knowledge
        .as_deref()
        .map(own_knowledge)
        .transpose()?;
    let knowledge = own.as_ref().unwrap_or_else(|| Knowledge::builtin());
    let context = Context {
        global: &cli.global,
        output,
        knowledge,
    };
    match &cli.command {
        Command::Index(args) => index::index(args, &context),
        Command::Check => check::check(&context),
        Command::Search(args) => search::search(args, &context),
        Command::Show(args) => show::show(args, &context),
        Command::Facets(args) => facets::facets(args, &context),
        Command::Inspect(args) => inspect::inspect(args, &context),
        Command::Completions { shell } => shell::completions(*shell, &context),
        Command::Man { command } => shell::man(command.as_deref()),
    }
}

/// Maximum size of a table of the user's own, in bytes: a hundred times the built-in one. A device has no end.
const MAX_TABLE_BYTES: u64 = 4 << 20;

fn read_table(file: &Path) -> io::Result<String> {
    let mut text = String::new();
    let input = std::fs::File::open(file)?;
    input.take(MAX_TABLE_BYTES + 1).read_to_string(&mut text)?;
    if text.len() as u64 > MAX_TABLE_BYTES {
        let mib = MAX_TABLE_BYTES >> 20;
        return Err(io::Error::other(format!("larger than {mib} MiB")));
    }
    Ok(text)
}

/// The built-in tables and the user's rows.
fn own_knowledge(file: &Path) -> Result<Knowledge, Failure> {
    let text = read_table(file).map_err(|error| {
        Failure::Usage(
            format!("cannot read {}: {error}", file.display()),
            Some(
                "--knowledge (or DRAGNET_KNOWLEDGE) names a table of agencies of your own, in UTF-8: see the README"
                    .to_owned(),
            ),
        )
    })?;
    Knowledge::with_rows(&text, &file.display().to_string()).map_err(|error| {
        Failure::Usage(
            error.to_string(),
            Some("the README says what a row of --knowledge holds".to_owned()),
        )
    })
}

fn end(result: Result<Outcome, Failure>, output: &Output) -> ExitCode {
    match result {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Nothing) => ExitCode::from(1),
        Ok(Outcome::Incomplete) => ExitCode::from(2),
        // The program that reads our output has seen enough.
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(failure) => {
            report(&failure, output);
            ExitCode::from(match failure {
                Failure::Dragnet(error) if error.is_interruption() => INTERRUPTED_STATUS,
                _ => 2,
            })
        }
    }
}

fn report(failure: &Failure, output: &Output) {
    let (message, hint) = match failure {
        Failure::Dragnet(error) => (error.to_string(), hint::hint(error)),
        Failure::Output(error) => (format!("cannot write the output: {error}"), None),
        Failure::Usage(message, hint) => (message.clone(), hint.clone()),
        Failure::Internal(said) => (
            format!("internal error: {said}"),
            Some(
                "`dragnet check` says whether the index is damaged; if it is not, please report this"
                    .to_owned(),
            ),
        ),
    };
    output.error(&message);
    if let Failure::Dragnet(error) = failure
        && let Error::BadValue {
            place: Some(place), ..
        } = &**error
    {
        for line in underlined(&place.text, &place.range) {
            output.detail(&line);
        }
    }
    if let Some(hint) = hint {
        output.hint(&hint);
    }
}

/// Prints the report of a run as JSON, or in words as `in_words` does.
fn print_report(
    report: &impl Serialize,
    output: &Output,
    in_words: impl FnOnce() -> Result<(), Failure>,
) -> Result<(), Failure> {
    if output.format.is_for_reading() {
        return in_words();
    }
    if !output.format.is_json() {
        return Err(Failure::Usage(
            format!("a report cannot be {}", output.format.name().to_uppercase()),
            Some("use --format json".to_owned()),
        ));
    }
    let mut out = Output::data();
    writeln!(out, "{}", to_line(report)?)?;
    finish(out)
}

/// Flushes, so that a full disk or a closed pipe is noticed.
pub(crate) fn finish(mut out: impl Write) -> Result<(), Failure> {
    Ok(out.flush()?)
}
