//! What is in a folder and is never a file of a corpus: hidden files, leftovers of programs, an index.

use std::fs;
use std::path::Path;

/// The file of an index that names its current generation.
pub(crate) const INDEX_MARK: &str = "CURRENT";

/// The beginning of the name of a generation, and so of that file.
pub(crate) const GENERATION: &str = "generation-";

/// Whether a folder is an index of dragnet: its files are no releases.
pub(crate) fn is_index(folder: &Path) -> bool {
    let mark = fs::read(folder.join(INDEX_MARK));
    mark.is_ok_and(|name| name.starts_with(GENERATION.as_bytes()))
}

/// What a hidden file or folder is.
pub(crate) const HIDDEN: &str = "hidden";

/// What a file with this name is, if it is none of the corpus, wherever it is.
pub(crate) fn what_is_left_out(name: &str) -> Option<&'static str> {
    let lower = name.to_ascii_lowercase();
    if is_hidden(name) {
        Some(HIDDEN)
    } else if is_readme(&lower) {
        Some("a README")
    } else if is_leftover(&lower) {
        Some("a leftover of a program")
    } else {
        None
    }
}

pub(crate) fn is_hidden(name: &str) -> bool {
    name.starts_with('.')
}

fn is_readme(name: &str) -> bool {
    matches!(name, "readme" | "readme.md" | "readme.txt" | "readme.html")
}

/// Whether a program has left it behind: a copy that an editor keeps, a download that was not finished.
fn is_leftover(name: &str) -> bool {
    const ENDINGS: [&str; 9] = [
        "~",
        ".bak",
        ".crdownload",
        ".download",
        ".orig",
        ".part",
        ".partial",
        ".swp",
        ".tmp",
    ];
    matches!(name, "thumbs.db" | "desktop.ini")
        || ENDINGS.iter().any(|ending| name.ends_with(ending))
        || name.len() > 1 && name.starts_with('#') && name.ends_with('#')
}
