//! What is found to be damaged while an index is used.
//!
//! All files of an open index share one [`Damage`]. The engine gives an error of reading on, swallows it, or panics;
//! whoever used it asks the [`Damage`] afterwards and need not know which.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::error::{Error, Result};

/// What was found to be damaged since an index was opened: the first file, and what is wrong with it.
#[derive(Debug, Default)]
pub(crate) struct Damage {
    found: OnceLock<Found>,
}

#[derive(Debug)]
struct Found {
    file: PathBuf,
    what: &'static str,
}

impl Damage {
    /// Writes down what is wrong with a file, and gives the error that says so.
    pub(crate) fn found(&self, file: &Path, what: &'static str) -> io::Error {
        // A later finding is most often a consequence of the first.
        let _ = self.found.set(Found {
            file: file.to_owned(),
            what,
        });
        io::Error::new(
            io::ErrorKind::InvalidData,
            format!("`{}` {what}", file.display()),
        )
    }

    /// What was found, in words; none where all that was read is whole.
    pub(crate) fn said(&self) -> Option<String> {
        let found = self.found.get()?;
        Some(format!("`{}` {}", found.file.display(), found.what))
    }

    /// Does `work`, which reads the index at `path`. Where damage was found by the end, that is what comes of it, whether
    /// `work` noticed, failed, panicked, or took what it could not read for nothing.
    pub(crate) fn guard<T>(&self, path: &Path, work: impl FnOnce() -> Result<T>) -> Result<T> {
        let done = catch_unwind(AssertUnwindSafe(work));
        match (self.said(), done) {
            (Some(why), _) => Err(Error::Damaged {
                path: path.to_owned(),
                why,
            }),
            (None, Ok(done)) => done,
            (None, Err(panic)) => resume_unwind(panic),
        }
    }
}
