//! Replaces a small file in one step: a reader sees the old content or the new, never a part.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use crate::index::storage::identity::Identity;
use crate::index::storage::{checksum_trailer, fail_points};

/// The end of the name of a temporary file.
const TEMPORARY: &str = ".part";

/// Whether a file of this name is a temporary file of [`write_atomically`].
pub(crate) fn is_temporary(name: &str) -> bool {
    name.starts_with('.') && name.ends_with(TEMPORARY)
}

/// Replaces the content of a file of this generation, and adds a checksum to it. Writes a temporary file first, and renames it.
pub(crate) fn write_atomically(path: &Path, data: &[u8], identity: &Identity) -> io::Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let temporary = path.with_file_name(format!(".{name}.{}{TEMPORARY}", std::process::id()));
    let written = (|| {
        fail_points::fail_point(path)?;
        // A killed process with the same id may have left it. It could also be a link to a file that is not ours: so it is
        // removed, and `create_new` makes sure that it is a new file.
        let _ = fs::remove_file(&temporary);
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&temporary)?;
        file.write_all(&checksum_trailer::with_checksum(data, path, identity))?;
        file.sync_all()?;
        fail_points::fail_point(path)?;
        fs::rename(&temporary, path)?;
        fail_points::fail_point(path)?;
        sync_folder(path.parent().unwrap_or(Path::new(".")))
    })();
    if written.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    written
}

/// Makes a rename in a folder survive a loss of power. Only Unix can flush a folder.
fn sync_folder(folder: &Path) -> io::Result<()> {
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
    fn a_link_in_the_place_of_the_temporary_file_is_not_followed() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        fs::write(at("precious"), "mine").expect("a file");
        let temporary = format!(".CURRENT.{}{TEMPORARY}", std::process::id());
        std::os::unix::fs::symlink(at("precious"), at(&temporary)).expect("a link");
        write_atomically(&at("CURRENT"), b"generation-1", &Identity::new()).expect("space");
        assert_eq!(fs::read(at("precious")).expect("a file"), b"mine");
        assert!(!at(&temporary).exists() && at("CURRENT").exists());
    }
}
