//! What to build, how, and who is told of it.

use std::path::{Path, PathBuf};

use crate::corpus::Limits;

/// After so many bytes of the corpus a first build commits, so that it can be gone on with: less than ten seconds of work to
/// lose. Each commit ends a segment before it is full, for which all threads wait, and which is merged with others later.
pub const COMMIT_EVERY: u64 = 1 << 30;

/// What to build, and how.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder of release files.
    pub corpus: PathBuf,
    /// The folder of the index.
    pub index: PathBuf,
    /// Build anew, whatever is there.
    pub full: bool,
    /// Only say what would be done.
    pub dry_run: bool,
    /// Let an empty corpus empty the index.
    pub allow_empty: bool,
    /// Follow links in the corpus.
    pub follow_links: bool,
    /// What reading is held to.
    pub limits: Limits,
    /// After so many bytes a build from nothing commits what it has, so that it can be gone on with after whatever
    /// happens to it.
    pub commit_every: u64,
}

impl Options {
    /// Those of `dragnet index` with nothing but its folders named.
    pub fn of(corpus: &Path, index: &Path) -> Self {
        Options {
            corpus: corpus.to_owned(),
            index: index.to_owned(),
            full: false,
            dry_run: false,
            allow_empty: false,
            follow_links: false,
            limits: Limits::default(),
            commit_every: COMMIT_EVERY,
        }
    }
}

/// Is told how far the work has come. Every method may be called from any thread.
pub trait Progress: Sync {
    /// So many files have been found so far.
    fn found(&self, _files: u64) {}
    /// So many bytes in so many files are to be read.
    fn to_read(&self, _files: u64, _bytes: u64) {}
    /// So many more bytes have been read.
    fn read(&self, _bytes: u64) {}
    /// One more release has been indexed.
    fn indexed(&self) {}
    /// What has been indexed so far is safe: the next run goes on from there, whatever happens.
    fn committed(&self) {}
    /// The commit has begun.
    fn committing(&self) {}
}
