//! Do the rooms of the program depend on each other one way, and stay small?

mod imports;
mod source;

use std::collections::{BTreeMap, BTreeSet};

use source::{Source, sources};

/// The rooms of the library in the order of the data's way. A room may use those before it in this list, and itself.
const ROOMS: [&str; 14] = [
    "model",
    "text",
    "knowledge",
    "corpus",
    "fetch",
    "convert",
    "analysis",
    "extract",
    "schema",
    "error",
    "index",
    "query",
    "print",
    "serve",
];

/// The rooms of the binary. They may use all of the library.
const BINARY: [&str; 4] = ["main", "cli", "commands", "terminal"];

/// Libraries that may be named in these places only.
const NAMED_ONLY_IN: [(&str, &[&str]); 29] = [
    ("askama", &["serve/answer.rs", "serve/pages/"]),
    ("axum", &["serve/"]),
    ("brotli_decompressor", &["fetch/net/unpack.rs"]),
    ("calamine", &["corpus/tables/spreadsheet.rs"]),
    ("clap", &["cli/", "commands/shell.rs"]),
    ("clap_complete", &["cli/", "commands/"]),
    ("clap_mangen", &["commands/shell.rs"]),
    ("csv", &["corpus/tables/", "print/csv.rs", "print/mod.rs"]),
    ("encoding_rs", &["corpus/decode.rs"]),
    ("feed_rs", &["corpus/web/feed.rs", "fetch/source/feed.rs"]),
    ("form_urlencoded", &["serve/params.rs"]),
    ("html2text", &["convert/"]),
    ("hyper", &["serve/server.rs", "serve/answer.rs"]),
    ("hyper_util", &["serve/server.rs"]),
    ("indicatif", &["terminal/progress.rs"]),
    (
        "mail_parser",
        &["corpus/mail/packed/base64.rs", "corpus/mail/parts/"],
    ),
    ("pdf_extract", &["corpus/documents/pdf.rs"]),
    ("percent_encoding", &["serve/params.rs"]),
    ("pulldown_cmark", &["corpus/documents/markdown.rs"]),
    (
        "quick_xml",
        &[
            "corpus/documents/word_xml.rs",
            "fetch/source/sitemap.rs",
            "print/atom.rs",
        ],
    ),
    ("rlimit", &["corpus/child.rs"]),
    ("tar", &["corpus/packed/tar_archive.rs"]),
    ("texting_robots", &["fetch/net/hosts.rs"]),
    ("tokio", &["serve/"]),
    ("ureq", &["fetch/net/"]),
    ("url", &["fetch/"]),
    ("tantivy", &["error.rs", "schema/", "index/", "query/"]),
    ("yaml_rust2", &["corpus/documents/markdown.rs"]),
    (
        "zip",
        &["corpus/documents/office.rs", "corpus/packed/zip_archive.rs"],
    ),
];

/// Maximum number of lines of a file, without its tests: one reads it in one sitting.
const MAX_LINES: usize = 400;

/// Maximum number of files in a folder, without tests and data.
const MAX_FILES: usize = 12;

#[test]
fn every_room_has_a_place_in_the_order() {
    for source in sources() {
        let room = source.room();
        assert!(
            ROOMS.contains(&room) || BINARY.contains(&room) || room == "lib",
            "{} has no place in the order of rooms",
            source.file
        );
    }
}

#[test]
fn rooms_use_only_rooms_before_them() {
    let place = |file: &str| {
        let room = file.split(['/', '.']).next().unwrap_or_default();
        ROOMS
            .iter()
            .position(|name| *name == room)
            .unwrap_or(ROOMS.len())
    };
    let mut wrong = Vec::new();
    for (file, used) in imports::uses(&sources()) {
        let later = used.iter().filter(|other| place(other) > place(&file));
        wrong.extend(later.map(|other| format!("{file} uses {other}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_files_use_each_other_in_a_circle() {
    let circles = imports::circles(&imports::uses(&sources()));
    assert!(circles.is_empty(), "{circles:#?}");
}

/// Beside files, folders: what stands in one folder is a row of files and folders each of which uses only those before it.
#[test]
fn no_folders_use_each_other_in_a_circle() {
    let mut folders: BTreeMap<String, BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
    for (file, used) in imports::uses(&sources()) {
        for other in used {
            let (from, to): (Vec<_>, Vec<_>) =
                (file.split('/').collect(), other.split('/').collect());
            let common = from
                .iter()
                .zip(&to)
                .take_while(|(one, two)| one == two)
                .count();
            let folder = folders.entry(from[..common].join("/")).or_default();
            folder.entry(to[common].to_owned()).or_default();
            folder
                .entry(from[common].to_owned())
                .or_default()
                .insert(to[common].to_owned());
        }
    }
    let mut wrong = Vec::new();
    for (folder, graph) in folders {
        wrong.extend(
            imports::circles(&graph)
                .iter()
                .map(|circle| format!("{folder}: {circle:?}")),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_and_folders_are_small() {
    let sources = sources();
    let lines = |source: &Source| {
        source
            .text
            .split("\n#[cfg(test)]\nmod ")
            .next()
            .map_or(0, |text| text.lines().count())
    };
    let long: Vec<_> = sources
        .iter()
        .filter(|source| lines(source) > MAX_LINES)
        .map(|source| format!("{}: {}", source.file, lines(source)))
        .collect();
    assert!(long.is_empty(), "{long:#?}");
    let mut folders: BTreeMap<&str, usize> = BTreeMap::new();
    for source in &sources {
        let folder = source
            .file
            .rsplit_once('/')
            .map_or("", |(folder, _)| folder);
        *folders.entry(folder).or_default() += 1;
    }
    folders.retain(|_, files| *files > MAX_FILES);
    assert!(folders.is_empty(), "{folders:#?}");
}

#[test]
fn libraries_are_named_in_their_rooms_only() {
    let mut wrong = Vec::new();
    for source in sources() {
        for (library, places) in NAMED_ONLY_IN {
            let is_named = source.names(&[library, "::"]) || source.names(&["use", library]);
            if is_named && !places.iter().any(|place| source.file.starts_with(place)) {
                wrong.push(format!("{} names {library}", source.file));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A hash that can be foreseen lets a release or a query be made of words that all collide.
#[test]
fn every_map_has_a_hash_that_is_seeded_by_chance() {
    let mut wrong = Vec::new();
    for source in sources() {
        for name in ["BuildHasherDefault", "FixedState"] {
            if source.names(&[name]) {
                wrong.push(format!("{} names {name}", source.file));
            }
        }
        if source.names(&["Hasher", "for"]) {
            wrong.push(format!("{} has a hasher of its own", source.file));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_library_never_touches_the_terminal() {
    let mut wrong = Vec::new();
    for source in sources() {
        if BINARY.contains(&source.room()) {
            continue;
        }
        for name in ["println", "eprintln", "print", "eprint"] {
            if source.names(&[name, "!"]) {
                wrong.push(format!("{}: {name}!", source.file));
            }
        }
        // Those of a child process are no terminal.
        let has_child = source.file == "corpus/child.rs";
        for name in ["stdout", "stderr", "stdin"] {
            if source.names(&[name, "("]) && !has_child {
                wrong.push(format!("{}: {name}()", source.file));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
