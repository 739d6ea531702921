//! The rooms' dependencies run one way, and each outside library is known in its own rooms only.

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms of the library in the order of the data's way. A room may use those before it in this list, and itself.
const ROOMS: [&str; 12] = [
    "model",
    "text",
    "knowledge",
    "corpus",
    "convert",
    "analysis",
    "extract",
    "schema",
    "error",
    "index",
    "query",
    "print",
];

/// Libraries that are known in these places only.
const KNOWN_ONLY_IN: [(&str, &[&str]); 8] = [
    ("clap", &["cli/", "commands/shell.rs"]),
    ("clap_complete", &["cli/", "commands/"]),
    ("clap_mangen", &["commands/shell.rs"]),
    ("csv", &["print/csv.rs", "print/mod.rs"]),
    ("encoding_rs", &["corpus/decode.rs"]),
    ("html2text", &["convert/"]),
    ("indicatif", &["terminal/progress.rs"]),
    ("tantivy", &["error.rs", "schema/", "index/", "query/"]),
];

fn sources() -> Vec<(String, String)> {
    fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("the source folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                collect(&path, files);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                files.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    let name = |path: &Path| {
        path.strip_prefix(&root)
            .expect("below src")
            .to_string_lossy()
            .replace('\\', "/")
    };
    files
        .iter()
        .map(|path| (name(path), fs::read_to_string(path).expect("a source file")))
        .collect()
}

/// Lines of code, without comments and without the tests at the end of a file.
fn code(source: &str) -> impl Iterator<Item = &str> {
    source
        .split("\n#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or_default()
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
}

fn uses(line: &str, prefix: &str) -> bool {
    line.match_indices(prefix).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_' || letter == ':')
    })
}

#[test]
fn the_rooms_depend_on_each_other_one_way() {
    let mut wrong = Vec::new();
    for (file, source) in sources() {
        let room = file.split(['/', '.']).next().unwrap_or_default().to_owned();
        let Some(place) = ROOMS.iter().position(|name| *name == room) else {
            continue;
        };
        for line in code(&source) {
            for later in &ROOMS[place + 1..] {
                if uses(line, &format!("crate::{later}::")) {
                    wrong.push(format!("{file} uses {later}: {}", line.trim()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_room_has_a_place_in_the_order() {
    for (file, _) in sources() {
        let room = file.split(['/', '.']).next().unwrap_or_default();
        let binary = ["main", "cli", "commands", "terminal", "lib"];
        assert!(
            ROOMS.contains(&room) || binary.contains(&room),
            "{file} has no place in the data's way"
        );
    }
}

#[test]
fn outside_libraries_are_known_in_their_rooms_only() {
    let mut wrong = Vec::new();
    for (file, source) in sources() {
        for (library, places) in KNOWN_ONLY_IN {
            if places.iter().any(|place| file.starts_with(place)) {
                continue;
            }
            for line in code(&source) {
                if uses(line, &format!("{library}::")) {
                    wrong.push(format!("{file} knows {library}: {}", line.trim()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_library_never_touches_the_terminal() {
    for (file, source) in sources() {
        if ["main.rs"].contains(&file.as_str())
            || ["cli/", "commands/", "terminal/"]
                .iter()
                .any(|room| file.starts_with(room))
        {
            continue;
        }
        for line in code(&source) {
            for word in [
                "println!",
                "eprintln!",
                "print!",
                "eprint!",
                "stdout()",
                "stderr()",
                "stdin()",
            ] {
                assert!(!uses(line, word), "{file}: {}", line.trim());
            }
        }
    }
}
