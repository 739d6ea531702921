//! Which files does a corpus folder hold, and what are their ids?

pub(crate) mod left_out;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};
use walkdir::WalkDir;

use crate::corpus::walk::left_out::{HIDDEN, is_hidden, is_index, what_is_left_out};
use crate::model::{RecordId, Skip, SkipReason};

/// A regular file of the corpus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Path on this machine.
    pub path: PathBuf,
    /// Path relative to the corpus root, with `/` on every system: the path in the ids of its records.
    pub id: String,
    /// Size in bytes.
    pub size: u64,
    /// Time of the last change in nanoseconds since 1970; 0 where the file system does not tell it.
    pub modified: i64,
    /// Time of the last change of the file or of what the system keeps of it, its name for one: that of a file that was put in
    /// another's place is its own, whatever time it was given. In nanoseconds since 1970; 0 where there is none.
    pub changed: i64,
}

/// One thing found by the walk.
#[derive(Clone, Debug)]
pub enum Walked {
    /// A regular file.
    File(SourceFile),
    /// Something that cannot be read as a file.
    Skipped(Skip),
    /// What is never a file of a corpus: a hidden file or folder, a README, what a program has left behind.
    LeftOut {
        /// Its id, as that of a file.
        id: String,
        /// What it is.
        what: &'static str,
    },
}

/// One folder of a corpus.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorpusRoot {
    /// Its absolute path.
    pub path: PathBuf,
    /// What the ids of its files begin with, where the corpus has several folders: its name. None for a corpus of one.
    pub prefix: Option<String>,
}

impl CorpusRoot {
    /// The folders of one corpus, sorted by path, each with a prefix of its own where there are several: its name, or, of
    /// two with the same name, that of the folder above it, too.
    pub fn all(mut paths: Vec<PathBuf>) -> Vec<CorpusRoot> {
        paths.sort();
        paths.dedup();
        let mut roots: Vec<CorpusRoot> = Vec::new();
        for path in &paths {
            let same_name = |other: &&PathBuf| other.file_name() == path.file_name();
            let mut prefix = (paths.len() > 1).then(|| name_of(path));
            if let Some(prefix) = &mut prefix
                && paths.iter().filter(same_name).count() > 1
                && let Some(parent) = path.parent()
            {
                *prefix = format!("{}-{prefix}", name_of(parent));
            }
            let first = prefix.clone().unwrap_or_default();
            for number in 2.. {
                if prefix.is_none() || roots.iter().all(|root| root.prefix != prefix) {
                    break;
                }
                prefix = Some(format!("{first}-{number}"));
            }
            roots.push(CorpusRoot {
                path: path.clone(),
                prefix,
            });
        }
        roots
    }

    /// Whether a file with this id is in this folder.
    pub fn holds(&self, id: &str) -> bool {
        self.path_below(id).is_some()
    }

    /// The path below this folder of the file with an id; none for a file of another folder.
    pub fn path_below<'id>(&self, id: &'id str) -> Option<&'id str> {
        match &self.prefix {
            Some(prefix) => id.strip_prefix(prefix.as_str())?.strip_prefix('/'),
            None => Some(id),
        }
    }

    /// Walks the folder, in the order of the file system, so that a folder of a million files is not held in memory. Leaves
    /// out what [`walk`] leaves out.
    pub fn walk<'a>(
        &'a self,
        excluded: Option<&'a Path>,
        follow_links: bool,
    ) -> impl Iterator<Item = Walked> + 'a {
        let entries = WalkDir::new(&self.path).follow_links(follow_links);
        let walked = walk_entries(&self.path, excluded, entries);
        walked.map(|walked| match (walked, &self.prefix) {
            (walked, None) => walked,
            (Walked::File(mut file), Some(prefix)) => {
                file.id = format!("{prefix}/{}", file.id);
                Walked::File(file)
            }
            (Walked::LeftOut { id, what }, Some(prefix)) => {
                let id = format!("{prefix}/{id}");
                Walked::LeftOut { id, what }
            }
            (Walked::Skipped(mut skip), Some(prefix)) => {
                let path = &mut skip.id.path;
                *path = if path == "." {
                    prefix.clone()
                } else {
                    format!("{prefix}/{path}")
                };
                Walked::Skipped(skip)
            }
        })
    }
}

/// The name of a folder as ids write it.
fn name_of(folder: &Path) -> String {
    let mut name = String::new();
    let own = folder.file_name().unwrap_or("root".as_ref());
    push_name(&mut name, own.as_encoded_bytes());
    RecordId::escape_path(&mut name);
    name
}

/// Walks `root` in the order of file names. Leaves out hidden files and folders (whose names begin with a full stop),
/// README files, what programs leave behind (`a.txt~`, `a.html.part`), the folder `excluded` (an index may be inside its own corpus) and other indexes.
pub fn walk<'a>(
    root: &'a Path,
    excluded: Option<&'a Path>,
    follow_links: bool,
) -> impl Iterator<Item = Walked> + 'a {
    let entries = WalkDir::new(root).sort_by_file_name();
    walk_entries(root, excluded, entries.follow_links(follow_links))
}

fn walk_entries<'a>(
    root: &'a Path,
    excluded: Option<&'a Path>,
    entries: WalkDir,
) -> impl Iterator<Item = Walked> + 'a {
    let excluded = excluded.and_then(|path| path.canonicalize().ok());
    let is_excluded = move |entry: &walkdir::DirEntry| {
        let is_this = excluded.as_ref().is_some_and(|excluded| {
            excluded.file_name() == Some(entry.file_name())
                && entry
                    .path()
                    .canonicalize()
                    .is_ok_and(|path| path == *excluded)
        });
        is_this || entry.depth() > 0 && is_index(entry.path())
    };
    let mut entries = entries.follow_root_links(true).into_iter();
    std::iter::from_fn(move || {
        loop {
            let entry = match entries.next()? {
                Ok(entry) => entry,
                Err(error) => {
                    let id = error
                        .path()
                        .map_or_else(|| ".".to_owned(), |path| file_id(root, path));
                    let why = match error.io_error() {
                        Some(io) => io.to_string(),
                        None => "a link that leads back to a folder that holds it".to_owned(),
                    };
                    return Some(skipped(id, SkipReason::Unreadable(why)));
                }
            };
            let is_folder = entry.file_type().is_dir();
            let name = entry.file_name().to_string_lossy();
            let what = match entry.depth() {
                0 => None,
                _ if entry.file_type().is_file() => what_is_left_out(&name),
                _ => is_hidden(&name).then_some(HIDDEN),
            };
            if let Some(what) = what {
                if is_folder {
                    entries.skip_current_dir();
                }
                let id = file_id(root, entry.path());
                return Some(Walked::LeftOut { id, what });
            }
            if is_folder && is_excluded(&entry) {
                entries.skip_current_dir();
                continue;
            }
            // The root may be a link to a folder.
            if !(is_folder || entry.depth() == 0 && root.is_dir()) {
                return Some(walked(root, &entry));
            }
        }
    })
}

fn walked(root: &Path, entry: &walkdir::DirEntry) -> Walked {
    let id = file_id(root, entry.path());
    if !entry.file_type().is_file() {
        let what = if entry.file_type().is_symlink() {
            "a link (followed with --follow-links)"
        } else {
            "a pipe, socket or device"
        };
        return skipped(id, SkipReason::NotAFile(what.to_owned()));
    }
    match entry.metadata() {
        Ok(metadata) => {
            let modified = metadata
                .modified()
                .ok()
                .and_then(|time| match time.duration_since(UNIX_EPOCH) {
                    Ok(since) => i64::try_from(since.as_nanos()).ok(),
                    Err(before) => i64::try_from(before.duration().as_nanos())
                        .ok()
                        .map(|nanos| -nanos),
                })
                .unwrap_or(0);
            Walked::File(SourceFile {
                path: entry.path().to_owned(),
                id,
                size: metadata.len(),
                modified,
                changed: change_time(&metadata),
            })
        }
        Err(error) => {
            let why = error
                .io_error()
                .map_or_else(|| error.to_string(), ToString::to_string);
            skipped(id, SkipReason::Unreadable(why))
        }
    }
}

/// See [`SourceFile::changed`].
#[cfg(unix)]
fn change_time(metadata: &fs::Metadata) -> i64 {
    use std::os::unix::fs::MetadataExt as _;
    metadata
        .ctime()
        .wrapping_mul(1_000_000_000)
        .wrapping_add(metadata.ctime_nsec())
}

/// See [`SourceFile::changed`].
#[cfg(not(unix))]
fn change_time(_: &fs::Metadata) -> i64 {
    0
}

fn skipped(path: String, reason: SkipReason) -> Walked {
    let id = RecordId::of_file(path);
    Walked::Skipped(Skip { id, reason })
}

/// The path below `root` with `/` between its parts. Bytes that are not UTF-8 are written `%XX`, and a `#` that would
/// make the path read like a record id is written `%23`. A `%` that looks like such an escape is written `%25`. So no
/// two files have the same id.
fn file_id(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    let mut id = String::new();
    for part in below.components() {
        if !id.is_empty() {
            id.push('/');
        }
        push_name(&mut id, part.as_os_str().as_encoded_bytes());
    }
    RecordId::escape_path(&mut id);
    if id.is_empty() { ".".to_owned() } else { id }
}

/// Whether the path of a file is that of this folder or file, or is below it. `.` is the root of the corpus.
pub(crate) fn is_below(path: &str, folder: &str) -> bool {
    match path.strip_prefix(folder) {
        Some(below) => below.is_empty() || below.starts_with('/'),
        None => folder == ".",
    }
}

/// Adds the bytes of a name to an id, as [`file_id`] writes them.
pub(crate) fn push_name(id: &mut String, name: &[u8]) {
    for chunk in name.utf8_chunks() {
        for (at, piece) in chunk.valid().split('%').enumerate() {
            if at > 0 {
                id.push_str(if looks_escaped(piece) { "%25" } else { "%" });
            }
            id.push_str(piece);
        }
        for byte in chunk.invalid() {
            // Writing to a String cannot fail.
            let _ = write!(id, "%{byte:02X}");
        }
    }
}

/// Whether `%` before this text looks like an escape that [`file_id`] writes.
fn looks_escaped(text: &str) -> bool {
    let digits = text.as_bytes().first_chunk::<2>();
    let upper = |byte: &u8| byte.is_ascii_digit() || (b'A'..=b'F').contains(byte);
    digits.is_some_and(|digits| {
        digits == b"23" || digits == b"25" || (digits[0] >= b'8' && digits.iter().all(upper))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readme_hidden_files_and_leftovers_are_left_out() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in [
            "#a.txt#",
            "Thumbs.db",
            ".hidden.txt",
            "README.md",
            "a.html.part",
            "a.txt",
            "a.txt.bak",
            "a.txt~",
            "readme-case.txt",
        ] {
            std::fs::write(folder.path().join(name), "text").expect("a file");
        }
        let ids: Vec<String> = walk(folder.path(), None, false)
            .filter_map(|walked| match walked {
                Walked::File(file) => Some(file.id),
                Walked::Skipped(_) | Walked::LeftOut { .. } => None,
            })
            .collect();
        assert_eq!(ids, ["a.txt", "readme-case.txt"]);
    }

    #[test]
    fn folders_of_one_name_have_prefixes_that_tell_them_apart() {
        let prefixes = |paths: &[&str]| -> Vec<String> {
            let roots = CorpusRoot::all(paths.iter().map(PathBuf::from).collect());
            roots
                .into_iter()
                .map(|root| root.prefix.unwrap_or_default())
                .collect()
        };
        assert_eq!(prefixes(&["/a"]), [""]);
        assert_eq!(prefixes(&["/a", "/a"]), [""]);
        assert_eq!(prefixes(&["/b/sec", "/a/doj"]), ["doj", "sec"]);
        assert_eq!(
            prefixes(&["/2020/r", "/2019/r", "/x/s"]),
            ["2019-r", "2020-r", "s"]
        );
        assert_eq!(prefixes(&["/a/x/r", "/b/x/r"]), ["x-r", "x-r-2"]);
        assert_eq!(
            prefixes(&["/a/r", "/b/r", "/c/a-r"]),
            ["a-r", "b-r", "a-r-2"]
        );
        assert_eq!(prefixes(&["/a#1", "/b"]), ["a%231", "b"]);
    }

    #[test]
    fn ids_use_slashes_and_keep_every_byte() {
        let root = Path::new("/corpus");
        assert_eq!(file_id(root, Path::new("/corpus/a/b.html")), "a/b.html");
        #[cfg(unix)]
        {
            use std::ffi::OsStr;
            use std::os::unix::ffi::OsStrExt;
            let odd = root.join(OsStr::from_bytes(b"caf\xe9.txt"));
            assert_eq!(file_id(root, &odd), "caf%E9.txt");
            let literal = root.join("caf%E9.txt");
            assert_eq!(file_id(root, &literal), "caf%25E9.txt");
        }
    }

    #[test]
    fn a_file_named_like_a_record_id_is_escaped() {
        let root = Path::new("/corpus");
        let id = |name: &str| file_id(root, &root.join(name));
        assert_eq!(id("list.json#0"), "list.json%230");
        assert_eq!(id("list.json%230"), "list.json%25230");
        assert_eq!(id("a b%20c#top.html"), "a b%20c#top.html");
        assert_eq!(id("100%.txt"), "100%.txt");
    }
}
