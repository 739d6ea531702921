//! Generations: complete indexes side by side in one index folder. `CURRENT` names the one that searches read.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::corpus::INDEX_MARK;
use crate::error::{Error, Result, Shortage};
use crate::index::storage::atomic_write::{is_temporary, write_atomically};
use crate::index::storage::checksum_trailer::{self, read_small_file, strip_verified_checksum};
use crate::index::storage::fail_points::fail_point;
use crate::index::storage::identity::Identity;

/// The file that names the current generation.
pub(crate) const CURRENT: &str = INDEX_MARK;

/// The record of a commit: which segments it has, and what it was built from.
pub(crate) const META: &str = "meta.json";

/// The beginning of the name of a generation's folder. Its number follows.
pub(crate) use crate::corpus::GENERATION;

/// The folder of a generation, and what tells its files from those of all others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct GenerationFolder {
    pub(crate) path: PathBuf,
    pub(crate) identity: Identity,
}

/// Creates the index folder. Refuses a folder with other files in it, so that a mistyped `--index` does no harm.
pub(crate) fn prepare_folder(path: &Path) -> Result<()> {
    let fail = |source| Error::Io {
        what: "cannot make index folder",
        path: path.to_owned(),
        source,
    };
    fs::create_dir_all(path).map_err(fail)?;
    if exists(path) {
        return Ok(());
    }
    for entry in fs::read_dir(path).map_err(fail)? {
        let name = entry.map_err(fail)?.file_name();
        let name = name.to_string_lossy();
        if !(name.starts_with('.') || name.starts_with(GENERATION) || name == "writer.lock") {
            return Err(Error::NotAnIndexFolder {
                path: path.to_owned(),
                found: name.into_owned(),
            });
        }
    }
    Ok(())
}

/// The folder of the current generation.
pub(crate) fn current_generation(path: &Path) -> Result<GenerationFolder> {
    let no_index = |why: &str| Error::NoIndex {
        path: path.to_owned(),
        why: why.to_owned(),
    };
    is_reachable(path)?;
    let current = path.join(CURRENT);
    match read_small_file(&current) {
        Ok(file) => {
            let verified = strip_verified_checksum(file, &current).and_then(|(name, identity)| {
                let name = String::from_utf8(name).ok()?;
                Some((name.trim().to_owned(), identity))
            });
            match verified {
                Some((name, identity)) if is_generation(&name) => {
                    let path = path.join(name);
                    may_be_read(&path)?;
                    Ok(GenerationFolder { path, identity })
                }
                _ => Err(Error::Damaged {
                    path: path.to_owned(),
                    why: format!("`{CURRENT}` {}", checksum_trailer::MISMATCH),
                }),
            }
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(match fs::metadata(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => no_index("no such directory"),
            Err(error) => no_index(&error.to_string()),
            Ok(metadata) if metadata.is_dir() => {
                let begun = numbered_folders(path).is_ok_and(|begun| !begun.is_empty());
                if begun {
                    let path = path.to_owned();
                    return Err(Error::NotBuilt { path });
                }
                no_index("there is no index in this directory")
            }
            Ok(_) => no_index("not a directory"),
        }),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            Err(no_index("not a directory"))
        }
        Err(source) if Shortage::of(&source).is_some() => Err(Error::cannot_read(current, source)),
        Err(error) => Err(no_index(&error.to_string())),
    }
}

/// Whether the files of a generation may be read. What may not is not damaged.
fn may_be_read(generation: &Path) -> Result<()> {
    let meta = generation.join(META);
    match fs::metadata(&meta) {
        Err(source) if source.kind() == io::ErrorKind::PermissionDenied => {
            Err(Error::cannot_read(meta, source))
        }
        _ => Ok(()),
    }
}

/// From a working folder that was removed `..` still leads to files, but not all calls to the system find them: that looks
/// like damage.
fn is_reachable(path: &Path) -> Result<()> {
    if path.is_absolute() {
        return Ok(());
    }
    let found = std::env::current_dir();
    found.map(|_| ()).map_err(|source| Error::Io {
        what: "the working folder was removed (change to another, or name the whole path): cannot open index",
        path: path.to_owned(),
        source,
    })
}

/// The folder of the current generation, without verifying the checksum of `CURRENT`: another version of dragnet may have
/// written it in another way.
pub(crate) fn current_generation_unverified(path: &Path) -> Option<PathBuf> {
    let current = read_small_file(&path.join(CURRENT)).ok()?;
    let current = String::from_utf8(current).ok()?;
    let name = current.lines().next()?.trim();
    is_generation(name).then(|| path.join(name))
}

/// Whether `CURRENT` may contain this name. A separator could lead out of the index folder.
fn is_generation(name: &str) -> bool {
    name.starts_with(GENERATION) && !name.contains(['/', '\\'])
}

/// Whether there is an index in `path`.
pub fn exists(path: &Path) -> bool {
    path.join(CURRENT).is_file()
}

/// A generation that a run writes to.
pub(crate) struct Generation {
    pub(crate) folder: GenerationFolder,
    /// Whether its folder is still empty.
    pub(crate) is_new: bool,
    /// Whether searches read it.
    pub(crate) is_current: bool,
}

impl Generation {
    /// The generation that searches read.
    ///
    /// # Errors
    ///
    /// Its folder is a link: it may lead to files that are not ours, and is not written through.
    pub(crate) fn current(index: &Path) -> Result<Self> {
        let folder = current_generation(index)?;
        if folder.path.is_symlink() {
            let name = folder.path.file_name().unwrap_or_default();
            return Err(Error::Damaged {
                path: index.to_owned(),
                why: format!(
                    "`{}` is a link, through which nothing is written",
                    name.display()
                ),
            });
        }
        Ok(Generation {
            folder,
            is_new: false,
            is_current: true,
        })
    }

    /// All other generations that have a commit, the latest last: interrupted builds have left them.
    pub(crate) fn unfinished(index: &Path) -> Result<Vec<Self>> {
        let current = current_generation_unverified(index);
        let mut others = numbered_folders(index)?;
        others.retain(|(_, folder)| current.as_ref() != Some(folder) && !folder.is_symlink());
        others.sort_unstable();
        let generation = |(_, path): (u64, PathBuf)| {
            let meta = path.join(META);
            let (_, identity) = strip_verified_checksum(read_small_file(&meta).ok()?, &meta)?;
            Some(Generation {
                folder: GenerationFolder { path, identity },
                is_new: false,
                is_current: false,
            })
        };
        Ok(others.into_iter().filter_map(generation).collect())
    }

    /// Creates a new generation. Removes all others but the current one.
    pub(crate) fn create(index: &Path) -> Result<Self> {
        let current = current_generation_unverified(index);
        let mut highest = 0;
        for (number, folder) in numbered_folders(index)? {
            highest = highest.max(number);
            if current.as_ref() != Some(&folder) {
                fs::remove_dir_all(&folder).map_err(cannot_write(&folder))?;
            }
        }
        let folder = index.join(format!("{GENERATION}{}", highest + 1));
        fail_point(&folder)
            .and_then(|()| fs::create_dir(&folder))
            .map_err(cannot_write(&folder))?;
        Ok(Generation {
            folder: GenerationFolder {
                path: folder,
                identity: Identity::new(),
            },
            is_new: true,
            is_current: false,
        })
    }

    /// Lets searches read this generation from now on, and removes the others.
    pub(crate) fn make_current(&self, index: &Path) -> Result<()> {
        if !self.is_current {
            let name = self.folder.path.file_name().unwrap_or_default();
            let path = index.join(CURRENT);
            let content = format!("{}\n", name.to_string_lossy());
            write_atomically(&path, content.as_bytes(), &self.folder.identity)
                .map_err(cannot_write(&path))?;
        }
        self.remove_others(index);
        Ok(())
    }

    /// Removes the other generations, and temporary files that a killed run has left.
    pub(crate) fn remove_others(&self, index: &Path) {
        for (_, folder) in numbered_folders(index).unwrap_or_default() {
            if folder != self.folder.path {
                // A search that has it open can go on. If it cannot be removed now, a later run removes it.
                let _ = fs::remove_dir_all(folder);
            }
        }
        for folder in [index, &self.folder.path] {
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                if is_temporary(&entry.file_name().to_string_lossy()) {
                    let _ = fs::remove_file(entry.path());
                }
            }
        }
    }

    /// Removes this generation, unless searches read it: the next run starts from nothing.
    pub(crate) fn remove_unfinished(&self, index: &Path) {
        // It may have become the current one since.
        let current = current_generation_unverified(index);
        if !self.is_current && current.as_ref() != Some(&self.folder.path) {
            // If this fails, the next run removes it.
            let _ = fs::remove_dir_all(&self.folder.path);
        }
    }
}

fn cannot_write(path: &Path) -> impl FnOnce(io::Error) -> Error {
    let path = path.to_owned();
    move |source| Error::Io {
        what: "cannot write",
        path,
        source,
    }
}

/// The number and the folder of every generation.
fn numbered_folders(index: &Path) -> Result<Vec<(u64, PathBuf)>> {
    let mut folders = Vec::new();
    for entry in fs::read_dir(index).map_err(cannot_write(index))? {
        let entry = entry.map_err(cannot_write(index))?;
        let name = entry.file_name();
        let number = name
            .to_str()
            .and_then(|name| name.strip_prefix(GENERATION)?.parse().ok());
        if let Some(number) = number {
            folders.push((number, entry.path()));
        }
    }
    Ok(folders)
}
