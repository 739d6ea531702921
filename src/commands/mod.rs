//! One short file per subcommand: glue between the command line and the library, nothing else.

mod agencies;
mod check;
mod context;
mod facets;
#[cfg(feature = "fetch")]
mod fetch;
mod hint;
mod index;
mod inspect;
mod search;
#[cfg(feature = "serve")]
mod serve;
mod shell;
mod show;
mod stats;

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use dragnet::error::{Error, Shortage};
use dragnet::knowledge::Knowledge;
use dragnet::print::underlined;

use crate::cli::{Cli, Command, DEFAULT_INDEX, Mistake, Parsed};
use crate::commands::context::{Context, Failure, Outcome, finish};
use crate::terminal::file_argument;
use crate::terminal::output::Output;
use crate::terminal::panic::catch_panic;
use crate::terminal::signals::INTERRUPTED_STATUS;

/// Does what the line asks for, and says how it ended.
pub fn run(parsed: Result<Parsed, Mistake>) -> ExitCode {
    let (plain, index) = (Output::plain(), Path::new(DEFAULT_INDEX));
    match parsed {
        Ok(Parsed::Run(cli)) => {
            let output = Output::new(&cli.global);
            for note in &cli.notes {
                output.note(note);
            }
            let (own, index) = (cli.global.knowledge.as_deref(), &cli.global.index);
            run_with(own, index, &output, |knowledge| {
                run_command(&cli, &output, knowledge)
            })
        }
        Ok(Parsed::HelpQuery) => end(
            print_help(dragnet::query::LANGUAGE_HELP),
            &plain,
            index,
            Knowledge::builtin(),
        ),
        Ok(Parsed::HelpAgencies(words)) => {
            let own = std::env::var_os("DRAGNET_KNOWLEDGE").filter(|own| !own.is_empty());
            run_with(own.as_deref().map(Path::new), index, &plain, |knowledge| {
                agencies::help(&words, knowledge)
            })
        }
        Ok(Parsed::HelpDistricts(words)) => {
            run_with(None, index, &plain, |_| agencies::help_districts(&words))
        }
        Err(Mistake { message, hint }) => end(
            Err(Failure::Usage(message, Some(hint))),
            &plain,
            index,
            Knowledge::builtin(),
        ),
    }
}

/// Runs `work` with the built-in tables, or with the user's own beside them. A panic is an error like any other.
fn run_with(
    own: Option<&Path>,
    index: &Path,
    output: &Output,
    work: impl FnOnce(&'static Knowledge) -> Result<Outcome, Failure>,
) -> ExitCode {
    let builtin = Knowledge::builtin();
    match own.map(own_knowledge).transpose() {
        Ok(own) => {
            // They are used until the program ends, by threads, too.
            let knowledge = own.map_or(builtin, |own| &*Box::leak(Box::new(own)));
            let ran = catch_panic(|| work(knowledge));
            let ran = ran.unwrap_or_else(|place| Err(Failure::Internal(place)));
            end(ran, output, index, knowledge)
        }
        Err(failure) => end(Err(failure), output, index, builtin),
    }
}

fn print_help(page: &str) -> Result<Outcome, Failure> {
    let mut out = Output::data();
    out.write_all(page.as_bytes())?;
    finish(out)?;
    Ok(Outcome::Done)
}

fn run_command(
    cli: &Cli,
    output: &Output,
    knowledge: &'static Knowledge,
) -> Result<Outcome, Failure> {
    let context = Context {
        global: &cli.global,
        output,
        knowledge,
    };
    match &cli.command {
        Command::Index(args) => index::index(args, &context),
        Command::Check => check::check(&context),
        Command::Stats => stats::stats(&context),
        #[cfg(feature = "fetch")]
        Command::Fetch(args) => fetch::fetch(args, &context),
        #[cfg(feature = "serve")]
        Command::Serve(args) => serve::serve(args, &context),
        Command::Search(args) => search::search(args, &context),
        Command::Show(args) => show::show(args, &context),
        Command::Matter(args) => show::matter(args, &context),
        Command::Similar(args) => show::similar(args, &context),
        Command::Facets(args) => facets::facets(args, &context),
        Command::Inspect(args) => inspect::inspect(args, &context),
        Command::Completions { shell } => shell::completions(*shell, &context),
        Command::Man { command } => shell::man(command.as_deref()),
    }
}

/// Maximum size of a table of the user's own, in bytes: a hundred times the built-in one. A device has no end.
const MAX_TABLE_BYTES: u64 = 4 << 20;

/// The built-in tables and the user's rows.
fn own_knowledge(file: &Path) -> Result<Knowledge, Failure> {
    let text = file_argument::read(file, MAX_TABLE_BYTES).map_err(|error| {
        Failure::Usage(
            format!("cannot read `{}`: {error}", file.display()),
            Some(
                "--knowledge (or DRAGNET_KNOWLEDGE) names a table of agencies of your own, in UTF-8: see docs/agencies.md"
                    .to_owned(),
            ),
        )
    })?;
    Knowledge::with_rows(&text, &file.display().to_string()).map_err(|error| {
        Failure::Usage(
            error.to_string(),
            Some("docs/agencies.md says what a row of --knowledge holds".to_owned()),
        )
    })
}

fn end(
    result: Result<Outcome, Failure>,
    output: &Output,
    index: &Path,
    knowledge: &Knowledge,
) -> ExitCode {
    match result {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Nothing) => ExitCode::from(1),
        Ok(Outcome::Incomplete) => ExitCode::from(2),
        #[cfg(feature = "fetch")]
        Ok(Outcome::SomeFailed) => ExitCode::from(1),
        #[cfg(feature = "fetch")]
        Ok(Outcome::Interrupted) => ExitCode::from(INTERRUPTED_STATUS),
        // The program that reads our output has seen enough.
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(failure) => {
            report(&failure, output, index, knowledge);
            ExitCode::from(match failure {
                Failure::Dragnet(error) if error.is_interruption() => INTERRUPTED_STATUS,
                _ => 2,
            })
        }
    }
}

fn report(failure: &Failure, output: &Output, index: &Path, knowledge: &Knowledge) {
    let (message, hint) = match failure {
        Failure::Dragnet(error) => (error.to_string(), hint::hint(error, index, knowledge)),
        Failure::Output(error) => (
            format!("cannot write the output: {error}"),
            Shortage::of(error).map(|shortage| hint::of_shortage(shortage).to_owned()),
        ),
        Failure::Usage(message, hint) => (message.clone(), hint.clone()),
        Failure::Internal(place) => (
            format!("internal error at {place}"),
            Some(format!(
                "{}; if it is not, please report this, with what `RUST_BACKTRACE=full` prints",
                hint::damaged(index)
            )),
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
