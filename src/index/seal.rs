//! Sums: every file of an index ends in a line with the sum of all that stands before it.
//!
//! Small files are compared with their sum whenever they are read, and the large ones by `dragnet check`: a search must
//! not read a whole index before it answers. The line is text, so that a person who looks sees what it is:
//! `xxh3 0123456789abcdef`.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use tantivy::directory::{AntiCallToken, TerminatingWrite, WritePtr};
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

/// Bytes of the line: the word, a space, sixteen digits, a line feed.
pub(super) const LENGTH: usize = 22;

/// What the line begins with.
const WORD: &[u8; 5] = b"xxh3 ";

/// How much of a large file is read at once, in bytes.
const PIECE: usize = 256 << 10;

fn line(sum: u64) -> String {
    format!("xxh3 {sum:016x}\n")
}

/// `data` with its sum.
pub(super) fn sealed(data: &[u8]) -> Vec<u8> {
    [data, line(xxh3_64(data)).as_bytes()].concat()
}

/// What stands before the sum; none where they do not agree.
pub(super) fn unsealed(mut data: Vec<u8>) -> Option<Vec<u8>> {
    let length = data.len().checked_sub(LENGTH)?;
    let whole = line(xxh3_64(&data[..length])).as_bytes() == &data[length..];
    data.truncate(length);
    whole.then_some(data)
}

/// Whether these bytes at the end of a file are a sum, right or wrong.
pub(super) fn looks_sealed(end: &[u8]) -> bool {
    end.len() == LENGTH && end.starts_with(WORD) && end.ends_with(b"\n")
}

/// Whether a file agrees with the sum at its end. Tells `read` how many more bytes were read.
pub(super) fn is_whole(path: &Path, read: &mut dyn FnMut(u64)) -> io::Result<bool> {
    let mut file = File::open(path)?;
    let mut sum = Xxh3::new();
    // The last bytes read are held back: they may be the sum.
    let mut held: Vec<u8> = Vec::with_capacity(PIECE + LENGTH);
    loop {
        let before = held.len();
        (&mut file).take(PIECE as u64).read_to_end(&mut held)?;
        if held.len() == before {
            return Ok(line(sum.digest()).as_bytes() == held);
        }
        read((held.len() - before) as u64);
        let ready = held.len().saturating_sub(LENGTH);
        sum.update(&held[..ready]);
        held.drain(..ready);
    }
}

/// Writes a file and, as its end, the sum of what was written.
pub(super) struct Sealing {
    inner: WritePtr,
    sum: Xxh3,
}

impl Sealing {
    pub(super) fn new(inner: WritePtr) -> Self {
        Sealing {
            inner,
            sum: Xxh3::new(),
        }
    }
}

impl Write for Sealing {
    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(data)?;
        self.sum.update(&data[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl TerminatingWrite for Sealing {
    fn terminate_ref(&mut self, token: AntiCallToken) -> io::Result<()> {
        self.inner.write_all(line(self.sum.digest()).as_bytes())?;
        self.inner.terminate_ref(token)
    }
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
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("file");
        let good = sealed(b"a few bytes of an index");
        let check = |bytes: &[u8]| {
            std::fs::write(&path, bytes).expect("a file");
            let whole = is_whole(&path, &mut |_| ()).expect("a file that can be read");
            assert_eq!(whole, unsealed(bytes.to_vec()).is_some());
            whole
        };
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

    #[test]
    fn files_larger_than_a_piece_are_summed_whole() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("file");
        for size in [PIECE - LENGTH, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE + 7] {
            let mut bytes = sealed(&vec![7; size]);
            std::fs::write(&path, &bytes).expect("a file");
            let mut read = 0;
            assert!(is_whole(&path, &mut |more| read += more).expect("a file"));
            assert_eq!(read, bytes.len() as u64);
            bytes[size / 2] = 8;
            std::fs::write(&path, &bytes).expect("a file");
            assert!(!is_whole(&path, &mut |_| ()).expect("a file"));
        }
    }
}
