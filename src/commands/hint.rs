//! What a person can do about an error.

use std::path::Path;

use dragnet::error::{Error, ValueSource};
use dragnet::index::Health;
use dragnet::knowledge::Knowledge;

use crate::cli::DEFAULT_INDEX;
use crate::commands::agencies::spoken;

/// What to type next, where that is known.
pub fn hint(error: &Error, knowledge: &Knowledge) -> Option<String> {
    match error {
        Error::Corpus { .. } => {
            Some("name the folder that holds your release files: `dragnet index FOLDER`".to_owned())
        }
        Error::CorpusEmptied { .. } => Some(
            "is the disk mounted? `dragnet index --allow-empty` empties the index all the same"
                .to_owned(),
        ),
        Error::OtherCorpus { theirs, .. } => Some(format!(
            "run `dragnet index {}`, or give this corpus an index of its own with `--index DIR`",
            theirs.display()
        )),
        Error::NoIndex { path, .. } => Some(format!(
            "run `dragnet index CORPUS{}` to build one",
            index_option(path)
        )),
        Error::NotAnIndexFolder { .. } => Some("name a new or an empty folder".to_owned()),
        Error::Locked { .. } => Some("wait for it to end; searching works meanwhile".to_owned()),
        Error::OtherVersion { path, .. } => {
            let option = index_option(path);
            Some(format!(
                "run `dragnet index{option}` to rebuild it, with the --knowledge that you search with, if any"
            ))
        }
        Error::Damaged { path, .. } => Some(format!(
            "run `dragnet index --full{}` to rebuild it",
            index_option(path)
        )),
        Error::NoSuchRelease { nearest, .. } if nearest.is_empty() => {
            Some("ids are shown by `dragnet search`".to_owned())
        }
        Error::NoSuchRelease { nearest, .. } => Some(did_you_mean(nearest, knowledge)),
        Error::BadValue { suggestions, .. } if !suggestions.is_empty() => {
            Some(did_you_mean(suggestions, knowledge))
        }
        Error::BadValue {
            at: ValueSource::Option("agency") | ValueSource::Query("agency") | ValueSource::Branch,
            ..
        } => Some("`dragnet help agencies` lists their names".to_owned()),
        Error::Interrupted { .. } => Some("run the same command again to go on".to_owned()),
        Error::InterruptedOnTheWay { .. } => {
            Some("run the same command again to go on from there".to_owned())
        }
        Error::Engine(_) => Some("`dragnet check` says whether the index is damaged".to_owned()),
        Error::Io { .. }
        | Error::NoSuchField { .. }
        | Error::BadValue { .. }
        | Error::InterruptedAtTheEnd { .. } => None,
    }
}

/// What to type after `dragnet check`; none if all is well.
pub fn of_health(health: Health) -> Option<&'static str> {
    match health {
        Health::Ok => None,
        Health::Stale => Some("run `dragnet index` to bring it up to date"),
        Health::Corrupt => Some(
            "run `dragnet index --full` with its corpus to rebuild it; if files are damaged again and again, look to the disk",
        ),
    }
}

fn index_option(path: &Path) -> String {
    if path == Path::new(DEFAULT_INDEX) {
        String::new()
    } else {
        format!(" --index {}", shell_word(path))
    }
}

/// A path as a shell takes it.
fn shell_word(path: &Path) -> String {
    let path = path.display().to_string();
    let is_plain = |c: char| c.is_alphanumeric() || "/\\:._-+@%,".contains(c);
    if path.chars().all(is_plain) {
        path
    } else {
        format!("'{}'", path.replace('\'', r"'\''"))
    }
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
