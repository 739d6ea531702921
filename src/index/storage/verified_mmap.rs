//! A memory-mapped file that a search reads. Every page is verified the first time it is read.

use std::fmt;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tantivy::HasLen;
use tantivy::directory::{FileHandle, OwnedBytes};

use crate::index::storage::corruption::CorruptionFlag;
use crate::index::storage::identity::Expected;
use crate::index::storage::page_checksums::{PAGE, PageChecksums};

/// An open file, mapped into memory.
pub(crate) struct VerifiedMmap {
    name: PathBuf,
    data: OwnedBytes,
    checksums: PageChecksums,
    /// One bit per page: set when the page has been verified.
    verified: Box<[AtomicU64]>,
    corruption: Arc<CorruptionFlag>,
}

impl VerifiedMmap {
    /// Opens a file with these bytes. `name` is its name in error messages.
    pub(crate) fn open(
        file: &OwnedBytes,
        name: &Path,
        expected: Expected,
        corruption: &Arc<CorruptionFlag>,
    ) -> io::Result<Self> {
        let checksums =
            PageChecksums::of_mapped(file, expected).map_err(|what| corruption.set(name, what))?;
        let data = file.slice(0..checksums.data_len());
        let words = data.len().div_ceil(PAGE).div_ceil(64);
        Ok(VerifiedMmap {
            name: name.to_owned(),
            data,
            checksums,
            verified: (0..words).map(|_| AtomicU64::new(0)).collect(),
            corruption: corruption.clone(),
        })
    }

    fn verify(&self, range: &Range<usize>) -> io::Result<()> {
        for number in range.start / PAGE..range.end.div_ceil(PAGE) {
            let (word, bit) = (&self.verified[number / 64], 1 << (number % 64));
            // `Relaxed` is enough, because the bytes never change.
            if word.load(Ordering::Relaxed) & bit == 0 {
                let end = self.data.len().min((number + 1) * PAGE);
                self.checksums
                    .verify(&self.data[number * PAGE..end], number)
                    .map_err(|what| self.corruption.set(&self.name, what))?;
                word.fetch_or(bit, Ordering::Relaxed);
            }
        }
        Ok(())
    }
}

impl FileHandle for VerifiedMmap {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        if range.start > range.end || range.end > self.data.len() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.verify(&range)?;
        Ok(self.data.slice(range))
    }
}

impl HasLen for VerifiedMmap {
    fn len(&self) -> usize {
        self.data.len()
    }
}

impl fmt::Debug for VerifiedMmap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("VerifiedMmap").field(&self.name).finish()
    }
}

#[cfg(test)]
mod tests {
    use std::io::{BufWriter, Write};

    use tantivy::Directory;
    use tantivy::directory::{MmapDirectory, TerminatingWrite};

    use super::*;
    use crate::index::storage::identity::{Identity, MISPLACED};
    use crate::index::storage::page_checksums::{ChecksumWriter, WRITE_SIZE, verify_file};

    /// A file with checksums.
    struct WrittenFile {
        folder: tempfile::TempDir,
        bytes: Vec<u8>,
        expected: Expected,
    }

    impl WrittenFile {
        fn new(data: &[u8]) -> Self {
            let folder = tempfile::tempdir().expect("a folder");
            let expected = Expected {
                place: Identity::new().place(Path::new("file")),
                sum: None,
            };
            let files = MmapDirectory::open(folder.path()).expect("a folder");
            let inner = files.open_write(Path::new("file")).expect("a file");
            let mut file = BufWriter::new(ChecksumWriter::new(inner, expected.place));
            // In pieces that do not end at the end of a page.
            for piece in data.chunks(1000) {
                file.write_all(piece).expect("space");
            }
            TerminatingWrite::terminate(file).expect("space");
            let bytes = std::fs::read(folder.path().join("file")).expect("the file");
            WrittenFile {
                folder,
                bytes,
                expected,
            }
        }

        /// Whether the file is sound with these bytes, by both ways to find out.
        fn is_sound(&self, bytes: &[u8]) -> bool {
            let path = self.folder.path().join("file");
            std::fs::write(&path, bytes).expect("a file");
            let verified =
                verify_file(&path, self.expected, &mut |_| ()).expect("a file that can be read");
            let corruption = Arc::new(CorruptionFlag::default());
            let read = VerifiedMmap::open(
                &OwnedBytes::new(bytes.to_vec()),
                &path,
                self.expected,
                &corruption,
            )
            .and_then(|file| file.read_bytes(0..file.len()));
            assert_eq!(read.is_err(), corruption.message().is_some());
            assert_eq!(read.is_ok(), verified.is_none(), "{verified:?}");
            read.is_ok()
        }
    }

    fn data(length: usize) -> Vec<u8> {
        (0..=250).cycle().take(length).collect()
    }

    #[test]
    fn data_of_any_length_reads_back() {
        let lengths = [0, 1, PAGE - 1, PAGE, PAGE + 1, 3 * PAGE, 70 * PAGE + 7];
        let long = [WRITE_SIZE - 1, WRITE_SIZE, WRITE_SIZE + 1];
        for length in lengths.into_iter().chain(long) {
            let data = data(length);
            let written = WrittenFile::new(&data);
            assert!(written.is_sound(&written.bytes), "{length}");
            let corruption = Arc::new(CorruptionFlag::default());
            let bytes = OwnedBytes::new(written.bytes.clone());
            let file = VerifiedMmap::open(&bytes, Path::new("file"), written.expected, &corruption)
                .expect("sound");
            assert_eq!(file.len(), length);
            assert_eq!(&*file.read_bytes(0..length).expect("sound"), &data[..]);
            assert!(file.read_bytes(0..length + 1).is_err());
        }
    }

    #[test]
    fn every_flipped_byte_and_every_cut_is_found() {
        let written = WrittenFile::new(&data(PAGE + 50));
        let good = &written.bytes;
        for at in (0..good.len()).step_by(61).chain(PAGE..good.len()) {
            let mut bad = good.clone();
            bad[at] ^= 1 << (at % 8);
            assert!(!written.is_sound(&bad), "byte {at}");
            assert!(!written.is_sound(&good[..at]), "cut at {at}");
        }
        assert!(!written.is_sound(&[&good[..], b"x"].concat()));
    }

    #[test]
    fn only_pages_that_are_read_are_verified() {
        let written = WrittenFile::new(&data(10 * PAGE));
        let mut bad = written.bytes.clone();
        bad[5 * PAGE + 3] ^= 1;
        let corruption = Arc::new(CorruptionFlag::default());
        let file = VerifiedMmap::open(
            &OwnedBytes::new(bad),
            Path::new("a.store"),
            written.expected,
            &corruption,
        )
        .expect("sound checksums");
        assert!(file.read_bytes(0..5 * PAGE).is_ok());
        assert!(file.read_bytes(6 * PAGE..10 * PAGE).is_ok());
        assert_eq!(corruption.message(), None);
        assert!(file.read_bytes(5 * PAGE - 1..5 * PAGE + 1).is_err());
        assert_eq!(
            corruption.message().as_deref(),
            Some("`a.store` does not agree with the sums at its end")
        );
    }

    #[test]
    fn a_sound_file_of_another_place_or_time_is_refused() {
        let mut written = WrittenFile::new(&data(PAGE + 50));
        let right = written.expected;
        for wrong in [
            Identity::new().place(Path::new("file")),
            Identity::new().place(Path::new("other")),
        ] {
            written.expected.place = wrong;
            assert!(!written.is_sound(&written.bytes));
        }
        written.expected = Expected {
            sum: Some(7),
            ..right
        };
        let corruption = Arc::new(CorruptionFlag::default());
        let bytes = OwnedBytes::new(written.bytes.clone());
        let name = Path::new("file");
        assert!(VerifiedMmap::open(&bytes, name, written.expected, &corruption).is_err());
        let said = format!("`file` {MISPLACED}");
        assert_eq!(corruption.message(), Some(said));
    }
}
