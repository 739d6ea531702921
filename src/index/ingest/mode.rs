//! Decides what kind of run it is: whether there is an index to bring up to date, and whether there is a corpus.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::index::options::Options;
use crate::index::report::Mode;
use crate::index::{OpenIndex, Origin};

/// The folder of the corpus, absolute, if it is one and may be read.
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
    // Reading it once tells a folder from a file, and whether we may.
    fs::read_dir(&root).map_err(|error| {
        fail(if error.kind() == io::ErrorKind::NotADirectory {
            "not a directory".to_owned()
        } else {
            error.to_string()
        })
    })?;
    Ok(root)
}

/// Whether to build anew or to update, and the index to update.
pub(crate) fn decide(options: &Options, ours: &Origin) -> Result<(Mode, Option<OpenIndex>)> {
    let origin = match Origin::read(&options.index) {
        Ok(origin) => origin,
        Err(Error::NoIndex { .. }) => return Ok((Mode::First, None)),
        Err(Error::Damaged { .. }) if options.full => return Ok((Mode::Full, None)),
        Err(error) => return Err(error),
    };
    if options.full {
        return Ok((Mode::Full, None));
    }
    if origin.corpus != ours.corpus {
        return Err(Error::OtherCorpus {
            index: options.index.clone(),
            theirs: origin.corpus,
            ours: ours.corpus.clone(),
        });
    }
    if origin.agrees_with(ours) {
        let opened = OpenIndex::open_any_knowledge(&options.index)?;
        Ok((Mode::Update, Some(opened)))
    } else {
        Ok((Mode::OtherVersion, None))
    }
}
