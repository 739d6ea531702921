//! Generations: whole indexes side by side in one index folder, of which `CURRENT` names the one that is searched.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::error::{Error, Result};
use crate::index::storage::directory::{META, is_written_beside, write_whole};
use crate::index::storage::{checksum_trailer, fail_points};
use crate::index::{OpenIndex, Origin};

/// The file that names the current generation.
pub(crate) const CURRENT: &str = "CURRENT";

/// The first part of the name of a generation's folder.
const GENERATION: &str = "generation-";

/// Makes the index folder, and refuses one in which other things lie: a mistyped `--index` must not litter a folder.
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
pub(crate) fn current_generation(path: &Path) -> Result<PathBuf> {
    let no_index = |why: &str| Error::NoIndex {
        path: path.to_owned(),
        why: why.to_owned(),
    };
    match fs::read(path.join(CURRENT)) {
        Ok(content) => {
            let name =
                checksum_trailer::unsealed(content).and_then(|name| String::from_utf8(name).ok());
            match name.as_deref().map(str::trim) {
                Some(name) if is_generation(name) => Ok(path.join(name)),
                _ => Err(Error::Damaged {
                    path: path.to_owned(),
                    why: format!("`{CURRENT}` does not agree with the sum at its end"),
                }),
            }
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(match fs::metadata(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => no_index("no such directory"),
            Err(error) => no_index(&error.to_string()),
            Ok(metadata) if metadata.is_dir() => no_index("there is no index in this directory"),
            Ok(_) => no_index("not a directory"),
        }),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            Err(no_index("not a directory"))
        }
        Err(error) => Err(no_index(&error.to_string())),
    }
}

/// Whether `CURRENT` may name this. A name with a separator would lead out of the index.
fn is_generation(name: &str) -> bool {
    name.starts_with(GENERATION) && !name.contains(['/', '\\'])
}

/// Whether there is an index in `path`.
pub fn exists(path: &Path) -> bool {
    path.join(CURRENT).is_file()
}

/// What a commit says it was built from and with, read without asking whether its bytes are as they were written: so
/// that an index of another version of dragnet, which kept its files otherwise, is not taken for a damaged one.
pub(crate) fn origin_as_it_stands(path: &Path) -> Option<Origin> {
    let current = fs::read_to_string(path.join(CURRENT)).ok()?;
    let name = current.lines().next()?.trim();
    if !is_generation(name) {
        return None;
    }
    origin_in(&fs::read(path.join(name).join(META)).ok()?)
}

/// What the record of a commit says it was built from and with.
pub(crate) fn origin_in(record: &[u8]) -> Option<Origin> {
    /// What of the record is asked for: the rest need not be built.
    #[derive(Deserialize)]
    struct Record {
        payload: String,
    }

    // What stands behind the object is a sum, or nothing.
    let mut values = serde_json::Deserializer::from_slice(record).into_iter::<Record>();
    let Record { payload } = values.next()?.ok()?;
    serde_json::from_str(&payload).ok()
}

/// The folder that is written to: the current generation, or another beside it.
pub(crate) struct Generation {
    pub(crate) folder: PathBuf,
    /// Whether nothing is in it yet.
    pub(crate) new: bool,
    /// Whether searches read it.
    current: bool,
}

impl Generation {
    /// The one that searches read.
    pub(crate) fn current(index: &Path) -> Result<Self> {
        Ok(Generation {
            folder: current_generation(index)?,
            new: false,
            current: true,
        })
    }

    /// One that an interrupted build has left, of the same corpus, by the same program; the last, where there are more.
    pub(crate) fn left_over(index: &Path, origin: &Origin) -> Option<(Self, OpenIndex)> {
        let current = current_generation(index).ok();
        let mut others: Vec<(u64, PathBuf)> = generations(index).ok()?;
        others.retain(|(_, folder)| current.as_ref() != Some(folder));
        others.sort_unstable();
        others.into_iter().rev().find_map(|(_, folder)| {
            let opened = OpenIndex::open_generation(index, &folder).ok()?;
            let same = opened.origin.corpus == origin.corpus && opened.origin.agrees_with(origin);
            let generation = Generation {
                folder,
                new: false,
                current: false,
            };
            same.then_some((generation, opened))
        })
    }

    /// A new one. What else lies about is removed: a killed run left it, and nobody can go on with it.
    pub(crate) fn create(index: &Path) -> Result<Self> {
        let current = current_generation(index).ok();
        let mut highest = 0;
        for (number, folder) in generations(index)? {
            highest = highest.max(number);
            if current.as_ref() != Some(&folder) {
                fs::remove_dir_all(&folder).map_err(cannot_write(&folder))?;
            }
        }
        let folder = index.join(format!("{GENERATION}{}", highest + 1));
        fail_points::point(&folder)
            .and_then(|()| fs::create_dir(&folder))
            .map_err(cannot_write(&folder))?;
        Ok(Generation {
            folder,
            new: true,
            current: false,
        })
    }

    /// Leaves a generation that did not become whole. Whether the next run can go on with something; where it cannot,
    /// the generation goes.
    pub(crate) fn leave(&self, index: &Path) -> bool {
        if self.current {
            return false;
        }
        let has_commit = OpenIndex::open_generation(index, &self.folder).is_ok();
        if !has_commit {
            // The next run removes it otherwise.
            let _ = fs::remove_dir_all(&self.folder);
        }
        has_commit
    }

    /// From now on searches read this generation; the others go.
    pub(crate) fn make_current(&self, index: &Path) -> Result<()> {
        if !self.current {
            let name = self
                .folder
                .file_name()
                .unwrap_or_default()
                .to_string_lossy();
            let path = index.join(CURRENT);
            write_whole(&path, format!("{name}\n").as_bytes()).map_err(cannot_write(&path))?;
        }
        self.remove_others(index);
        Ok(())
    }

    /// Removes what is not searched and not written to.
    pub(crate) fn remove_others(&self, index: &Path) {
        for (_, folder) in generations(index).unwrap_or_default() {
            if folder != self.folder {
                // Searches that have it open keep it until they end; what cannot go now goes with a later run.
                let _ = fs::remove_dir_all(folder);
            }
        }
        // Small files are written beside their place: a killed run may have left one there.
        for folder in [index, &self.folder] {
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                if is_written_beside(&entry.file_name().to_string_lossy()) {
                    let _ = fs::remove_file(entry.path());
                }
            }
        }
    }

    /// Takes it away, where it cannot be relied on: the next run begins anew.
    pub(crate) fn remove(&self) {
        if !self.current {
            let _ = fs::remove_dir_all(&self.folder);
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
fn generations(index: &Path) -> Result<Vec<(u64, PathBuf)>> {
    let mut generations = Vec::new();
    for entry in fs::read_dir(index).map_err(cannot_write(index))? {
        let entry = entry.map_err(cannot_write(index))?;
        let name = entry.file_name();
        let number = name
            .to_str()
            .and_then(|name| name.strip_prefix(GENERATION)?.parse().ok());
        if let Some(number) = number {
            generations.push((number, entry.path()));
        }
    }
    Ok(generations)
}
