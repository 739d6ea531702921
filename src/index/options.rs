//! What to build, and who is informed about the progress.

use std::path::{Path, PathBuf};

use crate::corpus::Limits;

/// Default of [`Options::commit_every`], in bytes: less than ten seconds of work can be lost. Every commit ends a segment
/// before it is full, which makes the threads wait and causes a merge later.
pub const COMMIT_EVERY: u64 = 1 << 30;

/// What to build, and how.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folders of the corpus; one corpus, and one index, may have several.
    pub corpora: Vec<PathBuf>,
    /// The index folder.
    pub index: PathBuf,
    /// Rebuild, even if there is an index.
    pub full: bool,
    /// Only report what would be done.
    pub dry_run: bool,
    /// The corpus is that of the index, in another place.
    pub moved: bool,
    /// Let an empty corpus empty the index.
    pub allow_empty: bool,
    /// Take files as they are now, also where they hold far fewer releases than in the last run, or none any more.
    pub accept_losses: bool,
    /// Follow symbolic links in the corpus.
    pub follow_links: bool,
    /// Limits for reading files.
    pub limits: Limits,
    /// A first build commits after reading this many bytes, so that an interrupted build can be continued.
    pub commit_every: u64,
}

impl Options {
    /// The options of `dragnet index` when only the two folders are given.
    pub fn of(corpus: &Path, index: &Path) -> Self {
        Options {
            corpora: vec![corpus.to_owned()],
            index: index.to_owned(),
            full: false,
            dry_run: false,
            moved: false,
            allow_empty: false,
            accept_losses: false,
            follow_links: false,
            limits: Limits::default(),
            commit_every: COMMIT_EVERY,
        }
    }
}

/// Is informed about the progress of the work. Every method may be called from any thread. `()` ignores all calls.
pub trait Progress: Sync {
    /// The number of files found so far.
    fn found(&self, _files: u64) {}
    /// The number of files that must be read, and their bytes.
    fn to_read(&self, _files: u64, _bytes: u64) {}
    /// This many more bytes have been read.
    fn read(&self, _bytes: u64) {}
    /// One more release has been indexed.
    fn indexed(&self) {}
    /// What has been indexed so far is committed: an interrupted run continues from here.
    fn committed(&self) {}
    /// The last commit has begun.
    fn committing(&self) {}
    /// The last commit is done: what is left is to merge small parts, and to report.
    fn tidying(&self) {}
}

impl Progress for () {}
