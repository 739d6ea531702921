//! The index on disk: open it, lock it, build it, bring it up to date.
//!
//! An index folder holds generations, each a whole tantivy index in a folder of its own, and `CURRENT`, which names the
//! one that searches read. A rebuild writes a new generation beside the old and swaps `CURRENT` when it is whole; an
//! update commits into the current one. What an index was built from and with stands in its commit ([`Origin`]), so
//! that no second file can say otherwise.
//!
//! The way of a run: [`build()`] compares the corpus with what is known of its files (`plan`, `known`), reads what differs
//! (`intake`), converts and indexes it in several threads (`pool`, `write`), which fill one segment after another (`segment`),
//! notes what goes (`deletion`), commits, and merges what should be merged (`tidy`).
//!
//! Every file ends in sums of its bytes (`seal`, `checked`), by which [`check()`]
//! finds what a disk has spoilt, and a search notices when it comes upon it: see [`OpenIndex::reading`].

pub(crate) mod check;
pub(crate) mod ingest;
pub(crate) mod manifest;
pub(crate) mod options;
pub(crate) mod report;
pub(crate) mod segment;
pub(crate) mod storage;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tantivy::query::{Query, TermQuery};
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::{
    Directory, DocAddress, Index, ReloadPolicy, Searcher, TantivyDocument, TantivyError, Term,
};

pub use crate::index::check::{Checked, Finding, State, check};
pub use crate::index::ingest::build::build;
pub use crate::index::manifest::doc_kind::{DocKind, FileFingerprint};
pub use crate::index::options::{COMMIT_EVERY, Options, Progress};
pub use crate::index::report::{Changes, Kept, Mode, RecordChanges, Report, Skipped};
pub use crate::index::storage::generation::exists;

use crate::error::{Error, Result};
use crate::index::storage::corruption::Damage;
use crate::index::storage::directory::{IndexFolder, META, is_missing_file, plainly};
use crate::index::storage::generation::{current_generation, origin_as_it_stands, origin_in};
use crate::knowledge::Knowledge;
use crate::model::Release;
use crate::schema::{BODY, DOC_KIND, RELEASE, SCHEMA_VERSION, schema};

/// How often opening is tried again when an indexer removed a file between our reading of its name and our opening it.
const OPEN_ATTEMPTS: usize = 50;

/// What an index was built from and with; kept in each commit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// [`SCHEMA_VERSION`] of the program that built it.
    pub schema: u32,
    /// [`Knowledge::fingerprint`] of the knowledge it was built with.
    pub knowledge: u64,
    /// The root of its corpus, absolute.
    pub corpus: PathBuf,
    /// The version of dragnet.
    pub program: String,
}

impl Origin {
    /// What an index of `corpus` built by this program says.
    pub fn here(corpus: PathBuf, knowledge: &Knowledge) -> Self {
        Origin {
            schema: SCHEMA_VERSION,
            knowledge: knowledge.fingerprint(),
            corpus,
            program: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }

    /// What the last commit in `path` says, whichever program wrote it.
    pub fn read(path: &Path) -> Result<Self> {
        with_last_commit(path, |commit| Ok(commit.origin))
            .or_else(|error| origin_of_other_version(path).ok_or(error))
    }

    /// Whether documents of both mean the same.
    fn agrees_with(&self, other: &Origin) -> bool {
        self.schema == other.schema && self.knowledge == other.knowledge
    }
}

/// An index opened for searching: one commit, unchanged for as long as this lives.
pub struct OpenIndex {
    /// The folder that was named.
    pub path: PathBuf,
    /// The commit.
    pub(crate) searcher: Searcher,
    /// What it was built from and with.
    pub origin: Origin,
    damage: Arc<Damage>,
}

impl OpenIndex {
    /// Opens the last commit in `path`. Needs no permission to write.
    pub fn open(path: &Path, knowledge: &Knowledge) -> Result<Self> {
        with_last_commit(path, |commit| {
            let ours = Origin::here(commit.origin.corpus.clone(), knowledge);
            if commit.origin.schema == ours.schema && !commit.origin.agrees_with(&ours) {
                return Err(Error::OtherVersion {
                    path: path.to_owned(),
                    other: "other knowledge of agencies and pages",
                });
            }
            commit.open(path)
        })
        .map_err(|error| match origin_of_other_version(path) {
            Some(_) => other_version(path),
            None => error,
        })
    }

    /// Opens the last commit in `path`, whatever knowledge of agencies and pages it was built with.
    fn open_any_knowledge(path: &Path) -> Result<Self> {
        with_last_commit(path, |commit| commit.open(path))
    }

    /// Opens the last commit of one generation, which no search need know of.
    fn open_generation(path: &Path, generation: &Path) -> Result<Self> {
        let folder = IndexFolder::for_searching(generation).map_err(TantivyError::from)?;
        let damage = folder.damage();
        damage.guard(path, || Commit::read(path, &folder)?.open(path))
    }

    /// Does `work`, which reads this index. Where a file is found to be damaged meanwhile, that is what comes of it:
    /// nothing that was read is to be relied on then.
    pub fn reading<T>(&self, work: impl FnOnce() -> Result<T>) -> Result<T> {
        self.damage.guard(&self.path, work)
    }

    /// How many releases the index holds.
    pub fn releases(&self) -> Result<u64> {
        self.reading(|| self.count_releases())
    }

    /// Gives every release with its text, in the order in which the index stores them.
    pub fn for_each_release(&self, mut each: impl FnMut(Release, String)) -> Result<()> {
        for (segment, reader) in (0..).zip(self.searcher.segment_readers()) {
            for doc in reader.doc_ids_alive() {
                let document: TantivyDocument = self.searcher.doc(DocAddress::new(segment, doc))?;
                if document.get_first(RELEASE).is_some() {
                    let (release, text) = self.parse_stored(&document)?;
                    each(release, text);
                }
            }
        }
        Ok(())
    }

    /// How many segments the index has.
    pub fn segment_count(&self) -> usize {
        self.searcher.segment_readers().len()
    }

    fn count_releases(&self) -> Result<u64> {
        let term = Term::from_field_text(DOC_KIND, DocKind::Release.term());
        let mut count = 0;
        for segment in self.searcher.segment_readers() {
            // Deleted documents still stand in a term's count.
            count += if segment.has_deletes() {
                use tantivy::query::EnableScoring;
                let query = TermQuery::new(term.clone(), IndexRecordOption::Basic);
                let weight = query.weight(EnableScoring::disabled_from_searcher(&self.searcher))?;
                u64::from(weight.count(segment)?)
            } else {
                u64::from(
                    segment
                        .inverted_index(DOC_KIND)?
                        .doc_freq(&term)
                        .map_err(TantivyError::from)?,
                )
            };
        }
        Ok(count)
    }

    /// The release with this id, and its text.
    pub fn release(&self, id: &str) -> Result<(Release, String)> {
        self.reading(|| self.release_with_id(id))
    }

    fn release_with_id(&self, id: &str) -> Result<(Release, String)> {
        match self.find(id)? {
            Some(address) => self.stored(address),
            None => Err(Error::NoSuchRelease {
                id: id.to_owned(),
                nearest: self.ids_like(id)?,
            }),
        }
    }

    fn damaged(&self, why: String) -> Error {
        Error::Damaged {
            path: self.path.clone(),
            why,
        }
    }

    /// The release and the text that stand at an address of this commit.
    pub(crate) fn stored(&self, address: DocAddress) -> Result<(Release, String)> {
        let document: TantivyDocument = self.reading(|| Ok(self.searcher.doc(address)?))?;
        self.parse_stored(&document)
    }

    fn parse_stored(&self, document: &TantivyDocument) -> Result<(Release, String)> {
        let text = |field| {
            document
                .get_first(field)
                .and_then(|value| value.as_str())
                .unwrap_or_default()
        };
        let release = serde_json::from_str(text(RELEASE))
            .map_err(|error| self.damaged(format!("a stored release cannot be read: {error}")))?;
        Ok((release, text(BODY).to_owned()))
    }
}

fn other_version(path: &Path) -> Error {
    Error::OtherVersion {
        path: path.to_owned(),
        other: "another version of dragnet",
    }
}

/// What an index of another version says of itself, whose files may have no sums, or others.
fn origin_of_other_version(path: &Path) -> Option<Origin> {
    origin_as_it_stands(path).filter(|origin| origin.schema != SCHEMA_VERSION)
}

/// A commit whose record has been read, and nothing else of it.
struct Commit {
    index: Index,
    origin: Origin,
    damage: Arc<Damage>,
}

impl Commit {
    fn read(path: &Path, folder: &IndexFolder) -> Result<Self> {
        let damage = folder.damage();
        let index = Index::open(folder.clone())?;
        let origin = origin_in(
            &folder
                .atomic_read(Path::new(META))
                .map_err(TantivyError::from)?,
        )
        .ok_or_else(|| Error::Damaged {
            path: path.to_owned(),
            why: "its commit does not say what it was built from".to_owned(),
        })?;
        Ok(Commit {
            index,
            origin,
            damage,
        })
    }

    /// Opens its files. Those of another version may be written otherwise, and are not looked at.
    fn open(self, path: &Path) -> Result<OpenIndex> {
        if self.origin.schema != SCHEMA_VERSION {
            return Err(other_version(path));
        }
        if self.index.schema() != schema() {
            return Err(Error::Damaged {
                path: path.to_owned(),
                why: "its fields are not those it says it has".to_owned(),
            });
        }
        let reader = self
            .index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            // Hits lie far apart: a block that was read for one is not asked for again.
            .doc_store_cache_num_blocks(2)
            .try_into()?;
        Ok(OpenIndex {
            path: path.to_owned(),
            searcher: reader.searcher(),
            origin: self.origin,
            damage: self.damage,
        })
    }
}

/// Does something with the last commit in `path`.
///
/// No lock is taken, so that a read-only index can be searched. An indexer may remove files of an older commit while we
/// open it; then the name we read is out of date, and reading it again gives the new one.
fn with_last_commit<T>(path: &Path, work: impl Fn(Commit) -> Result<T>) -> Result<T> {
    let mut attempt = 0;
    loop {
        let once = || {
            let folder = IndexFolder::for_searching(&current_generation(path)?)
                .map_err(TantivyError::from)?;
            let damage = folder.damage();
            damage.guard(path, || work(Commit::read(path, &folder)?))
        };
        match once() {
            Err(Error::Engine(error)) if attempt < OPEN_ATTEMPTS && is_missing_file(&error) => {
                attempt += 1;
                std::thread::sleep(std::time::Duration::from_millis(2));
            }
            Err(Error::Engine(error)) => {
                return Err(Error::Damaged {
                    path: path.to_owned(),
                    why: plainly(&error),
                });
            }
            done => return done,
        }
    }
}
