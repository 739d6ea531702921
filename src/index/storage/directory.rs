//! The folder of an index, as the search engine sees it: readable by whom the umask lets read, searchable without
//! permission to write, every file with sums by which damage is noticed.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use tantivy::directory::error::{
    DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError,
};
use tantivy::directory::{
    DirectoryLock, FileHandle, FileSlice, INDEX_WRITER_LOCK, Lock, MmapDirectory, WatchCallback,
    WatchHandle, WritePtr,
};
use tantivy::{Directory, TantivyError};

use crate::index::storage::buffered_file::PiecewiseFile;
use crate::index::storage::corruption::Damage;
use crate::index::storage::page_checksums::{CheckedFile, Summing};
use crate::index::storage::{checksum_trailer, fail_points};

/// Memory-mapped files with four changes. Each file ends in sums of its bytes, which the engine never sees: see
/// [`crate::index::storage::checksum_trailer`] and [`crate::index::storage::page_checksums`]. Small files written at once (`meta.json`) get the permissions that the umask
/// asks for, where the engine's own folder makes them readable by their owner alone. What a writer reads is not mapped: see
/// [`crate::index::storage::buffered_file`]. And a folder opened for searching
/// takes no locks, because a lock is a file, and a mounted share may be read-only: see [`crate::index::open`] for why that is
/// safe.
#[derive(Clone, Debug)]
pub(crate) struct IndexFolder {
    files: MmapDirectory,
    root: PathBuf,
    searching: bool,
    damage: Arc<Damage>,
    /// [`META`] as a search has read it: the engine asks for it again and again, and must not be told of two commits.
    record: Arc<OnceLock<Vec<u8>>>,
}

/// The record of a commit.
pub(crate) const META: &str = "meta.json";

impl IndexFolder {
    pub(crate) fn for_searching(root: &Path) -> Result<Self, OpenDirectoryError> {
        Self::open(root, true)
    }

    pub(crate) fn for_writing(root: &Path) -> Result<Self, OpenDirectoryError> {
        Self::open(root, false)
    }

    fn open(root: &Path, searching: bool) -> Result<Self, OpenDirectoryError> {
        Ok(IndexFolder {
            files: MmapDirectory::open(root)?,
            root: root.to_owned(),
            searching,
            damage: Arc::default(),
            record: Arc::default(),
        })
    }

    /// What is found to be damaged while this folder is used.
    pub(crate) fn damage(&self) -> Arc<Damage> {
        self.damage.clone()
    }
}

impl Directory for IndexFolder {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        if !self.searching {
            return PiecewiseFile::open(&self.root.join(path), path, &self.damage)
                .map(|file| Arc::new(file) as Arc<dyn FileHandle>)
                .map_err(|error| match error.kind() {
                    io::ErrorKind::NotFound => missing(path.to_owned()),
                    _ => OpenReadError::wrap_io_error(error, path.to_owned()),
                });
        }
        let file = self.files.open_read(path).map_err(|error| match error {
            OpenReadError::FileDoesNotExist(path) => missing(path),
            other => other,
        })?;
        file.read_bytes()
            .and_then(|bytes| CheckedFile::open(&bytes, path, &self.damage))
            .map(|file| Arc::new(file) as Arc<dyn FileHandle>)
            .map_err(|error| OpenReadError::wrap_io_error(error, path.to_owned()))
    }

    fn open_read(&self, path: &Path) -> Result<FileSlice, OpenReadError> {
        Ok(FileSlice::new(self.get_file_handle(path)?))
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        let full = self.root.join(path);
        fail_points::point(&full).map_err(|error| DeleteError::IoError {
            io_error: Arc::new(error),
            filepath: path.to_owned(),
        })?;
        self.files.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.files.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let full = self.root.join(path);
        fail_points::point(&full)
            .map_err(|error| OpenWriteError::wrap_io_error(error, path.to_owned()))?;
        let file = fail_points::watched(&full, self.files.open_write(path)?);
        Ok(BufWriter::new(Box::new(Summing::new(file))))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        let kept = self.searching && path == Path::new(META);
        if kept && let Some(record) = self.record.get() {
            return Ok(record.clone());
        }
        let data = self.files.atomic_read(path)?;
        let data = checksum_trailer::unsealed(data).ok_or_else(|| {
            let error = self
                .damage
                .found(path, "does not agree with the sum at its end");
            OpenReadError::wrap_io_error(error, path.to_owned())
        })?;
        if kept {
            return Ok(self.record.get_or_init(|| data).clone());
        }
        Ok(data)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        write_whole(&self.root.join(path), data)
    }

    fn sync_directory(&self) -> io::Result<()> {
        fail_points::point(&self.root)?;
        self.files.sync_directory()
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        // Of two writers the second is held up by the lock on the whole index: see `crate::index::storage::writer_lock`.
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

/// The engine takes a list of positions that is not there for one that is not needed. Here every file is.
fn missing(path: PathBuf) -> OpenReadError {
    let why = format!("`{}` is missing", path.display());
    OpenReadError::wrap_io_error(io::Error::new(io::ErrorKind::NotFound, why), path)
}

/// Whether a file or folder was not there.
pub(crate) fn is_missing_file(error: &TantivyError) -> bool {
    match error {
        TantivyError::OpenReadError(OpenReadError::FileDoesNotExist(_))
        | TantivyError::OpenDirectoryError(
            // A folder that goes while it is opened is none.
            OpenDirectoryError::DoesNotExist(_) | OpenDirectoryError::NotADirectory(_),
        ) => true,
        TantivyError::OpenReadError(OpenReadError::IoError { io_error, .. })
        | TantivyError::OpenDirectoryError(OpenDirectoryError::IoError { io_error, .. }) => {
            io_error.kind() == io::ErrorKind::NotFound
        }
        _ => false,
    }
}

/// The engine's words for what it could not read, without its own names for things.
pub(crate) fn plainly(error: &TantivyError) -> String {
    match error {
        TantivyError::OpenReadError(OpenReadError::FileDoesNotExist(path))
        | TantivyError::OpenDirectoryError(OpenDirectoryError::DoesNotExist(path)) => {
            let name = path.file_name().unwrap_or(path.as_os_str());
            format!("`{}` is missing", name.to_string_lossy())
        }
        TantivyError::OpenReadError(OpenReadError::IoError { io_error, .. }) => {
            io_error.to_string()
        }
        other => other.to_string(),
    }
}

/// How the name of a file ends that is being written beside its place.
const BESIDE: &str = ".part";

/// Whether a file of this name was being written beside its place.
pub(crate) fn is_written_beside(name: &str) -> bool {
    name.starts_with('.') && name.ends_with(BESIDE)
}

/// Replaces a small file in one step, with its sum: whoever reads it sees the old content or the new, never a part.
pub(crate) fn write_whole(path: &Path, data: &[u8]) -> io::Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.{}{BESIDE}", std::process::id()));
    let written = (|| {
        fail_points::point(path)?;
        // What lies there was left by a process of the same number, or is a link to what is not ours to write to.
        let _ = fs::remove_file(&beside);
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&beside)?;
        file.write_all(&checksum_trailer::sealed(data))?;
        file.sync_all()?;
        fail_points::point(path)?;
        fs::rename(&beside, path)?;
        fail_points::point(path)?;
        sync_folder(path.parent().unwrap_or(Path::new(".")))
    })();
    if written.is_err() {
        // The rename did not happen, or the folder could not be flushed: what lies beside is of no use to anyone.
        let _ = fs::remove_file(&beside);
    }
    written
}

/// Makes a rename survive a loss of power, where the system lets a folder be flushed.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    if cfg!(unix) {
        File::open(folder)?.sync_all()
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn what_lies_where_a_file_is_written_beside_its_place_is_not_written_to() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        fs::write(at("precious"), "mine").expect("a file");
        let beside = format!(".CURRENT.{}{BESIDE}", std::process::id());
        std::os::unix::fs::symlink(at("precious"), at(&beside)).expect("a link");
        write_whole(&at("CURRENT"), b"generation-1").expect("space");
        assert_eq!(fs::read(at("precious")).expect("a file"), b"mine");
        assert!(!at(&beside).exists() && at("CURRENT").exists());
    }

    #[test]
    fn a_search_hears_of_one_commit_however_often_it_asks() {
        let folder = tempfile::tempdir().expect("a folder");
        let record = Path::new(META);
        let commit = |said: &[u8]| write_whole(&folder.path().join(record), said).expect("space");
        commit(b"one");
        let search = IndexFolder::for_searching(folder.path()).expect("a folder");
        let indexer = IndexFolder::for_writing(folder.path()).expect("a folder");
        let heard = |by: &IndexFolder| by.atomic_read(record).expect("a record");
        assert_eq!(heard(&search), b"one");
        commit(b"two");
        assert_eq!(heard(&search), b"one");
        assert_eq!(heard(&search.clone()), b"one");
        assert_eq!(heard(&indexer), b"two");
    }
}
