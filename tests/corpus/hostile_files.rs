//! Files made to harm, pipes, loops of links, names of any bytes, files that change while they are read: every good release
//! is found, and every bad file is listed with its reason.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant, SystemTime};

use super::bad_files::{BadFile, bad_files, odd_documents, odd_pages};
use crate::support::packing::packed;
use crate::support::test_repo::{Ran, SPILL, TestRepo};
use dragnet::corpus::{Limits, SourceFile, Walked, read_records, walk};
use dragnet::index::{Options, Progress, Report, build};
use dragnet::knowledge::Knowledge;
use dragnet::model::SkipReason;

fn pipe(path: &Path) {
    let made = Command::new("mkfifo").arg(path).status().expect("mkfifo");
    assert!(made.success());
}

/// Indexes good and hostile files together, with pages and records of at most `mib` MiB.
fn hostile_repo(mib: usize) -> (TestRepo, Vec<BadFile>) {
    let repo = TestRepo::new();
    let bad = bad_files(mib);
    for (name, content, _) in &bad {
        repo.write(&format!("corpus/bad/{name}"), content);
    }
    for (name, page) in odd_pages(mib) {
        repo.write(&format!("corpus/odd/{name}"), page);
    }
    for (name, bytes) in odd_documents(mib) {
        repo.write(&format!("corpus/odd/{name}"), bytes);
    }
    (repo, bad)
}

/// `mib` is that of the repo: an odd page of more than 8 has more text than a release may have.
fn assert_all_is_told(repo: &TestRepo, mib: usize, bad: &[BadFile], ran: &Ran) {
    assert_eq!(ran.status, 0, "{}", ran.err);
    let untold: Vec<_> = bad
        .iter()
        .filter(|(name, _, reason)| {
            let name: String = name.chars().filter(|letter| !letter.is_control()).collect();
            !ran.err
                .lines()
                .any(|line| line.contains(&format!("bad/{name}")) && line.contains(reason))
        })
        .map(|(name, _, reason)| format!("{name}: {reason}"))
        .collect();
    assert!(untold.is_empty(), "{untold:?} in {}", ran.err);
    for good in ["2019/plea.txt", "2020/sentence.txt", "spill.txt"] {
        assert_eq!(repo.run(&["show", good]).status, 0, "{good}");
    }
    assert_eq!(repo.ids(&["treasurer"]).len(), 2);
    let odd = repo.ids(&["quixotically", "--limit", "all"]);
    for (name, _) in odd_pages(1) {
        let id = format!("odd/{name}");
        let told = format!("skipped {id}: more than 4 MiB of text");
        let is_told = mib > 8 && ran.err.contains(&told);
        assert!(odd.contains(&id) || is_told, "{id}: {odd:?}");
    }
    for (name, _) in odd_documents(1) {
        let id = format!("odd/{name}");
        assert!(odd.iter().any(|odd| odd.starts_with(&id)), "{id}: {odd:?}");
    }
    assert!(repo.ids(&["swollen"])[0].starts_with("bad/swollen.jsonl.gz#"));
}

#[test]
fn hostile_files_are_listed_with_reasons_and_good_ones_are_found() {
    let (repo, bad) = hostile_repo(1);
    let ran = repo.run(&["index", "--verbose", "--max-file-size", "1"]);
    assert_all_is_told(&repo, 1, &bad, &ran);
    ran.has_no_internal_error();
}

/// The same with files of the largest size. Prints how much memory it took:
/// `cargo test --release -- --ignored --nocapture hostile_files_of_the_largest_size`.
#[test]
#[ignore = "takes minutes"]
fn hostile_files_of_the_largest_size_fit_into_memory() {
    let (repo, bad) = hostile_repo(64);
    let program = env!("CARGO_BIN_EXE_dragnet");
    let mut timed = Command::new("/usr/bin/time");
    timed.args(["-f", "%e seconds, %M KiB", program, "index", "--verbose"]);
    let ran = Ran::from(timed.current_dir(repo.path()).output().expect("time"));
    let used = ran.err.lines().last().unwrap_or_default();
    println!("{used}");
    assert_all_is_told(&repo, 64, &bad, &ran);
    let kib: u64 = used
        .split_once(", ")
        .and_then(|(_, memory)| memory.strip_suffix(" KiB")?.parse().ok())
        .expect("the memory used");
    assert!(kib <= 512 << 10, "{used}");
}

#[test]
fn pipes_and_links_are_listed_and_links_followed_only_on_request() {
    let repo = TestRepo::new();
    let corpus = repo.path().join("corpus");
    repo.write("elsewhere/linked.txt", SPILL.replace("Tannery", "Brewery"));
    let link = |to: &Path, name: &str| symlink(to, corpus.join(name)).expect("a link");
    link(&repo.path().join("elsewhere/linked.txt"), "linked.txt");
    link(&repo.path().join("elsewhere"), "linked");
    link(&corpus, "loop");
    link(Path::new("nowhere"), "dangling.txt");
    link(Path::new("self"), "self");
    link(Path::new("/dev/zero"), "zero.txt");
    pipe(&corpus.join("pipe.txt"));
    let _socket = UnixListener::bind(corpus.join("socket.txt")).expect("a socket");
    let told = |ran: &Ran, name: &str, reason: &str| {
        let line = format!("skipped {name}: ");
        let line = ran.err.lines().find(|told| told.starts_with(&line));
        assert!(
            line.is_some_and(|line| line.contains(reason)),
            "{name}: {}",
            ran.err
        );
    };

    let ran = repo.run(&["index", "--verbose"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    for name in [
        "linked.txt",
        "linked",
        "loop",
        "dangling.txt",
        "self",
        "zero.txt",
    ] {
        told(&ran, name, "a link");
    }
    told(&ran, "pipe.txt", "a pipe, socket or device");
    told(&ran, "socket.txt", "a pipe, socket or device");
    assert_eq!(repo.ids(&["chromium"]), ["spill.txt"]);

    let ran = repo.run(&["index", "--verbose", "--follow-links"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    told(&ran, "loop", "a link that leads back");
    told(&ran, "dangling.txt", "cannot be read");
    told(&ran, "self", "cannot be read");
    told(&ran, "zero.txt", "a pipe, socket or device");
    let mut found = repo.ids(&["chromium"]);
    found.sort();
    assert_eq!(found, ["linked.txt", "linked/linked.txt", "spill.txt"]);
}

#[test]
fn names_of_any_bytes_are_ids_that_can_be_shown() {
    let repo = TestRepo::new();
    let corpus = repo.path().join("corpus");
    let names: [&[u8]; 6] = [
        b"new\nline.txt",
        b"latin-\xe9.txt",
        b"latin-%E9.txt",
        b"list.json#0",
        b"\xe2\x80\xaertl.txt",
        b"a b'c\"d$e.txt",
    ];
    for name in names {
        fs::write(corpus.join(OsStr::from_bytes(name)), SPILL).expect("a file");
    }
    repo.write(
        "corpus/list.json",
        "[{\"title\": \"Chromium Found\", \"body\": \"Chromium was found.\"}]",
    );
    repo.run(&["index"]).is_done();
    let ids = repo.ids(&["chromium", "--limit", "all"]);
    assert_eq!(ids.len(), 8, "{ids:?}");
    for id in &ids {
        let shown = repo.run(&["show", id, "--format", "json"]);
        assert_eq!(shown.status, 0, "{id:?}: {}", shown.err);
    }
    assert_eq!(repo.run(&["check"]).status, 0);
}

#[test]
fn names_that_differ_in_case_are_two_releases() {
    let repo = TestRepo::new();
    repo.write("corpus/Notice.txt", SPILL);
    repo.write("corpus/notice.txt", SPILL);
    let on_disk = fs::read_dir(repo.path().join("corpus")).expect("a folder");
    let on_disk = on_disk
        .flatten()
        .filter(|entry| entry.file_name().eq_ignore_ascii_case("notice.txt"))
        .count();
    repo.run(&["index"]).is_done();
    assert_eq!(repo.ids(&["chromium"]).len(), 1 + on_disk);
}

#[test]
fn an_index_inside_its_corpus_is_not_indexed() {
    let repo = TestRepo::new();
    for index in ["corpus/index", "corpus/2019/.index"] {
        repo.run(&["index", "--index", index]).is_done();
        let again = repo.report(&["--index", index]);
        assert_eq!([&again["releases"], &again["unchanged"]], [3, 3]);
        fs::remove_dir_all(repo.path().join(index)).expect("the index");
    }
}

#[test]
fn a_file_from_the_future_is_indexed_once() {
    let repo = TestRepo::new();
    let later = SystemTime::now() + Duration::from_secs(70 * 365 * 86_400);
    let file = File::options()
        .append(true)
        .open(repo.path().join("corpus/spill.txt"))
        .expect("the file");
    file.set_modified(later).expect("a time");
    repo.run(&["index"]).is_done();
    assert_eq!(repo.ids(&["chromium"]), ["spill.txt"]);
    assert_eq!(repo.report(&[])["unchanged"], 3);
    repo.write("corpus/spill.txt", SPILL.replace("Chromium", "Arsenic"));
    repo.run(&["index"]).is_done();
    assert_eq!(repo.ids(&["arsenic"]), ["spill.txt"]);
}

#[test]
fn a_pipe_in_place_of_a_file_does_not_block() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.txt");
    pipe(&path);
    let file = SourceFile {
        path,
        id: "a.txt".to_owned(),
        size: 10,
        modified: 0,
        changed: 0,
    };
    let mut reasons = Vec::new();
    let outcome = read_records(&file, Limits::default(), &|_| (), &mut |record| {
        reasons.extend(record.err().map(|skip| skip.reason));
    });
    assert!(!outcome.complete);
    assert_eq!(
        reasons,
        [SkipReason::Unreadable(
            "no longer a regular file".to_owned()
        )]
    );
}

#[test]
fn links_inside_an_index_lead_to_no_write_elsewhere() {
    let repo = TestRepo::new();
    repo.run(&["index"]).is_done();
    repo.write("elsewhere/precious", "mine");
    let precious = repo.path().join("elsewhere/precious");
    let mine = || fs::read_to_string(&precious).expect("the file");
    let lock = repo.path().join("index/writer.lock");
    fs::remove_file(&lock).expect("the lock");
    symlink(&precious, &lock).expect("a link");
    let ran = repo.run(&["index", "--full"]);
    ran.is_error("writer.lock", "");
    assert_eq!(mine(), "mine");
    fs::remove_file(&lock).expect("the link");
    for number in 2..6 {
        let generation = repo.path().join(format!("index/generation-{number}"));
        symlink(repo.path().join("elsewhere"), generation).expect("a link");
    }
    repo.run(&["index", "--full"]).is_done();
    assert_eq!(mine(), "mine");
    assert_eq!(repo.ids(&["chromium"]), ["spill.txt"]);
}

#[test]
fn an_endless_table_of_agencies_is_an_error() {
    let repo = TestRepo::new();
    repo.run(&["search", "fraud", "--knowledge", "/dev/zero"])
        .is_error("/dev/zero", "--knowledge");
}

/// A pipe that nobody writes to, or reads from.
#[test]
fn a_pipe_that_gives_nothing_is_not_waited_for() {
    let repo = TestRepo::new();
    repo.run(&["index"]).is_done();
    pipe(&repo.path().join("pipe"));
    for option in ["--knowledge", "--provenance"] {
        let ran = repo.run(&["search", "fraud", option, "pipe"]);
        assert_eq!(ran.status, 2, "{}", ran.err);
        assert!(
            ran.err.contains("nothing came of it in 5 seconds"),
            "{}",
            ran.err
        );
    }
    assert_eq!(repo.run(&["inspect", "pipe"]).status, 1);
    // One that somebody writes to is read.
    let mut command = repo.command(&["search", "fraud", "--knowledge", "pipe"]);
    let child = command
        .stderr(Stdio::piped())
        .spawn()
        .expect("dragnet runs");
    fs::write(repo.path().join("pipe"), "no table\n").expect("a pipe");
    let ran = child.wait_with_output().expect("dragnet runs");
    let told = String::from_utf8_lossy(&ran.stderr);
    assert!(told.contains("pipe, line 1"), "{told}");
}

#[test]
fn a_file_over_the_bound_is_not_read_to_its_end() {
    let repo = TestRepo::new();
    let corpus = repo.path().join("corpus");
    let record = serde_json::json!({"title": "Fined", "body": SPILL});
    // Holes take no place on the disk, but a day to read.
    for (name, start) in [
        ("zeros.bin", String::new()),
        ("zeros.txt", SPILL.to_owned()),
        ("zeros.json", "[{}".to_owned()),
        ("value.json", record.to_string()),
        ("value-and-end.json", format!("{record}\n")),
        ("lines.jsonl", format!("{record}\n{record}\n")),
        ("scan.pdf", "%PDF-1.7\n".to_owned()),
    ] {
        fs::write(corpus.join(name), start).expect("a file");
        let file = File::options().append(true).open(corpus.join(name));
        file.expect("a file").set_len(15 << 40).expect("a hole");
    }
    let packed = packed(SPILL.as_bytes(), 1);
    fs::write(corpus.join("packed.gz"), packed).expect("a file");
    let file = File::options().append(true).open(corpus.join("packed.gz"));
    file.expect("a file").set_len(15 << 40).expect("a hole");
    let first = repo.report(&["--max-file-size", "1"]);
    assert_eq!(first["releases"], 6, "{first}");
    // A touch is no change.
    for entry in fs::read_dir(&corpus).expect("a folder").flatten() {
        if entry.path().is_file() {
            let file = File::options().append(true).open(entry.path());
            let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
            file.expect("a file").set_modified(time).expect("a time");
        }
    }
    let touched = repo.report(&["--max-file-size", "1"]);
    assert_eq!(touched["releases"], 6);
    assert_eq!(touched["kept"], serde_json::json!([]));
    assert_eq!(
        touched["skipped"].as_array().map(Vec::len),
        first["skipped"].as_array().map(Vec::len)
    );
    let again = repo.report(&["--max-file-size", "1"]);
    assert_eq!([&again["unchanged"], &again["files"]], [11, 11]);
}

#[cfg(target_os = "linux")]
#[test]
fn the_files_of_the_system_are_read_in_a_moment() {
    let repo = TestRepo::empty();
    let started = Instant::now();
    let ran = repo.run(&["index", "/proc/self", "--verbose"]);
    ran.is_done();
    ran.has_no_internal_error();
    assert!(started.elapsed() < Duration::from_secs(60));
}

#[test]
fn bytes_after_compressed_data_are_left_out_and_listed() {
    let repo = TestRepo::new();
    let lines = "{\"title\": \"A\"}\n{\"title\": \"B\"}\n";
    let garbage = |mut packed: Vec<u8>| {
        packed.extend_from_slice(b"<!-- cached -->");
        packed
    };
    repo.write("corpus/one.txt.gz", garbage(packed(SPILL.as_bytes(), 1)));
    repo.write(
        "corpus/two.txt.gz",
        [packed(SPILL.as_bytes(), 1), packed(b"More.\n", 1)].concat(),
    );
    repo.write("corpus/many.gz", garbage(packed(lines.as_bytes(), 1)));
    let zstd = zstd::encode_all(lines.as_bytes(), 1).expect("memory");
    repo.write("corpus/many.zst", garbage(zstd));
    let told = ["many.gz#2", "many.zst#2", "one.txt.gz#0"];
    for _ in 0..2 {
        let report = repo.report(&[]);
        assert_eq!(report["releases"], 9);
        let skipped = report["skipped"].as_array().expect("a list");
        let skipped: Vec<_> = skipped.iter().map(|skip| skip["id"].as_str()).collect();
        assert_eq!(skipped, told.map(Some));
        assert_eq!(report["skipped"][0]["reason"]["kind"], "trailing_bytes");
        assert_eq!(repo.run(&["check"]).status, 0);
    }
    // The file changes, and is mended.
    repo.write(
        "corpus/one.txt.gz",
        garbage(packed(format!("{SPILL}More.\n").as_bytes(), 1)),
    );
    assert_eq!(
        repo.report(&[])["skipped"].as_array().map(Vec::len),
        Some(3)
    );
    repo.write("corpus/one.txt.gz", packed(SPILL.as_bytes(), 1));
    assert_eq!(
        repo.report(&[])["skipped"].as_array().map(Vec::len),
        Some(2)
    );
    assert_eq!(repo.run(&["check"]).status, 0);
}

#[test]
fn components_are_all_read_or_the_record_is_skipped() {
    let repo = TestRepo::empty();
    let mut components = vec!["Somebody Else"; 400];
    components.push("Federal Bureau of Investigation (FBI)");
    let many = serde_json::json!({"title": "Many", "body": SPILL, "components": components});
    repo.write("corpus/many.json", many.to_string());
    let endless = vec!["x"; 1_000_000];
    let endless = serde_json::json!({"title": "Endless", "body": SPILL, "topics": endless});
    repo.write("corpus/endless.json", endless.to_string());
    let ran = repo.run(&["index", "--verbose"]);
    ran.is_done();
    assert_eq!(repo.ids(&["--agency", "FBI"]), ["many.json"]);
    let told = "skipped endless.json: more than 4 MiB of text";
    assert!(ran.err.contains(told), "{}", ran.err);
}

/// Changes the corpus after the walk, before the files are read.
struct Meddler<F: Fn() + Sync>(F);

impl<F: Fn() + Sync> Progress for Meddler<F> {
    fn to_read(&self, _: u64, _: u64) {
        self.0();
    }
}

fn build_while(repo: &TestRepo, meddle: impl Fn() + Sync) -> Report {
    let options = Options::of(&repo.path().join("corpus"), &repo.path().join("index"));
    let never = AtomicBool::new(false);
    build(&options, Knowledge::builtin(), &Meddler(meddle), &never).expect("a build")
}

#[test]
fn files_may_change_or_vanish_while_they_are_read() {
    let repo = TestRepo::new();
    for name in [
        "grows",
        "shrinks",
        "vanishes",
        "becomes-a-pipe",
        "becomes-a-folder",
    ] {
        repo.write(&format!("corpus/{name}.txt"), SPILL);
    }
    let at = |name: &str| -> PathBuf { repo.path().join(format!("corpus/{name}.txt")) };
    let report = build_while(&repo, || {
        fs::write(at("grows"), SPILL.repeat(50)).expect("a file");
        fs::write(at("shrinks"), "Tannery Fined\n\nChromium.\n").expect("a file");
        for name in ["vanishes", "becomes-a-pipe", "becomes-a-folder"] {
            fs::remove_file(at(name)).expect("the file");
        }
        pipe(&at("becomes-a-pipe"));
        fs::create_dir(at("becomes-a-folder")).expect("a folder");
    });
    let skipped: Vec<&str> = report.skipped.iter().map(|skip| skip.id.as_str()).collect();
    assert_eq!(
        skipped,
        ["becomes-a-folder.txt", "becomes-a-pipe.txt", "vanishes.txt"]
    );
    let found = repo.ids(&["chromium"]);
    assert!(found.contains(&"grows.txt".to_owned()) && found.contains(&"shrinks.txt".to_owned()));
    // The files changed after the walk: the next run reads them again, and the run after that finds nothing new.
    let report = build_while(&repo, || ());
    assert_eq!(report.changes.changed + report.changes.unchanged, 5);
    assert_eq!(build_while(&repo, || ()).changes.unchanged, 5);
}

#[test]
fn a_walk_into_very_deep_folders_ends() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut deep = folder.path().to_owned();
    for _ in 0..300 {
        deep.push("d");
    }
    fs::create_dir_all(&deep).expect("folders");
    fs::write(deep.join("a.txt"), SPILL).expect("a file");
    let files = walk(folder.path(), None, false)
        .filter(|walked| matches!(walked, Walked::File(_)))
        .count();
    assert_eq!(files, 1);
}
