//! Archives of files: every format inside is read, and an archive that changes is compared member by member.

use dragnet::index::RecordChanges;

use crate::support::packing::{gzip, zipped};
use crate::support::test_repo::{PLEA, SENTENCE, SPILL, TestRepo};
use crate::support::{index, open};
use dragnet::index::Options;

fn tarred(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        let added = archive.append_data(&mut header, name, *bytes);
        added.expect("memory");
    }
    archive.into_inner().expect("memory")
}

fn options(repo: &TestRepo) -> Options {
    Options::of(&repo.path().join("corpus"), &repo.path().join("index"))
}

/// A list of two releases.
fn list() -> Vec<u8> {
    let one = |title: &str, body: &str| serde_json::json!({"title": title, "body": body});
    let two = [one("Plea Entered", PLEA), one("Sentence Given", SENTENCE)];
    serde_json::to_vec(&two).expect("JSON")
}

#[test]
fn members_of_archives_are_releases_with_ids_of_their_own() {
    let repo = TestRepo::empty();
    let long = format!("{}/spill.txt", "folder".repeat(30));
    let inner = gzip(tarred(&[(&long, SPILL.as_bytes())]));
    let archive = zipped(&[
        ("2019/plea.txt", PLEA.as_bytes()),
        ("2019/.hidden.txt", PLEA.as_bytes()),
        ("__MACOSX/plea.txt", PLEA.as_bytes()),
        ("list.json", &list()),
        ("old.tar.gz", &inner),
        ("sentence.txt.gz", &gzip(SENTENCE)),
    ]);
    repo.write("corpus/a.zip", archive);
    let report = index(&options(&repo)).expect("a build");
    assert_eq!((report.releases, report.files), (5, 1));
    let deep = format!("a.zip/old.tar.gz/{long}");
    for id in [
        "a.zip/2019/plea.txt",
        "a.zip/list.json#1",
        &deep,
        "a.zip/sentence.txt.gz",
    ] {
        let shown = repo.run(&["show", id]);
        assert!(
            shown.status == 0 && shown.out.contains(id),
            "{id}: {shown:?}"
        );
    }
    let similar = repo.run(&["show", "a.zip/plea.txt"]);
    assert!(similar.err.contains("a.zip/2019/plea.txt"), "{similar:?}");
    let checked = repo.run(&["check"]);
    assert_eq!(checked.status, 0, "{checked:?}");
    let inspected = repo.run(&["inspect", "corpus/a.zip"]);
    assert!(
        inspected.out.contains("corpus/a.zip/list.json#0"),
        "{inspected:?}"
    );
}

#[test]
fn a_release_that_stays_the_same_in_an_archive_is_not_indexed_again() {
    let repo = TestRepo::empty();
    let text = |name: &str, body: &str| (name.to_owned(), format!("{name}\n\n{body}"));
    let write = |members: &[(String, String)]| {
        let members: Vec<(&str, &[u8])> = (members.iter())
            .map(|(name, body)| (name.as_str(), body.as_bytes()))
            .collect();
        repo.write("corpus/a.tar", tarred(&members));
        index(&options(&repo)).expect("a run")
    };
    let (one, two) = (text("one.txt", PLEA), text("two.txt", SPILL));
    write(&[one.clone(), two.clone(), text("three.txt", SENTENCE)]);
    // One in front, one changed, one gone.
    let changed = (
        one.0.clone(),
        one.1.replace("pleaded guilty", "pleaded not guilty"),
    );
    let report = write(&[text("zero.txt", SENTENCE), changed, two]);
    let expected = RecordChanges {
        added: 1,
        changed: 1,
        removed: 1,
        unchanged: 1,
    };
    assert_eq!(report.records, expected);
    assert_eq!(report.names.records.removed, ["a.tar/three.txt"]);
    let index = open(&repo.path().join("index"));
    assert_eq!(index.releases().expect("a count"), 3);
    assert_eq!(repo.run(&["show", "a.tar/three.txt"]).status, 2);
    assert_eq!(repo.run(&["check"]).status, 0);
}

#[test]
fn an_archive_larger_than_a_record_is_read_where_it_is_on_the_disk() {
    let repo = TestRepo::empty();
    // Bytes that cannot be packed.
    let mut state = 1_u64;
    let noise: Vec<u8> = std::iter::repeat_with(|| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        state.to_be_bytes()[0]
    })
    .take(700 << 10)
    .collect();
    let archive = zipped(&[("a", &noise), ("b", &noise), ("plea.txt", PLEA.as_bytes())]);
    assert!(archive.len() > 1 << 20);
    repo.write("corpus/large.zip", archive);
    let ran = repo.run(&["index", "--max-file-size", "1"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert_eq!(repo.run(&["show", "large.zip/plea.txt"]).status, 0);
    let again = repo.run(&["index", "--max-file-size", "1"]);
    assert!(again.err.contains("nothing new"), "{again:?}");
}

#[test]
fn of_a_wacz_file_the_captures_are_read() {
    let http = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><h1>Clerk Fined</h1><p>A clerk of Oldport was fined today for wire fraud.</p></body></html>";
    let capture = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.gov/1\r\nContent-Type: application/http\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
        http.len()
    );
    let repo = TestRepo::empty();
    let pages = br#"{"url": "https://example.gov/1", "title": "Clerk Fined", "text": "A clerk was fined."}"#;
    let archive = zipped(&[
        ("datapackage.json", b"{}"),
        ("pages/pages.jsonl", pages),
        ("archive/data.warc.gz", &gzip(capture)),
    ]);
    repo.write("corpus/a.wacz", archive);
    let report = index(&options(&repo)).expect("a build");
    assert_eq!((report.releases, report.skipped.len()), (1, 0));
    let shown = repo.run(&["show", "a.wacz/archive/data.warc.gz#0"]);
    assert!(shown.out.contains("https://example.gov/1"), "{shown:?}");
}
