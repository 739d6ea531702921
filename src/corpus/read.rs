//! Which records does one file hold? Unpacks it, opens archives, finds the format, and hashes the bytes.

use std::fs::File;
use std::hash::Hasher as _;
use std::io::{self, BufRead, BufReader, Read};
#[cfg(feature = "archives")]
use std::io::{Cursor, Seek, SeekFrom};
use std::path::Path;

use twox_hash::XxHash3_64;

use crate::corpus::content::Record;
use crate::corpus::limits::Limits;
use crate::corpus::packed::compression::{Compression, max_unpacked_bytes};
#[cfg(feature = "archives")]
use crate::corpus::packed::members::Members;
#[cfg(feature = "archives")]
use crate::corpus::packed::tar_archive::{self, is_tar};
use crate::corpus::packed::unpacking::Unpacking;
#[cfg(feature = "archives")]
use crate::corpus::packed::zip_archive::{Holds, OpenZip, ZIP};
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
    let unpacking = Unpacking::of(size, limits);
    let source = Source {
        unpacking: &unpacking,
        level: 0,
        file: Some((&file.path, go_on)),
    };
    read_packed_or_plain(source, size, &mut buffered, RecordSink::new(&file.id, sink))?;
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
    let size = bytes.len() as u64;
    let source = Source {
        unpacking: &Unpacking::of(size, limits),
        level: 0,
        file: None,
    };
    read_packed_or_plain(source, size, &mut &*bytes, RecordSink::new(path, sink))
}

/// Where the bytes to be read are: in a file, in one that is packed in it, and so on.
#[derive(Clone, Copy)]
struct Source<'a> {
    unpacking: &'a Unpacking,
    /// The number of archives that it is in.
    level: u8,
    #[cfg_attr(
        not(feature = "archives"),
        allow(dead_code, reason = "archives alone are read at any place")
    )]
    /// The file of the disk that these bytes are, and whether to go on. None for what is packed in one.
    file: Option<(&'a Path, &'a dyn Fn(u64) -> bool)>,
}

/// Reads a file, or a member of an archive. `size` is its size in bytes.
fn read_packed_or_plain(
    source: Source<'_>,
    size: u64,
    input: &mut dyn BufRead,
    sink: RecordSink<'_>,
) -> io::Result<()> {
    match Compression::of(input.fill_buf()?) {
        Some(compression) => read_compressed(source, compression, size, input, sink),
        None => read_unpacked(source, Some(size), input, sink),
    }
}

/// Reads what is compressed.
fn read_compressed(
    source: Source<'_>,
    compression: Compression,
    size: u64,
    input: &mut dyn BufRead,
    mut sink: RecordSink<'_>,
) -> io::Result<()> {
    let limit = max_unpacked_bytes(size, source.unpacking.limits);
    let mut unpacked = compression.unpack(input)?.take(limit);
    let inside = Source {
        file: None,
        ..source
    };
    let (read, passed) = sink.watched(|sink| {
        let counted: &mut dyn Read = if source.level == 0 {
            &mut unpacked
        } else {
            &mut source.unpacking.count(&mut unpacked)
        };
        // A decoder gives few bytes at a time; the first ones together show the format.
        let mut head = Vec::with_capacity(BUFFER);
        counted.take(BUFFER as u64).read_to_end(&mut head)?;
        let rest = BufReader::with_capacity(BUFFER, counted);
        read_unpacked(inside, None, &mut head.as_slice().chain(rest), sink)
    });
    let reason = if unpacked.limit() == 0 {
        // Only a file of many records has been read so far.
        SkipReason::DecompressionBomb { limit }
    } else if passed.holds_records && read.is_ok() && unpacked.get_ref().has_trailing_bytes() {
        SkipReason::TrailingBytes
    } else {
        return read;
    };
    sink.after(&passed, reason);
    Ok(())
}

/// Reads what is not compressed: opens an archive, or finds the format. The size may not be known.
fn read_unpacked(
    source: Source<'_>,
    size: Option<u64>,
    input: &mut dyn BufRead,
    sink: RecordSink<'_>,
) -> io::Result<()> {
    #[cfg(feature = "archives")]
    {
        let head = input.fill_buf()?;
        if head.starts_with(ZIP) {
            return read_zip(source, size, input, sink);
        } else if is_tar(head) {
            return read_tar(source, input, sink);
        }
    }
    sniff::read(input, size, source.unpacking.limits, sink)
}

#[cfg(feature = "archives")]
fn read_tar(
    source: Source<'_>,
    input: &mut dyn BufRead,
    mut sink: RecordSink<'_>,
) -> io::Result<()> {
    if let Some(reason) = Unpacking::too_deep(source.level) {
        sink.whole_file(Err(reason));
        return Ok(());
    }
    let mut read = read_member(source);
    tar_archive::read(input, Members::new(sink, source.unpacking, &mut read))
}

/// Reads a ZIP archive, whose list of members is at its end. Only one that is a file of the disk may be larger than a record.
#[cfg(feature = "archives")]
fn read_zip(
    source: Source<'_>,
    size: Option<u64>,
    input: &mut dyn BufRead,
    mut sink: RecordSink<'_>,
) -> io::Result<()> {
    let limits = source.unpacking.limits;
    let is_over = limits.are_exceeded_by(size);
    if let (true, Some((path, go_on))) = (is_over, source.file) {
        let file = File::open(path)?;
        let file = BufReader::new(WatchedFile { file, go_on });
        return read_opened_zip(source, OpenZip::open(file), sink, |mut sink| {
            sink.whole_file(Err(limits.too_large()));
            Ok(())
        });
    }
    let bytes = if is_over {
        Err(limits.too_large())
    } else {
        limits.read_record(input, Vec::new())?
    };
    match bytes {
        Ok(bytes) => {
            let archive = OpenZip::open(Cursor::new(bytes.as_slice()));
            let size = Some(bytes.len() as u64);
            read_opened_zip(source, archive, sink, |sink| {
                sniff::read(&mut bytes.as_slice(), size, limits, sink)
            })
        }
        Err(reason) => {
            sink.whole_file(Err(reason));
            Ok(())
        }
    }
}

/// Reads a ZIP archive; `read_document` reads one that is a document.
#[cfg(feature = "archives")]
fn read_opened_zip<R: Read + Seek>(
    source: Source<'_>,
    archive: Result<OpenZip<R>, SkipReason>,
    mut sink: RecordSink<'_>,
    read_document: impl FnOnce(RecordSink<'_>) -> io::Result<()>,
) -> io::Result<()> {
    match archive.and_then(|mut archive| Ok((archive.holds()?, archive))) {
        Ok((Holds::Document, _)) => return read_document(sink),
        Ok((holds, archive)) => match Unpacking::too_deep(source.level) {
            Some(reason) => sink.whole_file(Err(reason)),
            None => {
                let mut read = read_member(source);
                archive.read(holds, Members::new(sink, source.unpacking, &mut read));
            }
        },
        Err(reason) => sink.whole_file(Err(reason)),
    }
    Ok(())
}

/// Reads a member of the archive in `source`.
#[cfg(feature = "archives")]
fn read_member(
    source: Source<'_>,
) -> impl FnMut(&mut dyn BufRead, u64, RecordSink<'_>) -> io::Result<()> {
    let inside = Source {
        level: source.level + 1,
        file: None,
        ..source
    };
    move |input, size, sink| read_packed_or_plain(inside, size, input, sink)
}

/// A file that is read here and there. Reading fails when `go_on` returns false.
#[cfg(feature = "archives")]
struct WatchedFile<'a> {
    file: File,
    go_on: &'a dyn Fn(u64) -> bool,
}

#[cfg(feature = "archives")]
impl Read for WatchedFile<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        if (self.go_on)(read as u64) {
            Ok(read)
        } else {
            Err(stopped())
        }
    }
}

#[cfg(feature = "archives")]
impl Seek for WatchedFile<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

fn stopped() -> io::Error {
    io::Error::other("stopped")
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
            Err(stopped())
        }
    }
}
