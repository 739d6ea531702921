//! Tar archives that hold files of the corpus.

use std::cell::Cell;
use std::io::{self, BufRead, Read};

use tar::{Archive, Entry, EntryType, PaxExtensions};

use crate::corpus::packed::members::{MAX_NAME, Members};
use crate::model::SkipReason;

/// Size of a header in bytes.
const HEADER: usize = 512;

/// Where in a header its sum stands.
const SUM: std::ops::Range<usize> = 148..156;

/// Longest list of the properties of a member, in bytes.
const MAX_PROPERTIES: u64 = 64 << 10;

/// Whether a file that begins with `head` is a tar archive: its first header has the right sum.
pub(crate) fn is_tar(head: &[u8]) -> bool {
    let Some(header) = head.get(..HEADER) else {
        return false;
    };
    let sum = String::from_utf8_lossy(&header[SUM]);
    let Ok(told) = u32::from_str_radix(sum.trim_matches([' ', '\0']), 8) else {
        return false;
    };
    let bytes = header.iter().enumerate().map(|(at, byte)| {
        // The sum itself counts as blanks.
        u32::from(if SUM.contains(&at) { b' ' } else { *byte })
    });
    header[0] != 0 && bytes.sum::<u32>() == told
}

/// Passes on the members of an archive, in memory that does not grow with it. Members before a cut are kept, and what is not
/// read is named.
pub(crate) fn read(input: &mut dyn BufRead, mut members: Members<'_, '_>) -> io::Result<()> {
    let ends = Ends::default();
    let mut archive = Archive::new(Watched { input, ends: &ends });
    let left_out = match read_members(&mut archive, &mut members) {
        Ok(ReadTo::Limit) => None,
        Ok(ReadTo::End) if ends.at_end.get() => {
            let what = "members behind the last one: the end of the archive is missing";
            Some(what.to_owned())
        }
        Ok(ReadTo::End) => {
            let is_followed = has_more(archive.into_inner().input)?;
            is_followed.then(|| "other data behind the end of the archive".to_owned())
        }
        Err(error) if ends.failed.get() => return Err(error),
        Err(error) => Some(format!("the rest of an archive that is damaged: {error}")),
    };
    if let Some(what) = left_out {
        members.nameless(SkipReason::UnknownFormat(what));
    }
    members.finish();
    Ok(())
}

/// How far an archive was read.
enum ReadTo {
    End,
    /// A limit lies before its end.
    Limit,
}

fn read_members(
    archive: &mut Archive<Watched<'_>>,
    members: &mut Members<'_, '_>,
) -> io::Result<ReadTo> {
    // A name that is too long for a header stands in an entry before it.
    let mut long_name = None;
    for entry in archive.entries()?.raw(true) {
        let mut entry = entry?;
        match entry.header().entry_type() {
            EntryType::GNULongName => {
                long_name = Some(short(&mut entry)?);
                continue;
            }
            EntryType::XHeader => {
                long_name = path_in(&short(&mut entry)?);
                continue;
            }
            EntryType::GNULongLink | EntryType::XGlobalHeader | EntryType::Directory => continue,
            _ => {}
        }
        if !members.go_on() {
            return Ok(ReadTo::Limit);
        }
        let refused = match entry.header().entry_type() {
            EntryType::Regular | EntryType::Continuous => None,
            EntryType::Link | EntryType::Symlink => Some("a link in an archive"),
            EntryType::GNUSparse => Some("a member of an archive with holes in it"),
            _ => Some("a member of an archive that is no file"),
        };
        let name = long_name.take();
        let name = name.unwrap_or_else(|| entry.header().path_bytes().into_owned());
        // Old archives mark a folder so.
        if name.ends_with(b"/") {
            continue;
        }
        let size = entry.header().entry_size()?;
        members.add(&name, size, || match refused {
            Some(what) => Err(SkipReason::UnknownFormat(what.to_owned())),
            None => Ok(&mut entry),
        });
    }
    Ok(ReadTo::End)
}

/// Whether there is anything but zeros behind the first block of zeros, which ends an archive.
fn has_more(input: &mut dyn BufRead) -> io::Result<bool> {
    loop {
        let buffer = match input.fill_buf() {
            Ok(buffer) => buffer,
            Err(error) if is_cut(&error) => return Ok(false),
            Err(error) => return Err(error),
        };
        if buffer.is_empty() || buffer.iter().any(|byte| *byte != 0) {
            return Ok(!buffer.is_empty());
        }
        let length = buffer.len();
        input.consume(length);
    }
}

/// How the input of an archive ended.
#[derive(Default)]
struct Ends {
    /// It was read to its end.
    at_end: Cell<bool>,
    /// It cannot be read, which is another matter than a file that is cut.
    failed: Cell<bool>,
}

/// The input of an archive, which is watched.
struct Watched<'a> {
    input: &'a mut dyn BufRead,
    ends: &'a Ends,
}

impl Read for Watched<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer);
        match &read {
            Ok(0) if !buffer.is_empty() => self.ends.at_end.set(true),
            Err(error) if !is_cut(error) => self.ends.failed.set(true),
            _ => {}
        }
        read
    }
}

/// Whether compressed bytes end in the middle.
fn is_cut(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::UnexpectedEof
}

/// The bytes of an entry that belongs to the next one.
fn short(entry: &mut Entry<'_, Watched<'_>>) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    entry.take(MAX_PROPERTIES).read_to_end(&mut bytes)?;
    let end = bytes.iter().rposition(|byte| *byte != 0);
    bytes.truncate(end.map_or(0, |end| end + 1));
    Ok(bytes)
}

/// The path among the properties of a member.
fn path_in(properties: &[u8]) -> Option<Vec<u8>> {
    PaxExtensions::new(properties)
        .flatten()
        .find(|property| property.key_bytes() == b"path")
        .map(|property| property.value_bytes().to_owned())
        .filter(|path| path.len() <= 2 * MAX_NAME)
}
