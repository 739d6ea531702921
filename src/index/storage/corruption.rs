//! Remembers which file turned out to be corrupt while an index was used.
//!
//! All files of an open index share one [`CorruptionFlag`]. tantivy may return the error of a bad read, ignore it, or panic.
//! The flag is checked afterwards, so that none of this matters.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::error::{Error, Result};

/// The first corrupt file that was found since the index was opened, and what is wrong with it.
#[derive(Debug, Default)]
pub(crate) struct CorruptionFlag {
    found: OnceLock<(PathBuf, &'static str)>,
}

impl CorruptionFlag {
    /// Records what is wrong with a file, and returns an error that says so.
    pub(crate) fn set(&self, file: &Path, what: &'static str) -> io::Error {
        // Only the first finding is kept: later ones are most often consequences of it.
        let _ = self.found.set((file.to_owned(), what));
        io::Error::new(io::ErrorKind::InvalidData, describe(file, what))
    }

    /// What is wrong; none if everything that was read is sound.
    pub(crate) fn message(&self) -> Option<String> {
        let (file, what) = self.found.get()?;
        Some(describe(file, what))
    }

    /// Runs `work`, which reads the index at `path`. Returns [`Error::Damaged`] if anything that was read is corrupt,
    /// whether `work` succeeded, failed or panicked.
    pub(crate) fn check_after<T>(
        &self,
        path: &Path,
        work: impl FnOnce() -> Result<T>,
    ) -> Result<T> {
        let done = catch_unwind(AssertUnwindSafe(work));
        match (self.message(), done) {
            (Some(why), _) => Err(Error::Damaged {
                path: path.to_owned(),
                why,
            }),
            (None, Ok(done)) => done,
            (None, Err(panic)) => resume_unwind(panic),
        }
    }
}

fn describe(file: &Path, what: &str) -> String {
    format!("`{}` {what}", file.display())
}
