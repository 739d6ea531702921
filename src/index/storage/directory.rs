//! The folder of a generation, as tantivy sees it.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock, RwLock};

use serde_json::value::RawValue;
use serde_json::{Map, Value, json};
use tantivy::directory::error::{
    DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError,
};
use tantivy::directory::{
    DirectoryLock, FileHandle, FileSlice, INDEX_WRITER_LOCK, Lock, MmapDirectory, WatchCallback,
    WatchHandle, WritePtr,
};
use tantivy::{Directory, TantivyError};

use crate::error::{Error, same_error};
use crate::index::storage::atomic_write::write_atomically;
use crate::index::storage::buffered_file::VerifiedBufferedFile;
use crate::index::storage::checksum_trailer::{
    self, NOT_A_FILE, is_other_kind, strip_verified_checksum,
};
use crate::index::storage::corruption::CorruptionFlag;
use crate::index::storage::fail_points::{fail_point, wrap_writer};
use crate::index::storage::generation::{GenerationFolder, META};
use crate::index::storage::identity::{Expected, Identity, MISPLACED};
use crate::index::storage::page_checksums::{ChecksumWriter, sum_of};
use crate::index::storage::verified_mmap::VerifiedMmap;

/// The key, in the record of a commit, of the sums of its files: an object of their names with sums of 16 hexadecimal digits.
/// tantivy passes over it.
const FILES: &str = "files";

/// tantivy's [`MmapDirectory`] with four changes:
///
/// - Each file ends in checksums, which tantivy does not see: see [`crate::index::storage::checksum_trailer`] and
///   [`crate::index::storage::page_checksums`]. They say which file it is: see [`crate::index::storage::identity`].
/// - Small files (`meta.json`) get the permissions of the umask. tantivy makes them readable by their owner only.
/// - A writer reads files through a buffer instead of a memory map: see [`crate::index::storage::buffered_file`].
/// - A search takes no locks, because a lock is a file, and the folder may be read-only. `open_index` says why this is safe.
#[derive(Clone, Debug)]
pub(crate) struct IndexFolder {
    files: MmapDirectory,
    root: PathBuf,
    identity: Identity,
    searching: bool,
    corruption: Arc<CorruptionFlag>,
    /// The content of [`META`], once a search has read it. tantivy reads it several times and must see the same commit.
    meta: Arc<OnceLock<Vec<u8>>>,
    /// The sums of the files of the commits that were read or written.
    sums: Arc<RwLock<BTreeMap<PathBuf, u64>>>,
}

impl IndexFolder {
    pub(crate) fn for_searching(folder: &GenerationFolder) -> Result<Self, OpenDirectoryError> {
        Self::open(folder, true)
    }

    pub(crate) fn for_writing(folder: &GenerationFolder) -> Result<Self, OpenDirectoryError> {
        Self::open(folder, false)
    }

    fn open(folder: &GenerationFolder, searching: bool) -> Result<Self, OpenDirectoryError> {
        Ok(IndexFolder {
            files: MmapDirectory::open(&folder.path)?,
            root: folder.path.clone(),
            identity: folder.identity.clone(),
            searching,
            corruption: Arc::default(),
            meta: Arc::default(),
            sums: Arc::default(),
        })
    }

    /// Which file is expected under this name. None if the commit that a search reads has no such file.
    pub(crate) fn expected(&self, path: &Path) -> Option<Expected> {
        let sums = self.sums.read().ok()?;
        let sum = sums.get(path).copied();
        (sum.is_some() || !self.searching).then(|| Expected {
            place: self.identity.place(path),
            sum,
        })
    }

    /// Notes the sum of a file that the commit names beside those of its segments.
    pub(crate) fn note_sum(&self, name: &Path, sum: u64) {
        if let Ok(mut sums) = self.sums.write() {
            sums.insert(name.to_owned(), sum);
        }
    }

    /// Notes the sums of the files of a commit.
    fn note_sums(&self, meta: &[u8]) {
        if let Ok(mut sums) = self.sums.write() {
            sums.extend(sums_of(meta));
        }
    }

    /// An error where a pipe, a device or a folder is in the place of a file: nobody waits for it.
    fn refuse_other_kinds(&self, path: &Path) -> Result<(), OpenReadError> {
        if is_other_kind(&self.root.join(path)) {
            let error = self.corruption.set(path, NOT_A_FILE);
            return Err(OpenReadError::wrap_io_error(error, path.to_owned()));
        }
        Ok(())
    }

    fn read_small_file(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.refuse_other_kinds(path)?;
        let file = self.files.atomic_read(path)?;
        let problem = match strip_verified_checksum(file, path) {
            Some((data, identity)) if identity == self.identity => return Ok(data),
            Some(_) => MISPLACED,
            None => checksum_trailer::MISMATCH,
        };
        let error = self.corruption.set(path, problem);
        Err(OpenReadError::wrap_io_error(error, path.to_owned()))
    }

    /// The path of a file of this folder.
    pub(crate) fn path_of(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// Says whether a file that was read through this folder was corrupt.
    pub(crate) fn corruption(&self) -> Arc<CorruptionFlag> {
        self.corruption.clone()
    }
}

impl Directory for IndexFolder {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        let Some(expected) = self.expected(path) else {
            let error = self.corruption.set(path, MISPLACED);
            return Err(OpenReadError::wrap_io_error(error, path.to_owned()));
        };
        self.refuse_other_kinds(path)?;
        if !self.searching {
            let full_path = self.root.join(path);
            return VerifiedBufferedFile::open(&full_path, path, expected, &self.corruption)
                .map(|file| Arc::new(file) as Arc<dyn FileHandle>)
                .map_err(|error| match error.kind() {
                    io::ErrorKind::NotFound => missing(path.to_owned()),
                    _ => OpenReadError::wrap_io_error(error, full_path),
                });
        }
        let file = self.files.open_read(path).map_err(|error| match error {
            OpenReadError::FileDoesNotExist(path) => missing(path),
            other => other,
        })?;
        file.read_bytes()
            .and_then(|bytes| VerifiedMmap::open(&bytes, path, expected, &self.corruption))
            .map(|file| Arc::new(file) as Arc<dyn FileHandle>)
            .map_err(|error| OpenReadError::wrap_io_error(error, path.to_owned()))
    }

    fn open_read(&self, path: &Path) -> Result<FileSlice, OpenReadError> {
        Ok(FileSlice::new(self.get_file_handle(path)?))
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        fail_point(&self.root.join(path)).map_err(|error| DeleteError::IoError {
            io_error: Arc::new(error),
            filepath: path.to_owned(),
        })?;
        self.files.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.files.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let full_path = self.root.join(path);
        fail_point(&full_path)
            .map_err(|error| OpenWriteError::wrap_io_error(error, path.to_owned()))?;
        let file = wrap_writer(&full_path, self.files.open_write(path)?);
        let place = self.identity.place(path);
        Ok(BufWriter::new(Box::new(ChecksumWriter::new(file, place))))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        if path != Path::new(META) {
            return self.read_small_file(path);
        }
        if let (true, Some(meta)) = (self.searching, self.meta.get()) {
            return Ok(meta.clone());
        }
        let meta = self.read_small_file(path)?;
        self.note_sums(&meta);
        if self.searching {
            return Ok(self.meta.get_or_init(|| meta).clone());
        }
        Ok(meta)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        let full_path = self.root.join(path);
        if path != Path::new(META) {
            return write_atomically(&full_path, data, &self.identity);
        }
        let meta = with_sums(data, &self.root)?;
        write_atomically(&full_path, &meta, &self.identity)?;
        self.note_sums(&meta);
        Ok(())
    }

    fn sync_directory(&self) -> io::Result<()> {
        fail_point(&self.root)?;
        self.files.sync_directory()
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        // Two writers exclude each other by the lock of the whole index: see `crate::index::storage::writer_lock`.
        if self.searching || lock.filepath == INDEX_WRITER_LOCK.filepath {
            Ok(DirectoryLock::from(Box::new(())))
        } else {
            self.files.acquire_lock(lock)
        }
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.files.watch(callback)
    }
}

/// The sums that the record of a commit has. One of another version has none. Of the rest of the record nothing is made.
fn sums_of(meta: &[u8]) -> Vec<(PathBuf, u64)> {
    let meta: BTreeMap<String, &RawValue> = serde_json::from_slice(meta).unwrap_or_default();
    let files = meta.get(FILES).map_or("{}", |files| files.get());
    let files: BTreeMap<PathBuf, String> = serde_json::from_str(files).unwrap_or_default();
    let sum = |(name, sum): (PathBuf, String)| Some((name, u64::from_str_radix(&sum, 16).ok()?));
    files.into_iter().filter_map(sum).collect()
}

/// The record of a commit with the sums of the files of its segments, which stand in `folder`.
fn with_sums(meta: &[u8], folder: &Path) -> io::Result<Vec<u8>> {
    let mut meta: Map<String, Value> = serde_json::from_slice(meta)?;
    let mut files = Map::new();
    for segment in meta
        .get("segments")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        let id = segment["segment_id"]
            .as_str()
            .unwrap_or_default()
            .replace('-', "");
        let deletes = segment["deletes"]["opstamp"].as_u64();
        let deletes = deletes.map(|opstamp| format!("{id}.{opstamp}.del"));
        for entry in fs::read_dir(folder)? {
            let Ok(name) = entry?.file_name().into_string() else {
                continue;
            };
            let is_of_segment = name
                .strip_prefix(&id)
                .is_some_and(|rest| rest.starts_with('.'));
            let is_list = Path::new(&name).extension() == Some("del".as_ref());
            let is_old = is_list && deletes.as_ref() != Some(&name);
            if is_of_segment && !is_old {
                let sum = sum_of(&folder.join(&name))?;
                let sum = sum.map_err(|what| io::Error::other(format!("`{name}` {what}")))?;
                files.insert(name, json!(format!("{sum:016x}")));
            }
        }
    }
    meta.insert(FILES.to_owned(), Value::Object(files));
    Ok(serde_json::to_vec_pretty(&meta)?)
}

/// The error for a missing file. tantivy treats `FileDoesNotExist` of a positions file as "no positions". All our segments
/// have one, so a missing file is reported as an I/O error.
fn missing(path: PathBuf) -> OpenReadError {
    let why = format!("`{}` is missing", path.display());
    OpenReadError::wrap_io_error(io::Error::new(io::ErrorKind::NotFound, why), path)
}

/// Whether a file or folder did not exist.
pub(crate) fn is_missing_file(error: &TantivyError) -> bool {
    match error {
        TantivyError::OpenReadError(OpenReadError::FileDoesNotExist(_))
        | TantivyError::OpenDirectoryError(
            // A folder that is removed while it is opened is reported as not a directory.
            OpenDirectoryError::DoesNotExist(_) | OpenDirectoryError::NotADirectory(_),
        ) => true,
        TantivyError::OpenReadError(OpenReadError::IoError { io_error, .. })
        | TantivyError::OpenDirectoryError(OpenDirectoryError::IoError { io_error, .. }) => {
            io_error.kind() == io::ErrorKind::NotFound
        }
        _ => false,
    }
}

/// Describes an error of tantivy for a person, without the names that tantivy uses inside.
pub(crate) fn describe(error: &TantivyError) -> String {
    match error {
        TantivyError::OpenReadError(OpenReadError::FileDoesNotExist(path))
        | TantivyError::OpenDirectoryError(OpenDirectoryError::DoesNotExist(path)) => {
            let name = path.file_name().unwrap_or(path.as_os_str());
            format!("`{}` is missing", name.to_string_lossy())
        }
        TantivyError::OpenReadError(OpenReadError::IoError { io_error, .. }) => {
            io_error.to_string()
        }
        TantivyError::LockFailure(LockError::IoError(error), _) => {
            format!("a file of it cannot be locked: {error}")
        }
        other => other.to_string(),
    }
}

/// Turns a failed write in `folder`, also of a lock, into [`Error::Io`], which says what the system has said. Other errors stay.
pub(crate) fn disk_error(error: Error, folder: &Path) -> Error {
    let Error::Engine(engine) = &error else {
        return error;
    };
    let source = match engine.tantivy() {
        TantivyError::IoError(source) => source,
        TantivyError::OpenWriteError(OpenWriteError::IoError { io_error, .. })
        | TantivyError::LockFailure(LockError::IoError(io_error), _) => io_error,
        _ => return error,
    };
    Error::Io {
        what: "cannot write",
        path: folder.to_owned(),
        source: same_error(source),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_sees_one_commit_however_often_it_reads() {
        let folder = tempfile::tempdir().expect("a folder");
        let meta = Path::new(META);
        let generation = GenerationFolder {
            path: folder.path().to_owned(),
            identity: Identity::new(),
        };
        let commit = |data: &[u8]| {
            let path = folder.path().join(meta);
            write_atomically(&path, data, &generation.identity).expect("space");
        };
        commit(b"one");
        let search = IndexFolder::for_searching(&generation).expect("a folder");
        let indexer = IndexFolder::for_writing(&generation).expect("a folder");
        let read = |folder: &IndexFolder| folder.atomic_read(meta).expect("a commit");
        assert_eq!(read(&search), b"one");
        commit(b"two");
        assert_eq!(read(&search), b"one");
        assert_eq!(read(&search.clone()), b"one");
        assert_eq!(read(&indexer), b"two");
    }
}
