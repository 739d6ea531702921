//! How are lines added to the journal?

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use crate::corpus::{FETCH_FOLDER, JOURNAL, JournalLine};
use crate::fetch::error::FetchError;

/// The journal of a folder, open for lines to be added.
pub(crate) struct JournalFile {
    path: PathBuf,
    file: File,
    /// Whether the last line was not written whole. The next begins on a line of its own.
    is_torn: bool,
}

impl JournalFile {
    /// Opens the journal of a folder, or begins one.
    pub(crate) fn open(root: &Path) -> Result<Self, FetchError> {
        let path = root.join(FETCH_FOLDER).join(JOURNAL);
        let open = || -> io::Result<(File, bool)> {
            let mut options = OpenOptions::new();
            let mut file = options.read(true).append(true).create(true).open(&path)?;
            let mut last = [b'\n'];
            if file.metadata()?.len() > 0 {
                file.seek(SeekFrom::End(-1))?;
                file.read_exact(&mut last)?;
            }
            Ok((file, last != [b'\n']))
        };
        let (file, is_torn) = open().map_err(FetchError::writing(&path))?;
        Ok(JournalFile {
            path,
            file,
            is_torn,
        })
    }

    /// Adds a line.
    pub(crate) fn append(&mut self, line: &JournalLine) -> Result<(), FetchError> {
        let mut text = String::new();
        if self.is_torn {
            text.push('\n');
        }
        let line = serde_json::to_string(line).map_err(io::Error::other);
        text += &line.map_err(FetchError::writing(&self.path))?;
        text.push('\n');
        self.is_torn = true;
        let written = self.file.write_all(text.as_bytes());
        written.map_err(FetchError::writing(&self.path))?;
        self.is_torn = false;
        Ok(())
    }

    /// Makes what was added survive a loss of power.
    pub(crate) fn sync(&self) -> Result<(), FetchError> {
        let synced = self.file.sync_data();
        synced.map_err(FetchError::writing(&self.path))
    }
}

/// The lock of a folder: only one process fetches into it at a time. The system releases it when the process ends, in
/// whatever way.
#[derive(Debug)]
pub(crate) struct FolderLock(File);

impl FolderLock {
    pub(crate) fn acquire(root: &Path) -> Result<Self, FetchError> {
        let folder = root.join(FETCH_FOLDER);
        fs::create_dir_all(&folder).map_err(FetchError::writing(&folder))?;
        let path = folder.join("fetch.lock");
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        let mut file = options.open(&path).map_err(FetchError::writing(&path))?;
        match file.try_lock() {
            Ok(()) => {
                let now = jiff::Zoned::now().strftime("%Y-%m-%d %H:%M:%S");
                let mut tell = || -> io::Result<()> {
                    file.set_len(0)?;
                    write!(file, "process {} since {now}", std::process::id())
                };
                tell().map_err(FetchError::writing(&path))?;
                Ok(FolderLock(file))
            }
            Err(fs::TryLockError::WouldBlock) => {
                let mut content = String::new();
                let holder = match file.take(200).read_to_string(&mut content) {
                    Ok(_) if content.starts_with("process ") => content,
                    _ => "another process".to_owned(),
                };
                Err(FetchError::Locked {
                    path: root.to_owned(),
                    holder,
                })
            }
            Err(fs::TryLockError::Error(error)) => Err(FetchError::writing(&path)(error)),
        }
    }
}

impl Drop for FolderLock {
    fn drop(&mut self) {
        // Closing the file is not enough: a program that another thread starts keeps it open until it runs.
        let _ = self.0.unlock();
    }
}
