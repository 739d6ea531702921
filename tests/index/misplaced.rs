//! A whole and sound file of an index in the place of another: of the same index, of another one, or of a copy that went its
//! own way. Every place and every file is tried.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use dragnet::error::{Done, Error, Result};
use dragnet::index::{Health, OpenIndex, Options, Progress, build, check};
use dragnet::knowledge::Knowledge;
use dragnet::query::{Request, search};
use jiff::civil::date;

use crate::support::index_files::files;
use crate::support::test_repo::TestRepo;
use crate::support::{copy, index, quick_folder};

/// Interrupts a run when all is indexed, so that its segments are not merged.
#[derive(Default)]
struct StopBeforeMerges(AtomicBool);

impl Progress for StopBeforeMerges {
    fn committing(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

fn update_without_merges(options: &Options) {
    let stop = StopBeforeMerges::default();
    match build(options, Knowledge::builtin(), &stop, &stop.0) {
        Ok(_)
        | Err(Error::Interrupted {
            done: Done::AllButCompaction,
            ..
        }) => {}
        Err(error) => panic!("{error}"),
    }
}

fn write(folder: &Path, name: &str, words: &str) {
    let text =
        format!("Clerk {name} Sentenced\n\nThe clerk was sentenced for {words} fraud today.\n");
    fs::write(folder.join(name), text).expect("a file");
}

/// The files of an index, each with its bytes.
fn read(index: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let with_bytes = |path: PathBuf| (path.clone(), fs::read(path).expect("a file"));
    files(index).into_iter().map(with_bytes).collect()
}

fn answers(index: &Path) -> Result<usize> {
    let (index, knowledge) = (
        OpenIndex::open(index, Knowledge::builtin())?,
        Knowledge::builtin(),
    );
    let request = Request::new("clerk fraud", || date(2026, 1, 1));
    let hits = search(&index, knowledge, &request)?.hits;
    Ok(hits.collect::<Result<Vec<_>>>()?.len())
}

fn health(index: &Path) -> Health {
    let never = AtomicBool::new(false);
    match check(index, Knowledge::builtin(), &(), &never) {
        Ok(checked) => checked.health,
        Err(_) => Health::Corrupt,
    }
}

#[test]
fn no_file_of_an_index_passes_for_another_in_a_search_or_a_check() {
    let folder = quick_folder();
    let at = |name: &str| folder.path().join(name);
    let options = |name: &str| Options::of(&at("corpus"), &at(name));
    fs::create_dir(at("corpus")).expect("a folder");
    for number in 0..5 {
        write(&at("corpus"), &format!("{number}.txt"), "wire");
    }
    index(&options("one")).expect("a build");
    index(&options("two")).expect("a build of the same corpus");
    copy(&at("one"), &at("copy"));
    // A second segment, and a list of deleted documents; in the copy other ones.
    fs::remove_file(at("corpus/1.txt")).expect("the file");
    write(&at("corpus"), "new.txt", "mail");
    update_without_merges(&options("one"));
    write(&at("corpus"), "1.txt", "wire");
    fs::remove_file(at("corpus/2.txt")).expect("the file");
    update_without_merges(&options("copy"));
    write(&at("corpus"), "2.txt", "wires");
    fs::remove_file(at("corpus/1.txt")).expect("the file");

    assert_eq!(answers(&at("one")).expect("an answer"), 5);
    // Its corpus was written to since.
    assert_eq!(health(&at("one")), Health::Stale);
    // Of the files of the last commit.
    let never = AtomicBool::new(false);
    let checked = check(&at("one"), Knowledge::builtin(), &(), &never).expect("a check");
    let mut places = read(&at("one"));
    places.retain(|(path, _)| !checked.left_over.iter().any(|name| path.ends_with(name)));
    let segments = places
        .iter()
        .filter(|(path, _)| path.extension() == Some("idx".as_ref()));
    assert!(segments.count() > 1);
    let lists = places
        .iter()
        .filter(|(path, _)| path.extension() == Some("del".as_ref()));
    assert!(lists.count() > 0);
    let is_list_of_files = |path: &Path| path.ends_with(".managed.json");
    let mut tried = 0;
    for from in ["one", "two", "copy"] {
        for (other, bytes) in read(&at(from)) {
            for (place, own) in &places {
                // What says which files may be removed is of no time: no answer depends on it.
                let is_harmless =
                    from == "copy" && is_list_of_files(&other) && is_list_of_files(place);
                if bytes == *own || is_harmless {
                    continue;
                }
                fs::write(place, &bytes).expect("a file");
                let what = format!("{} in the place of {}", other.display(), place.display());
                match answers(&at("one")) {
                    Err(Error::Damaged { .. }) => {}
                    Ok(_) => panic!("{what}: an answer"),
                    Err(error) => panic!("{what}: {error}"),
                }
                assert_eq!(health(&at("one")), Health::Corrupt, "{what}");
                fs::write(place, own).expect("a file");
                tried += 1;
            }
        }
    }
    assert!(tried > 500, "{tried}");
}

#[test]
fn the_texts_of_another_index_are_an_error_that_says_what_to_do() {
    let repo = TestRepo::new();
    repo.run(&["index"]).is_done();
    repo.run(&["index", "--index", "other"]).is_done();
    let file = |index: &str, ending: &str| {
        let mut files = files(&repo.path().join(index)).into_iter();
        let file = files.find(|path| path.extension().is_some_and(|found| found == ending));
        file.expect("a file")
    };
    for ending in ["store", "fast", "pos", "idx", "term", "fieldnorm"] {
        let (here, there) = (file("index", ending), file("other", ending));
        let own = fs::read(&here).expect("a file");
        fs::copy(there, &here).expect("a copy");
        let name = here.file_name().expect("a name").display().to_string();
        repo.run(&["search", "fraud"]).is_error(
            &format!("`{name}` is not the file that belongs here"),
            "hint: run `dragnet index --full` to rebuild it; an index that was copied or restored must be copied whole",
        );
        let checked = repo.run(&["check"]);
        assert_eq!(checked.status, 2, "{}", checked.out);
        assert!(checked.out.contains("damaged"), "{}", checked.out);
        checked.has_no_internal_error();
        fs::write(&here, own).expect("a file");
    }
    assert_eq!(repo.run(&["check"]).status, 0);
}

#[test]
#[cfg(unix)]
fn a_generation_that_is_a_link_is_not_written_through() {
    let repo = TestRepo::new();
    repo.run(&["index"]).is_done();
    let (generation, elsewhere) = (
        repo.path().join("index/generation-1"),
        repo.path().join("elsewhere"),
    );
    fs::rename(&generation, &elsewhere).expect("a folder");
    fs::write(elsewhere.join(".mine.part"), "mine").expect("a file");
    std::os::unix::fs::symlink(&elsewhere, &generation).expect("a link");
    let before = fs::read_dir(&elsewhere).expect("a folder").count();
    assert_eq!(repo.ids(&["chromium"]), ["spill.txt"]);
    repo.write("corpus/new.txt", "Clerk Charged\n\nA clerk was charged.\n");
    repo.run(&["index"]).is_error(
        "`generation-1` is a link, through which nothing is written",
        "hint: run `dragnet index --full`",
    );
    repo.run(&["index", "--full"]).is_done();
    assert_eq!(fs::read_dir(&elsewhere).expect("a folder").count(), before);
    assert_eq!(repo.ids(&["clerk"]), ["new.txt"]);
}
