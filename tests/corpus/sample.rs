//! Does the sample corpus agree with its labels, and is the broken corpus read as its README says?

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use dragnet::corpus::{Content, Limits, Record, Walked, read_bytes, read_records, walk};
use dragnet::knowledge::Knowledge;
use dragnet::knowledge::tables::events::offense_names;
use dragnet::model::{Amount, Defendant, Proceeding, Prosecutor, Sentence, Skip, Stage};
use jiff::civil::Date;
use serde::Deserialize;

use crate::support::real_releases;

/// What a person found in a release: one line of `tests/labels/sample.jsonl`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Label {
    id: String,
    title: String,
    #[expect(dead_code, reason = "read to hold that it is a day or null")]
    date: Option<Date>,
    district: Option<String>,
    agencies: Vec<String>,
    /// Credited bodies without a path, as the release names them.
    other_agencies: Vec<String>,
    prosecutors: Vec<Prosecutor>,
    statutes: Vec<String>,
    #[expect(dead_code, reason = "read to hold that it is text or null")]
    number: Option<String>,
    /// What happened.
    stage: Stage,
    event_date: Option<Date>,
    proceeding: Option<Proceeding>,
    defendants: Vec<Defendant>,
    sentences: Vec<Sentence>,
    #[expect(dead_code, reason = "read to hold that each has a role and a value")]
    amounts: Vec<Amount>,
    dockets: Vec<String>,
    judges: Vec<String>,
    offenses: Vec<String>,
}

fn root(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)
}

fn labels() -> Vec<Label> {
    fs::read_to_string(root("tests/labels/sample.jsonl"))
        .expect("the labels")
        .lines()
        .map(|line| serde_json::from_str(line).expect(line))
        .collect()
}

fn read(folder: &str) -> Vec<Result<Record, Skip>> {
    // PDF files and spreadsheets are read by the program itself.
    dragnet::corpus::child::read_with(PathBuf::from(env!("CARGO_BIN_EXE_dragnet")));
    let root = root(folder);
    let mut all = Vec::new();
    for walked in walk(&root, None, false) {
        match walked {
            Walked::File(file) => {
                read_records(&file, Limits::default(), &|_| (), &mut |record| {
                    all.push(record);
                });
            }
            Walked::Skipped(skip) => all.push(Err(skip)),
            Walked::LeftOut { .. } => {}
        }
    }
    all
}

/// The text of each sample release's file, with every run of white space as one space.
fn sample() -> BTreeMap<String, String> {
    read("corpus")
        .into_iter()
        .map(|record| {
            let record = record.expect("a sample file that can be read");
            let text = match record.content {
                Content::Html(text)
                | Content::Text(text)
                | Content::SavedPage { html: text, .. } => text,
                Content::Fields(fields) => format!("{} {}", fields.title, fields.body),
            };
            let words: Vec<&str> = text.split_whitespace().collect();
            (record.id.to_string(), words.join(" "))
        })
        .collect()
}

#[test]
fn each_release_of_the_sample_has_one_label() {
    let labelled: Vec<String> = labels().into_iter().map(|label| label.id).collect();
    let records: Vec<String> = sample().into_keys().collect();
    let mut sorted = labelled.clone();
    sorted.sort();
    assert_eq!(sorted, records);
}

#[test]
fn labels_name_known_paths_in_order() {
    let knowledge = Knowledge::builtin();
    for label in labels() {
        assert!(!label.title.is_empty(), "{}", label.id);
        for path in label.agencies.iter().chain(&label.district) {
            let by_pattern = path.starts_with("/state/") || path.starts_with("/local/");
            assert!(
                by_pattern || knowledge.agency(path).is_some(),
                "{}: {path}",
                label.id
            );
        }
        assert!(
            label
                .district
                .is_none_or(|path| path.starts_with("/doj/usao/")),
            "{}",
            label.id
        );
        for list in [&label.agencies, &label.other_agencies, &label.statutes] {
            assert!(
                list.windows(2).all(|pair| pair[0] < pair[1]),
                "{}: {list:?}",
                label.id
            );
        }
    }
}

#[test]
fn labelled_persons_and_bodies_are_named_in_the_release() {
    let sample = sample();
    for label in labels() {
        let text = &sample[&label.id];
        let names = label.prosecutors.iter().map(|person| &person.name);
        for name in names.chain(&label.other_agencies) {
            assert!(text.contains(name.as_str()), "{}: {name}", label.id);
        }
    }
}

#[test]
fn labels_of_what_happened_name_what_the_release_names() {
    let sample = sample();
    let known: Vec<&str> = offense_names().collect();
    for label in labels() {
        let text = sample[&label.id].to_lowercase();
        let id = &label.id;
        let is_case = label.stage != Stage::Other;
        assert!(is_case || label.event_date.is_none(), "{id}");
        assert_eq!(is_case, label.proceeding.is_some(), "{id}");
        let defendants = label.defendants.iter().map(|defendant| &defendant.name);
        let names = defendants.clone().chain(&label.judges);
        for name in names.chain(&label.dockets) {
            // A nickname may stand before the last name.
            let last = name.to_lowercase();
            let last = last.rsplit(' ').next().unwrap_or_default();
            assert!(text.contains(last), "{id}: {name}");
        }
        for sentence in &label.sentences {
            assert!(
                defendants.clone().any(|name| *name == sentence.defendant),
                "{id}"
            );
        }
        let places = label.offenses.iter().map(|offense| {
            known
                .iter()
                .position(|known| known == offense)
                .expect(offense)
        });
        assert!(places.is_sorted(), "{id}: {:?}", label.offenses);
    }
}

#[test]
fn each_file_of_the_broken_corpus_is_read_or_has_a_reason() {
    let (mut read_in, mut left_out) = (Vec::new(), Vec::new());
    for record in read("tests/broken") {
        match record {
            Ok(record) => read_in.push(record.id.to_string()),
            Err(skip) => {
                // The rest is the message of the parser or the decompressor.
                let reason = skip.reason.to_string();
                let kind = reason.split(':').next().unwrap_or_default().to_owned();
                left_out.push((skip.id.to_string(), kind));
            }
        }
    }
    // Pages that are no release are recognised later, in `convert`.
    assert_eq!(
        read_in,
        [
            "bot-wall.html",
            "bot-wall.txt",
            "empty.html",
            "good.html",
            "good.txt",
            "listing.html",
            "not-found.html",
            "one-bad-line.jsonl#0",
            "one-bad-line.jsonl#2",
        ]
    );
    let left_out: Vec<(&str, &str)> = left_out
        .iter()
        .map(|(id, kind)| (id.as_str(), kind.as_str()))
        .collect();
    assert_eq!(
        left_out,
        [
            ("bad.json", "not valid JSON"),
            ("cut-short.html.gz", "cannot be read"),
            ("no-release-fields.json", "a record without a title or text"),
            ("one-bad-line.jsonl#1", "not valid JSON"),
            ("picture.html", "not read"),
            ("print.txt", "not read"),
            ("zeros.txt", "not read"),
        ]
    );
}

#[test]
fn every_agency_of_the_reference_list_is_known() {
    let Some(file) = real_releases::shared("reference/agencies.tsv") else {
        return;
    };
    let list = fs::read_to_string(file).expect("the list");
    for line in list.lines().skip(1) {
        let path = line.split('\t').next().unwrap_or_default();
        assert!(Knowledge::builtin().agency(path).is_some(), "{path}");
    }
}

#[test]
fn records_in_utf16_are_read_like_others() {
    let records: Vec<String> = (0..60)
        .map(|number| format!(r#"{{"title": "Case {number}", "body": "A clerk was fined."}}"#))
        .collect();
    let list = format!("[{}]", records.join(","));
    for text in [records.join("\n"), list] {
        for mark in ["\u{feff}", ""] {
            let bytes: Vec<u8> = (mark.to_owned() + &text)
                .encode_utf16()
                .flat_map(u16::to_le_bytes)
                .collect();
            let mut found = 0;
            read_bytes("a.json", &bytes, Limits::default(), &mut |record| {
                found += usize::from(record.is_ok());
            })
            .expect("readable");
            assert_eq!(found, 60, "{mark:?}");
        }
    }
}
