//! Is one person one value, under the fullest name, and are two people never one?

use std::fs;

use dragnet::index::{OpenIndex, Options};
use dragnet::query::Limit;
use serde_json::json;
use tempfile::TempDir;

use crate::support::small_index::{answer, index_of, request};
use crate::support::{index, open};

/// A release of a division in which this person prosecuted.
fn release(person: &str, component: &'static str) -> (String, &'static str) {
    let body = format!("A man was sentenced today. Trial Attorney {person} prosecuted the case.");
    (body, component)
}

fn index_with(releases: &[(&str, &'static str)]) -> (TempDir, OpenIndex) {
    let releases: Vec<(String, &str)> = releases
        .iter()
        .map(|(person, component)| release(person, component))
        .collect();
    let rows: Vec<(&str, &str, &str, &str)> = releases
        .iter()
        .map(|(body, component)| ("Man Sentenced", body.as_str(), "2021-06-08", *component))
        .collect();
    index_of(&rows)
}

/// Every prosecutor with the number of releases.
fn counts(index: &OpenIndex) -> Vec<(String, usize)> {
    let mut all = request("");
    // The releases of the tests are alike.
    all.copies = true;
    all.facets = vec!["prosecutor".to_owned()];
    let (summary, _) = answer(index, &all);
    let values = summary.facets[0].values.iter();
    values
        .map(|value| (value.label().to_owned(), value.count))
        .collect()
}

/// The names in the hits of a filter by a person.
fn names_of_hits(index: &OpenIndex, person: &str) -> Vec<String> {
    let mut named = request("");
    named.limit = Limit::All;
    named.copies = true;
    named.filter("prosecutor", person).expect("a field");
    let (_, hits) = answer(index, &named);
    let names = hits.iter().flat_map(|hit| &hit.release.prosecutors);
    names.map(|prosecutor| prosecutor.name.clone()).collect()
}

#[test]
fn one_person_is_one_row_under_the_fullest_name() {
    let (_folder, index) = index_with(&[
        ("Dana H. Whitlock", "Criminal Division"),
        ("Dana Whitlock", "Criminal Division"),
        ("Dana Whitlock", "Criminal Division"),
        ("Dana H Whitlock", "Criminal Division"),
        ("Lee Moss", "Criminal Division"),
    ]);
    assert_eq!(
        counts(&index),
        [
            ("Dana H. Whitlock".to_owned(), 4),
            ("Lee Moss".to_owned(), 1)
        ]
    );
    for typed in ["Dana Whitlock", "Dana H. Whitlock", "whitlock"] {
        assert_eq!(
            names_of_hits(&index, typed),
            ["Dana H. Whitlock"; 4],
            "{typed}"
        );
    }
}

#[test]
fn two_people_of_one_name_are_two_rows() {
    let (_folder, index) = index_with(&[
        ("Dana H. Whitlock", "Criminal Division"),
        ("Dana R. Whitlock", "Criminal Division"),
        ("Dana Whitlock", "Criminal Division"),
        ("Lee Moss", "Tax Division"),
        ("Lee Q. Moss", "Antitrust Division"),
    ]);
    let mut names: Vec<String> = counts(&index).into_iter().map(|(name, _)| name).collect();
    names.sort();
    assert_eq!(
        names,
        [
            "Dana H. Whitlock",
            "Dana R. Whitlock",
            "Dana Whitlock",
            "Lee Moss",
            "Lee Q. Moss"
        ]
    );
}

#[test]
fn an_update_ends_in_the_same_persons_as_a_full_build() {
    let folder = TempDir::new().expect("a folder");
    let corpus = folder.path().join("corpus");
    fs::create_dir(&corpus).expect("a folder");
    let write = |file: &str, person: &str| {
        let (body, component) = release(person, "Criminal Division");
        let record = json!({
            "title": "Man Sentenced", "contents": body, "date": "2021-06-08", "components": [component],
            "url": "https://www.justice.gov/opa/pr/9",
        });
        fs::write(corpus.join(file), record.to_string()).expect("a file");
    };
    let options = |name: &str| Options::of(&corpus, &folder.path().join(name));
    write("a.json", "Dana Whitlock");
    write("b.json", "Dana H. Whitlock");
    index(&options("updated")).expect("a build");
    assert_eq!(
        counts(&open(&options("updated").index)),
        [("Dana H. Whitlock".to_owned(), 2)]
    );
    // The fuller name is gone, and another person of the name comes.
    write("b.json", "Lee Moss");
    write("c.json", "Dana R. Whitlock");
    write("d.json", "Dana Whitlock");
    index(&options("updated")).expect("an update");
    index(&options("new")).expect("a build");
    let wanted = [
        ("Dana R. Whitlock".to_owned(), 3),
        ("Lee Moss".to_owned(), 1),
    ];
    for name in ["updated", "new"] {
        assert_eq!(counts(&open(&options(name).index)), wanted, "{name}");
    }
}
