//! ZIP archives that hold files of the corpus.

use std::collections::HashSet;
use std::io::{self, Read, Seek, SeekFrom};

use zip::ZipArchive;

use crate::corpus::documents::office;
use crate::corpus::packed::members::{MAX_MEMBERS, Members};
use crate::model::SkipReason;

/// What a ZIP archive begins with.
pub(crate) const ZIP: &[u8] = b"PK\x03\x04";

/// Length of the end of a ZIP archive that names the number of its members, with the longest comment, in bytes.
const LONGEST_END: i64 = 66_000;

/// Archives that are files of other programs: a member that tells them, and what they are.
const OF_PROGRAMS: [(&str, &str); 4] = [
    ("META-INF/container.xml", "an electronic book"),
    ("META-INF/MANIFEST.MF", "a program"),
    ("ppt/presentation.xml", "a presentation"),
    (
        "Index/Document.iwa",
        "a document of Pages; save it as .docx first",
    ),
];

/// What a ZIP archive holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holds {
    Files,
    /// A web archive (`.wacz`): its captures, and lists of them.
    Captures,
    /// The parts of a document of an office program.
    Document,
}

/// A ZIP archive, opened.
pub(crate) struct OpenZip<R> {
    archive: ZipArchive<R>,
    /// The names of further members that have the name of another.
    repeated: Vec<Vec<u8>>,
}

impl<R: Read + Seek> OpenZip<R> {
    /// Reads the list of members, if they are not too many.
    pub(crate) fn open(mut input: R) -> Result<Self, SkipReason> {
        let members = count_members(&mut input).map_err(damaged)?;
        if members > u64::from(MAX_MEMBERS) {
            let what = format!("an archive of more than {MAX_MEMBERS} files; unpack it");
            return Err(SkipReason::UnknownFormat(what));
        }
        let open = |input| ZipArchive::new(input).map_err(|error| damaged(error.into()));
        let archive = open(input)?;
        let mut repeated = Vec::new();
        if members == archive.len() as u64 {
            return Ok(OpenZip { archive, repeated });
        }
        // Of members with one name, the library keeps the last.
        let start = archive.central_directory_start();
        let mut input = archive.into_inner();
        let list = names(&mut input, start, members).map_err(damaged)?;
        let mut known = HashSet::new();
        repeated.extend(list.into_iter().filter(|name| !known.insert(name.clone())));
        Ok(OpenZip {
            archive: open(input)?,
            repeated,
        })
    }

    /// What it holds; why it is not read where that is nothing for a corpus.
    pub(crate) fn holds(&mut self) -> Result<Holds, SkipReason> {
        if office::is_document(&mut self.archive) {
            return Ok(Holds::Document);
        }
        let program = OF_PROGRAMS
            .iter()
            .find(|(member, _)| self.archive.index_for_name(member).is_some());
        if let Some((_, what)) = program {
            return Err(SkipReason::UnknownFormat((*what).to_owned()));
        }
        let is_wacz = self.archive.index_for_name("datapackage.json").is_some()
            && (self.archive.file_names_raw()).any(|name| name.starts_with(b"archive/"));
        Ok(if is_wacz {
            Holds::Captures
        } else {
            Holds::Files
        })
    }

    /// Passes on its members.
    pub(crate) fn read(mut self, holds: Holds, mut members: Members<'_, '_>) {
        let mut first = None;
        for at in 0..self.archive.len() {
            if !members.go_on() {
                break;
            }
            let (name, size, refused) = match self.archive.by_index_raw(at) {
                Ok(member) => {
                    let start = member.header_start();
                    first = Some(first.map_or(start, |first: u64| first.min(start)));
                    let refused = if member.encrypted() {
                        Some("an encrypted member of an archive")
                    } else if member.is_symlink() {
                        Some("a link in an archive")
                    } else {
                        None
                    };
                    if member.is_dir() {
                        continue;
                    }
                    (member.name_raw().to_owned(), member.size(), refused)
                }
                Err(error) => {
                    members.nameless(damaged(error.into()));
                    continue;
                }
            };
            if holds == Holds::Captures && !name.starts_with(b"archive/") {
                continue;
            }
            let archive = &mut self.archive;
            members.add(&name, size, || match refused {
                Some(what) => Err(SkipReason::UnknownFormat(what.to_owned())),
                None => archive.by_index(at).map_err(|error| damaged(error.into())),
            });
        }
        // The first one of several members of one name begins before those that are read.
        let begins_later = self.repeated.is_empty() && first.is_some_and(|first| first > 0);
        let has_lead = self.archive.offset() > 0 || begins_later;
        for name in self.repeated {
            members.repeated(&name, "last");
        }
        if has_lead {
            let what = "other data before the archive, such as an archive put before it";
            members.nameless(SkipReason::UnknownFormat(what.to_owned()));
        }
        members.finish();
    }
}

/// The number of members that the end of an archive tells.
fn count_members(input: &mut (impl Read + Seek)) -> io::Result<u64> {
    let size = input.seek(SeekFrom::End(0))?;
    let length = i64::try_from(size).map_or(LONGEST_END, |size| size.min(LONGEST_END));
    input.seek(SeekFrom::End(-length))?;
    let mut end = Vec::new();
    input.read_to_end(&mut end)?;
    input.rewind()?;
    let number = |mark: &[u8], at: usize, length: usize| {
        let start = memchr::memmem::rfind(&end, mark)?;
        let bytes = end.get(start + at..start + at + length)?;
        let low_first = bytes.iter().rev();
        Some(low_first.fold(0, |number: u64, byte| (number << 8) | u64::from(*byte)))
    };
    let small = number(b"PK\x05\x06", 10, 2);
    let large = number(b"PK\x06\x06", 32, 8);
    Ok(small.into_iter().chain(large).max().unwrap_or_default())
}

/// The names in the list of members that begins at `start`, which holds at most `most`.
fn names(input: &mut (impl Read + Seek), start: u64, most: u64) -> io::Result<Vec<Vec<u8>>> {
    const MARK: &[u8] = b"PK\x01\x02";
    let mut names = Vec::new();
    let mut entry = [0; 46];
    input.seek(SeekFrom::Start(start))?;
    while (names.len() as u64) < most {
        input.read_exact(&mut entry)?;
        if !entry.starts_with(MARK) {
            break;
        }
        let length = |at: usize| usize::from(u16::from_le_bytes([entry[at], entry[at + 1]]));
        let mut name = vec![0; length(28)];
        input.read_exact(&mut name)?;
        names.push(name);
        let rest = length(30) + length(32);
        input.seek(SeekFrom::Current(i64::try_from(rest).unwrap_or_default()))?;
    }
    Ok(names)
}

#[expect(clippy::needless_pass_by_value, reason = "given to map_err")]
fn damaged(error: io::Error) -> SkipReason {
    SkipReason::UnknownFormat(format!("a ZIP archive that cannot be read: {error}"))
}
