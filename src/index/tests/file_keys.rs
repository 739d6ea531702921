//! Two files may have the same file key.

use std::collections::HashMap;
use std::fs;
use std::sync::atomic::AtomicBool;

use crate::index::manifest::columns::file_key;
use crate::index::{OpenIndex, Options, build};
use crate::knowledge::Knowledge;

/// The names of two files with the same key.
fn names_with_equal_keys() -> [String; 2] {
    let mut seen = HashMap::new();
    (0..)
        .find_map(|number| {
            let name = format!("{number}.txt");
            let other = seen.insert(file_key(&name), name.clone())?;
            Some([other, name])
        })
        .expect("two equal keys")
}

#[test]
fn files_with_the_same_key_are_told_apart() {
    let folder = tempfile::tempdir().expect("a folder");
    let [corpus, index] = ["corpus", "index"].map(|name| folder.path().join(name));
    fs::create_dir(&corpus).expect("a folder");
    let names = names_with_equal_keys();
    for name in &names {
        let text = format!("Oldport Man {name} Sentenced\n\nHe was sentenced for wire fraud.\n");
        fs::write(corpus.join(name), text).expect("space");
    }
    let knowledge = Knowledge::builtin();
    let run = || {
        let options = Options::of(&corpus, &index);
        build(&options, knowledge, &(), &AtomicBool::new(false)).expect("an index");
        OpenIndex::open(&index, knowledge).expect("an index")
    };
    let opened = run();
    for name in &names {
        assert_eq!(opened.release(name).expect("a release").0.id, *name);
    }
    fs::write(
        corpus.join(&names[0]),
        "Oldport Mayor Pleads Guilty\n\nTo wire fraud.\n",
    )
    .expect("space");
    let opened = run();
    assert_eq!(opened.releases().expect("a count"), 2);
    let (release, _) = opened.release(&names[0]).expect("a release");
    assert!(release.title.contains("Mayor"), "{}", release.title);
    fs::remove_file(corpus.join(&names[0])).expect("the file");
    let opened = run();
    assert!(opened.release(&names[0]).is_err());
    assert!(opened.release(&names[1]).is_ok());
}
