//! Files of every format, damaged in every way that a bad copy, a torn download or a bad disk can damage them.

use std::fs;
use std::path::Path;

use crate::support::test_repo::TestRepo;

/// Where a file is damaged, in parts of its length.
const PLACES: [usize; 8] = [1, 2, 4, 8, 11, 14, 15, 16];

/// The sample files of all formats, each with its name.
fn samples() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/kept");
    let entries = fs::read_dir(folder).expect("the samples");
    let mut samples: Vec<(String, Vec<u8>)> = entries
        .map(|entry| {
            let path = entry.expect("an entry").path();
            let name = path
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            (name, fs::read(path).expect("a sample"))
        })
        .collect();
    samples.sort();
    samples
}

/// A file damaged in all ways: what was done, and its bytes.
fn damaged(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    for place in PLACES {
        let at = bytes.len() * place / 17;
        all.push((format!("cut-{place}"), bytes[..at].to_vec()));
        let mut other = bytes.to_vec();
        other[at] ^= 0xFF;
        all.push((format!("byte-{place}"), other));
        let mut zeros = bytes.to_vec();
        let end = zeros.len().min(at + 64);
        zeros[at..end].fill(0);
        all.push((format!("zeros-{place}"), zeros));
    }
    all.push(("twice".to_owned(), bytes.repeat(2)));
    all.push(("before".to_owned(), [b"\0\0\0\0", bytes].concat()));
    all.push(("behind".to_owned(), [bytes, &[0xA5; 4096]].concat()));
    all
}

#[test]
fn a_damaged_file_of_any_format_is_read_or_named_and_harms_no_other() {
    let repo = TestRepo::new();
    let mut names = Vec::new();
    for (sample, bytes) in samples() {
        for (how, bytes) in damaged(&bytes) {
            let name = format!("damaged/{how}-{sample}");
            repo.write(&format!("corpus/{name}"), bytes);
            names.push(name);
        }
    }
    assert!(names.len() > 200, "{} files", names.len());
    let ran = repo.run(&["index", "--verbose"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    ran.has_no_internal_error();
    let found = repo.ids(&["--limit", "all", "--copies"]);
    for name in &names {
        let is_in = |text: &str| text.contains(name.as_str());
        let is_found = found.iter().any(|id| id.starts_with(name.as_str()));
        let is_named = ran
            .err
            .lines()
            .any(|line| line.starts_with("skipped ") && is_in(line));
        assert!(is_found || is_named, "{name} is lost: {}", ran.err);
    }
    for good in ["2019/plea.txt", "2020/sentence.txt"] {
        assert_eq!(repo.run(&["show", good]).status, 0, "{good}");
    }
    assert_eq!(repo.run(&["check"]).status, 0);
}
