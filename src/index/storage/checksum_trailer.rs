//! The checksum of a small file (`CURRENT`, `meta.json`): a line of text after its content.
//!
//! It is text, so that a person who opens the file understands it: `xxh3 0123456789abcdef`. Large files have a checksum for
//! each page: see [`crate::index::storage::page_checksums`].

use std::fs;
use std::io;
use std::path::Path;

use twox_hash::XxHash3_64;

/// Length of the line in bytes: the word, a space, 16 digits, a line feed.
const TRAILER_LENGTH: usize = 22;

/// What is said of a file whose checksum is wrong.
pub(crate) const MISMATCH: &str = "does not agree with the sum at its end";

fn trailer(data: &[u8]) -> String {
    format!("xxh3 {:016x}\n", XxHash3_64::oneshot(data))
}

/// The data, followed by its checksum.
pub(crate) fn with_checksum(data: &[u8]) -> Vec<u8> {
    [data, trailer(data).as_bytes()].concat()
}

/// The data without its checksum; none if the checksum is wrong.
pub(crate) fn strip_verified_checksum(mut file: Vec<u8>) -> Option<Vec<u8>> {
    let length = file.len().checked_sub(TRAILER_LENGTH)?;
    let (data, found) = file.split_at(length);
    if trailer(data).as_bytes() != found {
        return None;
    }
    file.truncate(length);
    Some(file)
}

/// Verifies the checksum of a file. Returns what is wrong, if anything. Calls `read` with the number of bytes read.
pub(crate) fn verify_small_file(
    path: &Path,
    read: &mut dyn FnMut(u64),
) -> io::Result<Option<&'static str>> {
    let file = fs::read(path)?;
    read(file.len() as u64);
    Ok(match strip_verified_checksum(file) {
        Some(_) => None,
        None => Some(MISMATCH),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_with_a_checksum_reads_back() {
        for data in [&b"text\n"[..], b""] {
            assert_eq!(
                strip_verified_checksum(with_checksum(data)),
                Some(data.to_vec())
            );
        }
        assert_eq!(strip_verified_checksum(b"text\n".to_vec()), None);
    }

    #[test]
    fn every_flipped_bit_and_every_cut_is_found() {
        let good = with_checksum(b"a few bytes of an index");
        let check = |bytes: &[u8]| strip_verified_checksum(bytes.to_vec()).is_some();
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
    }
}
