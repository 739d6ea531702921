//! Reads one file and tells what kind of file it is, by its content before its name.

use std::fs::File;
use std::hash::Hasher as _;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use twox_hash::XxHash3_64;

use crate::corpus::{Content, Record, SourceFile, decode, json};
use crate::model::{RecordId, Skip, SkipReason};

/// A packed file may hold so many times its own bytes, beside one record of the largest size: text packs to a tenth, and
/// lists of releases that are much alike to a fiftieth, while a file made to harm unpacks to its thousandfold or more.
const MOST_SWELL: u64 = 100;

/// What reading is held to.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The largest record read into memory, in bytes after decompression: a page, a text, a line of JSON Lines, or a
    /// file that holds one JSON value. A file of JSON Lines as such may be of any size.
    pub record_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            record_bytes: 64 << 20,
        }
    }
}

/// What reading a whole file came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileOutcome {
    /// XXH3 of the file's bytes as they lie on disk.
    pub hash: u64,
    /// Whether the file was read to its end: only then do its records replace what was indexed from it before.
    pub complete: bool,
}

/// Reads `file` and hands each record, or the reason why there is none, to `sink`. `bytes_read` is told how many more
/// bytes of the file have been read.
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

/// As [`read_records`], and stops in the middle of the file where `go_on` says no.
pub fn read_records_while(
    file: &SourceFile,
    limits: Limits,
    go_on: &dyn Fn(u64) -> bool,
    sink: &mut dyn FnMut(Result<Record, Skip>),
) -> FileOutcome {
    let skip = |reason| {
        Err(Skip {
            id: RecordId::of_file(&file.id),
            reason,
        })
    };
    let unreadable = |error: io::Error, sink: &mut dyn FnMut(Result<Record, Skip>)| {
        sink(skip(SkipReason::Unreadable(error.to_string())));
        FileOutcome {
            hash: 0,
            complete: false,
        }
    };
    let (mut open, head) = match open(&file.path).and_then(|open| read_head(open, file.size)) {
        Ok(read) => read,
        Err(error) => return unreadable(error, sink),
    };
    let read = if head.len() < AT_ONCE {
        let hash = XxHash3_64::oneshot(&head);
        go_on_with(go_on, head.len())
            .and_then(|()| read_whole(file, head, limits, sink))
            .map(|()| hash)
    } else {
        let mut hashing = Hashing {
            inner: head.chain(&mut open),
            hash: XxHash3_64::new(),
            go_on,
        };
        read_open(file, &mut hashing, limits, sink)
            // What was not needed of the file still belongs to its hash.
            .and_then(|()| io::copy(&mut hashing, &mut io::sink()))
            .map(|_| hashing.hash.finish())
    };
    match read {
        Ok(hash) => FileOutcome {
            hash,
            complete: true,
        },
        Err(error) => unreadable(error, sink),
    }
}

/// A file of fewer bytes is read at once, as nearly all are: no buffer, one copy.
const AT_ONCE: usize = 1 << 20;

/// An open file and its first bytes; all of them, where they are fewer than [`AT_ONCE`].
fn read_head(mut open: File, size: u64) -> io::Result<(File, Vec<u8>)> {
    // One more than it is said to have, so that its end is seen in the same step.
    let expected = usize::try_from(size).unwrap_or(usize::MAX).min(AT_ONCE) + 1;
    let mut head = Vec::with_capacity(expected);
    (&mut open).take(AT_ONCE as u64).read_to_end(&mut head)?;
    Ok((open, head))
}

fn read_whole(
    file: &SourceFile,
    bytes: Vec<u8>,
    limits: Limits,
    sink: &mut dyn FnMut(Result<Record, Skip>),
) -> io::Result<()> {
    if is_packed(&bytes) || known_binary(&bytes).is_some() || json::looks_like_json(&bytes) {
        return read_open(file, &mut &bytes[..], limits, sink);
    }
    sink(one_record(file, bytes, limits));
    Ok(())
}

/// Reads the records of a file that is in memory, under the name `id`, as [`read_records`] does from the disk.
///
/// # Errors
///
/// What is packed in it cannot be unpacked.
pub fn read_bytes(
    id: &str,
    bytes: &[u8],
    limits: Limits,
    sink: &mut dyn FnMut(Result<Record, Skip>),
) -> io::Result<()> {
    let file = SourceFile {
        path: Path::new(id).to_owned(),
        id: id.to_owned(),
        size: bytes.len() as u64,
        modified: 0,
    };
    read_open(&file, &mut &bytes[..], limits, sink)
}

fn read_open(
    file: &SourceFile,
    input: &mut dyn Read,
    limits: Limits,
    sink: &mut dyn FnMut(Result<Record, Skip>),
) -> io::Result<()> {
    let capacity = usize::try_from(file.size)
        .unwrap_or(usize::MAX)
        .clamp(16, 64 * 1024);
    let mut input = BufReader::with_capacity(capacity, input);
    let head = input.fill_buf()?;
    if head.starts_with(&GZIP) {
        read_packed(
            file,
            flate2::bufread::MultiGzDecoder::new(input),
            limits,
            sink,
        )
    } else if head.starts_with(&ZSTD) {
        read_packed(file, zstd::Decoder::with_buffer(input)?, limits, sink)
    } else {
        read_plain(file, input, limits, sink)
    }
}

const GZIP: [u8; 2] = [0x1F, 0x8B];
const ZSTD: [u8; 4] = [0x28, 0xB5, 0x2F, 0xFD];

fn is_packed(head: &[u8]) -> bool {
    head.starts_with(&GZIP) || head.starts_with(&ZSTD)
}

fn read_packed(
    file: &SourceFile,
    unpacked: impl Read,
    limits: Limits,
    sink: &mut dyn FnMut(Result<Record, Skip>),
) -> io::Result<()> {
    let most = limits
        .record_bytes
        .saturating_add(file.size.saturating_mul(MOST_SWELL));
    let mut unpacked = unpacked.take(most);
    let mut last = RecordId::of_file(&file.id);
    read_plain(file, BufReader::new(&mut unpacked), limits, &mut |record| {
        let (Ok(Record { id, .. }) | Err(Skip { id, .. })) = &record;
        last.clone_from(id);
        sink(record);
    })?;
    if unpacked.limit() == 0 {
        // Only a file of many records has been read so far. This skip gets the number after its last record.
        last.number = last.number.map(|number| number + 1);
        sink(Err(Skip {
            id: last,
            reason: SkipReason::DecompressionBomb { limit: most },
        }));
    }
    Ok(())
}

fn read_plain(
    file: &SourceFile,
    mut input: impl BufRead,
    limits: Limits,
    sink: &mut dyn FnMut(Result<Record, Skip>),
) -> io::Result<()> {
    let head = input.fill_buf()?;
    if let Some(what) = known_binary(head) {
        sink(Err(Skip {
            id: RecordId::of_file(&file.id),
            reason: SkipReason::UnknownFormat(what.to_owned()),
        }));
        return Ok(());
    }
    if json::looks_like_json(head) {
        return json::json_records(&file.id, input, limits, sink);
    }
    let expected = file.size.min(limits.record_bytes) + 1;
    let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or(0));
    let mut limited = input.take(limits.record_bytes + 1);
    limited.read_to_end(&mut bytes)?;
    sink(one_record(file, bytes, limits));
    Ok(())
}

/// What the bytes of a page or a text are, of which no more were read than one too many.
fn one_record(file: &SourceFile, bytes: Vec<u8>, limits: Limits) -> Result<Record, Skip> {
    let skip = |reason| Skip {
        id: RecordId::of_file(&file.id),
        reason,
    };
    if bytes.len() as u64 > limits.record_bytes {
        return Err(skip(SkipReason::TooLarge {
            limit: limits.record_bytes,
        }));
    }
    let text = decode::decode(bytes);
    if let Some(what) = binary_text(&text) {
        return Err(skip(SkipReason::UnknownFormat(what.to_owned())));
    }
    let content = if looks_like_html(&text) {
        Content::Html(text)
    } else {
        Content::Text(text)
    };
    Ok(Record {
        id: RecordId::of_file(&file.id),
        content,
    })
}

/// Formats that people do keep beside releases, told by their first bytes, so that the reason for a skip can name them.
fn known_binary(head: &[u8]) -> Option<&'static str> {
    const SIGNATURES: [(&[u8], &str); 9] = [
        (b"%PDF-", "a PDF; extract its text first"),
        (b"PK\x03\x04", "a ZIP archive or an Office document"),
        (b"\xD0\xCF\x11\xE0", "an old Office document"),
        (b"\x89PNG", "a picture"),
        (b"\xFF\xD8\xFF", "a picture"),
        (b"GIF8", "a picture"),
        (b"{\\rtf", "a Rich Text document; save it as text first"),
        (b"\x7FELF", "a program"),
        (b"SQLite format 3\0", "a database"),
    ];
    SIGNATURES
        .iter()
        .find(|(signature, _)| head.starts_with(signature))
        .map(|(_, what)| *what)
}

/// Decoded text that still holds many control characters was never text.
fn binary_text(text: &str) -> Option<&'static str> {
    const HEAD: usize = 4096;
    let head = &text.as_bytes()[..text.len().min(HEAD)];
    let controls = count(head, |byte| {
        byte.is_ascii_control() && !matches!(byte, 9..=13 | 0x1A)
    });
    // U+FFFD. A letter has one byte that is none of those that go on with it.
    let lost = memchr::memmem::find_iter(head, "\u{FFFD}").count();
    let letters = count(head, |byte| byte & 0xC0 != 0x80);
    let (odd, all) = (controls + lost, letters);
    (odd * 20 > all).then_some("binary data")
}

/// How many bytes are so. Counted in bytes, a processor counts many at once.
fn count(bytes: &[u8], is_so: impl Fn(u8) -> bool) -> usize {
    bytes
        .chunks(255)
        .map(|chunk| {
            usize::from((chunk.iter()).fold(0, |sum: u8, byte| sum + u8::from(is_so(*byte))))
        })
        .sum()
}

/// HTML begins with a tag, or has one of the tags of running text early on. A text that mentions `<b>` once is no page.
fn looks_like_html(text: &str) -> bool {
    const OPENERS: [&str; 8] = [
        "<!doctype",
        "<html",
        "<head",
        "<body",
        "<?xml",
        "<!--",
        "<div",
        "<article",
    ];
    const TAGS: [&str; 9] = [
        "<p", "<div", "<br", "<table", "<span", "<h1", "<h2", "<li", "<a href",
    ];
    let start =
        text.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}');
    let is_opened = |opener: &&str| {
        start
            .get(..opener.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(opener))
    };
    if OPENERS.iter().any(is_opened) {
        return true;
    }
    let end = start
        .char_indices()
        .nth(20_000)
        .map_or(start.len(), |(at, _)| at);
    let head = start[..end].to_ascii_lowercase();
    if head.contains("<html") || head.contains("<body") {
        return true;
    }
    let tags: usize = TAGS.iter().map(|tag| head.matches(tag).count()).sum();
    tags >= 3 || (tags >= 1 && head.starts_with('<'))
}

/// Opens a file that was a regular one when the folder was read. Should a pipe stand in its place now, this waits for
/// nobody to write into it.
fn open(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.read(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, libc::O_NONBLOCK);
    let file = options.open(path)?;
    if file.metadata()?.is_file() {
        Ok(file)
    } else {
        Err(io::Error::other("no longer a regular file"))
    }
}

/// XXH3 of a file's bytes, as [`FileOutcome::hash`] has it. An error where `go_on` says no.
pub fn hash_file(path: &Path, go_on: &dyn Fn(u64) -> bool) -> io::Result<u64> {
    let mut hashing = Hashing {
        inner: open(path)?,
        hash: XxHash3_64::new(),
        go_on,
    };
    let mut buffer = vec![0; 64 * 1024];
    while hashing.read(&mut buffer)? > 0 {}
    Ok(hashing.hash.finish())
}

/// Passes bytes through and hashes them, for as long as it may go on.
struct Hashing<'a, R> {
    inner: R,
    hash: XxHash3_64,
    go_on: &'a dyn Fn(u64) -> bool,
}

impl<R: Read> Read for Hashing<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.hash.write(&buffer[..read]);
        go_on_with(self.go_on, read).map(|()| read)
    }
}

/// Tells of bytes that were read; an error where that was enough.
fn go_on_with(go_on: &dyn Fn(u64) -> bool, read: usize) -> io::Result<()> {
    if go_on(read as u64) {
        Ok(())
    } else {
        Err(io::Error::other("stopped"))
    }
}
