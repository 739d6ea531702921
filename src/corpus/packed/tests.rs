//! Archives that hold more than their lists of members say, or less: what is not read is named.

#![cfg(feature = "archives")]

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::corpus::limits::Limits;
use crate::corpus::read::read_bytes;
use crate::model::SkipReason;

fn zipped(members: &[&str]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for name in members {
        let options = SimpleFileOptions::default();
        archive.start_file(*name, options).expect("memory");
        archive.write_all(&text_of(name)).expect("memory");
    }
    archive.finish().expect("memory").into_inner()
}

fn tarred(members: &[&str]) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for name in members {
        let text = text_of(name);
        let mut header = tar::Header::new_gnu();
        header.set_size(text.len() as u64);
        archive
            .append_data(&mut header, name, text.as_slice())
            .expect("memory");
    }
    archive.into_inner().expect("memory")
}

fn text_of(name: &str) -> Vec<u8> {
    format!("Clerk Fined\n\nA clerk of {name} was fined.\n").into_bytes()
}

/// The ids of what an archive holds, and why the rest of it is not read.
fn read(archive: &[u8]) -> (Vec<String>, String) {
    let (mut ids, mut reasons) = (Vec::new(), Vec::new());
    let read = read_bytes(
        "a",
        archive,
        Limits::default(),
        &mut |record| match record {
            Ok(record) => ids.push(record.id.to_string()),
            Err(skip) => reasons.push(match skip.reason {
                SkipReason::UnknownFormat(why) => why,
                other => other.to_string(),
            }),
        },
    );
    read.expect("readable");
    (ids, reasons.join("; "))
}

#[test]
fn members_of_one_name_are_named() {
    let mut archive = zipped(&["a.txt", "b.txt", "c.txt"]);
    for at in 0..archive.len() - 5 {
        if matches!(&archive[at..at + 5], b"b.txt" | b"c.txt") {
            archive[at] = b'a';
        }
    }
    let (ids, why) = read(&archive);
    assert_eq!(ids, ["a/a.txt"]);
    let one = "the archive has several members a.txt; the last one counts";
    assert_eq!(why, format!("{one}; {one}"));
    let (ids, why) = read(&tarred(&["a.txt", "a.txt"]));
    assert_eq!(ids, ["a/a.txt"]);
    assert!(why.contains("several members a.txt; the first"), "{why}");
}

#[test]
fn an_archive_before_another_is_named() {
    let two = zipped(&["a.txt", "b.txt"]);
    assert_eq!(read(&two).1, "");
    let (ids, why) = read(&[two, zipped(&["c.txt"])].concat());
    assert_eq!(ids, ["a/c.txt"]);
    assert!(why.contains("before the archive"), "{why}");
}

#[test]
fn what_is_behind_the_end_of_a_tar_archive_is_named() {
    let two = tarred(&["a.txt", "b.txt"]);
    assert_eq!(read(&two).1, "");
    let tape = [two.as_slice(), &[0; 8192]].concat();
    assert_eq!(read(&tape).1, "");
    let mut holed = two.clone();
    holed[1024..1536].fill(0);
    let behind = [two.as_slice(), &tarred(&["c.txt"])].concat();
    for (archive, expected) in [(&behind, 2), (&holed, 1)] {
        let (ids, why) = read(archive);
        assert_eq!(ids.len(), expected, "{ids:?}");
        assert_eq!(why, "other data behind the end of the archive");
    }
}

#[test]
fn members_before_the_cut_of_a_tar_archive_are_kept() {
    let three = tarred(&["a.txt", "b.txt", "c.txt"]);
    let (ids, why) = read(&three[..2048]);
    assert_eq!(ids, ["a/a.txt", "a/b.txt"]);
    assert!(why.contains("the end of the archive is missing"), "{why}");
    for (cut, whole) in [(1030, 1), (1540, 1), (2000, 2), (2060, 2), (2570, 2)] {
        let (ids, why) = read(&three[..cut]);
        assert_eq!(ids.len(), whole, "{cut}: {ids:?}");
        assert!(why.contains("damaged"), "{cut}: {why}");
    }
}
