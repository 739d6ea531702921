//! Generations: whole indexes side by side in one index folder, of which `CURRENT` names the one that is searched.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::build::Mode;
use super::directory::write_whole;
use super::seal;
use crate::error::{Error, Result};

/// The file that names the current generation.
pub(super) const CURRENT: &str = "CURRENT";

/// The first part of the name of a generation's folder.
const GENERATION: &str = "generation-";

/// Makes the index folder, and refuses one in which other things lie: a mistyped `--index` must not litter a folder.
pub(super) fn prepare_folder(path: &Path) -> Result<()> {
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
            let why = format!("it is no index, and `{name}` lies in it");
            return Err(Error::BadValue {
                what: "index folder".to_owned(),
                value: path.display().to_string(),
                why: format!("{why}; name a new or empty one"),
                suggestions: Vec::new(),
                place: None,
            });
        }
    }
    Ok(())
}

/// The folder of the current generation.
pub(super) fn current_generation(path: &Path) -> Result<PathBuf> {
    let no_index = |why: &str| Error::NoIndex {
        path: path.to_owned(),
        why: why.to_owned(),
    };
    match fs::read(path.join(CURRENT)) {
        Ok(content) => {
            let name = seal::unsealed(content).and_then(|name| String::from_utf8(name).ok());
            // A name with a separator would lead out of the index.
            match name.as_deref().map(str::trim) {
                Some(name) if name.starts_with(GENERATION) && !name.contains(['/', '\\']) => {
                    Ok(path.join(name))
                }
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

/// Whether there is an index in `path`.
pub fn exists(path: &Path) -> bool {
    path.join(CURRENT).is_file()
}

/// The folder that is written to: the current generation, or a new one beside it.
pub(super) struct Generation {
    pub(super) folder: PathBuf,
    pub(super) new: bool,
}

impl Generation {
    pub(super) fn open(index: &Path, mode: Mode) -> Result<Self> {
        if mode == Mode::Update {
            return Ok(Generation {
                folder: current_generation(index)?,
                new: false,
            });
        }
        let fail = |path: &Path| {
            let path = path.to_owned();
            move |source| Error::Io {
                what: "cannot write",
                path,
                source,
            }
        };
        let current = current_generation(index).ok();
        let mut highest = 0_u64;
        for entry in fs::read_dir(index).map_err(fail(index))? {
            let entry = entry.map_err(fail(index))?;
            let name = entry.file_name();
            let Some(number) = name
                .to_str()
                .and_then(|name| name.strip_prefix(GENERATION)?.parse().ok())
            else {
                continue;
            };
            highest = highest.max(number);
            // What a run that was killed left behind.
            if current.as_ref() != Some(&entry.path()) {
                fs::remove_dir_all(entry.path()).map_err(fail(&entry.path()))?;
            }
        }
        let folder = index.join(format!("{GENERATION}{}", highest + 1));
        fs::create_dir(&folder).map_err(fail(&folder))?;
        Ok(Generation { folder, new: true })
    }

    /// Takes a new generation away again that did not become whole.
    pub(super) fn discard(&self) {
        if self.new {
            // The next run removes it otherwise.
            let _ = fs::remove_dir_all(&self.folder);
        }
    }

    /// From now on searches read this generation; the others go.
    pub(super) fn make_current(&self, index: &Path) -> Result<()> {
        if !self.new {
            return Ok(());
        }
        let name = self
            .folder
            .file_name()
            .unwrap_or_default()
            .to_string_lossy();
        let path = index.join(CURRENT);
        write_whole(&path, format!("{name}\n").as_bytes()).map_err(|source| Error::Io {
            what: "cannot write",
            path,
            source,
        })?;
        for entry in fs::read_dir(index).into_iter().flatten().flatten() {
            if entry.file_name().to_string_lossy().starts_with(GENERATION)
                && entry.path() != self.folder
            {
                // Searches that have it open keep it until they end; what cannot go now goes with the next rebuild.
                let _ = fs::remove_dir_all(entry.path());
            }
        }
        Ok(())
    }
}
