//! Files that hold others, as bytes.

use std::io::{Cursor, Write as _};

use flate2::Compression;
use flate2::write::GzEncoder;

/// The bytes so many times, compressed.
pub fn packed(content: &[u8], times: usize) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    for _ in 0..times {
        packed.write_all(content).expect("memory");
    }
    packed.finish().expect("memory")
}

/// The bytes, compressed.
pub fn gzip(content: impl AsRef<[u8]>) -> Vec<u8> {
    packed(content.as_ref(), 1)
}

/// A ZIP archive with these members.
pub fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        let options = zip::write::SimpleFileOptions::default();
        archive.start_file(*name, options).expect("memory");
        archive.write_all(bytes).expect("memory");
    }
    archive.finish().expect("memory").into_inner()
}
