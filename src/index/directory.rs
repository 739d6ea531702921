//! The folder of an index, as the search engine sees it: readable by whom the umask lets read, searchable without
//! permission to write.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::Directory;
use tantivy::directory::error::{
    DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError,
};
use tantivy::directory::{
    DirectoryLock, FileHandle, Lock, MmapDirectory, WatchCallback, WatchHandle, WritePtr,
};

/// Memory-mapped files with two changes. Small files written at once (`meta.json`) get the permissions that the umask
/// asks for, where the engine's own folder makes them readable by their owner alone. And a folder opened for searching
/// takes no locks, because a lock is a file, and a mounted share may be read-only: see [`super::open`] for why that is
/// safe.
#[derive(Clone, Debug)]
pub(super) struct IndexFolder {
    files: MmapDirectory,
    root: PathBuf,
    searching: bool,
}

impl IndexFolder {
    pub(super) fn for_searching(root: &Path) -> Result<Self, OpenDirectoryError> {
        Self::open(root, true)
    }

    pub(super) fn for_writing(root: &Path) -> Result<Self, OpenDirectoryError> {
        Self::open(root, false)
    }

    fn open(root: &Path, searching: bool) -> Result<Self, OpenDirectoryError> {
        Ok(IndexFolder {
            files: MmapDirectory::open(root)?,
            root: root.to_owned(),
            searching,
        })
    }
}

impl Directory for IndexFolder {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.files.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.files.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.files.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.files.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.files.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        write_whole(&self.root.join(path), data)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.files.sync_directory()
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        if self.searching {
            Ok(DirectoryLock::from(Box::new(())))
        } else {
            self.files.acquire_lock(lock)
        }
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.files.watch(callback)
    }
}

/// Replaces a small file in one step: whoever reads it sees the old content or the new, never a part.
pub(super) fn write_whole(path: &Path, data: &[u8]) -> io::Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.{}", std::process::id()));
    let written = (|| {
        let mut file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .open(&beside)?;
        file.write_all(data)?;
        file.sync_all()?;
        fs::rename(&beside, path)?;
        sync_folder(path.parent().unwrap_or(Path::new(".")))
    })();
    if written.is_err() {
        // The rename did not happen, or the folder could not be flushed: what lies beside is of no use to anyone.
        let _ = fs::remove_file(&beside);
    }
    written
}

/// Makes a rename survive a loss of power, where the system lets a folder be flushed.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
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
