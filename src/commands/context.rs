//! What every command works with, and how it ends.

use std::io::{self, Write};
use std::path::Path;

use dragnet::error::Error;
use dragnet::index::OpenIndex;
use dragnet::knowledge::Knowledge;
use dragnet::print::{PrintError, PrintOptions, to_line};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Value, json};

use crate::cli::Global;
use crate::terminal::file_argument;
use crate::terminal::output::Output;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Found, or done.
    Done,
    /// Nothing found.
    Nothing,
    /// Done, but what was left out counts as an error.
    Incomplete,
    /// Done, but for a part that failed.
    #[cfg(feature = "fetch")]
    SomeFailed,
    /// A signal has ended it; what was done is kept.
    #[cfg(feature = "fetch")]
    Interrupted,
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
    /// dragnet, or the search engine, panicked: where.
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
    pub(crate) global: &'a Global,
    pub(crate) output: &'a Output,
    pub(crate) knowledge: &'static Knowledge,
}

impl Context<'_> {
    /// How answers are printed, with all columns.
    pub(crate) fn print_options(&self) -> PrintOptions<'_> {
        PrintOptions {
            style: self.output.style,
            lists_copies: false,
            lists_cases: false,
            columns: &[],
            knowledge: self.knowledge,
            index: None,
        }
    }
}

/// Prints the report of a run as JSON, or in words as `in_words` does.
pub(crate) fn print_report(
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

/// Refuses a file in the folder of the index, or in its corpus.
pub(crate) fn check_provenance(path: Option<&Path>, index: &OpenIndex) -> Result<(), Failure> {
    let Some(path) = path else { return Ok(()) };
    // A file that is not there yet is where its folder is. Links count as what they lead to.
    let folder = || {
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        folder.unwrap_or(Path::new(".")).canonicalize()
    };
    let Ok(place) = path.canonicalize().or_else(|_| folder()) else {
        return Ok(());
    };
    let index_folder = index.path.canonicalize().unwrap_or_default();
    let mut corpora = index.build_info.roots.iter();
    let what = if index_folder.is_absolute() && place.starts_with(&index_folder) {
        "the folder of the index"
    } else if corpora.any(|root| place.starts_with(&root.path)) {
        "the corpus of the index"
    } else {
        return Ok(());
    };
    Err(Failure::Usage(
        format!(
            "--provenance does not write `{}`: it is in {what}",
            path.display()
        ),
        Some("name a file in another folder".to_owned()),
    ))
}

/// Writes what is needed to find an answer again: the command, what was answered, and which index it came from.
pub(crate) fn write_provenance(
    path: &Path,
    index: &OpenIndex,
    answer: &Value,
) -> Result<(), Failure> {
    let command: Vec<String> = std::env::args_os()
        .map(|argument| argument.to_string_lossy().into_owned())
        .collect();
    let made = Timestamp::from_second(Timestamp::now().as_second()).ok();
    let told = json!({
        "command": command,
        "made": made,
        "dragnet": env!("CARGO_PKG_VERSION"),
        "index": index.citation()?,
        "index_path": std::path::absolute(&index.path).unwrap_or_else(|_| index.path.clone()),
        "corpora": index.build_info.roots,
        "answer": answer,
    });
    file_argument::write(path, to_line(&told)? + "\n").map_err(|source| {
        Failure::from(Error::Io {
            what: "cannot write",
            path: path.to_owned(),
            source,
        })
    })
}

/// Flushes, so that a full disk or a closed pipe is noticed.
pub(crate) fn finish(mut out: impl Write) -> Result<(), Failure> {
    Ok(out.flush()?)
}
