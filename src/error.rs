//! What can go wrong, in words for the person at the keyboard: what happened, to which file, and what to do.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::ops::Range;
use std::path::{Path, PathBuf};

use tantivy::TantivyError;
use tantivy::directory::error::{OpenDirectoryError, OpenReadError};
use thiserror::Error;

use crate::model::SkipReason;

/// An error that ends a command. Errors of a single file are never of this type: they are skips.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// The corpus folder is not there, or is no folder.
    #[error("cannot read corpus `{}`: {why}", path.display())]
    Corpus {
        /// The folder that was named.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// The corpus holds no file at all, while the index holds releases from it.
    #[error("corpus `{}` is empty, but the index holds {releases} releases from it", path.display())]
    CorpusEmptied {
        /// The corpus folder.
        path: PathBuf,
        /// How many releases would have been lost.
        releases: u64,
    },
    /// An index that was built anew would have far fewer releases of some files than the one that it replaces.
    #[error("index `{}` stays as it was: built anew, it would lose releases of `{first}` ({reason}){}", index.display(), and_more(*files))]
    Losses {
        /// The index folder.
        index: PathBuf,
        /// How many files have lost releases.
        files: usize,
        /// One of them.
        first: String,
        /// What it held and holds.
        reason: SkipReason,
    },
    /// The index belongs to another corpus.
    #[error("index `{}` belongs to corpus {}, not to {}", index.display(), quoted(theirs), quoted(ours))]
    OtherCorpus {
        /// The index folder.
        index: PathBuf,
        /// The folders that the index records.
        theirs: Vec<PathBuf>,
        /// The folders that were named.
        ours: Vec<PathBuf>,
    },
    /// The corpus that was named as the one of the index in another place has none of its files.
    #[error("not one of the {files} files of index `{}` is there: this is another corpus", path.display())]
    NotMoved {
        /// The index folder.
        path: PathBuf,
        /// How many files it knows.
        files: usize,
    },
    /// There is no index in this folder.
    #[error("cannot open index `{}`: {why}", path.display())]
    NoIndex {
        /// The folder that was named.
        path: PathBuf,
        /// What is there instead.
        why: String,
    },
    /// The first build of the index has not come to its end.
    #[error("index `{}` is not built yet: its first build was interrupted, or still runs", path.display())]
    NotBuilt {
        /// The index folder.
        path: PathBuf,
    },
    /// A new index would stand among other files.
    #[error("`{}` is not an index folder: it contains `{found}`", path.display())]
    NotAnIndexFolder {
        /// The folder that was named.
        path: PathBuf,
        /// One of the files that belong to no index.
        found: String,
    },
    /// Another process is writing to the index.
    #[error("index `{}` is being written by {holder}", path.display())]
    Locked {
        /// The index folder.
        path: PathBuf,
        /// Which process, since when.
        holder: String,
    },
    /// The index was built by a program that keeps releases otherwise, or knows other agencies and layouts.
    #[error("index `{}` was built with {other}", path.display())]
    OtherVersion {
        /// The index folder.
        path: PathBuf,
        /// What was other: `another version of dragnet`.
        other: &'static str,
    },
    /// The index is damaged, or the disk is.
    #[error("index `{}` cannot be used: {why}", path.display())]
    Damaged {
        /// The index folder.
        path: PathBuf,
        /// What was found.
        why: String,
    },
    /// A file of the index could not be written or read.
    #[error("{what} `{}`: {source}", path.display())]
    Io {
        /// What was being done: `cannot write`.
        what: &'static str,
        /// To which file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The server cannot listen at an address of this machine.
    #[error("cannot listen at `{address}`: {source}")]
    Listen {
        /// The address and the port.
        address: SocketAddr,
        /// What the system said.
        source: io::Error,
    },
    /// The search engine failed.
    #[error("the index could not be searched or written: {0}")]
    Engine(#[from] EngineError),
    /// No release has this id.
    #[error("no release has the id `{id}`")]
    NoSuchRelease {
        /// The id as typed.
        id: String,
        /// Ids that look like it.
        nearest: Vec<String>,
    },
    /// No field that can be filtered by has this name.
    #[error("there is no field `{name}` to filter by")]
    NoSuchField {
        /// The name that was given.
        name: String,
    },
    /// A value that a filter or a field of a query cannot take.
    #[error("{at} {}: {why}", named(value))]
    BadValue {
        /// Which option or field.
        at: ValueSource,
        /// The value as typed.
        value: String,
        /// Why it cannot be.
        why: String,
        /// What to type instead; empty where nothing is near.
        suggestions: Vec<String>,
        /// Where it stands, for a field of a query, and for an option of which it is a part.
        place: Option<Box<TypedPlace>>,
    },
    /// The run was interrupted by a signal; what was committed stays.
    #[error("interrupted: {}", done.in_words(path))]
    Interrupted {
        /// The index folder.
        path: PathBuf,
        /// How much of the run was done.
        done: Done,
    },
}

/// How much of an interrupted run was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// Nothing was changed.
    Nothing,
    /// A part was committed; the next run goes on from there.
    Part,
    /// Everything was committed; the files of the index were not made smaller.
    AllButCompaction,
}

impl Done {
    fn in_words(self, index: &Path) -> String {
        let index = index.display();
        match self {
            Done::Nothing => format!("nothing was changed in index `{index}`"),
            Done::Part => format!("what was committed to index `{index}` is kept"),
            Done::AllButCompaction => {
                format!("index `{index}` is up to date, and will be tidied up by the next run")
            }
        }
    }
}

fn named(value: &str) -> String {
    if value.is_empty() {
        "has no value".to_owned()
    } else {
        format!("`{value}`")
    }
}

fn and_more(files: usize) -> String {
    match files.saturating_sub(1) {
        0 => String::new(),
        1 => " and of one more file".to_owned(),
        more => format!(" and of {more} more files"),
    }
}

fn quoted(paths: &[PathBuf]) -> String {
    let quoted: Vec<String> = (paths.iter())
        .map(|path| format!("`{}`", path.display()))
        .collect();
    quoted.join(", ")
}

/// Where a person typed a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueSource {
    /// After an option: `--agency`.
    Option(&'static str),
    /// After a field of the query: `agency:`.
    Query(&'static str),
    /// After the name of a facet: `--facet agency:`.
    Branch,
}

impl fmt::Display for ValueSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ValueSource::Option(name) => write!(f, "--{name}"),
            ValueSource::Query(field) => write!(f, "{field}:"),
            ValueSource::Branch => f.write_str("--facet agency:"),
        }
    }
}

/// A piece of a text that a person typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedPlace {
    /// The whole text.
    pub text: String,
    /// The bytes of the piece in it.
    pub range: Range<usize>,
}

/// An error of the search engine. Its content is private, so that the public types do not depend on the engine's version.
#[derive(Debug, Error)]
#[error("{0}")]
pub struct EngineError(Box<TantivyError>);

impl EngineError {
    pub(crate) fn tantivy(&self) -> &TantivyError {
        &self.0
    }
}

/// Converts the errors that the engine's functions return. Where the system has no more to give, the file that was read is told.
macro_rules! from_engine_errors {
    ($($error:ty),*) => {
        $(impl From<$error> for Error {
            fn from(error: $error) -> Self {
                match TantivyError::from(error) {
                    TantivyError::OpenReadError(OpenReadError::IoError { io_error, filepath })
                        if Shortage::of(&io_error).is_some() =>
                    {
                        Error::cannot_read(filepath, same_error(&io_error))
                    }
                    other => Error::Engine(EngineError(Box::new(other))),
                }
            }
        })*
    };
}

from_engine_errors!(TantivyError, io::Error, OpenReadError, OpenDirectoryError);

/// What the system has no more of. Nothing is wrong with a file that could not be read or written for that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shortage {
    /// Memory that the process may have.
    Memory,
    /// Files that the process, or all of them, may have open.
    OpenFiles,
    /// Space on a disk, or in the part of it that a person or a process may use.
    Space,
}

impl Shortage {
    /// What an error of the system is for want of.
    pub fn of(error: &io::Error) -> Option<Shortage> {
        match error.kind() {
            io::ErrorKind::OutOfMemory => Some(Shortage::Memory),
            io::ErrorKind::StorageFull
            | io::ErrorKind::QuotaExceeded
            | io::ErrorKind::FileTooLarge => Some(Shortage::Space),
            _ => has_too_many_open_files(error).then_some(Shortage::OpenFiles),
        }
    }
}

#[cfg(unix)]
fn has_too_many_open_files(error: &io::Error) -> bool {
    matches!(error.raw_os_error(), Some(libc::EMFILE | libc::ENFILE))
}

#[cfg(not(unix))]
fn has_too_many_open_files(_: &io::Error) -> bool {
    false
}

/// The same error of the system once more: it cannot be cloned.
pub(crate) fn same_error(error: &io::Error) -> io::Error {
    match error.raw_os_error() {
        Some(number) => io::Error::from_raw_os_error(number),
        None => io::Error::new(error.kind(), error.to_string()),
    }
}

/// What library functions return.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// A file that could not be read, and what the system said.
    pub fn cannot_read(path: PathBuf, source: io::Error) -> Error {
        Error::Io {
            what: "cannot read",
            path,
            source,
        }
    }

    /// Whether it was a person, or the system, that wanted the work to end.
    pub fn is_interruption(&self) -> bool {
        matches!(self, Error::Interrupted { .. })
    }

    /// What the system had no more of, where that is the reason.
    pub fn shortage(&self) -> Option<Shortage> {
        let source = match self {
            Error::Io { source, .. } => source,
            Error::Engine(EngineError(engine)) => match &**engine {
                TantivyError::IoError(source) => source,
                _ => return None,
            },
            _ => return None,
        };
        Shortage::of(source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_file_that_cannot_be_read_for_want_of_memory_is_no_failure_of_the_engine() {
        for (number, shortage, words) in [
            (libc::ENOMEM, Shortage::Memory, "Cannot allocate memory"),
            (libc::EMFILE, Shortage::OpenFiles, "Too many open files"),
        ] {
            let source = io::Error::from_raw_os_error(number);
            let error = Error::from(OpenReadError::wrap_io_error(source, "a.store".into()));
            assert_eq!(error.shortage(), Some(shortage));
            let told = error.to_string();
            assert!(
                told.starts_with(&format!("cannot read `a.store`: {words}")),
                "{told}"
            );
        }
    }
}
