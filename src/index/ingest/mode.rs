//! What kind of run is this: a first build, an update, or a rebuild? And what does it start from?

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::corpus::{CorpusRoot, is_index};
use crate::error::{Error, Result};
use crate::index::build_info::BuildInfo;
use crate::index::open_index::OpenIndex;
use crate::index::options::Options;
use crate::index::report::Mode;
use crate::index::storage::generation::Generation;

/// The folders of the corpus that was named. Where the index has the same, or where they are these in another place, the
/// ids begin as they do in the index.
pub(crate) fn corpus_roots(options: &Options) -> Result<Vec<CorpusRoot>> {
    let named = options.corpora.iter();
    let paths = named
        .map(|path| readable_folder(path))
        .collect::<Result<Vec<_>>>()?;
    let roots = CorpusRoot::all(paths);
    for (outer, inner) in roots
        .iter()
        .flat_map(|outer| roots.iter().map(move |inner| (outer, inner)))
    {
        if outer != inner && inner.path.starts_with(&outer.path) {
            return Err(Error::Corpus {
                path: inner.path.clone(),
                why: format!(
                    "it is inside `{}`, which is named, too",
                    outer.path.display()
                ),
            });
        }
    }
    let recorded = match OpenIndex::read_build_info(&options.index) {
        Ok(recorded) => recorded,
        Err(error) if options.moved => return Err(error),
        Err(_) => return Ok(roots),
    };
    if options.moved {
        return moved_roots(options, &recorded, &roots);
    }
    let same = recorded.corpora() == paths_of(&roots);
    Ok(if same { recorded.roots } else { roots })
}

/// The folders of the index in their new places. Of several, each is known by its name; one may have a new one.
fn moved_roots(
    options: &Options,
    recorded: &BuildInfo,
    now: &[CorpusRoot],
) -> Result<Vec<CorpusRoot>> {
    let other = || Error::OtherCorpus {
        index: options.index.clone(),
        theirs: recorded.corpora(),
        ours: options.corpora.clone(),
    };
    if recorded.roots.len() != now.len() {
        return Err(other());
    }
    let same_name =
        |one: &CorpusRoot, other: &CorpusRoot| one.path.file_name() == other.path.file_name();
    // Of those whose names are new there can be one: it is the one that is left.
    let renamed: Vec<&CorpusRoot> = (now.iter())
        .filter(|one| !recorded.roots.iter().any(|root| same_name(one, root)))
        .collect();
    let moved = recorded.roots.iter().map(|root| {
        let found = now.iter().find(|one| same_name(one, root));
        let found = found.or(match renamed.as_slice() {
            [only] => Some(*only),
            _ => None,
        });
        Some(CorpusRoot {
            path: found?.path.clone(),
            prefix: root.prefix.clone(),
        })
    });
    let mut moved: Vec<CorpusRoot> = moved.collect::<Option<_>>().ok_or_else(other)?;
    moved.sort_by(|a, b| a.path.cmp(&b.path));
    moved.dedup_by(|a, b| a.path == b.path);
    if moved.len() == now.len() {
        Ok(moved)
    } else {
        Err(other())
    }
}

fn paths_of(roots: &[CorpusRoot]) -> Vec<PathBuf> {
    roots.iter().map(|root| root.path.clone()).collect()
}

/// The absolute path of a folder. An error if it is not a readable folder.
fn readable_folder(path: &Path) -> Result<PathBuf> {
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
    if is_index(&root) {
        return Err(fail("it is an index, not a folder of releases".to_owned()));
    }
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
        Err(Error::NotBuilt { .. }) => return first_of_corpus(options, build_info),
        Err(Error::Damaged { .. }) if options.full => return Ok(Mode::Full),
        Err(error) => return Err(error),
    };
    if options.full {
        return Ok(Mode::Full);
    }
    if !options.moved && recorded.corpora() != build_info.corpora() {
        return Err(Error::OtherCorpus {
            index: options.index.clone(),
            theirs: recorded.corpora(),
            ours: options.corpora.clone(),
        });
    }
    Ok(if recorded.is_compatible_with(build_info) {
        Mode::Update
    } else {
        Mode::OtherVersion
    })
}

/// The first build of an index; an error where a build of another corpus has left releases in it. That is most often an index
/// whose file `CURRENT` was lost.
fn first_of_corpus(options: &Options, build_info: &BuildInfo) -> Result<Mode> {
    let mut others = left_by_builds(&options.index).filter_map(|Base { index, .. }| {
        let theirs = index.build_info.corpora();
        let has_releases = index.releases().is_ok_and(|releases| releases > 0);
        (theirs != build_info.corpora() && has_releases).then_some(theirs)
    });
    match others.next() {
        Some(theirs) if !options.full && !options.moved => Err(Error::OtherCorpus {
            index: options.index.clone(),
            theirs,
            ours: options.corpora.clone(),
        }),
        _ => Ok(Mode::First),
    }
}

/// The latest generation that an interrupted build of the same corpus by the same program has left.
fn interrupted_build(index: &Path, build_info: &BuildInfo) -> Option<Base> {
    left_by_builds(index).find(|base| {
        let recorded = &base.index.build_info;
        recorded.roots == build_info.roots && recorded.is_compatible_with(build_info)
    })
}

/// The generations that interrupted builds have left, the latest first.
fn left_by_builds(index: &Path) -> impl Iterator<Item = Base> {
    let generations = Generation::unfinished(index).unwrap_or_default();
    generations.into_iter().rev().filter_map(move |generation| {
        let index = OpenIndex::open_generation(index, &generation.folder).ok()?;
        Some(Base { generation, index })
    })
}
