//! Small files of an index (`CURRENT`, `meta.json`): each ends in a line with the sum of all that stands before it, and is
//! compared with it whenever it is read.
//!
//! The line is text, so that a person who looks sees what it is: `xxh3 0123456789abcdef`. Large files have a sum for each
//! page: see [`crate::index::storage::page_checksums`].

use twox_hash::XxHash3_64;

/// Bytes of the line: the word, a space, sixteen digits, a line feed.
const LENGTH: usize = 22;

fn line(sum: u64) -> String {
    format!("xxh3 {sum:016x}\n")
}

/// `data` with its sum.
pub(crate) fn sealed(data: &[u8]) -> Vec<u8> {
    [data, line(XxHash3_64::oneshot(data)).as_bytes()].concat()
}

/// What stands before the sum; none where they do not agree.
pub(crate) fn unsealed(mut data: Vec<u8>) -> Option<Vec<u8>> {
    let length = data.len().checked_sub(LENGTH)?;
    let whole = line(XxHash3_64::oneshot(&data[..length])).as_bytes() == &data[length..];
    data.truncate(length);
    whole.then_some(data)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_comes_back() {
        assert_eq!(unsealed(sealed(b"text\n")), Some(b"text\n".to_vec()));
        assert_eq!(unsealed(sealed(b"")), Some(Vec::new()));
        assert_eq!(unsealed(b"text\n".to_vec()), None);
    }

    #[test]
    fn every_flipped_bit_and_every_cut_is_found() {
        let good = sealed(b"a few bytes of an index");
        let check = |bytes: &[u8]| unsealed(bytes.to_vec()).is_some();
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
