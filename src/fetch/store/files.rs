//! How is a file written, whole or not at all, and its earlier text kept?

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Component, Path, PathBuf};

use jiff::Timestamp;
use twox_hash::XxHash3_128;

use crate::corpus::{FETCH_FOLDER, VERSIONS};
use crate::fetch::error::FetchError;

/// Files that are being written, in the folder of the journal: no walk of a corpus sees them.
const PARTS: &str = "part";

/// How hard earlier texts are packed.
const LEVEL: i32 = 9;

/// Writes the files of one folder. Whoever has one holds the folder's lock.
pub(crate) struct Files {
    root: PathBuf,
    /// Number of files written, for the names of parts.
    written: u64,
}

impl Files {
    /// Removes what a run has left that was killed while it wrote.
    pub(crate) fn new(root: &Path) -> Result<Self, FetchError> {
        let parts = root.join(FETCH_FOLDER).join(PARTS);
        let make = || -> io::Result<()> {
            if parts.symlink_metadata().is_ok() {
                fs::remove_dir_all(&parts)?;
            }
            fs::create_dir(&parts)
        };
        make().map_err(FetchError::writing(&parts))?;
        Ok(Files {
            root: root.to_owned(),
            written: 0,
        })
    }

    /// Replaces a file. Until it is whole, the old one stays.
    pub(crate) fn write(&mut self, file: &str, bytes: &[u8]) -> Result<(), FetchError> {
        let path = self.root.join(file);
        // Whatever a source or a journal says, nothing is written outside of the folder.
        let mut parts = Path::new(file).components();
        if !parts.all(|part| matches!(part, Component::Normal(_))) {
            let error = io::Error::new(io::ErrorKind::InvalidInput, "it is not below the folder");
            return Err(FetchError::writing(&path)(error));
        }
        self.written += 1;
        let part = self
            .root
            .join(FETCH_FOLDER)
            .join(PARTS)
            .join(self.written.to_string());
        let folder = path.parent().unwrap_or(&self.root);
        let write = || -> io::Result<()> {
            fs::create_dir_all(folder)?;
            let mut new = OpenOptions::new()
                .write(true)
                .create_new(true)
                .open(&part)?;
            new.write_all(bytes)?;
            new.sync_all()?;
            fs::rename(&part, &path)?;
            sync_folder(folder)
        };
        write().map_err(|error| {
            let _ = fs::remove_file(&part);
            FetchError::writing(&path)(error)
        })
    }

    /// Keeps the text of a file that is about to be replaced. Where it is kept already nothing is written.
    pub(crate) fn keep_version(
        &mut self,
        file: &str,
        bytes: &[u8],
        received: Option<Timestamp>,
    ) -> Result<(), FetchError> {
        let hash = XxHash3_128::oneshot(bytes);
        let day = received.map_or_else(
            || "unknown".to_owned(),
            |time| time.strftime("%Y-%m-%d").to_string(),
        );
        let version = format!("{FETCH_FOLDER}/{VERSIONS}/{file}/{day}-{hash:032x}.zst");
        if self.root.join(&version).exists() {
            return Ok(());
        }
        let packed = zstd::encode_all(bytes, LEVEL);
        let packed = packed.map_err(FetchError::writing(&self.root.join(&version)))?;
        self.write(&version, &packed)
    }
}

/// Reads a file below a folder; none where there is none. What stands there and is no file is an error.
pub(crate) fn read(root: &Path, file: &str) -> Result<Option<Vec<u8>>, FetchError> {
    let path = root.join(file);
    match fs::read(&path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(FetchError::reading(&path)(error)),
    }
}

/// Makes a rename in a folder survive a loss of power. Only Unix can flush a folder.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) {
        File::open(folder)?.sync_all()
    } else {
        Ok(())
    }
}
