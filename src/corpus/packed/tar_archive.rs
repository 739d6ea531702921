//! Tar archives that hold files of the corpus.

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

/// Passes on the members of an archive, in memory that does not grow with it.
pub(crate) fn read(input: &mut dyn BufRead, mut members: Members<'_, '_>) -> io::Result<()> {
    let mut archive = Archive::new(input);
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
            break;
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
    members.finish();
    Ok(())
}

/// The bytes of an entry that belongs to the next one.
fn short(entry: &mut Entry<'_, &mut dyn BufRead>) -> io::Result<Vec<u8>> {
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
