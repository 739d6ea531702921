//! The folder of an index, as the search engine sees it: readable by whom the umask lets read, searchable without
//! permission to write, every file with a sum at its end.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::directory::error::{
    DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError,
};
use tantivy::directory::{
    DirectoryLock, FileHandle, FileSlice, Lock, MmapDirectory, WatchCallback, WatchHandle, WritePtr,
};
use tantivy::{Directory, HasLen};

use super::seal::{self, Sealing};

/// Memory-mapped files with three changes. Each file ends in a sum of its bytes, which the engine never sees: see
/// [`super::seal`]. Small files written at once (`meta.json`) get the permissions that the umask
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
        Ok(Arc::new(self.open_read(path)?))
    }

    fn open_read(&self, path: &Path) -> Result<FileSlice, OpenReadError> {
        let file = self.files.open_read(path)?;
        let sealed = match file.len().checked_sub(seal::LENGTH) {
            Some(length) => {
                let (data, end) = file.split(length);
                end.read_bytes()
                    .is_ok_and(|end| seal::looks_sealed(&end))
                    .then_some(data)
            }
            None => None,
        };
        sealed.ok_or_else(|| cut_short(path))
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.files.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.files.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let file = self.files.open_write(path)?;
        Ok(BufWriter::new(Box::new(Sealing::new(file))))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        let data = self.files.atomic_read(path)?;
        seal::unsealed(data).ok_or_else(|| {
            let why = "does not agree with the sum at its end";
            OpenReadError::wrap_io_error(damaged(path, why), path.to_owned())
        })
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

fn cut_short(path: &Path) -> OpenReadError {
    OpenReadError::wrap_io_error(damaged(path, "has no sum at its end"), path.to_owned())
}

fn damaged(path: &Path, why: &str) -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidData,
        format!("`{}` {why}", path.display()),
    )
}

/// Replaces a small file in one step, with its sum: whoever reads it sees the old content or the new, never a part.
pub(super) fn write_whole(path: &Path, data: &[u8]) -> io::Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.{}", std::process::id()));
    let written = (|| {
        let mut file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .open(&beside)?;
        file.write_all(&seal::sealed(data))?;
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
