//! The real releases, and the queries and labels that belong to them. They are no part of this repository: see
//! `docs/tests.md`. Tests that need them say that they were skipped where they are missing, and fail there under
//! `DRAGNET_CORPORA=required`.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use dragnet::index::{OpenIndex, Options};

use super::{index as build, open, skipped};

/// A folder of real releases: in `../corpora`, or in `target/corpora`, which may be a link. All of them where no name is
/// given.
pub fn corpus(name: &str) -> Option<PathBuf> {
    first_of(&[
        format!("../corpora/{name}"),
        format!("target/corpora/{name}"),
    ])
}

/// A file or folder of queries, labels or lists that belong to the real releases.
pub fn shared(name: &str) -> Option<PathBuf> {
    first_of(&[format!("../shared/{name}")])
}

fn first_of(places: &[String]) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let found = places
        .iter()
        .map(|place| root.join(place))
        .find(|path| path.exists());
    if found.is_none() {
        let missing = format!("`{}` is not here", places[0]);
        let required = std::env::var_os("DRAGNET_CORPORA").is_some_and(|value| value == "required");
        assert!(!required, "{missing}, and DRAGNET_CORPORA=required");
        skipped(&test_name(), &missing);
    }
    found
}

/// The name of the test that runs: its thread's.
fn test_name() -> String {
    let thread = std::thread::current();
    thread.name().unwrap_or("a test").to_owned()
}

/// The index of all releases of the Office of Public Affairs. It is built once in each run of the tests.
pub fn index() -> Option<OpenIndex> {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    let corpus = corpus("opa-html")?;
    let built = BUILT.get_or_init(|| {
        let index = Path::new(env!("CARGO_TARGET_TMPDIR")).join("real-releases-index");
        let _ = fs::remove_dir_all(&index);
        build(&Options::of(&corpus, &index)).expect("an index");
        index
    });
    Some(open(built))
}
