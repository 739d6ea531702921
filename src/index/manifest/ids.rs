//! Finds releases by their ids. What an id says is the file and, where that holds many, which record of it: so no list of
//! ids is kept beside that of the files.

use tantivy::{DocAddress, TantivyError};

use crate::error::Result;
use crate::index::OpenIndex;
use crate::index::manifest::columns::{Columns, docs_of_file, file_term};
use crate::index::manifest::doc_kind::DocKind;
use crate::model::RecordId;

/// So many ids are named to one who typed another.
const NEAREST: usize = 5;

impl OpenIndex {
    /// Where the release with this id stands. What was left out has an id, too, and is no release.
    pub(crate) fn find(&self, id: &str) -> Result<Option<DocAddress>> {
        let id = RecordId::from(id);
        let mut found = None;
        self.releases_of(&id.path, |address, number| {
            if number == id.number {
                found = Some(address);
            }
        })?;
        Ok(found)
    }

    /// Tells of the releases of a file: where each stands, and which record it is.
    fn releases_of(&self, file: &str, mut tell: impl FnMut(DocAddress, Option<u32>)) -> Result<()> {
        let term = file_term(file);
        for (place, segment) in (0..).zip(self.searcher.segment_readers()) {
            let docs = docs_of_file(segment, &term, file)?;
            if docs.is_empty() {
                continue;
            }
            let columns = Columns::open(segment)?;
            let release = columns.kind_ordinal(DocKind::Release)?;
            for doc in docs {
                if columns.has_kind(doc, release) {
                    tell(DocAddress::new(place, doc), columns.record_number(doc));
                }
            }
        }
        Ok(())
    }

    /// Up to five ids that hold what was typed, or whose file has the same name.
    pub(crate) fn ids_like(&self, typed: &str) -> Result<Vec<String>> {
        let wanted = typed.rsplit('/').next().unwrap_or(typed).to_lowercase();
        let mut nearest = Vec::new();
        if wanted.is_empty() {
            return Ok(nearest);
        }
        // Of `list.json#12` the list of files has the part before the number.
        let file_wanted = wanted.rsplit_once('#').map_or(&*wanted, |(file, _)| file);
        for segment in self.searcher.segment_readers() {
            let Some(files) = Columns::open(segment)?.file_path else {
                continue;
            };
            let mut files = files.dictionary().stream().map_err(TantivyError::from)?;
            while files.advance() {
                let Ok(file) = std::str::from_utf8(files.key()) else {
                    continue;
                };
                if !file.to_lowercase().contains(file_wanted) {
                    continue;
                }
                let mut numbers = Vec::new();
                self.releases_of(file, |_, number| numbers.push(number))?;
                numbers.sort_unstable();
                for number in numbers {
                    let id = RecordId {
                        path: file.to_owned(),
                        number,
                    }
                    .to_string();
                    if id.to_lowercase().contains(&wanted) && !nearest.contains(&id) {
                        nearest.push(id);
                        if nearest.len() == NEAREST {
                            return Ok(nearest);
                        }
                    }
                }
            }
        }
        Ok(nearest)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;
    use std::fs;
    use std::sync::atomic::AtomicBool;

    use super::*;
    use crate::index::ingest::build::build;
    use crate::index::{Options, Progress};
    use crate::knowledge::Knowledge;

    struct Silent;

    impl Progress for Silent {}

    /// Two names whose files have the same term.
    fn alike() -> [String; 2] {
        let mut seen = HashMap::new();
        (0..)
            .find_map(|at| {
                let name = format!("{at}.txt");
                let other = seen.insert(file_term(&name), name.clone())?;
                Some([other, name])
            })
            .expect("a sum that comes again")
    }

    #[test]
    fn two_files_with_the_same_sum_are_told_apart() {
        let folder = tempfile::tempdir().expect("a folder");
        let [corpus, index] = ["corpus", "index"].map(|name| folder.path().join(name));
        fs::create_dir(&corpus).expect("a folder");
        let names = alike();
        for name in &names {
            let text =
                format!("Oldport Man {name} Sentenced\n\nHe was sentenced for wire fraud.\n");
            fs::write(corpus.join(name), text).expect("space");
        }
        let knowledge = Knowledge::builtin();
        let run = || {
            let options = Options::of(&corpus, &index);
            build(&options, knowledge, &Silent, &AtomicBool::new(false)).expect("an index");
            OpenIndex::open(&index, knowledge).expect("an index")
        };
        let opened = run();
        for name in &names {
            assert_eq!(opened.release(name).expect("a release").0.id, *name);
        }
        fs::write(
            corpus.join(&names[0]),
            "Oldport Mayor Pleads Guilty\n\nTo wire fraud.\n",
        )
        .expect("space");
        let opened = run();
        assert_eq!(opened.releases().expect("a count"), 2);
        let (release, _) = opened.release(&names[0]).expect("a release");
        assert!(release.title.contains("Mayor"), "{}", release.title);
        fs::remove_file(corpus.join(&names[0])).expect("the file");
        let opened = run();
        assert!(opened.release(&names[0]).is_err());
        assert!(opened.release(&names[1]).is_ok());
    }
}
