//! Opens an index for searching, and reads releases from it.

use std::any::Any;
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tantivy::query::{EnableScoring, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{Directory, DocAddress, Index, ReloadPolicy, Searcher, Term};

use crate::corpus::FetchedFrom;
use crate::error::{Error, Result};
use crate::index::build_info::{BuildInfo, GroupsFile};
use crate::index::groups::stored::read_table;
use crate::index::groups::table::GroupTable;
use crate::index::manifest::columns::docs_with_term;
use crate::index::manifest::doc_kind::DocKind;
use crate::index::manifest::release_lookup::{
    MAX_SIMILAR, find_release, similar_ids, stored_texts,
};
use crate::index::manifest::skips::{Skips, read_skips};
use crate::index::storage::corruption::CorruptionFlag;
use crate::index::storage::directory::{IndexFolder, describe, is_missing_file};
use crate::index::storage::generation::{GenerationFolder, META, current_generation};
use crate::knowledge::Knowledge;
use crate::model::Release;
use crate::schema::{DOC_KIND, NUMBER, SCHEMA_VERSION, number_spellings, schema};

/// Maximum number of attempts to open an index while an indexer removes files of older commits.
const MAX_OPEN_ATTEMPTS: usize = 50;

/// How long to wait before the next attempt.
const OPEN_RETRY_DELAY: Duration = Duration::from_millis(2);

/// An index opened for searching: one commit, which does not change while this exists.
pub struct OpenIndex {
    /// The index folder.
    pub path: PathBuf,
    /// What it was built from.
    pub build_info: BuildInfo,
    pub(crate) searcher: Searcher,
    /// The table of copies and matters.
    pub(crate) groups: GroupTable,
    corruption: Arc<CorruptionFlag>,
    /// See [`OpenIndex::for_many_requests`].
    pub(crate) is_asked_often: bool,
    /// See [`OpenIndex::remembered`].
    memo: Mutex<HashMap<String, Arc<dyn Any + Send + Sync>>>,
}

/// Which commit of an index is the last one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommitMark {
    generation: PathBuf,
    meta: Vec<u8>,
}

impl CommitMark {
    /// That of the index in `path`. It reads two small files, and is another after every run that has changed something.
    pub fn read(path: &Path) -> Result<CommitMark> {
        let generation = current_generation(path)?.path;
        let file = generation.join(META);
        let meta = fs::read(&file).map_err(|source| Error::cannot_read(file, source))?;
        Ok(CommitMark { generation, meta })
    }
}

impl OpenIndex {
    /// Opens the last commit of the index in `path`. Needs no write permission.
    pub fn open(path: &Path, knowledge: &Knowledge) -> Result<Self> {
        with_last_commit(path, |commit| {
            let recorded = &commit.build_info;
            let ours = BuildInfo::current(recorded.roots.clone(), knowledge);
            if recorded.schema == ours.schema && !recorded.is_compatible_with(&ours) {
                return Err(Error::OtherVersion {
                    path: path.to_owned(),
                    other: "other knowledge of agencies and pages",
                });
            }
            commit.open(path)
        })
        .map_err(|error| match BuildInfo::of_other_schema(path) {
            Some(_) => other_version(path),
            None => error,
        })
    }

    /// Opens the last commit, whatever knowledge it was built with.
    pub(crate) fn open_any_knowledge(path: &Path) -> Result<Self> {
        with_last_commit(path, |commit| commit.open(path))
    }

    /// Opens the last commit to compare its files with others, also where its table of copies and cases is damaged: it holds no
    /// files.
    pub(crate) fn open_for_files(path: &Path) -> Result<Self> {
        with_last_commit(path, |commit| {
            commit.open_with(path, |_| Ok(GroupTable::default()))
        })
        .map_err(|error| match BuildInfo::of_other_schema(path) {
            Some(_) => other_version(path),
            None => error,
        })
    }

    /// Opens the last commit of a generation of the index in `path`, which may be another than the current generation.
    pub(crate) fn open_generation(path: &Path, generation: &GenerationFolder) -> Result<Self> {
        let folder = IndexFolder::for_searching(generation)?;
        let corruption = folder.corruption();
        corruption.check_after(path, || Commit::read(path, &folder)?.open(path))
    }

    /// What the last commit says it was built from, whichever version of dragnet has written it.
    pub fn read_build_info(path: &Path) -> Result<BuildInfo> {
        with_last_commit(path, |commit| Ok(commit.build_info))
            .or_else(|error| BuildInfo::of_other_schema(path).ok_or(error))
    }

    /// Keeps in memory what every request reads again: a few bytes of each release. A command, which asks once, is quicker
    /// without it.
    #[must_use]
    pub fn for_many_requests(self) -> Self {
        OpenIndex {
            is_asked_often: true,
            ..self
        }
    }

    /// What `make` has made of this index, under a name of its own: made once, since the index does not change while it is
    /// open. A command asks once; a server asks again and again.
    pub(crate) fn remembered<T: Any + Send + Sync>(
        &self,
        name: &str,
        make: impl FnOnce() -> Result<T>,
    ) -> Result<Arc<T>> {
        let known = |memo: &HashMap<_, Arc<dyn Any + Send + Sync>>| {
            let known: Option<&Arc<dyn Any + Send + Sync>> = memo.get(name);
            known.and_then(|known| Arc::clone(known).downcast::<T>().ok())
        };
        if let Some(known) = known(&self.memo.lock().unwrap_or_else(PoisonError::into_inner)) {
            return Ok(known);
        }
        // Without the lock, since it may take long: at worst two threads make the same.
        let made = Arc::new(make()?);
        let mut memo = self.memo.lock().unwrap_or_else(PoisonError::into_inner);
        memo.insert(name.to_owned(), Arc::<T>::clone(&made));
        Ok(made)
    }

    /// Runs `work`, which reads this index. Returns [`Error::Damaged`] if a page that was read meanwhile had a wrong
    /// checksum: the result of `work` could be wrong then.
    pub fn with_corruption_check<T>(&self, work: impl FnOnce() -> Result<T>) -> Result<T> {
        self.corruption.check_after(&self.path, work)
    }

    /// The number of releases in the index.
    pub fn releases(&self) -> Result<u64> {
        self.with_corruption_check(|| {
            let term = Term::from_field_text(DOC_KIND, DocKind::Release.term());
            let mut count = 0;
            for segment in self.searcher.segment_readers() {
                // The document frequency of a term includes deleted documents.
                count += if segment.has_deletes() {
                    let query = TermQuery::new(term.clone(), IndexRecordOption::Basic);
                    let scoring = EnableScoring::disabled_from_searcher(&self.searcher);
                    query.weight(scoring)?.count(segment)?
                } else {
                    let inverted = segment.inverted_index(DOC_KIND)?;
                    inverted.doc_freq(&term)?
                };
            }
            Ok(count.into())
        })
    }

    /// The release with this id, and its text.
    pub fn release(&self, id: &str) -> Result<(Release, String)> {
        self.with_corruption_check(|| match find_release(&self.searcher, id)? {
            Some(address) => self.stored(address),
            None => self.release_numbered(id),
        })
    }

    /// Where `fetch` has got the release with this id from; none where it has not.
    pub fn fetched(&self, id: &str) -> Option<FetchedFrom> {
        let mut roots = self.build_info.roots.iter();
        let (root, file) = roots.find_map(|root| Some((root, root.path_below(id)?)))?;
        FetchedFrom::of(&root.path, file)
    }

    /// The release with this number; its copies have the same title.
    fn release_numbered(&self, number: &str) -> Result<(Release, String)> {
        let mut numbered: Vec<(Release, String)> = Vec::new();
        for spelling in number_spellings(number) {
            let term = Term::from_field_text(NUMBER, &spelling);
            for (segment_ord, segment) in (0..).zip(self.searcher.segment_readers()) {
                for doc in docs_with_term(segment, &term)? {
                    numbered.push(self.stored(DocAddress::new(segment_ord, doc))?);
                }
            }
        }
        numbered.sort_by(|(a, _), (b, _)| a.id.cmp(&b.id));
        let ids = numbered.iter().map(|(release, _)| release.id.clone());
        let ids: Vec<String> = ids.take(MAX_SIMILAR).collect();
        let is_one = |all: &[(Release, String)]| {
            let mut pairs = all.windows(2);
            pairs.all(|pair| pair[0].0.title == pair[1].0.title)
        };
        if is_one(&numbered)
            && let Some(found) = numbered.into_iter().next()
        {
            return Ok(found);
        }
        Err(Error::NoSuchRelease {
            id: number.to_owned(),
            nearest: if ids.is_empty() {
                similar_ids(&self.searcher, number)?
            } else {
                ids
            },
        })
    }

    /// Calls `found` with every release and its text, in no particular order.
    pub fn for_each_release(&self, mut found: impl FnMut(Release, String)) -> Result<()> {
        self.with_corruption_check(|| {
            let term = Term::from_field_text(DOC_KIND, DocKind::Release.term());
            for (segment_ord, segment) in (0..).zip(self.searcher.segment_readers()) {
                for doc in docs_with_term(segment, &term)? {
                    let (release, text) = self.stored(DocAddress::new(segment_ord, doc))?;
                    found(release, text);
                }
            }
            Ok(())
        })
    }

    /// The number of segments: parts of the index that a search goes through one after another.
    pub fn segment_count(&self) -> usize {
        self.searcher.segment_readers().len()
    }

    /// The release that is stored as this document, and its text.
    pub(crate) fn stored(&self, address: DocAddress) -> Result<(Release, String)> {
        let [release, text] =
            self.with_corruption_check(|| stored_texts(&self.searcher, address))?;
        let release = serde_json::from_str(&release).map_err(|error| {
            damaged(
                &self.path,
                format!("a stored release cannot be read: {error}"),
            )
        })?;
        Ok((release, text))
    }

    /// All files and records that were left out, and why.
    pub(crate) fn skips(&self) -> Result<Skips> {
        read_skips(&self.path, &self.searcher)
    }
}

fn damaged(path: &Path, why: impl Into<String>) -> Error {
    Error::Damaged {
        path: path.to_owned(),
        why: why.into(),
    }
}

fn other_version(path: &Path) -> Error {
    Error::OtherVersion {
        path: path.to_owned(),
        other: "another version of dragnet",
    }
}

/// A commit of which only `meta.json` has been read.
struct Commit {
    index: Index,
    build_info: BuildInfo,
    folder: IndexFolder,
}

impl Commit {
    fn read(path: &Path, folder: &IndexFolder) -> Result<Self> {
        let index = Index::open(folder.clone())?;
        let meta = folder.atomic_read(Path::new(META))?;
        let build_info = BuildInfo::from_meta(&meta)
            .ok_or_else(|| damaged(path, "its commit does not say what it was built from"))?;
        Ok(Commit {
            index,
            build_info,
            folder: folder.clone(),
        })
    }

    /// Opens the segments, unless another version has written them, perhaps in another way.
    fn open(self, path: &Path) -> Result<OpenIndex> {
        self.open_with(path, |commit| {
            read_groups(path, &commit.folder, commit.build_info.groups.as_ref())
        })
    }

    fn open_with(
        self,
        path: &Path,
        groups: impl FnOnce(&Self) -> Result<GroupTable>,
    ) -> Result<OpenIndex> {
        if self.build_info.schema != SCHEMA_VERSION {
            return Err(other_version(path));
        }
        if self.index.schema() != schema() {
            return Err(damaged(path, "its fields are not those it says it has"));
        }
        let reader = self
            .index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            // Hits are far apart: the block of one hit is rarely needed for another.
            .doc_store_cache_num_blocks(2)
            .try_into()?;
        Ok(OpenIndex {
            path: path.to_owned(),
            groups: groups(&self)?,
            build_info: self.build_info,
            searcher: reader.searcher(),
            corruption: self.folder.corruption(),
            is_asked_often: false,
            memo: Mutex::default(),
        })
    }
}

/// The table of copies and matters of a commit; an empty one where a build is not complete.
fn read_groups(path: &Path, folder: &IndexFolder, file: Option<&GroupsFile>) -> Result<GroupTable> {
    let Some(GroupsFile { name, sum }) = file else {
        return Ok(GroupTable::default());
    };
    read_table(folder, name, *sum)?
        .ok_or_else(|| damaged(path, format!("`{name}` is no table of copies and matters")))
}

/// Runs `work` on the last commit of the index in `path`.
///
/// This takes no lock, so that a read-only index can be searched. An indexer may remove files of an older commit meanwhile;
/// then the commit is read again.
fn with_last_commit<T>(path: &Path, work: impl Fn(Commit) -> Result<T>) -> Result<T> {
    let mut attempt = 0;
    loop {
        let once = || {
            let folder = IndexFolder::for_searching(&current_generation(path)?)?;
            let corruption = folder.corruption();
            corruption.check_after(path, || work(Commit::read(path, &folder)?))
        };
        match once() {
            Err(Error::Engine(error))
                if attempt < MAX_OPEN_ATTEMPTS && is_missing_file(error.tantivy()) =>
            {
                attempt += 1;
                std::thread::sleep(OPEN_RETRY_DELAY);
            }
            Err(error) if error.shortage().is_some() => return Err(error),
            Err(Error::Engine(error)) => return Err(damaged(path, describe(error.tantivy()))),
            done => return done,
        }
    }
}
