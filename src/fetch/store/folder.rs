//! What is known of the releases of a folder, and what changes when one is received?

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use foldhash::{HashSet, HashSetExt as _};
use jiff::Timestamp;
use jiff::civil::Date;
use twox_hash::{XxHash3_64, XxHash3_128};
use url::Url;

use crate::corpus::{Fetched, Journal, JournalLine, WalkMark};
use crate::fetch::error::FetchError;
use crate::fetch::net::client::Marks;
use crate::fetch::store::files::{self, Files};
use crate::fetch::store::journal_file::{FolderLock, JournalFile};
use crate::fetch::store::lists::{self, ListHead};
use crate::fetch::store::names::FileName;

/// A release as it was received.
pub(crate) struct Received<'a> {
    pub(crate) url: &'a Url,
    pub(crate) source: &'a str,
    /// Its id in an API, and when that says that it was changed last.
    pub(crate) record: Option<&'a str>,
    pub(crate) changed: Option<i64>,
    pub(crate) issued: Option<Date>,
    pub(crate) marks: Marks,
    pub(crate) time: Timestamp,
    /// The ending of its file: `html`, `json`, `txt`.
    pub(crate) ending: &'static str,
    pub(crate) bytes: &'a [u8],
}

/// What a release that was received changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    New,
    Changed,
    Same,
}

/// How far the walks of an API have come, as the journal tells it.
#[derive(Clone, Debug, Default)]
pub(crate) struct WalkState {
    /// The pages that were read since the last walk that came to its end: the last one, and the keys of the records seen.
    pub(crate) unfinished: Option<(WalkMark, HashSet<u64>)>,
    /// The end of the last walk that came to its end.
    pub(crate) finished: Option<WalkMark>,
}

/// The part that writes. A dry run has none.
struct Writing {
    files: Files,
    journal: JournalFile,
    _lock: FolderLock,
}

/// A folder of fetched releases.
pub(crate) struct Folder {
    root: PathBuf,
    known: Journal,
    walks: HashMap<String, WalkState>,
    /// Hashes of the names in use, in lower case: some file systems take `A` and `a` for one.
    names: HashSet<u64>,
    writing: Option<Writing>,
}

impl Folder {
    /// Opens a folder, and makes it where it is not there. A dry run changes nothing in it.
    pub(crate) fn open(root: &Path, dry_run: bool) -> Result<Self, FetchError> {
        let lock = (!dry_run).then(|| FolderLock::acquire(root)).transpose()?;
        let mut walks = HashMap::new();
        let read = Journal::read(root, &mut |line| {
            if let Some(mark) = &line.walk {
                note_walk(&mut walks, mark);
            }
        });
        let known = read.map_err(FetchError::reading(root))?;
        let in_use = known
            .releases
            .values()
            .filter_map(|known| known.file.as_deref());
        let names = in_use.map(name_hash).collect();
        let writing = match lock {
            Some(lock) => Some(Writing {
                files: Files::new(root)?,
                journal: JournalFile::open(root)?,
                _lock: lock,
            }),
            None => None,
        };
        Ok(Folder {
            root: root.to_owned(),
            known,
            walks,
            names,
            writing,
        })
    }

    /// What is known of a release.
    pub(crate) fn known(&self, key: &str) -> Option<&Fetched> {
        self.known.releases.get(key)
    }

    /// All releases of a source, with their keys.
    pub(crate) fn of_source<'a>(
        &'a self,
        source: &'a str,
    ) -> impl Iterator<Item = (&'a String, &'a Fetched)> {
        let releases = self.known.releases.iter();
        releases.filter(move |(_, known)| known.source == source)
    }

    /// How many releases of a source are kept, and not gone.
    pub(crate) fn kept(&self, source: &str) -> u64 {
        let kept = self.of_source(source);
        kept.filter(|(_, known)| known.file.is_some() && !known.gone)
            .count() as u64
    }

    pub(crate) fn walk(&self, of: &str) -> WalkState {
        self.walks.get(of).cloned().unwrap_or_default()
    }

    /// Whether the file of a release is there.
    pub(crate) fn has_file(&self, known: &Fetched) -> bool {
        let is_there = |file: &String| self.root.join(file).is_file();
        known.file.as_ref().is_some_and(is_there)
    }

    /// Whether the file of a release is there as it was received.
    pub(crate) fn is_whole(&self, known: &Fetched) -> bool {
        let read = |file: &String| files::read(&self.root, file).ok().flatten();
        let bytes = known.file.as_ref().and_then(read);
        bytes.is_some_and(|bytes| known.hash == Some(XxHash3_128::oneshot(&bytes)))
    }

    /// Adds a line to the journal, and what it says to what is known.
    pub(crate) fn note(&mut self, line: &JournalLine) -> Result<(), FetchError> {
        if let Some(writing) = &mut self.writing {
            writing.journal.append(line)?;
        }
        self.known.apply(line);
        if let Some(mark) = &line.walk {
            note_walk(&mut self.walks, mark);
        }
        Ok(())
    }

    /// Makes what was noted survive a loss of power.
    pub(crate) fn sync(&self) -> Result<(), FetchError> {
        self.writing
            .as_ref()
            .map_or(Ok(()), |writing| writing.journal.sync())
    }

    /// Keeps a release as it was received. Where its file would change, the earlier text is kept first.
    pub(crate) fn keep(&mut self, received: &Received<'_>) -> Result<Change, FetchError> {
        let key = received.record.unwrap_or(received.url.as_str());
        let known = self.known.releases.get(key);
        let hash = XxHash3_128::oneshot(received.bytes);
        let is_there = known.is_some_and(|known| self.is_whole(known));
        let known_file = known.and_then(|known| known.file.clone());
        let received_before = known.and_then(|known| known.last_changed);
        let change = match known {
            Some(known) if known.file.is_some() && known.hash == Some(hash) => Change::Same,
            Some(known) if known.file.is_some() => Change::Changed,
            _ => Change::New,
        };
        let file = known_file.unwrap_or_else(|| self.new_name(received));
        if let Some(writing) = &mut self.writing
            && !(change == Change::Same && is_there)
        {
            // A run that was killed may have written it already; or it is not ours.
            let earlier = files::read(&self.root, &file)?;
            let is_other = |earlier: &Vec<u8>| XxHash3_128::oneshot(earlier) != hash;
            if let Some(earlier) = earlier.as_ref().filter(|earlier| is_other(earlier)) {
                writing
                    .files
                    .keep_version(&file, earlier, received_before)?;
            }
            if earlier.as_ref().is_none_or(is_other) {
                writing.files.write(&file, received.bytes)?;
            }
        }
        self.names.insert(name_hash(&file));
        let is_reported = received.record.is_none() || change != Change::Same;
        if is_reported || !is_there {
            self.note(&JournalLine {
                url: received.url.to_string(),
                time: received.time,
                status: Some(200),
                etag: received.marks.etag.clone(),
                last_modified: received.marks.last_modified.clone(),
                length: Some(received.bytes.len() as u64),
                hash: Some(hash),
                file: Some(file),
                source: Some(received.source.to_owned()),
                record: received.record.map(str::to_owned),
                changed: received.changed,
                issued: received.issued,
                ..JournalLine::default()
            })?;
        }
        Ok(change)
    }

    /// The feed or sitemap that an address gave last. `limit` bounds it, in bytes.
    pub(crate) fn kept_list(&self, asked: &Url, limit: u64) -> Option<(ListHead, Vec<u8>)> {
        lists::read(&self.root, asked, limit)
    }

    /// Keeps a feed or sitemap.
    pub(crate) fn keep_list(&mut self, head: &ListHead, body: &[u8]) -> Result<(), FetchError> {
        match &mut self.writing {
            Some(writing) => lists::write(&mut writing.files, &self.root, head, body),
            None => Ok(()),
        }
    }

    /// A name that no other release has.
    fn new_name(&self, received: &Received<'_>) -> String {
        let name = match received.record {
            Some(id) => FileName::of_record(received.url, id, received.issued),
            None => FileName::of_page(received.url, received.issued),
        };
        let plain = name.with_ending(received.ending);
        if self.names.contains(&name_hash(&plain)) {
            name.apart(received.ending)
        } else {
            plain
        }
    }
}

fn note_walk(walks: &mut HashMap<String, WalkState>, mark: &WalkMark) {
    let state = walks.entry(mark.of.clone()).or_default();
    if mark.kept.is_some() {
        state.unfinished = None;
        state.finished = Some(mark.clone());
        return;
    }
    let (last, seen) = state
        .unfinished
        .get_or_insert_with(|| (WalkMark::default(), HashSet::new()));
    seen.extend(mark.ids.iter().map(|id| id_hash(id)));
    *last = WalkMark {
        ids: Vec::new(),
        newest: last.newest.max(mark.newest),
        ..mark.clone()
    };
}

/// The key of a record in a set of those that a walk has seen.
pub(crate) fn id_hash(id: &str) -> u64 {
    XxHash3_64::oneshot(id.as_bytes())
}

fn name_hash(file: &str) -> u64 {
    XxHash3_64::oneshot(file.to_ascii_lowercase().as_bytes())
}
