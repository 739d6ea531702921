//! What a person can do about an error.

use std::path::{Path, PathBuf};

use dragnet::error::{Done, Error, Shortage, ValueSource};
use dragnet::index::{self, CheckReport, Health, OpenIndex, RetainedFile};
use dragnet::knowledge::Knowledge;
use dragnet::print::shell_word;

use crate::cli::{DEFAULT_CORPUS, DEFAULT_INDEX};
use crate::commands::agencies::spoken;

/// What to type next, where that is known.
pub fn hint(error: &Error, path_of_index: &Path, knowledge: &Knowledge) -> Option<String> {
    let index = index_option(path_of_index);
    if let Some(shortage) = error.shortage() {
        return Some(of_shortage(shortage).to_owned());
    }
    match error {
        Error::Corpus { path, .. } if !path.exists() && index::exists(path_of_index) => {
            Some(moved(&index))
        }
        Error::Corpus { path, .. } if index::exists(path) => Some(format!(
            "search it with `dragnet search WORDS{}`",
            index_option(path)
        )),
        Error::Corpus { .. } => Some(format!(
            "name the folder that holds your release files: `dragnet index FOLDER{index}`"
        )),
        Error::CorpusEmptied { .. } => Some(format!(
            "is the disk mounted? `dragnet index --allow-empty{index}` empties the index all the same"
        )),
        Error::Losses { .. } => Some(format!(
            "mend these files, or take them as they are: `dragnet index --full --accept-losses{index}`"
        )),
        Error::OtherCorpus { theirs, ours, .. } => Some(other_corpus(theirs, ours, &index)),
        Error::NotMoved { .. } => Some(format!(
            "give this corpus an index of its own with `--index DIR`, or build this one anew from it: `dragnet index FOLDER --full{index}`"
        )),
        Error::NoIndex { .. } => Some(format!(
            "run `dragnet index CORPUS{index}` to build one; --index or DRAGNET_INDEX names one that is elsewhere"
        )),
        Error::NotBuilt { .. } => Some(format!(
            "wait for it, or run `dragnet index CORPUS{index}` again: it goes on where it was"
        )),
        Error::NotAnIndexFolder { .. } => Some("name a new or an empty folder".to_owned()),
        Error::Locked { .. } => Some("wait for it to end; searching works meanwhile".to_owned()),
        Error::OtherVersion { .. } => Some(format!(
            "run `dragnet index{index}` to rebuild it, with the --knowledge that you search with, if any"
        )),
        Error::Damaged { .. } => Some(format!(
            "{}; an index that was copied or restored must be copied whole",
            rebuild(path_of_index)
        )),
        Error::NoSuchRelease { nearest, .. } if nearest.is_empty() => {
            Some("ids are shown by `dragnet search`".to_owned())
        }
        Error::NoSuchRelease { nearest, .. } => Some(did_you_mean(nearest, knowledge)),
        Error::BadValue {
            at: ValueSource::Option("agency"),
            value,
            ..
        } if value.contains([',', ';', '|']) || value.contains(" OR ") => {
            Some("for releases of both type `A+B`; for either give --agency twice".to_owned())
        }
        Error::BadValue { suggestions, .. } if !suggestions.is_empty() => {
            Some(did_you_mean(suggestions, knowledge))
        }
        Error::BadValue {
            at: ValueSource::Option("agency") | ValueSource::Query("agency"),
            value,
            ..
        } => Some(format!(
            "`dragnet help agencies` lists their names; search the words of another body: `dragnet search {}{index}`",
            shell_word(&format!("\"{value}\""))
        )),
        Error::BadValue {
            at: ValueSource::Branch,
            ..
        } => Some("`dragnet help agencies` lists their names".to_owned()),
        Error::BadValue {
            at: ValueSource::Option("district") | ValueSource::Query("district"),
            ..
        } => Some("`dragnet help districts` lists their names".to_owned()),
        Error::Interrupted { done, .. } => match done {
            Done::Nothing => Some("run the same command again to go on".to_owned()),
            Done::Part => Some("run the same command again to go on from there".to_owned()),
            Done::AllButCompaction => None,
        },
        Error::Listen { .. } => Some(
            "--bind names an address of this machine, --port a port that is free and that you may use"
                .to_owned(),
        ),
        Error::Engine(_) => Some(damaged(path_of_index)),
        // An error of the system, or one whose message says what to type.
        _ => None,
    }
}

/// What to do where the system has no more to give.
pub fn of_shortage(shortage: Shortage) -> &'static str {
    match shortage {
        Shortage::Memory => {
            "the file is whole, and memory is short: end other programs, or raise the limit that `ulimit -v` tells"
        }
        Shortage::OpenFiles => {
            "nothing is wrong with the file: raise the number of files that may be open, such as with `ulimit -n 1024`"
        }
        Shortage::Space => {
            "free some space and run the same command again; what was indexed before is kept"
        }
    }
}

/// What to type where a run has kept files that hold far fewer releases.
pub fn accept_losses(index: &Path) -> String {
    let option = index_option(index);
    format!(
        "what was indexed from the files that are kept stays; if they are meant to be so, `dragnet index --accept-losses{option}` \
         takes them as they are"
    )
}

/// What to type after an error whose reason is not known.
pub fn damaged(index: &Path) -> String {
    let option = index_option(index);
    format!("`dragnet check{option}` says whether the index is damaged")
}

/// What to type after `dragnet check`; none if all is well.
pub fn after_check(checked: &CheckReport) -> Option<String> {
    let index = index_option(&checked.index);
    let is_gone = |corpus: &PathBuf| !corpus.exists();
    match checked.health {
        Health::Ok => None,
        Health::Stale if checked.corpora.iter().any(is_gone) => Some(moved(&index)),
        Health::Stale => Some(bring_up_to_date(checked, &index)),
        Health::Corrupt => Some(format!(
            "{}; if files are damaged again and again, look to the disk",
            rebuild(&checked.index)
        )),
    }
}

/// What to type where an index is behind its corpus. Another run keeps again what one has kept.
fn bring_up_to_date(checked: &CheckReport, index: &str) -> String {
    let mut todo = Vec::new();
    if !checked.findings.is_empty() {
        todo.push(format!("run `dragnet index{index}` to bring it up to date"));
    }
    if checked.kept.iter().any(|kept| !kept.is_loss()) {
        todo.push(
            "what cannot be read is kept until it is mended, or taken out of the corpus".to_owned(),
        );
    }
    if checked.kept.iter().any(RetainedFile::is_loss) {
        todo.push(accept_losses(&checked.index));
    }
    todo.join("; ")
}

/// The command that builds a damaged index anew. It names the corpus where the index can no longer tell it.
fn rebuild(index: &Path) -> String {
    let is_default = index == Path::new(DEFAULT_INDEX) && Path::new(DEFAULT_CORPUS).is_dir();
    let corpus = if is_default || OpenIndex::read_build_info(index).is_ok() {
        ""
    } else {
        " CORPUS"
    };
    format!(
        "run `dragnet index{corpus} --full{}` to rebuild it",
        index_option(index)
    )
}

/// What to type where the corpus of an index is gone.
fn moved(index: &str) -> String {
    format!(
        "if the corpus was moved, `dragnet index FOLDER --moved{index}` goes on with it; of several folders name each"
    )
}

/// What to type where an index belongs to another corpus.
fn other_corpus(theirs: &[PathBuf], ours: &[PathBuf], index: &str) -> String {
    let gone = theirs.iter().filter(|corpus| !corpus.exists()).count();
    if gone > 0 && theirs.len() != ours.len() {
        return format!(
            "the index has {} folders: name each with --moved, those that were not moved, too; or give this corpus an index \
             of its own with `--index DIR`",
            theirs.len()
        );
    }
    if gone > 0 {
        let names = if ours.len() > 1 {
            " (at most one folder may have a new name)"
        } else {
            ""
        };
        return format!(
            "if the corpus was moved here, `dragnet index{} --moved{index}` goes on with it{names}; if it is another one, give \
             it an index of its own with `--index DIR`",
            words(ours)
        );
    }
    format!(
        "`dragnet index{index}` goes on with its corpus; give this one an index of its own with `--index DIR`, or build this \
         index anew from it: `dragnet index{} --full{index}`",
        words(ours)
    )
}

/// Paths as words of a command, each after a space.
fn words(paths: &[PathBuf]) -> String {
    let quoted: Vec<String> = paths.iter().map(|path| path_word(path)).collect();
    format!(" {}", quoted.join(" "))
}

/// How a command names an index: ` --index DIR`, or nothing where it is the default.
pub fn index_option(path: &Path) -> String {
    if path == Path::new(DEFAULT_INDEX) {
        String::new()
    } else {
        format!(" --index {}", path_word(path))
    }
}

/// A path as a shell takes it.
fn path_word(path: &Path) -> String {
    shell_word(&path.display().to_string())
}

fn did_you_mean(candidates: &[String], knowledge: &Knowledge) -> String {
    let named: Vec<String> = candidates
        .iter()
        .map(|candidate| {
            if knowledge.agency(candidate).is_some() {
                spoken(candidate, knowledge)
            } else {
                format!("`{candidate}`")
            }
        })
        .collect();
    format!("did you mean {}?", named.join(", "))
}
