//! The checksum of a small file (`CURRENT`, `meta.json`): a line of text after its content.
//!
//! It is text, so that a person who opens the file understands it: `xxh3 0123456789abcdef`, and the identity of the
//! generation. Large files have a checksum for each page: see [`crate::index::storage::page_checksums`].

use std::fs;
use std::hash::Hasher as _;
use std::io;
use std::path::Path;

use twox_hash::XxHash3_64;

use crate::index::storage::identity::{IDENTITY_LENGTH, Identity, MISPLACED};

/// Length of the line in bytes: the word, a space, 16 digits, a space, the identity, a line feed.
const TRAILER_LENGTH: usize = 23 + IDENTITY_LENGTH;

/// What is said of a file whose checksum is wrong.
pub(crate) const MISMATCH: &str = "does not agree with the sum at its end";

fn trailer(data: &[u8], file: &Path, identity: &Identity) -> String {
    let mut hasher = XxHash3_64::new();
    hasher.write(data);
    hasher.write(&identity.place(file).to_bytes());
    format!("xxh3 {:016x} {identity}\n", hasher.finish())
}

/// The data of the file with this path, followed by its checksum.
pub(crate) fn with_checksum(data: &[u8], path: &Path, identity: &Identity) -> Vec<u8> {
    [data, trailer(data, name(path), identity).as_bytes()].concat()
}

/// The data without its checksum, and the identity of the generation that it belongs to; none if the checksum is wrong.
pub(crate) fn strip_verified_checksum(
    mut file: Vec<u8>,
    path: &Path,
) -> Option<(Vec<u8>, Identity)> {
    let length = file.len().checked_sub(TRAILER_LENGTH)?;
    let (data, found) = file.split_at(length);
    let identity = found
        .strip_suffix(b"\n")?
        .rsplit(|byte| *byte == b' ')
        .next()?;
    let identity = Identity::parse(str::from_utf8(identity).ok()?)?;
    if trailer(data, name(path), &identity).as_bytes() != found {
        return None;
    }
    file.truncate(length);
    Some((file, identity))
}

/// What is wrong with a pipe, a device or a folder in the place of a file.
pub(crate) const NOT_A_FILE: &str = "is no regular file";

/// Whether a pipe, a device or a folder is in the place of a file. Reading a pipe could wait for ever.
pub(crate) fn is_other_kind(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|found| !found.is_file())
}

/// Reads a small file of an index. What is no file is an error, and not waited for.
pub(crate) fn read_small_file(path: &Path) -> io::Result<Vec<u8>> {
    if is_other_kind(path) {
        let why = format!("`{}` {NOT_A_FILE}", name(path).display());
        return Err(io::Error::new(io::ErrorKind::InvalidInput, why));
    }
    fs::read(path)
}

/// Verifies the checksum of a file of this generation. Returns what is wrong, if anything. Calls `read` with the number of
/// bytes read.
pub(crate) fn verify_small_file(
    path: &Path,
    identity: &Identity,
    read: &mut dyn FnMut(u64),
) -> io::Result<Option<&'static str>> {
    let file = read_small_file(path)?;
    read(file.len() as u64);
    Ok(match strip_verified_checksum(file, path) {
        Some((_, found)) if found == *identity => None,
        Some(_) => Some(MISPLACED),
        None => Some(MISMATCH),
    })
}

/// The name of a file without its folder.
fn name(path: &Path) -> &Path {
    Path::new(path.file_name().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> &'static Path {
        Path::new("index/CURRENT")
    }

    #[test]
    fn data_with_a_checksum_reads_back() {
        let identity = Identity::new();
        for data in [&b"text\n"[..], b""] {
            assert_eq!(
                strip_verified_checksum(with_checksum(data, file(), &identity), file()),
                Some((data.to_vec(), identity.clone()))
            );
        }
        assert_eq!(strip_verified_checksum(b"text\n".to_vec(), file()), None);
    }

    #[test]
    fn every_flipped_bit_and_every_cut_is_found() {
        let good = with_checksum(b"a few bytes of an index", file(), &Identity::new());
        let check = |bytes: &[u8]| strip_verified_checksum(bytes.to_vec(), file()).is_some();
        assert!(check(&good));
        for at in 0..good.len() {
            for bit in 0..8 {
                let mut bad = good.clone();
                bad[at] ^= 1 << bit;
                assert!(!check(&bad), "bit {bit} of byte {at}");
            }
            assert!(!check(&good[..at]), "cut at {at}");
        }
        assert!(!check(&[&good[..], b"x"].concat()));
        assert!(strip_verified_checksum(good, Path::new("index/meta.json")).is_none());
    }
}
