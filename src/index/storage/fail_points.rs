//! The points at which a test can make writing fail. Outside of tests they do nothing.

#[cfg(test)]
pub(crate) use armed::{FAILURE, Failure, fail_point, wrap_writer};
#[cfg(not(test))]
pub(crate) use unarmed::{fail_point, wrap_writer};

#[cfg(not(test))]
mod unarmed {
    use std::io;
    use std::path::Path;

    use tantivy::directory::WritePtr;

    /// Called before a path is written to or removed.
    #[allow(clippy::unnecessary_wraps)]
    pub(crate) fn fail_point(_: &Path) -> io::Result<()> {
        Ok(())
    }

    /// Adds fail points to the writing of a file.
    pub(crate) fn wrap_writer(_: &Path, file: WritePtr) -> WritePtr {
        file
    }
}

#[cfg(test)]
mod armed {
    use std::io::{self, BufWriter, Write};
    use std::path::{Path, PathBuf};
    use std::sync::Mutex;

    use tantivy::directory::{AntiCallToken, TerminatingWrite, WritePtr};

    /// Where and when writing fails.
    pub(crate) struct Failure {
        /// Only writes in this folder fail.
        pub(crate) folder: PathBuf,
        /// The number of fail points to pass first.
        pub(crate) after: usize,
        /// Whether only one write fails. Otherwise all later ones fail, too, as on a broken disk.
        pub(crate) once: bool,
    }

    pub(crate) static FAILURE: Mutex<Option<Failure>> = Mutex::new(None);

    pub(crate) fn fail_point(path: &Path) -> io::Result<()> {
        let mut failure = FAILURE.lock().expect("a lock");
        let Some(failure) = failure
            .as_mut()
            .filter(|failure| path.starts_with(&failure.folder))
        else {
            return Ok(());
        };
        if failure.after > 0 {
            failure.after -= 1;
            return Ok(());
        }
        if failure.once {
            failure.after = usize::MAX;
        }
        Err(io::Error::other("made to fail by a test"))
    }

    pub(crate) fn wrap_writer(path: &Path, file: WritePtr) -> WritePtr {
        BufWriter::new(Box::new(FailingWriter {
            path: path.to_owned(),
            file,
        }))
    }

    struct FailingWriter {
        path: PathBuf,
        file: WritePtr,
    }

    impl Write for FailingWriter {
        fn write(&mut self, data: &[u8]) -> io::Result<usize> {
            fail_point(&self.path)?;
            self.file.write(data)
        }

        fn flush(&mut self) -> io::Result<()> {
            self.file.flush()
        }
    }

    impl TerminatingWrite for FailingWriter {
        fn terminate_ref(&mut self, token: AntiCallToken) -> io::Result<()> {
            fail_point(&self.path)?;
            self.file.terminate_ref(token)
        }
    }
}
