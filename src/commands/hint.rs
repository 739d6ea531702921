//! What a person can do about an error.

use std::path::Path;

use dragnet::error::Error;
use dragnet::index::Health;

/// What to type next, where that is known.
pub fn hint(error: &Error) -> Option<String> {
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
        Error::NoSuchRelease { nearest, .. } => Some(did_you_mean(nearest)),
        Error::BadValue { suggestions, .. } if !suggestions.is_empty() => {
            Some(did_you_mean(suggestions))
        }
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
    if path == Path::new("index") {
        String::new()
    } else {
        format!(" --index {}", path.display())
    }
}

fn did_you_mean(candidates: &[String]) -> String {
    let quoted: Vec<String> = candidates
        .iter()
        .map(|candidate| format!("`{candidate}`"))
        .collect();
    format!("did you mean {}?", quoted.join(", "))
}
