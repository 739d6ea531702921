//! The members of an archive: which are files of the corpus, and what are their ids?

use std::collections::HashSet;
use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;

use crate::corpus::packed::unpacking::Unpacking;
use crate::corpus::record_sink::RecordSink;
use crate::corpus::walk::left_out::what_is_left_out;
use crate::corpus::walk::push_name;
use crate::model::{RecordId, SkipReason};

/// Most members of an archive. Their names are kept while it is read.
pub(crate) const MAX_MEMBERS: u32 = 100_000;

/// Longest name of a member with its folders, in bytes. Linux allows as much.
pub(crate) const MAX_NAME: usize = 4096;

/// Size of the read buffer of a member in bytes.
const BUFFER: u64 = 64 * 1024;

/// Reads the records of one member: its input, its size in bytes, and who takes them.
pub(crate) type ReadMember<'a> =
    dyn FnMut(&mut dyn BufRead, u64, RecordSink<'_>) -> io::Result<()> + 'a;

/// Passes on the members of an archive.
pub(crate) struct Members<'a, 'sink> {
    sink: RecordSink<'sink>,
    unpacking: &'a Unpacking,
    read: &'a mut ReadMember<'a>,
    /// The names of those that have been read.
    known: HashSet<Arc<str>>,
    seen: u32,
    /// Whether it ends before its end, for too much was unpacked.
    is_cut: bool,
}

impl<'a, 'sink> Members<'a, 'sink> {
    pub(crate) fn new(
        sink: RecordSink<'sink>,
        unpacking: &'a Unpacking,
        read: &'a mut ReadMember<'a>,
    ) -> Self {
        Members {
            sink,
            unpacking,
            read,
            known: HashSet::new(),
            seen: 0,
            is_cut: false,
        }
    }

    /// Counts one more entry of the archive. Returns whether it is to be read, and those behind it.
    pub(crate) fn go_on(&mut self) -> bool {
        self.seen += 1;
        self.is_cut = self.unpacking.is_spent();
        self.seen <= MAX_MEMBERS && !self.is_cut && !self.sink.is_full()
    }

    /// Reads the member `name`, whose bytes `open` gives, or says why it is not read. One that cannot be read is a skip and ends
    /// nothing.
    pub(crate) fn add<R: Read>(
        &mut self,
        name: &[u8],
        size: u64,
        open: impl FnOnce() -> Result<R, SkipReason>,
    ) {
        let path = match member_path(name) {
            Ok(Some(path)) => path,
            Ok(None) => return,
            Err(why) => {
                let name = String::from_utf8_lossy(&name[..name.len().min(MAX_NAME)]);
                let why = format!("a member of an archive with {why}: {name}");
                self.sink.record(Err(SkipReason::UnknownFormat(why)));
                return;
            }
        };
        let path: Arc<str> = self.sink.member_path(&path).into();
        if !self.known.insert(path.clone()) {
            return self.say_repeated(&path, "first");
        }
        let input = match open() {
            Ok(input) => WholeMember { input, left: size },
            Err(reason) => return self.sink.member(&path, reason),
        };
        let capacity = usize::try_from(size.clamp(16, BUFFER)).unwrap_or_default();
        let mut input = BufReader::with_capacity(capacity, self.unpacking.count(input));
        let (sink, read) = (&mut self.sink, &mut self.read);
        let read = sink.of_member(&path, |sink| read(&mut input, size, sink));
        if let Err(error) = read {
            let reason = if self.unpacking.is_spent() {
                self.unpacking.bomb()
            } else {
                SkipReason::Unreadable(error.to_string())
            };
            self.sink.member(&path, reason);
        }
    }

    /// Says that a member is not read since another one has its name, of which the first or the last counts. Those that are left out
    /// of a folder are left out here, too.
    pub(crate) fn repeated(&mut self, name: &[u8], which: &str) {
        if let Ok(Some(path)) = member_path(name) {
            let path = self.sink.member_path(&path);
            self.say_repeated(&path, which);
        }
    }

    fn say_repeated(&mut self, path: &str, which: &str) {
        let why = format!("the archive has several members {path}; the {which} one counts");
        self.sink.record(Err(SkipReason::UnknownFormat(why)));
    }

    /// Says why the entry with this number is not read, whose name is not known.
    pub(crate) fn nameless(&mut self, reason: SkipReason) {
        self.sink.record(Err(reason));
    }

    /// Says what was left out at the end.
    pub(crate) fn finish(self) {
        let cut = if self.seen > MAX_MEMBERS {
            let why = format!("its members after the first {MAX_MEMBERS}");
            Some(SkipReason::UnknownFormat(why))
        } else if self.is_cut {
            Some(self.unpacking.bomb())
        } else {
            None
        };
        self.sink.finish_with(cut);
    }
}

/// The path of a member as ids write it. None for what is left out of a folder, too: hidden files and the like. An error where
/// no file of a folder could have this name.
fn member_path(name: &[u8]) -> Result<Option<String>, &'static str> {
    if name.len() > MAX_NAME {
        return Err("too long a name");
    }
    // Some programs write names as on Windows.
    let is_separator = |byte: &u8| *byte == b'/' || *byte == b'\\';
    let has_drive = matches!(name, [letter, b':', ..] if letter.is_ascii_alphabetic());
    if has_drive || name.first().is_some_and(is_separator) {
        return Err("an absolute name");
    }
    let mut path = String::new();
    for part in name.split(is_separator) {
        match part {
            b"" | b"." => continue,
            b".." => return Err("a name that leads out of it"),
            b"__MACOSX" => return Ok(None),
            part if what_is_left_out(&String::from_utf8_lossy(part)).is_some() => return Ok(None),
            _ => {}
        }
        if !path.is_empty() {
            path.push('/');
        }
        push_name(&mut path, part);
    }
    RecordId::escape_path(&mut path);
    if path.is_empty() {
        return Err("no name");
    }
    Ok(Some(path))
}

/// The bytes of a member, which has as many as the archive says: fewer are an error, and more are not read.
struct WholeMember<R> {
    input: R,
    left: u64,
}

impl<R: Read> Read for WholeMember<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.left).map_or(buffer.len(), |left| left.min(buffer.len()));
        if most == 0 {
            // At its end the sum of a compressed member is compared.
            return match self.input.read(&mut [0; 1][..buffer.len().min(1)])? {
                0 => Ok(0),
                _ => Err(io::Error::other("it is larger than the archive says")),
            };
        }
        let read = self.input.read(&mut buffer[..most])?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.left -= read as u64;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_paths_below_the_archive() {
        let path = |name: &str| member_path(name.as_bytes());
        for (name, expected) in [
            ("a/b.html", "a/b.html"),
            ("./a//b.html", "a/b.html"),
            ("a\\b.html", "a/b.html"),
            ("list.json#0", "list.json%230"),
        ] {
            assert_eq!(path(name), Ok(Some(expected.to_owned())), "{name}");
        }
        assert_eq!(
            member_path(b"caf\xe9.txt"),
            Ok(Some("caf%E9.txt".to_owned()))
        );
        for name in [".git/a.txt", "__MACOSX/a.txt", "a/README.md", "a.txt~"] {
            assert_eq!(path(name), Ok(None), "{name}");
        }
        for name in ["../a", "a/../../b", "/etc/passwd", "C:\\a", "\\a", "", "./"] {
            assert!(path(name).is_err(), "{name}");
        }
        assert!(path(&"a".repeat(5000)).is_err());
    }
}
