//! What kind of run is this: a first build, an update, or a rebuild? And what does it start from?

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::index::build_info::BuildInfo;
use crate::index::open_index::OpenIndex;
use crate::index::options::Options;
use crate::index::report::Mode;
use crate::index::storage::generation::Generation;

/// The absolute path of the corpus folder. An error if it is not a readable folder.
pub(crate) fn corpus_root(path: &Path) -> Result<PathBuf> {
    let fail = |why: String| Error::Corpus {
        path: path.to_owned(),
        why,
    };
    let root = path.canonicalize().map_err(|error| {
        fail(if error.kind() == io::ErrorKind::NotFound {
            "no such directory".to_owned()
        } else {
            error.to_string()
        })
    })?;
    // Opens it: that fails for a file, and for a folder without read permission.
    fs::read_dir(&root).map_err(|error| {
        fail(if error.kind() == io::ErrorKind::NotADirectory {
            "not a directory".to_owned()
        } else {
            error.to_string()
        })
    })?;
    Ok(root)
}

/// A generation from which a run continues, opened.
pub(crate) struct Base {
    pub(crate) generation: Generation,
    pub(crate) index: OpenIndex,
}

/// Chooses the mode of a run, and what it continues from: the current generation in an update, otherwise the generation
/// that an interrupted build has left, if any.
pub(crate) fn choose(options: &Options, build_info: &BuildInfo) -> Result<(Mode, Option<Base>)> {
    let mode = choose_mode(options, build_info)?;
    let base = if mode == Mode::Update {
        Some(Base {
            generation: Generation::current(&options.index)?,
            index: OpenIndex::open_any_knowledge(&options.index)?,
        })
    } else {
        interrupted_build(&options.index, build_info)
    };
    Ok((mode, base))
}

fn choose_mode(options: &Options, build_info: &BuildInfo) -> Result<Mode> {
    let recorded = match OpenIndex::read_build_info(&options.index) {
        Ok(recorded) => recorded,
        Err(Error::NoIndex { .. }) => return Ok(Mode::First),
        Err(Error::Damaged { .. }) if options.full => return Ok(Mode::Full),
        Err(error) => return Err(error),
    };
    if options.full {
        return Ok(Mode::Full);
    }
    if recorded.corpus != build_info.corpus {
        return Err(Error::OtherCorpus {
            index: options.index.clone(),
            theirs: recorded.corpus,
            ours: build_info.corpus.clone(),
        });
    }
    Ok(if recorded.is_compatible_with(build_info) {
        Mode::Update
    } else {
        Mode::OtherVersion
    })
}

/// The latest generation that an interrupted build of the same corpus by the same program has left.
fn interrupted_build(index: &Path, build_info: &BuildInfo) -> Option<Base> {
    let generations = Generation::unfinished(index).ok()?;
    generations.into_iter().rev().find_map(|generation| {
        let index = OpenIndex::open_generation(index, &generation.folder).ok()?;
        let recorded = &index.build_info;
        let same = recorded.corpus == build_info.corpus && recorded.is_compatible_with(build_info);
        same.then_some(Base { generation, index })
    })
}
