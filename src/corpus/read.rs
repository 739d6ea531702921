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
    /// XXH3 hash of the file's bytes on disk.
    pub hash: u64,
    /// Whether the file was read to its end. Only then do its records replace what was indexed from it before.
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
                hash: 0,
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
) -> io::Result<u64> {
    let mut input = HashingReader::open(&file.path, go_on)?;
    let capacity = usize::try_from(file.size).map_or(BUFFER, |size| size.clamp(16, BUFFER));
    let mut buffered = BufReader::with_capacity(capacity, &mut input);
    read_compressed_or_plain(&file.id, file.size, &mut buffered, limits, sink)?;
    // The bytes after the last record are part of the hash.
    io::copy(&mut buffered, &mut io::sink())?;
    Ok(input.hash.finish())
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
    file_size: u64,
    input: &mut dyn BufRead,
    limits: Limits,
    sink: &mut dyn FnMut(Result<Record, Skip>),
) -> io::Result<()> {
    let Some(compression) = Compression::of(input.fill_buf()?) else {
        return sniff::read(input, limits, RecordSink::new(path, sink));
    };
    let limit = max_unpacked_bytes(file_size, limits);
    let mut unpacked = compression.unpack(input)?.take(limit);
    let mut last = RecordId::of_file(path);
    let mut buffered = BufReader::new(&mut unpacked);
    let mut pass_on = |record| {
        let (Ok(Record { id, .. }) | Err(Skip { id, .. })) = &record;
        last.clone_from(id);
        sink(record);
    };
    sniff::read(&mut buffered, limits, RecordSink::new(path, &mut pass_on))?;
    if unpacked.limit() == 0 {
        // Only a file of many records has been read so far. This skip gets the number after its last record.
        last.number = last.number.map(|number| number + 1);
        sink(Err(Skip {
            id: last,
            reason: SkipReason::DecompressionBomb { limit },
        }));
    }
    Ok(())
}

/// XXH3 hash of a file's bytes, as in [`FileOutcome::hash`]. An error when `go_on` returns false.
pub fn hash_file(path: &Path, go_on: &dyn Fn(u64) -> bool) -> io::Result<u64> {
    let mut input = HashingReader::open(path, go_on)?;
    io::copy(
        &mut BufReader::with_capacity(BUFFER, &mut input),
        &mut io::sink(),
    )?;
    Ok(input.hash.finish())
}

/// Hashes the bytes of a file while they are read. Reading fails when `go_on` returns false.
struct HashingReader<'a> {
    file: File,
    hash: XxHash3_64,
    go_on: &'a dyn Fn(u64) -> bool,
}

impl<'a> HashingReader<'a> {
    /// Opens a file that was a regular file during the walk. Does not wait when it has become a pipe meanwhile.
    fn open(path: &Path, go_on: &'a dyn Fn(u64) -> bool) -> io::Result<Self> {
        let mut options = File::options();
        options.read(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, libc::O_NONBLOCK);
        let file = options.open(path)?;
        if !file.metadata()?.is_file() {
            return Err(io::Error::other("no longer a regular file"));
        }
        Ok(HashingReader {
            file,
            hash: XxHash3_64::new(),
            go_on,
        })
    }
}

impl Read for HashingReader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.hash.write(&buffer[..read]);
        if (self.go_on)(read as u64) {
            Ok(read)
        } else {
            Err(io::Error::other("stopped"))
        }
    }
}
