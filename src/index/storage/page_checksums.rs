//! Large files of an index, of which every page is compared with its sum the first time that a read touches it.
//!
//! A search must not read a whole index before it answers, and must not answer from bytes that a disk has spoilt. So the
//! data of each file is followed by a table with a sum for each page of it, and an end that seals the table:
//!
//! ```text
//! data | 8 bytes for each page of 4096: its xxh3 | length of the data (8) | xxh3 of table and length (8) | MAGIC (8)
//! ```
//!
//! What does not agree is written down in the [`Damage`] that all files of an open index share.

use std::fmt;
use std::fs::File;
use std::hash::Hasher as _;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tantivy::HasLen;
use tantivy::directory::{AntiCallToken, FileHandle, OwnedBytes, TerminatingWrite, WritePtr};
use twox_hash::XxHash3_64;

use crate::index::storage::corruption::Damage;

/// Bytes to a sum. What the system reads from a disk at least; a smaller page would make the table large, a larger one
/// would make small reads dear.
pub(crate) const PAGE: usize = 4096;

/// Bytes of a sum.
const SUM: usize = 8;

/// The last bytes of a file, by which it is known to have sums.
const MAGIC: &[u8; 8] = b"dragnet\n";

/// Bytes of the end: the length, the sum over table and length, and [`MAGIC`].
const END: usize = 24;

/// What is said of a file whose end is not one.
const NO_END: &str = "is cut short or has no sums at its end";

/// What is said of a file whose table of sums is spoilt.
const BAD_TABLE: &str = "has sums at its end that do not agree with themselves";

/// What is said of a file with a spoilt page.
const BAD_PAGE: &str = "does not agree with the sums at its end";

/// Where things stand in a file of this many bytes, as its end says; none where it is no end.
struct Layout {
    data: usize,
    table: Range<usize>,
    seal: u64,
}

impl Layout {
    fn read(end: &[u8], file: usize) -> Option<Self> {
        let (length, rest) = end.split_first_chunk::<8>()?;
        let (seal, magic) = rest.split_first_chunk::<8>()?;
        let data = usize::try_from(u64::from_le_bytes(*length)).ok()?;
        let table = data..file.checked_sub(END)?;
        let fits =
            magic == MAGIC && table.end.checked_sub(data) == data.div_ceil(PAGE).checked_mul(SUM);
        fits.then(|| Layout {
            data,
            table,
            seal: u64::from_le_bytes(*seal),
        })
    }
}

/// The sum that seals a table.
fn seal(table: &[u8], data: usize) -> u64 {
    let mut sum = XxHash3_64::new();
    sum.write(table);
    sum.write(&(data as u64).to_le_bytes());
    sum.finish()
}

/// Whether a page of data agrees with its sum.
fn is_right(page: &[u8], number: usize, table: &[u8]) -> bool {
    table
        .get(number * SUM..(number + 1) * SUM)
        .is_some_and(|sum| sum == XxHash3_64::oneshot(page).to_le_bytes())
}

/// The sums of a file that is read rather than mapped.
pub(crate) struct Sums {
    data: usize,
    table: Vec<u8>,
}

impl Sums {
    /// Those at the end of a file, or what is wrong with them.
    pub(crate) fn read(file: &mut File) -> io::Result<std::result::Result<Self, &'static str>> {
        let length = usize::try_from(file.metadata()?.len()).unwrap_or(usize::MAX);
        let mut end = vec![0; END.min(length)];
        file.seek(SeekFrom::Start((length - end.len()) as u64))?;
        file.read_exact(&mut end)?;
        let Some(layout) = Layout::read(&end, length) else {
            return Ok(Err(NO_END));
        };
        let mut table = vec![0; layout.table.len()];
        file.seek(SeekFrom::Start(layout.table.start as u64))?;
        file.read_exact(&mut table)?;
        Ok(if seal(&table, layout.data) == layout.seal {
            Ok(Sums {
                data: layout.data,
                table,
            })
        } else {
            Err(BAD_TABLE)
        })
    }

    /// Bytes of the file without its sums.
    pub(crate) fn data(&self) -> usize {
        self.data
    }

    /// Compares a page with its sum; the error says what is wrong.
    pub(crate) fn compare(
        &self,
        page: &[u8],
        number: usize,
    ) -> std::result::Result<(), &'static str> {
        if is_right(page, number, &self.table) {
            Ok(())
        } else {
            Err(BAD_PAGE)
        }
    }
}

/// An open file, mapped to memory.
pub(crate) struct CheckedFile {
    name: PathBuf,
    data: OwnedBytes,
    table: OwnedBytes,
    /// A bit for each page that is known to be right.
    right: Box<[AtomicU64]>,
    damage: Arc<Damage>,
}

impl CheckedFile {
    /// The file of these bytes, if its end is whole.
    pub(crate) fn open(whole: &OwnedBytes, name: &Path, damage: &Arc<Damage>) -> io::Result<Self> {
        let end = whole.len().saturating_sub(END);
        let layout =
            Layout::read(&whole[end..], whole.len()).ok_or_else(|| damage.found(name, NO_END))?;
        let table = whole.slice(layout.table);
        if seal(&table, layout.data) != layout.seal {
            return Err(damage.found(name, BAD_TABLE));
        }
        let words = layout.data.div_ceil(PAGE).div_ceil(64);
        Ok(CheckedFile {
            name: name.to_owned(),
            data: whole.slice(0..layout.data),
            table,
            right: (0..words).map(|_| AtomicU64::new(0)).collect(),
            damage: damage.clone(),
        })
    }

    fn try_pages(&self, range: &Range<usize>) -> io::Result<()> {
        for number in range.start / PAGE..range.end.div_ceil(PAGE) {
            let (word, bit) = (&self.right[number / 64], 1 << (number % 64));
            // The bytes never change: no order is needed between them and the bit.
            if word.load(Ordering::Relaxed) & bit == 0 {
                let end = self.data.len().min((number + 1) * PAGE);
                if !is_right(&self.data[number * PAGE..end], number, &self.table) {
                    return Err(self.damage.found(&self.name, BAD_PAGE));
                }
                word.fetch_or(bit, Ordering::Relaxed);
            }
        }
        Ok(())
    }
}

impl FileHandle for CheckedFile {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        if range.start > range.end || range.end > self.data.len() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.try_pages(&range)?;
        Ok(self.data.slice(range))
    }
}

impl HasLen for CheckedFile {
    fn len(&self) -> usize {
        self.data.len()
    }
}

impl fmt::Debug for CheckedFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("CheckedFile").field(&self.name).finish()
    }
}

/// Compares every page of a file with its sum, and says what is wrong with it, if anything is. The file is read rather
/// than mapped: a disk that cannot give a page then gives an error. Tells `read` how many more bytes were read.
pub(crate) fn examine(path: &Path, read: &mut dyn FnMut(u64)) -> io::Result<Option<&'static str>> {
    let mut file = File::open(path)?;
    let sums = match Sums::read(&mut file)? {
        Ok(sums) => sums,
        Err(what) => return Ok(Some(what)),
    };
    read((sums.table.len() + END) as u64);
    file.seek(SeekFrom::Start(0))?;
    let mut page = vec![0; PAGE];
    for number in 0..sums.data.div_ceil(PAGE) {
        let page = &mut page[..PAGE.min(sums.data - number * PAGE)];
        file.read_exact(page)?;
        read(page.len() as u64);
        if let Err(what) = sums.compare(page, number) {
            return Ok(Some(what));
        }
    }
    Ok(None)
}

/// How many bytes of a file are handed to the system at once, in whole pages. The system keeps in memory what was written at
/// once in one piece, and maps it for a search at once: of files that were written eight kilobytes at a time, as the engine
/// hands them on, each part that a search looked at took it ten times as long, a fifteenth of the search.
const WRITTEN_AT_ONCE: usize = 1 << 20;

/// Writes a file, and behind it the sums of its pages.
pub(crate) struct Summing {
    inner: WritePtr,
    /// What is not handed on yet: less than [`WRITTEN_AT_ONCE`].
    held: Vec<u8>,
    /// The sums of the pages that are.
    table: Vec<u8>,
}

impl Summing {
    pub(crate) fn new(inner: WritePtr) -> Self {
        Summing {
            inner,
            held: Vec::new(),
            table: Vec::new(),
        }
    }

    /// Adds the sums of the pages that are held. The last one is whole, or the last of the file.
    fn sum(&mut self) {
        for page in self.held.chunks(PAGE) {
            let sum = XxHash3_64::oneshot(page).to_le_bytes();
            self.table.extend(sum);
        }
    }
}

impl Write for Summing {
    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        let taken = data.len().min(WRITTEN_AT_ONCE - self.held.len());
        self.held.extend_from_slice(&data[..taken]);
        if self.held.len() == WRITTEN_AT_ONCE {
            self.sum();
            self.inner.write_all(&self.held)?;
            self.held.clear();
        }
        Ok(taken)
    }

    /// What is held stays so until the file ends: nobody reads it before.
    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl TerminatingWrite for Summing {
    fn terminate_ref(&mut self, token: AntiCallToken) -> io::Result<()> {
        let data = self.table.len() / SUM * PAGE + self.held.len();
        self.sum();
        self.held.extend_from_slice(&self.table);
        self.held.extend((data as u64).to_le_bytes());
        self.held.extend(seal(&self.table, data).to_le_bytes());
        self.held.extend(MAGIC);
        self.inner.write_all(&self.held)?;
        self.inner.terminate_ref(token)
    }
}

#[cfg(test)]
mod tests {
    use std::io::BufWriter;

    use tantivy::Directory;
    use tantivy::directory::MmapDirectory;

    use super::*;

    struct Written {
        folder: tempfile::TempDir,
        bytes: Vec<u8>,
    }

    impl Written {
        fn new(data: &[u8]) -> Self {
            let folder = tempfile::tempdir().expect("a folder");
            let files = MmapDirectory::open(folder.path()).expect("a folder");
            let inner = files.open_write(Path::new("file")).expect("a file");
            let mut file = BufWriter::new(Summing::new(inner));
            // In pieces that end on no border.
            for piece in data.chunks(1000) {
                file.write_all(piece).expect("space");
            }
            TerminatingWrite::terminate(file).expect("space");
            let bytes = std::fs::read(folder.path().join("file")).expect("the file");
            Written { folder, bytes }
        }

        /// Whether the file is whole now, by both ways of asking.
        fn is_whole(&self, bytes: &[u8]) -> bool {
            let path = self.folder.path().join("file");
            std::fs::write(&path, bytes).expect("a file");
            let examined = examine(&path, &mut |_| ()).expect("a file that can be read");
            let damage = Arc::new(Damage::default());
            let read = CheckedFile::open(&OwnedBytes::new(bytes.to_vec()), &path, &damage)
                .and_then(|file| file.read_bytes(0..file.len()));
            assert_eq!(read.is_err(), damage.said().is_some());
            assert_eq!(read.is_ok(), examined.is_none(), "{examined:?}");
            read.is_ok()
        }
    }

    fn data(length: usize) -> Vec<u8> {
        (0..=250).cycle().take(length).collect()
    }

    #[test]
    fn what_is_written_comes_back_at_any_length() {
        let lengths = [0, 1, PAGE - 1, PAGE, PAGE + 1, 3 * PAGE, 70 * PAGE + 7];
        let long = [WRITTEN_AT_ONCE - 1, WRITTEN_AT_ONCE, WRITTEN_AT_ONCE + 1];
        for length in lengths.into_iter().chain(long) {
            let data = data(length);
            let written = Written::new(&data);
            assert!(written.is_whole(&written.bytes), "{length}");
            let damage = Arc::new(Damage::default());
            let whole = OwnedBytes::new(written.bytes.clone());
            let file = CheckedFile::open(&whole, Path::new("file"), &damage).expect("whole");
            assert_eq!(file.len(), length);
            assert_eq!(&*file.read_bytes(0..length).expect("whole"), &data[..]);
            assert!(file.read_bytes(0..length + 1).is_err());
        }
    }

    #[test]
    fn every_flipped_byte_and_every_cut_is_found() {
        let written = Written::new(&data(PAGE + 50));
        let good = &written.bytes;
        for at in (0..good.len()).step_by(61).chain(PAGE..good.len()) {
            let mut bad = good.clone();
            bad[at] ^= 1 << (at % 8);
            assert!(!written.is_whole(&bad), "byte {at}");
            assert!(!written.is_whole(&good[..at]), "cut at {at}");
        }
        assert!(!written.is_whole(&[&good[..], b"x"].concat()));
    }

    #[test]
    fn only_the_pages_that_are_read_are_tried() {
        let written = Written::new(&data(10 * PAGE));
        let mut bad = written.bytes.clone();
        bad[5 * PAGE + 3] ^= 1;
        let damage = Arc::new(Damage::default());
        let file = CheckedFile::open(&OwnedBytes::new(bad), Path::new("a.store"), &damage)
            .expect("an end");
        assert!(file.read_bytes(0..5 * PAGE).is_ok());
        assert!(file.read_bytes(6 * PAGE..10 * PAGE).is_ok());
        assert_eq!(damage.said(), None);
        assert!(file.read_bytes(5 * PAGE - 1..5 * PAGE + 1).is_err());
        assert_eq!(
            damage.said().as_deref(),
            Some("`a.store` does not agree with the sums at its end")
        );
    }
}
