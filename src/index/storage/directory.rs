//! The folder of a generation, as tantivy sees it.

use std::io::{self, BufWriter};
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

use crate::error::Error;
use crate::index::storage::atomic_write::write_atomically;
use crate::index::storage::buffered_file::VerifiedBufferedFile;
use crate::index::storage::checksum_trailer::{self, strip_verified_checksum};
use crate::index::storage::corruption::CorruptionFlag;
use crate::index::storage::fail_points::{fail_point, wrap_writer};
use crate::index::storage::page_checksums::ChecksumWriter;
use crate::index::storage::verified_mmap::VerifiedMmap;

/// The record of a commit: which segments it has, and what it was built from.
pub(crate) const META: &str = "meta.json";

/// tantivy's [`MmapDirectory`] with four changes:
///
/// - Each file ends in checksums, which tantivy does not see: see [`crate::index::storage::checksum_trailer`] and
///   [`crate::index::storage::page_checksums`].
/// - Small files (`meta.json`) get the permissions of the umask. tantivy makes them readable by their owner only.
/// - A writer reads files through a buffer instead of a memory map: see [`crate::index::storage::buffered_file`].
/// - A search takes no locks, because a lock is a file, and the folder may be read-only. `open_index` says why this is safe.
#[derive(Clone, Debug)]
pub(crate) struct IndexFolder {
    files: MmapDirectory,
    root: PathBuf,
    searching: bool,
    corruption: Arc<CorruptionFlag>,
    /// The content of [`META`], once a search has read it. tantivy reads it several times and must see the same commit.
    meta: Arc<OnceLock<Vec<u8>>>,
}

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
            corruption: Arc::default(),
            meta: Arc::default(),
        })
    }

    /// Says whether a file that was read through this folder was corrupt.
    pub(crate) fn corruption(&self) -> Arc<CorruptionFlag> {
        self.corruption.clone()
    }
}

impl Directory for IndexFolder {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        if !self.searching {
            return VerifiedBufferedFile::open(&self.root.join(path), path, &self.corruption)
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
            .and_then(|bytes| VerifiedMmap::open(&bytes, path, &self.corruption))
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
        Ok(BufWriter::new(Box::new(ChecksumWriter::new(file))))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        let read = || {
            let file = self.files.atomic_read(path)?;
            strip_verified_checksum(file).ok_or_else(|| {
                let error = self.corruption.set(path, checksum_trailer::MISMATCH);
                OpenReadError::wrap_io_error(error, path.to_owned())
            })
        };
        if !self.searching || path != Path::new(META) {
            return read();
        }
        if let Some(meta) = self.meta.get() {
            return Ok(meta.clone());
        }
        let meta = read()?;
        Ok(self.meta.get_or_init(|| meta).clone())
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        write_atomically(&self.root.join(path), data)
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
        other => other.to_string(),
    }
}

/// Turns a failed write in `folder` into [`Error::Io`], which says what the system has said. Other errors stay.
pub(crate) fn disk_error(error: Error, folder: &Path) -> Error {
    let Error::Engine(engine) = &error else {
        return error;
    };
    let source = match engine.tantivy() {
        TantivyError::IoError(source) => source,
        TantivyError::OpenWriteError(OpenWriteError::IoError { io_error, .. }) => io_error,
        _ => return error,
    };
    Error::Io {
        what: "cannot write",
        path: folder.to_owned(),
        source: io::Error::new(source.kind(), source.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_sees_one_commit_however_often_it_reads() {
        let folder = tempfile::tempdir().expect("a folder");
        let meta = Path::new(META);
        let commit =
            |data: &[u8]| write_atomically(&folder.path().join(meta), data).expect("space");
        commit(b"one");
        let search = IndexFolder::for_searching(folder.path()).expect("a folder");
        let indexer = IndexFolder::for_writing(folder.path()).expect("a folder");
        let read = |folder: &IndexFolder| folder.atomic_read(meta).expect("a commit");
        assert_eq!(read(&search), b"one");
        commit(b"two");
        assert_eq!(read(&search), b"one");
        assert_eq!(read(&search.clone()), b"one");
        assert_eq!(read(&indexer), b"two");
    }
}
