//! What ends a run of `fetch`. What is wrong with one address never does: see [`Fault`](crate::fetch::Fault).

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

/// An error that ends a run. What was kept until then stays.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum FetchError {
    /// What was named is no source.
    #[error("`{source_text}` is no source: {why}")]
    BadSource {
        /// What was typed.
        source_text: String,
        /// What is wrong with it.
        why: String,
        /// The names of known sources that are near.
        nearest: Vec<String>,
    },
    /// A list of addresses cannot be read.
    #[error("cannot read the list `{}`: {why}", path.display())]
    BadList {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        why: String,
    },
    /// The publisher wants to know whom to write to.
    #[error("{publisher} answers only those who say how they can be reached, and {}", what_is_given(given.as_deref()))]
    ContactNeeded {
        /// Who publishes the source.
        publisher: String,
        /// The contact that was given, which is none.
        given: Option<String>,
    },
    /// What dragnet would call itself cannot be sent.
    #[error("the user agent `{text}` cannot be sent: it may hold printable ASCII only")]
    BadUserAgent {
        /// What it would be.
        text: String,
    },
    /// Another process fetches into the folder.
    #[error("`{}` is being filled by {holder}", path.display())]
    Locked {
        /// The folder.
        path: PathBuf,
        /// Which process, since when.
        holder: String,
    },
    /// A file could not be written or read.
    #[error("{what} `{}`: {source}", path.display())]
    Io {
        /// What was being done: `cannot write`.
        what: &'static str,
        /// To which file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

fn what_is_given(contact: Option<&str>) -> String {
    match contact {
        Some(contact) => format!("`{contact}` is neither an address of mail nor of a page"),
        None => "no contact is given".to_owned(),
    }
}

impl FetchError {
    /// Says to which file an error of writing belongs.
    pub(crate) fn writing(path: &Path) -> impl Fn(io::Error) -> FetchError + '_ {
        FetchError::of("cannot write", path)
    }

    /// Says to which file an error of reading belongs.
    pub(crate) fn reading(path: &Path) -> impl Fn(io::Error) -> FetchError + '_ {
        FetchError::of("cannot read", path)
    }

    fn of<'a>(what: &'static str, path: &'a Path) -> impl Fn(io::Error) -> FetchError + 'a {
        move |source| FetchError::Io {
            what,
            path: path.to_owned(),
            source,
        }
    }
}
