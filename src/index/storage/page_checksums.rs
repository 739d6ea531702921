//! The checksums of a large file: one for each page of its data, so that a search verifies only the pages it reads.
//!
//! The data is followed by a table of checksums and a footer:
//!
//! ```text
//! data | table: XXH3 of each page (8 bytes) | length of the data (8) | place of the file (8)
//!      | XXH3 of table, length and place (8) | MAGIC (8)
//! ```

use std::fs::File;
use std::hash::Hasher as _;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::Path;

use tantivy::directory::{AntiCallToken, OwnedBytes, TerminatingWrite, WritePtr};
use twox_hash::XxHash3_64;

use crate::index::storage::identity::{Expected, MISPLACED, Place};

/// Bytes of a page: what systems read from a disk at least. Smaller pages need a larger table, and larger pages make small
/// reads slow.
pub(crate) const PAGE: usize = 4096;

/// Bytes of a checksum.
const CHECKSUM: usize = 8;

/// The last bytes of a file with checksums.
const MAGIC: &[u8; 8] = b"dragnet\n";

/// Bytes of the footer.
const FOOTER: usize = 32;

/// What is said of a file without a valid footer.
const BAD_FOOTER: &str = "is cut short or has no sums at its end";

/// What is said of a file whose table of checksums is corrupt.
const BAD_TABLE: &str = "has sums at its end that do not agree with themselves";

/// What is said of a file with a corrupt page.
const BAD_PAGE: &str = "does not agree with the sums at its end";

/// What is wrong with a file, in words that follow its name.
type Problem = &'static str;

/// The footer of a file.
struct Footer {
    data_len: usize,
    /// Where the table of checksums is in the file.
    table: Range<usize>,
    place: Place,
    table_checksum: u64,
}

impl Footer {
    /// Reads the last [`FOOTER`] bytes of a file with this length.
    fn parse(footer: &[u8], file_len: usize) -> Result<Self, Problem> {
        Self::try_parse(footer, file_len).ok_or(BAD_FOOTER)
    }

    fn try_parse(footer: &[u8], file_len: usize) -> Option<Self> {
        let (data_len, rest) = footer.split_first_chunk::<8>()?;
        let (place, rest) = rest.split_first_chunk::<8>()?;
        let (table_checksum, magic) = rest.split_first_chunk::<8>()?;
        let data_len = usize::try_from(u64::from_le_bytes(*data_len)).ok()?;
        let table = data_len..file_len.checked_sub(FOOTER)?;
        let table_len = data_len.div_ceil(PAGE).checked_mul(CHECKSUM);
        let fits = magic == MAGIC && table.end.checked_sub(data_len) == table_len;
        fits.then(|| Footer {
            data_len,
            table,
            place: Place::from_bytes(*place),
            table_checksum: u64::from_le_bytes(*table_checksum),
        })
    }
}

fn table_checksum(table: &[u8], data_len: usize, place: Place) -> u64 {
    let mut hasher = XxHash3_64::new();
    hasher.write(table);
    hasher.write(&(data_len as u64).to_le_bytes());
    hasher.write(&place.to_bytes());
    hasher.finish()
}

fn page_checksum(page: &[u8]) -> [u8; CHECKSUM] {
    XxHash3_64::oneshot(page).to_le_bytes()
}

/// The checksums of an open file.
pub(crate) struct PageChecksums {
    data_len: usize,
    table: OwnedBytes,
}

impl PageChecksums {
    /// The checksums at the end of a mapped file.
    pub(crate) fn of_mapped(file: &OwnedBytes, expected: Expected) -> Result<Self, Problem> {
        let footer_start = file.len().saturating_sub(FOOTER);
        let footer = Footer::parse(&file[footer_start..], file.len())?;
        Self::new(file.slice(footer.table.clone()), &footer, expected)
    }

    /// Reads the checksums at the end of a file.
    pub(crate) fn read(file: &mut File, expected: Expected) -> io::Result<Result<Self, Problem>> {
        let footer = match read_footer(file)? {
            Ok(footer) => footer,
            Err(problem) => return Ok(Err(problem)),
        };
        let table = read_range(file, footer.table.clone())?;
        Ok(Self::new(OwnedBytes::new(table), &footer, expected))
    }

    fn new(table: OwnedBytes, footer: &Footer, expected: Expected) -> Result<Self, Problem> {
        if table_checksum(&table, footer.data_len, footer.place) != footer.table_checksum {
            return Err(BAD_TABLE);
        }
        let Expected { place, sum } = expected;
        if footer.place != place || sum.is_some_and(|sum| footer.table_checksum != sum) {
            return Err(MISPLACED);
        }
        Ok(PageChecksums {
            data_len: footer.data_len,
            table,
        })
    }

    /// Bytes of the file without its checksums.
    pub(crate) fn data_len(&self) -> usize {
        self.data_len
    }

    /// Verifies one page.
    pub(crate) fn verify(&self, page: &[u8], number: usize) -> Result<(), Problem> {
        let expected = self
            .table
            .get(number * CHECKSUM..(number + 1) * CHECKSUM)
            .ok_or(BAD_PAGE)?;
        if page_checksum(page) == expected {
            Ok(())
        } else {
            Err(BAD_PAGE)
        }
    }
}

/// The sum of a whole file, as its end has it: over its table of checksums, its length and its place.
pub(crate) fn sum_of(path: &Path) -> io::Result<Result<u64, Problem>> {
    let footer = read_footer(&mut File::open(path)?)?;
    Ok(footer.map(|footer| footer.table_checksum))
}

fn read_footer(file: &mut File) -> io::Result<Result<Footer, Problem>> {
    let file_len = usize::try_from(file.metadata()?.len()).unwrap_or(usize::MAX);
    let footer_start = file_len.saturating_sub(FOOTER);
    let footer = read_range(file, footer_start..file_len)?;
    Ok(Footer::parse(&footer, file_len))
}

fn read_range(file: &mut File, range: Range<usize>) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; range.len()];
    file.seek(SeekFrom::Start(range.start as u64))?;
    file.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// Verifies that a file is the expected one, and every page of it. Returns what is wrong, if anything. The file is read, not mapped, because a disk error in
/// a mapped file would end the process. Calls `read` with the number of bytes read.
pub(crate) fn verify_file(
    path: &Path,
    expected: Expected,
    read: &mut dyn FnMut(u64),
) -> io::Result<Option<Problem>> {
    let mut file = File::open(path)?;
    let checksums = match PageChecksums::read(&mut file, expected)? {
        Ok(checksums) => checksums,
        Err(problem) => return Ok(Some(problem)),
    };
    read((checksums.table.len() + FOOTER) as u64);
    file.seek(SeekFrom::Start(0))?;
    let mut page = vec![0; PAGE];
    for number in 0..checksums.data_len.div_ceil(PAGE) {
        let page = &mut page[..PAGE.min(checksums.data_len - number * PAGE)];
        file.read_exact(page)?;
        read(page.len() as u64);
        if let Err(problem) = checksums.verify(page, number) {
            return Ok(Some(problem));
        }
    }
    Ok(None)
}

/// Bytes that are written to a file at once. Large writes let the system keep the file in large pieces of memory, which makes
/// the first reads of a mapped file faster.
pub(crate) const WRITE_SIZE: usize = 1 << 20;

/// Writes a file, followed by its page checksums.
pub(crate) struct ChecksumWriter {
    inner: WritePtr,
    place: Place,
    /// Data that has not been written yet: less than [`WRITE_SIZE`].
    buffer: Vec<u8>,
    /// The checksums of the pages that have been written.
    table: Vec<u8>,
}

impl ChecksumWriter {
    pub(crate) fn new(inner: WritePtr, place: Place) -> Self {
        ChecksumWriter {
            inner,
            place,
            buffer: Vec::new(),
            table: Vec::new(),
        }
    }

    /// Adds the checksums of the pages in the buffer. Only the last page of the file may be incomplete.
    fn add_checksums(&mut self) {
        for page in self.buffer.chunks(PAGE) {
            self.table.extend(page_checksum(page));
        }
    }
}

impl Write for ChecksumWriter {
    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        let taken = data.len().min(WRITE_SIZE - self.buffer.len());
        self.buffer.extend_from_slice(&data[..taken]);
        if self.buffer.len() == WRITE_SIZE {
            self.add_checksums();
            self.inner.write_all(&self.buffer)?;
            self.buffer.clear();
        }
        Ok(taken)
    }

    /// Does not write the buffer: the file is not read before it is complete.
    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl TerminatingWrite for ChecksumWriter {
    fn terminate_ref(&mut self, token: AntiCallToken) -> io::Result<()> {
        let data_len = self.table.len() / CHECKSUM * PAGE + self.buffer.len();
        self.add_checksums();
        self.buffer.extend_from_slice(&self.table);
        self.buffer.extend((data_len as u64).to_le_bytes());
        self.buffer.extend(self.place.to_bytes());
        self.buffer
            .extend(table_checksum(&self.table, data_len, self.place).to_le_bytes());
        self.buffer.extend(MAGIC);
        self.inner.write_all(&self.buffer)?;
        self.inner.terminate_ref(token)
    }
}
