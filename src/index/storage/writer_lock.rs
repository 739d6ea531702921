//! Only one process writes to an index at a time. A second one is told which process holds the lock.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

use crate::error::{Error, Result};

/// The lock of one index. The system releases it when the process ends, in whatever way.
#[derive(Debug)]
pub(crate) struct WriterLock {
    file: File,
}

impl Drop for WriterLock {
    fn drop(&mut self) {
        // Closing the file is not enough: a program that another thread starts keeps it open until it runs.
        let _ = self.file.unlock();
    }
}

impl WriterLock {
    /// Takes the lock of the index in `index`.
    pub(crate) fn acquire(index: &Path) -> Result<Self> {
        let path = index.join("writer.lock");
        let failed = |source| Error::Io {
            what: "cannot write",
            path: path.clone(),
            source,
        };
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        // If there is a link in its place, the file behind it is not ours.
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, libc::O_NOFOLLOW);
        let mut file = options.open(&path).map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {
                let now = jiff::Zoned::now().strftime("%Y-%m-%d %H:%M:%S");
                file.set_len(0).map_err(failed)?;
                file.seek(SeekFrom::Start(0)).map_err(failed)?;
                write!(file, "process {} since {now}", std::process::id()).map_err(failed)?;
                Ok(WriterLock { file })
            }
            Err(TryLockError::WouldBlock) => {
                // The lock holds even if its file does not say who has it.
                let mut content = String::new();
                let holder = match file.read_to_string(&mut content) {
                    Ok(_) if content.starts_with("process ") => content,
                    _ => "another process".to_owned(),
                };
                Err(Error::Locked {
                    path: index.to_owned(),
                    holder,
                })
            }
            Err(TryLockError::Error(source)) => Err(failed(source)),
        }
    }
}
