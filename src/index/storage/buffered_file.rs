//! A file that a merge reads, in large pieces instead of through a memory map.
//!
//! A merge reads its segments from end to end. If they were mapped, they would all be in memory at the end, and memory would
//! grow with the index.

use std::fmt;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use tantivy::HasLen;
use tantivy::directory::{FileHandle, OwnedBytes};

use crate::index::storage::corruption::CorruptionFlag;
use crate::index::storage::identity::Expected;
use crate::index::storage::page_checksums::{PAGE, PageChecksums};

/// How many bytes are read at a time.
const PIECE: usize = 32 * PAGE;

/// An open file. Every page is verified when it is read.
pub(crate) struct VerifiedBufferedFile {
    name: PathBuf,
    checksums: PageChecksums,
    corruption: Arc<CorruptionFlag>,
    buffer: Mutex<Buffer>,
}

struct Buffer {
    file: File,
    /// The start of the piece that was read last, and its bytes.
    last: (usize, OwnedBytes),
}

impl VerifiedBufferedFile {
    /// Opens the file at `path`. `name` is its name in error messages.
    pub(crate) fn open(
        path: &Path,
        name: &Path,
        expected: Expected,
        corruption: &Arc<CorruptionFlag>,
    ) -> io::Result<Self> {
        let mut file = File::open(path)?;
        let checksums =
            PageChecksums::read(&mut file, expected)?.map_err(|what| corruption.set(name, what))?;
        Ok(VerifiedBufferedFile {
            name: name.to_owned(),
            checksums,
            corruption: corruption.clone(),
            buffer: Mutex::new(Buffer {
                file,
                last: (0, OwnedBytes::empty()),
            }),
        })
    }

    /// Reads whole pages, and verifies them.
    fn read_pages(&self, file: &mut File, range: Range<usize>) -> io::Result<OwnedBytes> {
        let mut bytes = vec![0; range.len()];
        file.seek(SeekFrom::Start(range.start as u64))?;
        file.read_exact(&mut bytes)?;
        for (number, page) in (range.start / PAGE..).zip(bytes.chunks(PAGE)) {
            self.checksums
                .verify(page, number)
                .map_err(|what| self.corruption.set(&self.name, what))?;
        }
        Ok(OwnedBytes::new(bytes))
    }
}

impl FileHandle for VerifiedBufferedFile {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        if range.start > range.end || range.end > self.len() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if range.is_empty() {
            return Ok(OwnedBytes::empty());
        }
        let mut buffer = self
            .buffer
            .lock()
            .map_err(|_| io::Error::other("a thread died while it read"))?;
        let (start, last) = &buffer.last;
        if *start <= range.start && range.end <= start + last.len() {
            return Ok(last.slice(range.start - start..range.end - start));
        }
        let start = range.start / PAGE * PAGE;
        let end = (range.end.next_multiple_of(PAGE))
            .max(start + PIECE)
            .min(self.len());
        let bytes = self.read_pages(&mut buffer.file, start..end)?;
        let wanted = bytes.slice(range.start - start..range.end - start);
        if end - start <= PIECE {
            buffer.last = (start, bytes);
        }
        Ok(wanted)
    }
}

impl HasLen for VerifiedBufferedFile {
    fn len(&self) -> usize {
        self.checksums.data_len()
    }
}

impl fmt::Debug for VerifiedBufferedFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("VerifiedBufferedFile")
            .field(&self.name)
            .finish()
    }
}
