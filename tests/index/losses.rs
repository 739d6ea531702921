//! A file that holds far fewer releases than before is kept as it was indexed, and told: a script that failed, a full disk, or
//! a server's error page has most often done that.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use dragnet::index::{Mode, Options, Report};
use dragnet::model::SkipReason;
use proptest::prelude::*;
use proptest::sample::select;
use tempfile::TempDir;

use crate::support::index_files::{Contents, contents, files as files_of};
use crate::support::packing::gzip;
use crate::support::test_repo::{PLEA, SENTENCE, SPILL, TestRepo};
use crate::support::{copy, index, open, quick_folder};

const UNAVAILABLE: &str = "<html><head><title>503 Service Unavailable</title></head><body><h1>Service Unavailable</h1>\
    <p>The server is temporarily unable to service your request due to maintenance downtime. Please try again later.</p>\
    </body></html>";

fn record(number: usize) -> String {
    format!(
        r#"{{"title": "Case {number} of Marlbeck", "body": "A person of Marlbeck was charged in case {number}."}}"#
    )
}

fn lines(count: usize) -> String {
    (0..count).map(|number| record(number) + "\n").collect()
}

/// An index of a corpus with one text and one other file.
struct Indexed {
    _folder: TempDir,
    options: Options,
    file: &'static str,
}

impl Indexed {
    fn new(file: &'static str, content: impl AsRef<[u8]>) -> Self {
        let folder = quick_folder();
        let options = Options::of(&folder.path().join("corpus"), &folder.path().join("index"));
        fs::create_dir(&options.corpora[0]).expect("a folder");
        let indexed = Indexed {
            _folder: folder,
            options,
            file,
        };
        indexed.write("other.txt", SPILL);
        indexed.write(file, content);
        index(&indexed.options).expect("a build");
        indexed
    }

    fn write(&self, file: &str, content: impl AsRef<[u8]>) {
        fs::write(self.options.corpora[0].join(file), content).expect("a file");
    }

    fn contents(&self) -> Contents {
        contents(&open(&self.options.index))
    }

    /// Writes the file anew, and indexes it.
    fn update(&self, content: impl AsRef<[u8]>) -> Report {
        self.write(self.file, content);
        index(&self.options).expect("a night")
    }

    /// Writes the file anew: what was indexed from it stays, in every run, until losses are accepted.
    fn is_kept(&self, content: impl AsRef<[u8]>, reason: &str) {
        let before = self.contents();
        self.write(self.file, content);
        let dry = index(&Options {
            dry_run: true,
            ..self.options.clone()
        });
        for report in [dry, index(&self.options), index(&self.options)] {
            let report = report.expect("a night");
            let kept: Vec<String> = (report.kept.iter())
                .map(|kept| format!("{}: {}", kept.id, kept.reason))
                .collect();
            assert_eq!(kept, [format!("{}: {reason}", self.file)]);
            assert!(report.kept[0].is_loss());
            assert_eq!(report.changes.changed + report.records.removed, 0);
            assert_eq!(report.releases, before.releases.len() as u64);
            assert_eq!(self.contents(), before);
        }
        self.is_taken_as_it_is();
    }

    /// A run that accepts losses makes the index equal to a new one.
    fn is_taken_as_it_is(&self) -> Report {
        let mut options = Options {
            accept_losses: true,
            ..self.options.clone()
        };
        let report = index(&options).expect("a night");
        assert_eq!(report.kept, []);
        assert_eq!(report.lost.len(), 1);
        assert_eq!(report.lost[0].id, self.file);
        options.index = self.options.index.with_file_name("fresh");
        index(&options).expect("a build");
        assert_eq!(self.contents(), contents(&open(&options.index)));
        fs::remove_dir_all(&options.index).expect("the index");
        assert_eq!(index(&self.options).expect("a night").kept, []);
        report
    }
}

#[test]
fn a_bad_line_of_json_lines_is_a_skip_of_its_own_wherever_it_stands() {
    let zeros = "\0".repeat(4096);
    for bad in [
        "WARN retrying page 3\n",
        "// comment\n",
        "\u{feff}// comment\n",
        "{\"title\": \"x\", \"bo\n",
        "\"title\": \"x\", \"body\": \"y\"}\n",
    ] {
        for at in [0, 1, 2, 150, 300] {
            let indexed = Indexed::new("many.jsonl", lines(300));
            let report = indexed.update(lines(at) + bad + &lines(300)[lines(at).len()..]);
            assert_eq!(report.releases, 301, "{bad:?} at {at}");
            assert_eq!(report.kept, [], "{bad:?} at {at}");
            let skipped: Vec<&str> = report.skipped.iter().map(|skip| &*skip.id).collect();
            assert_eq!(skipped, [format!("many.jsonl#{at}")], "{bad:?} at {at}");
            if bad.starts_with('\u{feff}') {
                // A mark stands at the beginning of a file.
                break;
            }
        }
    }
    for blank in [zeros.as_str(), "\n\n", "\u{feff}", " \r\n"] {
        let indexed = Indexed::new("many.jsonl", lines(300));
        let report = indexed.update(blank.to_owned() + &lines(300) + &zeros);
        assert_eq!((report.releases, report.records.unchanged), (301, 300));
        assert_eq!(
            (report.kept.len(), report.skipped.len()),
            (0, 0),
            "{blank:?}"
        );
    }
    // In a file that is new, and packed.
    let indexed = Indexed::new(
        "many.jsonl.gz",
        gzip("WARN retrying page 3\n".to_owned() + &lines(9)),
    );
    assert_eq!(indexed.contents().releases.len(), 10);
}

#[test]
fn a_file_of_many_records_that_holds_something_else_now_is_kept() {
    for (content, reason) in [
        (UNAVAILABLE, "no release: an error page"),
        ("", "no text in it"),
        ("\u{7f}ELF", "not read: a program"),
        (
            "{\"error\": \"rate limited\"}",
            "a record without a title or text",
        ),
        ("{\"results\": []}", "it held 300 releases, and now holds 0"),
        ("[]", "it held 300 releases, and now holds 0"),
        (PLEA, "it held 300 releases, and now holds 1"),
        (&record(7), "it held 300 releases, and now holds 1"),
        (&lines(149), "it held 300 releases, and now holds 149"),
        (&"{}\n".repeat(300), "it held 300 releases, and now holds 0"),
        (
            &"{\"title\": \"Service Unavailable\"}\n".repeat(300),
            "it held 300 releases, and now holds 0",
        ),
    ] {
        Indexed::new("many.jsonl", lines(300)).is_kept(content, reason);
    }
    let array = |count| format!("[{}]", lines(count).trim_end().replace('\n', ","));
    Indexed::new("many.json", array(9)).is_kept(array(4), "it held 9 releases, and now holds 4");
    Indexed::new("many.gz", gzip(lines(9)))
        .is_kept(gzip(PLEA), "it held 9 releases, and now holds 1");
    // Two are many, too.
    Indexed::new("two.json", array(2)).is_kept(PLEA, "it held 2 releases, and now holds 1");
}

#[test]
fn a_file_of_one_release_that_holds_none_now_is_kept() {
    for (content, reason) in [
        (UNAVAILABLE, "no release: an error page"),
        ("", "no text in it"),
        (" \n", "no text in it"),
        ("\0\0\0\0", "not read: binary data"),
        ("{}", "a record without a title or text"),
        ("[]", "it held 1 release, and now holds 0"),
    ] {
        Indexed::new("one.txt", PLEA).is_kept(content, reason);
    }
}

/// A release of some length.
const LONG: &str = "Harbor Clerk Sentenced for Theft of Stamps\n\nOLDPORT - Pia Corwell, 43, a clerk of the harbor office, was \
    sentenced today to fourteen months in prison because she had taken stamps from the safe for two years and sold them to \
    collectors. The judge ordered her to pay back all that she had earned with them.\n";

#[test]
fn a_page_of_an_error_that_nobody_knows_keeps_the_release_below_it() {
    let error = "Oops\n\nSomething went sideways on our end. Our engineers were told. Try once more in some minutes, please.\n";
    let kept = Indexed::new("one.txt", LONG).update(error).kept;
    assert!(
        matches!(kept[0].reason, SkipReason::LessText { .. }),
        "{kept:?}"
    );
    // Cut off, with its title and its date.
    let cut = &LONG[..LONG.len() / 3];
    assert_eq!(Indexed::new("one.txt", LONG).update(cut).kept.len(), 1);
    let title = page(LONG).replace("OLDPORT", "</p></body><!--OLDPORT");
    assert_eq!(
        Indexed::new("a.html", page(LONG)).update(title).kept.len(),
        1
    );
}

#[test]
fn a_notice_with_a_date_keeps_the_release_below_it() {
    let long = format!(
        "{LONG}{}",
        "The clerk had kept the stamps in a box at home. ".repeat(12)
    );
    let notice = "Planned Maintenance\n\nMarch 3, 2026 - This site is being moved to new machines this week. Please come back.\n";
    assert_eq!(Indexed::new("one.txt", &long).update(notice).kept.len(), 1);
    let other = "Mason Fined\n\nMarch 4, 2026 - A mason was fined for dumping rubble, the mayor told reporters.\n";
    assert_eq!(Indexed::new("one.txt", &long).update(other).kept, []);
}

#[test]
fn a_title_that_stays_above_a_link_keeps_the_text_below_it() {
    let (title, text) = LONG.split_once("\n\n").expect("a title");
    let record = |body: &str| {
        serde_json::json!({"title": title, "date": "2019-06-03", "body": body}).to_string()
    };
    let indexed = Indexed::new("one.json", record(text));
    assert_eq!(indexed.update(record("Read more")).kept.len(), 1);
}

#[test]
fn an_index_is_not_built_anew_where_a_release_has_lost_its_text() {
    let mut indexed = Indexed::new("one.txt", LONG);
    let notice = "Oops\n\nSomething went sideways on our end. Our engineers were told. Try once more in some minutes, please.\n";
    assert_eq!(indexed.update(notice).kept.len(), 1);
    indexed.options.full = true;
    let error = index(&indexed.options).expect_err("a refusal").to_string();
    assert!(
        error.contains("`one.txt`") && error.contains("different words"),
        "{error}"
    );
    indexed.options.accept_losses = true;
    assert_eq!(index(&indexed.options).expect("a rebuild").lost.len(), 1);
}

#[test]
fn records_of_errors_and_of_titles_alone_keep_their_file() {
    let lines = |text: &dyn Fn(usize) -> String| -> String {
        let record = |number| {
            serde_json::json!({"title": format!("Clerk {number} Fined"), "body": text(number)})
                .to_string()
        };
        (0..9).map(record).collect::<Vec<_>>().join("\n")
    };
    let before = lines(&|number| format!("{LONG} It was case {number}."));
    let indexed = Indexed::new("many.jsonl", &before);
    assert_eq!(indexed.update(lines(&|_| String::new())).kept.len(), 1);
    // Of less than half of them: they are named.
    let some = lines(&|number| {
        match number {
        0..4 => "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>".to_owned(),
        _ => format!("{LONG} It was case {number}."),
    }
    });
    let some = some
        .replace("Clerk 1 Fined", "502 Bad Gateway")
        .replace("Clerk 2 Fined", "");
    let report = indexed.update(some);
    assert_eq!(report.kept, []);
    let names = &report.names.records;
    assert_eq!(names.removed.len() as u64, report.records.removed);
    assert_eq!(names.changed.len() as u64, report.records.changed);
    assert_eq!(names.removed.len() + names.changed.len(), 4);
    assert!(
        names.removed.contains(&"many.jsonl#1".to_owned()),
        "{names:?}"
    );
}

#[test]
fn edits_are_no_losses() {
    let indexed = Indexed::new("many.jsonl", lines(300));
    // Half of the records are gone: they are counted and named.
    let report = indexed.update(lines(150));
    assert_eq!((report.kept.len(), report.records.removed), (0, 150));
    assert_eq!(report.names.records.removed.len(), 150);
    // All are others, and all have other places.
    let report = indexed.update(&lines(300)[lines(150).len()..]);
    assert_eq!((report.kept.len(), report.records.changed), (0, 150));
    let report = indexed.update(format!(
        "{}\n{}",
        record(500),
        &lines(300)[lines(150).len()..]
    ));
    assert_eq!((report.kept.len(), report.releases), (0, 152));
    // One release becomes another, and many.
    let indexed = Indexed::new("one.txt", PLEA);
    assert_eq!(indexed.update(SENTENCE).kept, []);
    let report = indexed.update(lines(3));
    assert_eq!((report.kept.len(), report.records.removed), (0, 1));
    assert_eq!(report.names.records.removed, ["one.txt"]);
    assert_eq!(report.names.records.added.len(), 3);
    // What never held a release has none to lose.
    let indexed = Indexed::new("scan.txt", "%PDF-1.7");
    let report = indexed.update("");
    assert_eq!((report.kept.len(), report.changes.changed), (0, 1));
}

#[test]
fn accepted_losses_are_counted_and_named() {
    let indexed = Indexed::new("many.jsonl", lines(300));
    indexed.write("many.jsonl", PLEA);
    let report = indexed.is_taken_as_it_is();
    assert_eq!((report.changes.changed, report.records.removed), (1, 300));
    assert_eq!(report.names.records.removed.len(), 300);
    assert_eq!(report.names.changed, ["many.jsonl"]);

    let indexed = Indexed::new("many.jsonl", lines(300));
    indexed.write("many.jsonl", lines(2));
    let report = indexed.is_taken_as_it_is();
    assert_eq!((report.changes.changed, report.records.removed), (1, 298));

    // A file that was removed with most of the releases.
    let mut indexed = Indexed::new("many.jsonl", lines(300));
    fs::remove_file(indexed.options.corpora[0].join("many.jsonl")).expect("the file");
    indexed.options.accept_losses = true;
    let report = index(&indexed.options).expect("a night");
    assert_eq!((report.changes.removed, report.records.removed), (1, 300));
    assert_eq!(report.names.removed, ["many.jsonl"]);
    assert_eq!((report.kept.len(), report.lost.len()), (0, 1));
}

#[test]
fn a_file_that_cannot_be_read_is_kept_even_where_losses_are_accepted() {
    let packed = gzip(lines(9000));
    let mut indexed = Indexed::new("many.gz", &packed);
    indexed.options.accept_losses = true;
    let report = indexed.update(&packed[..packed.len() - 9]);
    assert_eq!((report.kept.len(), report.releases), (1, 9001));
    assert!(!report.kept[0].is_loss());
    assert!(matches!(report.kept[0].reason, SkipReason::Unreadable(_)));
}

#[test]
fn an_index_is_not_built_anew_where_that_would_lose_releases() {
    let mut indexed = Indexed::new("many.jsonl", lines(300));
    indexed.write("many.jsonl", PLEA);
    let before = indexed.contents();
    indexed.options.full = true;
    for _ in 0..2 {
        let error = index(&indexed.options).expect_err("a refusal").to_string();
        let told = "lose releases of `many.jsonl` (it held 300 releases, and now holds 1)";
        assert!(error.contains(told), "{error}");
        assert_eq!(indexed.contents(), before);
    }
    indexed.options.accept_losses = true;
    let report = index(&indexed.options).expect("a rebuild");
    assert_eq!((report.mode, report.releases), (Mode::Full, 2));
    assert_eq!(report.lost.len(), 1);
    assert_eq!(indexed.contents().releases.len(), 2);
    // What was removed is not lost, and a damaged index is none to compare with.
    indexed.options.accept_losses = false;
    fs::remove_file(indexed.options.corpora[0].join("many.jsonl")).expect("the file");
    assert_eq!(index(&indexed.options).expect("a rebuild").lost, []);
    indexed.write("other.txt", "");
    indexed.write("many.jsonl", lines(3));
    for file in files_of(&indexed.options.index) {
        fs::write(file, "damage").expect("a file");
    }
    let report = index(&indexed.options).expect("a rebuild");
    assert_eq!(report.lost, []);
    let why = report.not_compared.expect("a reason").to_string();
    assert!(why.contains("`CURRENT`"), "{why}");
}

/// Flips a bit in the middle of the only file of the index with this end.
fn flip_a_bit(repo: &TestRepo, end: &str) {
    let mut files = files_of(&repo.path().join("index"));
    files.retain(|file| file.to_string_lossy().ends_with(end));
    assert_eq!(files.len(), 1, "{files:?}");
    let mut bytes = fs::read(&files[0]).expect("the file");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 4;
    fs::write(&files[0], bytes).expect("the file");
}

#[test]
fn a_rebuild_of_a_damaged_index_compares_its_files_or_warns_that_it_cannot() {
    for (end, is_compared) in [(".groups", true), ("meta.json", false), ("CURRENT", false)] {
        let repo = TestRepo::new();
        repo.write("corpus/many.jsonl", lines(300));
        repo.run(&["index"]).is_done();
        repo.write("corpus/many.jsonl", UNAVAILABLE);
        flip_a_bit(&repo, end);
        let ran = repo.run(&["index", "corpus", "--full", "--quiet"]);
        if is_compared {
            ran.is_error("it would lose releases of `many.jsonl`", "--accept-losses");
        } else {
            assert_eq!(ran.status, 0, "{end}: {}", ran.err);
            let told = "whether files have lost releases is not known";
            assert!(ran.err.starts_with(told), "{end}: {}", ran.err);
        }
    }
}

#[test]
fn an_index_that_is_built_anew_for_other_agencies_names_what_is_lost() {
    let repo = TestRepo::new();
    repo.write("corpus/many.jsonl", lines(300));
    repo.run(&["index"]).is_done();
    repo.write("corpus/many.jsonl", lines(20));
    repo.write(
        "own.tsv",
        "path\tname\n/harbor\tHarbor Office of Brackwater\n",
    );
    let ran = repo.run(&["index", "--strict", "--knowledge", "own.tsv"]);
    assert_eq!(ran.status, 2, "{}", ran.err);
    let told = "lost many.jsonl: it held 300 releases, and now holds 20\n";
    assert!(ran.err.contains(told), "{}", ran.err);
    assert!(ran.err.contains(", 0 skipped, 1 lost, "), "{}", ran.err);
}

#[cfg(unix)]
#[test]
fn a_link_in_place_of_a_file_is_kept_until_losses_are_accepted() {
    let indexed = Indexed::new("one.txt", PLEA);
    let path = indexed.options.corpora[0].join("one.txt");
    fs::rename(&path, path.with_file_name(".hidden")).expect("the file");
    std::os::unix::fs::symlink(".hidden", &path).expect("a link");
    let report = index(&indexed.options).expect("a night");
    assert_eq!((report.kept.len(), report.releases), (1, 2));
    assert!(report.kept[0].is_loss());
    let report = indexed.is_taken_as_it_is();
    assert_eq!(report.names.removed, ["one.txt"]);
    assert_eq!(report.skipped[0].id, "one.txt");
}

#[test]
fn the_files_of_a_folder_that_is_lost_are_counted() {
    let repo = TestRepo::new();
    for number in 0..9 {
        repo.write(&format!("corpus/old/{number}.txt"), PLEA);
    }
    repo.write("corpus/new.txt", PLEA);
    repo.run(&["index"]).is_done();
    fs::remove_dir_all(repo.path().join("corpus/old")).expect("a folder");
    assert!(repo.run(&["index"]).err.contains(", 9 kept, "));
    let ran = repo.run(&["index", "--accept-losses"]);
    assert!(ran.err.contains(", 9 lost, "), "{}", ran.err);
}

#[test]
fn a_quiet_run_says_how_many_more_files_are_kept_and_names_accepted_losses() {
    let repo = TestRepo::new();
    for number in 0..14 {
        repo.write(&format!("corpus/bad{number:02}.txt"), PLEA);
    }
    repo.run(&["index"]).is_done();
    for number in 0..14 {
        repo.write(&format!("corpus/bad{number:02}.txt"), "");
    }
    for (line, what) in [(&[][..], "kept"), (&["--accept-losses"], "lost")] {
        let ran = repo.run(&[&["index", "--quiet"], line].concat());
        assert_eq!(ran.status, 0, "{}", ran.err);
        let lines: Vec<&str> = ran.err.lines().collect();
        assert!(
            lines[9].starts_with(&format!("{what} bad09.txt: ")),
            "{}",
            ran.err
        );
        assert_eq!(
            lines[10],
            format!("and 4 more {what}; --verbose names them")
        );
        let rest = if what == "kept" { 12 } else { 11 };
        assert_eq!(lines.len(), rest, "{}", ran.err);
    }
}

#[test]
fn a_run_says_what_it_has_kept_and_how_to_take_it_as_it_is() {
    let repo = TestRepo::new();
    repo.write("corpus/many.jsonl", lines(300));
    repo.run(&["index"]).is_done();
    repo.write("corpus/many.jsonl", UNAVAILABLE);
    let quiet = repo.run(&["index", "--quiet"]).err;
    let told = "kept many.jsonl: no release: an error page\nhint: ";
    assert!(quiet.starts_with(told), "{quiet}");
    for (line, status) in [(&["index"][..], 0), (&["index", "--strict"], 2)] {
        let ran = repo.run(line);
        assert_eq!(ran.status, status, "{}", ran.err);
        for told in [
            "kept many.jsonl: no release: an error page\n",
            "303 releases from 4 files (nothing new), 0 skipped, 1 kept, ",
            "`dragnet index --accept-losses` takes them as they are",
        ] {
            assert!(ran.err.contains(told), "{told} is not in {}", ran.err);
        }
    }
    let report = repo.report(&[]);
    let kept = serde_json::json!([{
        "id": "many.jsonl", "reason": {"kind": "no_release", "detail": "an error page"}, "files": 1
    }]);
    assert_eq!(report["kept"], kept);
    repo.write("corpus/many.jsonl", lines(20));
    let report = repo.report(&[]);
    let reason =
        serde_json::json!({"kind": "fewer_releases", "detail": {"before": 300, "now": 20}});
    assert_eq!(report["kept"][0]["reason"], reason);
    let ran = repo.run(&["index", "--accept-losses"]);
    ran.is_done();
    let told = "23 releases from 4 files (1 changed; records: 280 deleted), 0 skipped, ";
    assert!(ran.err.contains(told), "{}", ran.err);
    assert!(!ran.err.contains("kept"), "{}", ran.err);
}

#[test]
fn an_index_that_has_lost_its_file_current_is_not_replaced_by_another_corpus() {
    let repo = TestRepo::new();
    repo.write("other/more.jsonl", lines(5));
    repo.run(&["index", "other"]).is_done();
    fs::remove_file(repo.path().join("index/CURRENT")).expect("the file was there");
    let ran = repo.run(&["index"]);
    assert_eq!(ran.status, 2, "{}", ran.err);
    assert!(ran.err.contains("belongs to corpus"), "{}", ran.err);
    let ran = repo.run(&["index", "other"]);
    ran.is_done();
    assert!(ran.err.contains("5 releases"), "{}", ran.err);
}

#[test]
fn what_an_index_that_is_built_anew_does_not_hold_any_more_is_counted_and_named() {
    let repo = TestRepo::new();
    repo.write("corpus/many.jsonl", lines(20));
    repo.run(&["index"]).is_done();
    repo.write("corpus/many.jsonl", lines(11));
    fs::remove_file(repo.path().join("corpus/spill.txt")).expect("the file was there");
    let ran = repo.run(&["index", "--full", "--verbose"]);
    ran.is_done();
    for told in [
        "deleted spill.txt\n".to_owned(),
        "deleted many.jsonl#19\n".to_owned(),
        "13 releases from 3 files (1 deleted; 9 records deleted), 0 skipped, ".to_owned(),
    ] {
        assert!(ran.err.contains(&told), "{told} is not in {}", ran.err);
    }
    repo.write("corpus/many.jsonl", lines(10));
    let report = repo.report(&["--full"]);
    assert_eq!(report["records"]["removed"], 1);
    let records = serde_json::json!(["many.jsonl#10"]);
    assert_eq!(report["names"]["records"]["removed"], records);
    assert_eq!(report["removed"], 0);
}

#[test]
fn a_corpus_that_another_one_replaces_is_named_with_its_releases() {
    let repo = TestRepo::new();
    repo.run(&["index"]).is_done();
    repo.write("other/more.jsonl", lines(2));
    let refused = repo.run(&["index", "other"]);
    assert_eq!(refused.status, 2, "{}", refused.err);
    let ran = repo.run(&["index", "other", "--full", "--quiet"]);
    ran.is_done();
    let corpus = fs::canonicalize(repo.path().join("corpus")).expect("the corpus is there");
    let told = format!(
        "lost {} (3 files): the index is of another corpus now, without its 3 releases\n",
        corpus.display()
    );
    assert_eq!(ran.err, told);
    // Of two folders one stays.
    repo.run(&["index", "corpus", "other", "--full"]).is_done();
    let report = repo.report(&["other", "--full"]);
    let lost = serde_json::json!([{
        "id": corpus, "reason": {"kind": "other_corpus", "detail": {"before": 3}}, "files": 3
    }]);
    assert_eq!(report["lost"], lost);
}

fn page(text: &str) -> String {
    let (title, body) = text.split_once("\n\n").expect("a title");
    format!(
        "<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{body}</p></body></html>"
    )
}

/// The files of the corpus that the property test changes, one at a time.
fn files() -> Vec<(&'static str, Vec<u8>)> {
    let list = |between: &str| lines(20).trim_end().replace('\n', between);
    vec![
        ("lines.jsonl", lines(20).into()),
        ("two.jsonl", lines(2).into()),
        ("list.json", format!("[{}]", list(",")).into()),
        ("pretty.json", format!("[\n{}\n]\n", list(",\n")).into()),
        (
            "results.json",
            format!("{{\"results\": [{}]}}", list(", ")).into(),
        ),
        ("one.json", record(1000).into()),
        ("one.txt", PLEA.into()),
        ("page.html", page(SENTENCE).into()),
        ("lines.gz", gzip(lines(20))),
        (
            "lines.zst",
            zstd::encode_all(lines(20).as_bytes(), 1).expect("memory"),
        ),
        ("page.html.gz", gzip(page(SPILL))),
    ]
}

/// What may happen to a file.
#[derive(Clone, Debug)]
enum Change {
    Cut(usize),
    CutBefore(usize),
    Prepend(Vec<u8>),
    Append(Vec<u8>),
    Insert(usize, Vec<u8>),
    Remove(usize, usize),
    Replace(Vec<u8>),
}

fn change() -> impl Strategy<Value = Change> {
    let contents: Vec<Vec<u8>> = files().into_iter().map(|(_, content)| content).collect();
    let other = [
        "",
        "\n",
        "WARN retrying page 3\n",
        "// comment\n",
        "{\"title\": \"torn\n",
        "[",
        "{}",
        "[]",
        "{\"results\": []}",
        "{\"error\": 503}",
        "%PDF-1.7",
        "upstream connect error",
        "\u{feff}",
        UNAVAILABLE,
    ];
    let zeros = vec![0; 5000];
    let other = other.iter().map(|text| text.as_bytes().to_vec());
    let content = select([contents, other.chain([zeros]).collect()].concat());
    let content = prop_oneof![4 => content, 1 => prop::collection::vec(any::<u8>(), 0..40)];
    let at = 0..3000_usize;
    prop_oneof![
        at.clone().prop_map(Change::Cut),
        at.clone().prop_map(Change::CutBefore),
        content.clone().prop_map(Change::Prepend),
        content.clone().prop_map(Change::Append),
        (at.clone(), content.clone()).prop_map(|(at, content)| Change::Insert(at, content)),
        (at.clone(), at).prop_map(|(one, other)| Change::Remove(one.min(other), one.max(other))),
        content.prop_map(Change::Replace),
    ]
}

fn changed(content: &[u8], change: &Change) -> Vec<u8> {
    let at = |at: usize| at % (content.len() + 1);
    match change {
        Change::Cut(end) => content[..at(*end)].to_vec(),
        Change::CutBefore(start) => content[at(*start)..].to_vec(),
        Change::Prepend(before) => [before, content].concat(),
        Change::Append(after) => [content, after].concat(),
        Change::Insert(place, inside) => {
            let (before, after) = content.split_at(at(*place));
            [before, inside, after].concat()
        }
        Change::Remove(one, other) => {
            let (start, end) = (at(*one).min(at(*other)), at(*one).max(at(*other)));
            [&content[..start], &content[end..]].concat()
        }
        Change::Replace(other) => other.clone(),
    }
}

/// The releases of one file by their ids: title and text.
fn releases_of(contents: &Contents, file: &str) -> BTreeMap<String, (String, String)> {
    let releases = contents.releases.iter();
    let of_file = releases.filter(|(id, _)| id.split('#').next() == Some(file));
    of_file
        .map(|(id, (stored, text))| {
            let release: serde_json::Value = serde_json::from_str(stored).expect("JSON");
            (id.clone(), (release["title"].to_string(), text.clone()))
        })
        .collect()
}

/// The corpus of [`files`] and its index.
static INDEXED: LazyLock<(TempDir, Contents)> = LazyLock::new(|| {
    let folder = quick_folder();
    let options = options(folder.path());
    fs::create_dir(&options.corpora[0]).expect("a folder");
    for (file, content) in files() {
        fs::write(options.corpora[0].join(file), content).expect("a file");
    }
    assert_eq!(index(&options).expect("a build").skipped, []);
    let contents = contents(&open(&options.index));
    (folder, contents)
});

fn options(folder: &Path) -> Options {
    Options::of(&folder.join("corpus"), &folder.join("index"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn a_changed_file_loses_releases_only_where_the_report_names_them(
        file in 0..files().len(), change in change(),
    ) {
        let (file, content) = files().swap_remove(file);
        let (original, before) = &*INDEXED;
        let folder = quick_folder();
        let options = options(folder.path());
        copy(original.path(), folder.path());
        fs::write(options.corpora[0].join(file), changed(&content, &change)).expect("a file");
        let report = index(&Options { moved: true, ..options.clone() }).expect("a night");
        let after = contents(&open(&options.index));

        for (other, _) in files() {
            if other != file {
                prop_assert_eq!(releases_of(&after, other), releases_of(before, other));
            }
        }
        let (had, has) = (releases_of(before, file), releases_of(&after, file));
        let is_kept = report.kept.iter().any(|kept| kept.id == file);
        if is_kept {
            prop_assert_eq!(&had, &has);
        }
        prop_assert!(has.len() * 2 >= had.len(), "{} of {}", has.len(), had.len());
        let names = &report.names;
        for (id, release) in &had {
            let is_there = has.get(id) == Some(release);
            let is_named = names.records.removed.contains(id)
                || names.records.changed.contains(id)
                || id == file && names.changed.contains(id);
            prop_assert!(is_there || is_named, "{id} is lost");
        }

        // So does an index that is built anew.
        let rebuilt = quick_folder();
        copy(original.path(), rebuilt.path());
        let moved = Options::of(&rebuilt.path().join("corpus"), &rebuilt.path().join("index"));
        let full = Options { full: true, moved: true, accept_losses: true, ..moved };
        fs::write(full.corpora[0].join(file), changed(&content, &change)).expect("a file");
        let report = index(&full).expect("a build");
        let has = releases_of(&contents(&open(&full.index)), file);
        for id in had.keys().filter(|id| has.len() < had.len() && !has.contains_key(*id)) {
            let is_named = report.names.records.removed.contains(id)
                || report.lost.iter().any(|lost| lost.id == *id);
            prop_assert!(is_named, "{id} is lost in a rebuild");
        }

        // Once losses are accepted, the index is that of the files as they are. What cannot be read is kept all the same.
        let accepting = Options { accept_losses: true, ..options.clone() };
        let report = index(&accepting).expect("a night");
        if report.kept.is_empty() {
            let fresh = Options { index: folder.path().join("fresh"), ..options };
            index(&fresh).expect("a build");
            prop_assert_eq!(contents(&open(&accepting.index)), contents(&open(&fresh.index)));
        } else {
            prop_assert!(!report.kept[0].is_loss());
            prop_assert_eq!(&contents(&open(&accepting.index)), before);
        }
    }
}

#[test]
fn a_release_whose_line_is_broken_counts_as_removed() {
    let indexed = Indexed::new("many.jsonl", lines(60));
    let torn: String = (0..60)
        .map(|number| {
            let line = record(number);
            let end = if number % 3 == 0 { 20 } else { line.len() };
            line[..end].to_owned() + "\n"
        })
        .collect();
    let report = indexed.update(torn);
    let records = &report.records;
    assert_eq!(
        (records.removed, records.changed, records.unchanged),
        (20, 0, 40)
    );
    assert_eq!(report.names.records.removed.len(), 20);
    let report = indexed.update(lines(60));
    assert_eq!(report.releases, 61);
}
