//! The points at which writing can fail. Outside of the tests nothing is here that could.

#[cfg(test)]
pub(crate) use armed::{point, watched};
#[cfg(not(test))]
pub(crate) use unarmed::{point, watched};

#[cfg(not(test))]
mod unarmed {
    use std::io;
    use std::path::Path;

    use tantivy::directory::WritePtr;

    /// Something is about to be written to, or removed from, a path.
    #[allow(clippy::unnecessary_wraps)]
    pub(crate) fn point(_: &Path) -> io::Result<()> {
        Ok(())
    }

    /// A file that is about to be written.
    pub(crate) fn watched(_: &Path, file: WritePtr) -> WritePtr {
        file
    }
}

#[cfg(test)]
mod armed {
    use std::io::{self, BufWriter, Write};
    use std::path::{Path, PathBuf};
    use std::sync::Mutex;

    use tantivy::directory::{AntiCallToken, TerminatingWrite, WritePtr};

    /// The folder in which writing fails, and after how many points more it begins to; for ever, as a disk that has
    /// failed does, or once.
    pub(crate) struct Fault {
        pub(crate) folder: PathBuf,
        pub(crate) after: usize,
        pub(crate) once: bool,
    }

    pub(crate) static FAULT: Mutex<Option<Fault>> = Mutex::new(None);

    pub(crate) fn point(path: &Path) -> io::Result<()> {
        let mut fault = FAULT.lock().expect("a lock");
        let Some(fault) = fault
            .as_mut()
            .filter(|fault| path.starts_with(&fault.folder))
        else {
            return Ok(());
        };
        if fault.after > 0 {
            fault.after -= 1;
            return Ok(());
        }
        if fault.once {
            fault.after = usize::MAX;
        }
        Err(io::Error::other("the test wants it so"))
    }

    pub(crate) fn watched(path: &Path, file: WritePtr) -> WritePtr {
        BufWriter::new(Box::new(Watched {
            path: path.to_owned(),
            file,
        }))
    }

    struct Watched {
        path: PathBuf,
        file: WritePtr,
    }

    impl Write for Watched {
        fn write(&mut self, data: &[u8]) -> io::Result<usize> {
            point(&self.path)?;
            self.file.write(data)
        }

        fn flush(&mut self) -> io::Result<()> {
            self.file.flush()
        }
    }

    impl TerminatingWrite for Watched {
        fn terminate_ref(&mut self, token: AntiCallToken) -> io::Result<()> {
            point(&self.path)?;
            self.file.terminate_ref(token)
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fs;
    use std::path::Path;
    use std::sync::atomic::AtomicBool;

    use tantivy::TantivyDocument;
    use tantivy::schema::Value;

    use crate::error::Result;
    use crate::index::ingest::build::build;
    use crate::index::storage::fail_points::armed::{FAULT, Fault};
    use crate::index::{OpenIndex, Options, Progress, Report, State, check};
    use crate::knowledge::Knowledge;
    use crate::schema::{BODY, RELEASE};

    struct Silent;
    impl Progress for Silent {}

    fn run(options: &Options) -> Result<Report> {
        let going_on = AtomicBool::new(false);
        build(options, Knowledge::builtin(), &Silent, &going_on)
    }

    /// The text of every release, by its id.
    fn texts(index: &Path) -> BTreeMap<String, String> {
        let index = OpenIndex::open(index, Knowledge::builtin()).expect("an index");
        let mut texts = BTreeMap::new();
        for segment in index.searcher.segment_readers() {
            let store = segment.get_store_reader(1).expect("a store");
            for document in store.iter::<TantivyDocument>(segment.alive_bitset()) {
                let document = document.expect("a document");
                let text = |field| {
                    let value = document.get_first(field)?;
                    value.as_str().map(str::to_owned)
                };
                if let (Some(release), Some(body)) = (text(RELEASE), text(BODY)) {
                    assert_eq!(texts.insert(release, body), None, "one that stands twice");
                }
            }
        }
        texts
    }

    fn copy(from: &Path, to: &Path) {
        let _ = fs::remove_dir_all(to);
        fs::create_dir(to).expect("a folder");
        for entry in fs::read_dir(from).expect("a folder") {
            let entry = entry.expect("an entry");
            let target = to.join(entry.file_name());
            if entry.path().is_dir() {
                copy(&entry.path(), &target);
            } else {
                fs::copy(entry.path(), target).expect("a copy");
            }
        }
    }

    #[test]
    fn whichever_write_fails_the_last_commit_answers_and_the_next_run_ends_right() {
        let folder = tempfile::tempdir_in("/dev/shm")
            .unwrap_or_else(|_| tempfile::tempdir().expect("a folder"));
        let options = Options::of(&folder.path().join("corpus"), &folder.path().join("index"));
        fs::create_dir(&options.corpus).expect("a folder");
        let write = |file: &str, text: &str| {
            fs::write(options.corpus.join(file), text).expect("a file");
        };
        let release = |number: usize| format!("Release {number}\n\nA matter was settled today.\n");
        for number in 0..6 {
            write(&format!("{number}.txt"), &release(number));
        }
        write(
            "many.jsonl",
            "{\"title\": \"A\", \"body\": \"One.\"}\n{\"title\": \"B\"}\n",
        );
        run(&options).expect("a build");
        let good = folder.path().join("good");
        copy(&options.index, &good);
        let old = texts(&options.index);

        write("1.txt", &release(11));
        write(
            "many.jsonl",
            "{\"title\": \"A\", \"body\": \"One.\"}\n{\"title\": \"C\"}\n",
        );
        write("scan.txt", "%PDF-1.7");
        fs::remove_file(options.corpus.join("2.txt")).expect("the file");
        run(&options).expect("a night");
        let new = texts(&options.index);

        for (full, once) in [(false, false), (false, true), (true, false)] {
            let mut failed = 0;
            for after in 0.. {
                copy(&good, &options.index);
                *FAULT.lock().expect("a lock") = Some(Fault {
                    folder: options.index.clone(),
                    after,
                    once,
                });
                let ran = run(&Options {
                    full,
                    ..options.clone()
                });
                let fault = FAULT.lock().expect("a lock").take().expect("a fault");
                let found = texts(&options.index);
                match &ran {
                    Ok(_) => assert_eq!(found, new, "full {full}, once {once}, after {after}"),
                    Err(_) => {
                        failed += 1;
                        let whole = found == old || found == new;
                        assert!(whole, "full {full}, once {once}, after {after}: {found:?}");
                    }
                }
                run(&options).expect("the next run");
                assert_eq!(
                    texts(&options.index),
                    new,
                    "full {full}, once {once}, after {after}"
                );
                // Nothing was left that could fail.
                if fault.after > 0 && fault.after <= after {
                    break;
                }
                if after % 4 > 0 {
                    continue;
                }
                let going_on = AtomicBool::new(false);
                let checked = check(&options.index, Knowledge::builtin(), &Silent, &going_on)
                    .expect("a check");
                assert_eq!(checked.state, State::Whole, "{:?}", checked.findings);
            }
            assert!(failed > 20, "{failed}");
        }
    }
}
