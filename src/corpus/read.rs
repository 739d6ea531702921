//! Which records does one file hold? Unpacks it, finds its format, and hashes its bytes.

use std::fs::File;
use std::hash::Hasher as _;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use twox_hash::XxHash3_64;

use crate::corpus::compression::{Compression, max_unpacked_bytes};
use crate::corpus::content::Record;
use crate::corpus::limits::Limits;
use crate::corpus::record_sink::RecordSink;
use crate::corpus::sniff;
use crate::corpus::walk::SourceFile;
use crate::model::{RecordId, Skip, SkipReason};

/// Size of the read buffer in bytes. Most files are smaller and are read in one step.
const BUFFER: usize = 64 * 1024;

/// The result of reading a whole file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileOutcome {
    /// XXH3 hash of the file's bytes on disk. None for a file that is over the bound and was not read to its end: its size
    /// and its time alone tell whether it has changed.
    pub hash: Option<u64>,
    /// Whether nothing failed. Only then do its records replace what was indexed from it before.
    pub complete: bool,
}

/// Reads `file` and passes each record, or the reason why there is none, to `sink`. Calls `bytes_read` with the number
/// of bytes read since the last call.
pub fn read_records(
    file: &SourceFile,
    limits: Limits,
    bytes_read: &dyn Fn(u64),
    sink: &mut dyn FnMut(Result<Record, Skip>),
) -> FileOutcome {
    let go_on = |bytes| {
        bytes_read(bytes);
        true
    };
    read_records_while(file, limits, &go_on, sink)
}

/// Like [`read_records`], but stops in the middle of the file when `go_on` returns false.
pub fn read_records_while(
    file: &SourceFile,
    limits: Limits,
    go_on: &dyn Fn(u64) -> bool,
    sink: &mut dyn FnMut(Result<Record, Skip>),
) -> FileOutcome {
    match read_and_hash(file, limits, go_on, sink) {
        Ok(hash) => FileOutcome {
            hash,
            complete: true,
        },
        Err(error) => {
            sink(Err(Skip {
                id: RecordId::of_file(&file.id),
                reason: SkipReason::Unreadable(error.to_string()),
            }));
            FileOutcome {
                hash: None,
                complete: false,
            }
        }
    }
}

fn read_and_hash(
    file: &SourceFile,
    limits: Limits,
    go_on: &dyn Fn(u64) -> bool,
    sink: &mut dyn FnMut(Result<Record, Skip>),
) -> io::Result<Option<u64>> {
    let mut input = HashingReader::open(&file.path, limits, go_on)?;
    let size = input.size;
    let capacity = usize::try_from(size).map_or(BUFFER, |size| size.clamp(16, BUFFER));
    let mut buffered = BufReader::with_capacity(capacity, &mut input);
    read_compressed_or_plain(&file.id, size, &mut buffered, limits, sink)?;
    let waiting = buffered.buffer().len() as u64;
    let taken = buffered.get_ref().taken - waiting;
    let left = size.saturating_sub(taken);
    if taken > size || left > 0 && limits.are_exceeded_by(Some(size)) {
        return Ok(None);
    }
    // The bytes after the last record are part of the hash.
    io::copy(&mut buffered.take(left), &mut io::sink())?;
    Ok(Some(input.hash.finish()))
}

/// Reads the records of a file that is in memory. `path` is the path in their ids.
///
/// # Errors
///
/// A compressed file cannot be unpacked.
pub fn read_bytes(
    path: &str,
    bytes: &[u8],
    limits: Limits,
    sink: &mut dyn FnMut(Result<Record, Skip>),
) -> io::Result<()> {
    read_compressed_or_plain(path, bytes.len() as u64, &mut &*bytes, limits, sink)
}

fn read_compressed_or_plain(
    path: &str,
    size: u64,
    input: &mut dyn BufRead,
    limits: Limits,
    sink: &mut dyn FnMut(Result<Record, Skip>),
) -> io::Result<()> {
    let Some(compression) = Compression::of(input.fill_buf()?) else {
        return sniff::read(input, Some(size), limits, RecordSink::new(path, sink));
    };
    let limit = max_unpacked_bytes(size, limits);
    let mut unpacked = compression.unpack(input)?.take(limit);
    let mut last = RecordId::of_file(path);
    let mut holds_records = false;
    let mut pass_on = |record| {
        let (Ok(Record { id, .. }) | Err(Skip { id, .. })) = &record;
        last.clone_from(id);
        holds_records = record.is_ok() || last.number.is_some();
        sink(record);
    };
    // A decoder gives few bytes at a time; the first ones together show the format.
    let mut head = Vec::with_capacity(BUFFER);
    (&mut unpacked).take(BUFFER as u64).read_to_end(&mut head)?;
    let rest = BufReader::with_capacity(BUFFER, &mut unpacked);
    let mut whole = head.as_slice().chain(rest);
    sniff::read(
        &mut whole,
        None,
        limits,
        RecordSink::new(path, &mut pass_on),
    )?;
    let reason = if unpacked.limit() == 0 {
        // Only a file of many records has been read so far.
        SkipReason::DecompressionBomb { limit }
    } else if holds_records && unpacked.get_ref().has_trailing_bytes() {
        SkipReason::TrailingBytes
    } else {
        return Ok(());
    };
    // This skip gets the number after the last record.
    last.number = Some(last.number.map_or(0, |number| number + 1));
    sink(Err(Skip { id: last, reason }));
    Ok(())
}

/// XXH3 hash of a file's bytes, as in [`FileOutcome::hash`]. An error when `go_on` returns false.
pub fn hash_file(path: &Path, limits: Limits, go_on: &dyn Fn(u64) -> bool) -> io::Result<u64> {
    let mut input = HashingReader::open(path, limits, go_on)?;
    io::copy(
        &mut BufReader::with_capacity(BUFFER, &mut input),
        &mut io::sink(),
    )?;
    Ok(input.hash.finish())
}

/// Hashes the bytes of a file while they are read. Reading fails when `go_on` returns false, and where there is far more to
/// read than the file said: files of the system (`/proc`) may have no end, and others grow as fast as they are read.
struct HashingReader<'a> {
    file: File,
    /// The size of the file in bytes when it was opened.
    size: u64,
    /// Number of bytes read.
    taken: u64,
    /// Maximum number of bytes to read.
    most: u64,
    hash: XxHash3_64,
    go_on: &'a dyn Fn(u64) -> bool,
}

impl<'a> HashingReader<'a> {
    /// Opens a file that was a regular file during the walk. Does not wait when it has become a pipe meanwhile.
    fn open(path: &Path, limits: Limits, go_on: &'a dyn Fn(u64) -> bool) -> io::Result<Self> {
        let mut options = File::options();
        options.read(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, libc::O_NONBLOCK);
        let file = options.open(path)?;
        let metadata = file.metadata()?;
        if !metadata.is_file() {
            return Err(io::Error::other("no longer a regular file"));
        }
        let size = metadata.len();
        Ok(HashingReader {
            file,
            size,
            taken: 0,
            most: size
                .saturating_add(limits.record_bytes)
                .saturating_add(BUFFER as u64),
            hash: XxHash3_64::new(),
            go_on,
        })
    }
}

impl Read for HashingReader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.hash.write(&buffer[..read]);
        self.taken += read as u64;
        if self.taken > self.most {
            return Err(io::Error::other(
                "it is larger than its size, or still grows",
            ));
        }
        if (self.go_on)(read as u64) {
            Ok(read)
        } else {
            Err(io::Error::other("stopped"))
        }
    }
}
