//! What can go wrong, in words for the person at the keyboard: what happened, to which file, and what to do.

use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use thiserror::Error;

/// An error that ends a command. Errors of a single file are never of this type: they are skips.
#[derive(Debug, Error)]
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
    /// The index belongs to another corpus.
    #[error("index `{}` belongs to corpus `{}`, not to `{}`", index.display(), theirs.display(), ours.display())]
    OtherCorpus {
        /// The index folder.
        index: PathBuf,
        /// The corpus the index records.
        theirs: PathBuf,
        /// The corpus that was named.
        ours: PathBuf,
    },
    /// There is no index in this folder.
    #[error("cannot open index `{}`: {why}", path.display())]
    NoIndex {
        /// The folder that was named.
        path: PathBuf,
        /// What is there instead.
        why: String,
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
    /// The search engine refused.
    #[error("the index could not be searched or written: {0}")]
    Engine(#[from] tantivy::TantivyError),
    /// No release has this id.
    #[error("no release has the id `{id}`")]
    NoSuchRelease {
        /// The id as typed.
        id: String,
        /// Ids that look like it.
        nearest: Vec<String>,
    },
    /// A value that a filter or a field of a query cannot take.
    #[error("{what} `{value}`: {why}")]
    BadValue {
        /// Which option or field: `--agency`, `date:`.
        what: String,
        /// The value as typed.
        value: String,
        /// Why it cannot be.
        why: String,
        /// What to type instead; empty where nothing is near.
        suggestions: Vec<String>,
        /// Where it stands, for a field of a query.
        place: Option<Box<TypedPlace>>,
    },
    /// The run was interrupted by a signal; what was committed stays.
    #[error("interrupted: nothing was changed in index `{}`", path.display())]
    Interrupted {
        /// The index folder.
        path: PathBuf,
    },
    /// A long build was interrupted by a signal after it had committed some of its work.
    #[error("interrupted: what was committed to index `{}` is kept", path.display())]
    InterruptedOnTheWay {
        /// The index folder.
        path: PathBuf,
    },
    /// A run was interrupted by a signal when all was indexed, before the index had been made smaller.
    #[error("interrupted: index `{}` is up to date, and will be tidied up by the next run", path.display())]
    InterruptedAtTheEnd {
        /// The index folder.
        path: PathBuf,
    },
}

/// A piece of a text that a person typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedPlace {
    /// The whole text.
    pub text: String,
    /// The bytes of the piece in it.
    pub range: Range<usize>,
}

/// What library functions return.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// Whether it was a person, or the system, that wanted the work to end.
    pub fn is_interruption(&self) -> bool {
        matches!(
            self,
            Error::Interrupted { .. }
                | Error::InterruptedOnTheWay { .. }
                | Error::InterruptedAtTheEnd { .. }
        )
    }

    /// What to do about it, where that is known.
    pub fn hint(&self) -> Option<String> {
        match self {
            Error::Corpus { .. } => Some(
                "name the folder that holds your release files: `dragnet index FOLDER`".to_owned(),
            ),
            Error::CorpusEmptied { .. } => Some(
                "is the disk mounted? `dragnet index --allow-empty` empties the index all the same"
                    .to_owned(),
            ),
            Error::OtherCorpus { theirs, .. } => Some(format!(
                "run `dragnet index {}`, or give this corpus an index of its own with `--index DIR`",
                theirs.display()
            )),
            Error::NoIndex { path, .. } => Some(format!(
                "run `dragnet index CORPUS{}` to build one",
                index_option(path)
            )),
            Error::Locked { .. } => {
                Some("wait for it to end; searching works meanwhile".to_owned())
            }
            Error::OtherVersion { path, .. } => {
                let option = index_option(path);
                Some(format!(
                    "run `dragnet index{option}` to rebuild it, with the --knowledge that you search with, if any"
                ))
            }
            Error::Damaged { path, .. } => Some(format!(
                "run `dragnet index --full{}` to rebuild it",
                index_option(path)
            )),
            Error::NoSuchRelease { nearest, .. } if nearest.is_empty() => {
                Some("ids are shown by `dragnet search`".to_owned())
            }
            Error::NoSuchRelease { nearest, .. } => Some(did_you_mean(nearest)),
            Error::BadValue { suggestions, .. } if !suggestions.is_empty() => {
                Some(did_you_mean(suggestions))
            }
            Error::Interrupted { .. } => Some("run the same command again to go on".to_owned()),
            Error::InterruptedOnTheWay { .. } => {
                Some("run the same command again to go on from there".to_owned())
            }
            Error::Engine(_) => {
                Some("`dragnet check` says whether the index is damaged".to_owned())
            }
            Error::Io { .. } | Error::BadValue { .. } | Error::InterruptedAtTheEnd { .. } => None,
        }
    }
}

fn index_option(path: &Path) -> String {
    if path == Path::new("index") {
        String::new()
    } else {
        format!(" --index {}", path.display())
    }
}

fn did_you_mean(candidates: &[String]) -> String {
    let quoted: Vec<String> = candidates
        .iter()
        .map(|candidate| format!("`{candidate}`"))
        .collect();
    format!("did you mean {}?", quoted.join(", "))
}
