//! The files that a merge reads: piece by piece rather than mapped.
//!
//! A merge goes through its segments from end to end. Were they mapped, all of them would stand in memory by then, and
//! memory would grow with the index. A piece at a time, each page compared with its sum, costs one call to the system in
//! some hundred reads, since a merge reads what lies together one after the other.

use std::fmt;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use tantivy::HasLen;
use tantivy::directory::{FileHandle, OwnedBytes};

use crate::index::storage::corruption::Damage;
use crate::index::storage::page_checksums::{PAGE, Sums};

/// Bytes of a piece.
const PIECE: usize = 32 * PAGE;

/// An open file.
pub(crate) struct PiecewiseFile {
    name: PathBuf,
    sums: Sums,
    damage: Arc<Damage>,
    reading: Mutex<Reading>,
}

struct Reading {
    file: File,
    /// Where the last piece begins, and what it holds.
    last: (usize, OwnedBytes),
}

impl PiecewiseFile {
    /// The file at `path`, which the index knows by `name`, if its end is whole.
    pub(crate) fn open(path: &Path, name: &Path, damage: &Arc<Damage>) -> io::Result<Self> {
        let mut file = File::open(path)?;
        let sums = Sums::read(&mut file)?.map_err(|what| damage.found(name, what))?;
        Ok(PiecewiseFile {
            name: name.to_owned(),
            sums,
            damage: damage.clone(),
            reading: Mutex::new(Reading {
                file,
                last: (0, OwnedBytes::empty()),
            }),
        })
    }

    /// Reads whole pages.
    fn read(&self, file: &mut File, range: Range<usize>) -> io::Result<OwnedBytes> {
        let mut bytes = vec![0; range.len()];
        file.seek(SeekFrom::Start(range.start as u64))?;
        file.read_exact(&mut bytes)?;
        for (number, page) in (range.start / PAGE..).zip(bytes.chunks(PAGE)) {
            self.sums
                .compare(page, number)
                .map_err(|what| self.damage.found(&self.name, what))?;
        }
        Ok(OwnedBytes::new(bytes))
    }
}

impl FileHandle for PiecewiseFile {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        if range.start > range.end || range.end > self.len() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if range.is_empty() {
            return Ok(OwnedBytes::empty());
        }
        let mut reading = self
            .reading
            .lock()
            .map_err(|_| io::Error::other("a thread died while it read"))?;
        let (start, last) = &reading.last;
        if *start <= range.start && range.end <= start + last.len() {
            return Ok(last.slice(range.start - start..range.end - start));
        }
        let start = range.start / PAGE * PAGE;
        let end = (range.end.next_multiple_of(PAGE))
            .max(start + PIECE)
            .min(self.len());
        let bytes = self.read(&mut reading.file, start..end)?;
        let wanted = bytes.slice(range.start - start..range.end - start);
        if end - start <= PIECE {
            reading.last = (start, bytes);
        }
        Ok(wanted)
    }
}

impl HasLen for PiecewiseFile {
    fn len(&self) -> usize {
        self.sums.data()
    }
}

impl fmt::Debug for PiecewiseFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PiecewiseFile").field(&self.name).finish()
    }
}
