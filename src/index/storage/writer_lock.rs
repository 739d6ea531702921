//! One writer at a time, and a second is told who the first is.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

use crate::error::{Error, Result};

/// The lock of one index. The system lets go of it when the process ends, however it ends: a crash holds nobody up.
#[derive(Debug)]
pub(crate) struct WriterLock {
    held: File,
}

impl Drop for WriterLock {
    fn drop(&mut self) {
        // Closing the file is not enough while another thread starts a program, which has it open until it runs.
        let _ = self.held.unlock();
    }
}

impl WriterLock {
    pub(crate) fn acquire(index: &Path) -> Result<Self> {
        let path = index.join("writer.lock");
        let failed = |source| Error::Io {
            what: "cannot write",
            path: path.clone(),
            source,
        };
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        // What a link in its place leads to is not ours to write to.
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, libc::O_NOFOLLOW);
        let mut file = options.open(&path).map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {
                let now = jiff::Zoned::now().strftime("%Y-%m-%d %H:%M:%S");
                file.set_len(0).map_err(failed)?;
                file.seek(SeekFrom::Start(0)).map_err(failed)?;
                write!(file, "process {} since {now}", std::process::id()).map_err(failed)?;
                Ok(WriterLock { held: file })
            }
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                // What the holder wrote of itself is a courtesy: without it the lock still stands.
                let known =
                    file.read_to_string(&mut holder).is_ok() && holder.starts_with("process ");
                let holder = if known {
                    holder
                } else {
                    "another process".to_owned()
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
