//! A folder of the corpus that has lost most of its files is most often a disk that is not mounted, or a copy that stopped half
//! way: what the index has from them is kept, and told, until losses are accepted.

use std::fs;
use std::path::{Path, PathBuf};

use dragnet::error::Error;
use dragnet::index::{Options, Report};
use dragnet::model::SkipReason;
use tempfile::TempDir;

use crate::support::index_files::contents;
use crate::support::test_repo::{PLEA, TestRepo};
use crate::support::{index, open, quick_folder};

/// An index of a corpus of so many releases, a file each.
fn indexed(releases: usize) -> (TempDir, Options) {
    let folder = quick_folder();
    let options = Options::of(&folder.path().join("corpus"), &folder.path().join("index"));
    for number in 0..releases {
        write(
            &options.corpora[0],
            &format!("case{number}.txt"),
            &text(number),
        );
    }
    index(&options).expect("a build");
    (folder, options)
}

fn text(number: usize) -> String {
    format!("Case {number} of Marlbeck\n\nA person of Marlbeck was charged in case {number}.\n")
}

fn write(corpus: &Path, file: &str, content: &str) {
    let path = corpus.join(file);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, content).expect("a file");
}

fn remove(options: &Options, numbers: impl IntoIterator<Item = usize>) {
    for number in numbers {
        fs::remove_file(options.corpora[0].join(format!("case{number}.txt"))).expect("the file");
    }
}

fn told(report: &Report) -> Vec<String> {
    let kept = report.kept.iter();
    kept.map(|kept| format!("{} files: {}", kept.files, kept.reason))
        .collect()
}

#[test]
fn a_corpus_emptied_but_for_a_stray_file_does_not_empty_the_index() {
    for (stray, stray_releases) in [("notes.txt", 1), ("thumbs.bin", 0), ("lost+found/x.txt", 1)] {
        let (_folder, mut options) = indexed(10);
        remove(&options, 0..10);
        let content = if stray_releases > 0 {
            "Mount the disk here."
        } else {
            "\0\0\0\0"
        };
        write(&options.corpora[0], stray, content);
        let dry = Options {
            dry_run: true,
            ..options.clone()
        };
        // A stray file that is a release is one of the folder's from the second run on.
        for (options, before) in [(&dry, 10), (&options, 10), (&options, 10 + stray_releases)] {
            let report = index(options).expect("a night");
            let reason = format!("the files of 10 of its {before} releases are gone");
            assert_eq!(told(&report), [format!("10 files: {reason}")], "{stray}");
            assert!(report.kept[0].is_loss());
            assert_eq!(
                report.kept[0].id,
                options.corpora[0]
                    .canonicalize()
                    .expect("a folder")
                    .display()
                    .to_string()
            );
            assert_eq!((report.changes.removed, report.names.removed.len()), (0, 0));
            assert!(report.releases >= 10, "{stray}: {}", report.releases);
        }
        assert!(contents(&open(&options.index)).releases.len() >= 10);
        options.accept_losses = true;
        let report = index(&options).expect("a night");
        assert_eq!((report.kept.len(), report.lost.len()), (0, 1));
        assert_eq!(report.changes.removed, 10);
        assert!(report.releases <= 1, "{}", report.releases);
    }
}

#[test]
fn fewer_files_than_half_are_deleted_as_they_are_gone() {
    let (_folder, options) = indexed(10);
    remove(&options, 0..5);
    let report = index(&options).expect("a night");
    assert_eq!((report.kept.len(), report.changes.removed), (0, 5));
    // Of what is left, most.
    remove(&options, 5..8);
    let report = index(&options).expect("a night");
    assert_eq!((report.kept.len(), report.releases), (1, 5));
}

#[test]
fn files_that_were_moved_or_packed_into_one_are_no_losses() {
    let (_folder, options) = indexed(10);
    let corpus = &options.corpora[0];
    fs::create_dir(corpus.join("cases")).expect("a folder");
    for number in 0..10 {
        let file = format!("case{number}.txt");
        fs::rename(corpus.join(&file), corpus.join("cases").join(&file)).expect("the file");
    }
    let report = index(&options).expect("a night");
    assert_eq!(
        (report.kept.len(), report.changes.removed, report.releases),
        (0, 10, 10)
    );

    let lines: Vec<String> = (0..10)
        .map(|number| {
            format!("{{\"title\": \"Case {number}\", \"body\": \"A person was charged.\"}}\n")
        })
        .collect();
    fs::remove_dir_all(corpus.join("cases")).expect("the folder");
    write(corpus, "cases.jsonl", &lines.concat());
    let report = index(&options).expect("a night");
    assert_eq!(
        (report.kept.len(), report.changes.removed, report.releases),
        (0, 10, 10)
    );
}

#[test]
fn one_of_several_folders_that_is_emptied_is_kept() {
    let folder = quick_folder();
    let corpora: Vec<PathBuf> = ["large", "small"]
        .map(|name| folder.path().join(name))
        .into();
    for (corpus, releases) in corpora.iter().zip([30, 6]) {
        for number in 0..releases {
            write(corpus, &format!("case{number}.txt"), &text(number));
        }
    }
    let mut options = Options::of(&corpora[0], &folder.path().join("index"));
    options.corpora.clone_from(&corpora);
    index(&options).expect("a build");
    for number in 0..6 {
        fs::remove_file(corpora[1].join(format!("case{number}.txt"))).expect("the file");
    }
    write(&corpora[1], "notes.txt", "Mount the disk here.");
    let report = index(&options).expect("a night");
    assert_eq!(
        told(&report),
        ["6 files: the files of 6 of its 6 releases are gone"]
    );
}

#[test]
fn an_index_is_not_built_anew_from_a_corpus_that_was_emptied() {
    let (_folder, mut options) = indexed(10);
    let before = contents(&open(&options.index));
    remove(&options, 0..10);
    write(&options.corpora[0], "notes.txt", PLEA);
    options.full = true;
    let error = index(&options).expect_err("a refusal");
    let Error::Losses { reason, .. } = &error else {
        panic!("{error}");
    };
    let (gone, of) = (10, 10);
    assert_eq!(*reason, SkipReason::FilesGone { gone, before: of });
    assert_eq!(contents(&open(&options.index)), before);
    options.accept_losses = true;
    assert_eq!(index(&options).expect("a rebuild").releases, 1);
}

#[test]
fn a_check_tells_files_that_are_kept_from_those_written_to() {
    let repo = TestRepo::new();
    let lines = "{\"title\": \"A case\", \"body\": \"A person was charged.\"}\n";
    repo.write("corpus/many.jsonl", lines.repeat(30));
    repo.run(&["index"]).is_done();
    repo.write(
        "corpus/many.jsonl",
        "<html><title>503 Service Unavailable</title></html>",
    );
    repo.run(&["index"]).is_done();
    let checked = repo.run(&["check"]);
    assert_eq!(checked.status, 1, "{}{}", checked.out, checked.err);
    let all = checked.out + &checked.err;
    assert!(
        all.contains("kept as indexed: many.jsonl: no release: "),
        "{all}"
    );
    assert!(all.contains("--accept-losses"), "{all}");
    assert!(!all.contains("bring it up to date"), "{all}");
    assert!(!all.contains("written to since"), "{all}");
}

#[test]
fn a_check_tells_of_the_folder_whose_files_are_kept_though_they_are_gone() {
    let repo = TestRepo::empty();
    for number in 0..10 {
        repo.write(&format!("corpus/case{number}.txt"), text(number));
    }
    repo.run(&["index"]).is_done();
    for number in 0..9 {
        fs::remove_file(repo.path().join(format!("corpus/case{number}.txt"))).expect("the file");
    }
    let checked = repo.run(&["check"]);
    assert_eq!(checked.status, 1, "{}{}", checked.out, checked.err);
    let told = "corpus (9 files): the files of 9 of its 10 releases are gone\n";
    assert!(checked.out.contains(told), "{}", checked.out);
    assert!(!checked.out.contains("9 gone"), "{}", checked.out);
    assert!(checked.err.contains("--accept-losses"), "{}", checked.err);
    repo.run(&["index", "--accept-losses"]).is_done();
    assert_eq!(repo.run(&["check"]).status, 0);
}

#[cfg(unix)]
#[test]
fn a_pipe_in_place_of_a_file_of_an_index_is_not_waited_for() {
    let repo = TestRepo::new();
    repo.run(&["index"]).is_done();
    let generation = fs::read_dir(repo.path().join("index"))
        .expect("the index")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find(|path| path.is_dir())
        .expect("a generation");
    for file in [
        generation.join("meta.json"),
        repo.path().join("index/CURRENT"),
    ] {
        fs::remove_file(&file).expect("the file");
        let made = std::process::Command::new("mkfifo").arg(&file).status();
        assert!(made.expect("mkfifo").success());
        for line in [&["search", "clerk"][..], &["check"], &["stats"], &["index"]] {
            let ran = repo.run(line);
            assert_eq!(ran.status, 2, "{line:?}: {}{}", ran.out, ran.err);
            ran.has_no_internal_error();
        }
    }
}
