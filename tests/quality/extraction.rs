//! How often is extraction right? Precision, recall and F1 of each field against labels written by hand, beside the
//! figures recorded last. A figure that falls fails the test. New ones are recorded with
//! `cargo test --test dragnet -- --ignored record_the_scoreboard`, and the errors are listed one by one with
//! `cargo test --test dragnet -- --ignored --nocapture list_the_errors`.
//!
//! The labels of the sample corpus are always there; those of the real releases are scored where they are at hand.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use dragnet::convert::convert;
use dragnet::corpus::{Limits, SourceFile, read_records};
use dragnet::extract::extract;
use dragnet::knowledge::Knowledge;
use dragnet::model::{Prosecutor, RecordId, Release};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use unicode_normalization::UnicodeNormalization;

use super::events::{self, EventLabel};
use crate::support::real_releases;

/// The file of the recorded figures: by label set, by name.
const RECORDED: &str = "tests/labels/scoreboard.json";

/// Figures are recorded with three decimals.
const ROUNDING: f64 = 0.0005;

pub(super) type Figures = BTreeMap<String, f64>;

/// One labelled release. The sample's labels name it `id`, those of the real releases `path`.
#[derive(Deserialize)]
struct Label {
    #[serde(alias = "path")]
    id: String,
    date: Option<String>,
    district: Option<String>,
    agencies: Vec<String>,
    /// Credited bodies that the table of the labels does not have, by name.
    #[serde(default)]
    other_agencies: Vec<String>,
    prosecutors: Vec<Prosecutor>,
    statutes: Vec<String>,
}

/// Labels, and the folder of the labelled releases.
struct LabelSet {
    name: &'static str,
    labels: PathBuf,
    corpus: PathBuf,
    /// Labels of what happened, in a file of their own or in the same.
    events: PathBuf,
    /// Only agencies in the table are labelled; bodies of states and counties are not.
    table_only: bool,
}

fn label_sets() -> Vec<LabelSet> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sample = LabelSet {
        name: "sample",
        labels: root.join("tests/labels/sample.jsonl"),
        events: root.join("tests/labels/sample.jsonl"),
        corpus: root.join("corpus"),
        table_only: false,
    };
    let labels = real_releases::shared("gold/releases.jsonl");
    let corpus = real_releases::corpus("");
    let events = real_releases::shared("gold/events.jsonl");
    let real = labels.zip(events).zip(corpus);
    let real = real.map(|((labels, events), corpus)| LabelSet {
        name: "real",
        labels,
        events,
        corpus,
        table_only: true,
    });
    [sample].into_iter().chain(real).collect()
}

/// Counts of one list field.
#[derive(Default)]
pub(super) struct Tally {
    pub(super) right: usize,
    pub(super) extra: usize,
    pub(super) missed: usize,
}

impl Tally {
    pub(super) fn figures(&self, name: &str, figures: &mut Figures) {
        let precision = share(self.right, self.right + self.extra);
        let recall = share(self.right, self.right + self.missed);
        let f1 = if precision + recall > 0.0 {
            2.0 * precision * recall / (precision + recall)
        } else {
            0.0
        };
        figures.insert(format!("{name} precision"), precision);
        figures.insert(format!("{name} recall"), recall);
        figures.insert(format!("{name} F1"), f1);
    }
}

/// The share, or 1 if there is nothing to count.
#[expect(clippy::cast_precision_loss, reason = "a few hundred labels")]
pub(super) fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        1.0
    } else {
        part as f64 / whole as f64
    }
}

/// Returns the figures of a set, and its errors.
fn score(set: &LabelSet) -> (Figures, Vec<String>) {
    let labels: Vec<Label> = read(&set.labels);
    let events: Vec<EventLabel> = read(&set.events);
    let ids = labels.iter().map(|label| label.id.as_str());
    let ids = ids.chain(events.iter().map(|label| label.id.as_str()));
    let releases = releases(&set.corpus, ids);
    let (mut agencies, mut prosecutors, mut statutes) =
        (Tally::default(), Tally::default(), Tally::default());
    let (mut dates, mut districts, mut kinds, mut matched) = (0, 0, 0, 0);
    let mut errors = Vec::new();
    for label in &labels {
        let release = releases.get(&label.id).cloned().unwrap_or_default();
        let mut compare =
            |name: &str, tally: &mut Tally, wanted: BTreeSet<String>, found: BTreeSet<String>| {
                let extra: Vec<&String> = found.difference(&wanted).collect();
                let missed: Vec<&String> = wanted.difference(&found).collect();
                tally.right += found.intersection(&wanted).count();
                tally.extra += extra.len();
                tally.missed += missed.len();
                if !(extra.is_empty() && missed.is_empty()) {
                    errors.push(format!(
                        "{} {name}: extra {extra:?} missed {missed:?}",
                        label.id
                    ));
                }
            };
        // A body may have got a row since the labels were written, which give it by its name.
        let labelled = |path: &&String| {
            let agency = Knowledge::builtin().agency(path);
            !set.table_only
                || agency.is_some_and(|agency| !label.other_agencies.contains(&agency.name))
        };
        compare(
            "agencies",
            &mut agencies,
            label.agencies.iter().cloned().collect(),
            release.agencies.iter().filter(labelled).cloned().collect(),
        );
        let cited =
            |statutes: &[String]| statutes.iter().map(|statute| citation(statute)).collect();
        compare(
            "statutes",
            &mut statutes,
            cited(&label.statutes),
            cited(&release.statutes),
        );

        let mut left: Vec<&Prosecutor> = release.prosecutors.iter().collect();
        for wanted in &label.prosecutors {
            if let Some(at) = left
                .iter()
                .position(|found| same_person(&found.name, &wanted.name))
            {
                let found = left.remove(at);
                prosecutors.right += 1;
                matched += 1;
                kinds += usize::from(found.kind == wanted.kind);
                if found.kind != wanted.kind {
                    errors.push(format!(
                        "{} prosecutors: {} is {:?}",
                        label.id, wanted.name, wanted.kind
                    ));
                }
            } else {
                prosecutors.missed += 1;
                errors.push(format!("{} prosecutors: missed {}", label.id, wanted.name));
            }
        }
        prosecutors.extra += left.len();
        errors.extend(
            left.iter()
                .map(|extra| format!("{} prosecutors: extra {}", label.id, extra.name)),
        );

        let date = release.date.map(|date| date.to_string());
        dates += usize::from(date == label.date);
        districts += usize::from(release.district == label.district);
        if date != label.date {
            errors.push(format!("{} date: {date:?} for {:?}", label.id, label.date));
        }
        if release.district != label.district {
            errors.push(format!(
                "{} district: {:?} for {:?}",
                label.id, release.district, label.district
            ));
        }
    }
    let mut figures = Figures::new();
    agencies.figures("agencies", &mut figures);
    prosecutors.figures("prosecutors", &mut figures);
    statutes.figures("statutes", &mut figures);
    figures.insert("date right".to_owned(), share(dates, labels.len()));
    figures.insert("district right".to_owned(), share(districts, labels.len()));
    figures.insert("prosecutor kind right".to_owned(), share(kinds, matched));
    let (of_events, errors_of_events) = events::score(&events, &releases);
    figures.extend(of_events);
    errors.extend(errors_of_events);
    for figure in figures.values_mut() {
        *figure = (*figure * 1000.0).round() / 1000.0;
    }
    (figures, errors)
}

/// The labels of a file, one a line.
fn read<T: DeserializeOwned>(labels: &Path) -> Vec<T> {
    let text = fs::read_to_string(labels).expect("the labels");
    text.lines()
        .map(|line| serde_json::from_str(line).expect(line))
        .collect()
}

/// The labelled releases as dragnet reads them.
fn releases<'a>(corpus: &Path, ids: impl Iterator<Item = &'a str>) -> HashMap<String, Release> {
    // PDF files and spreadsheets are read by the program itself.
    dragnet::corpus::child::read_with(PathBuf::from(env!("CARGO_BIN_EXE_dragnet")));
    let files: BTreeSet<String> = ids
        .map(|id| {
            // Of a member of an archive, the archive is the file.
            let path = RecordId::from(id).path;
            let mut files = Path::new(&path).ancestors();
            let file = files.find(|file| corpus.join(file).is_file());
            file.map_or(path.clone(), |file| file.display().to_string())
        })
        .collect();
    let mut releases = HashMap::new();
    for id in files {
        let path = corpus.join(&id);
        let file = SourceFile {
            size: 0,
            modified: 0,
            changed: 0,
            id,
            path,
        };
        read_records(&file, Limits::default(), &|_| (), &mut |record| {
            let Ok(record) = record else { return };
            if let Ok(page) = convert(&record) {
                let findings = extract(&page, record.id.file_name(), Knowledge::builtin());
                let id = record.id.to_string();
                releases.insert(id.clone(), Release::new(id, &page, &findings));
            }
        });
    }
    releases
}

/// A citation without signs, so that all kinds of dashes are equal.
fn citation(statute: &str) -> String {
    let kept = |letter: &char| letter.is_ascii_alphanumeric() || matches!(letter, '(' | ')');
    statute
        .to_lowercase()
        .replace("section", "")
        .chars()
        .filter(kept)
        .collect()
}

pub(super) fn name_words(name: &str) -> Vec<String> {
    let plain: String = name
        .nfkd()
        .map(|letter| if letter == '-' { ' ' } else { letter })
        .filter(|letter| letter.is_ascii_alphanumeric() || *letter == ' ')
        .collect::<String>()
        .to_lowercase();
    let suffix = ["jr", "sr", "ii", "iii", "iv"];
    plain
        .split_whitespace()
        .filter(|word| !suffix.contains(word))
        .map(str::to_owned)
        .collect()
}

/// Returns true if the words are equal, or first and last are, or if one is only the other's last name.
pub(super) fn same_person(one: &str, other: &str) -> bool {
    let (one, other) = (name_words(one), name_words(other));
    let ends = |words: &[String]| (words.first().cloned(), words.last().cloned());
    !one.is_empty()
        && (one == other
            || (one.len() > 1 && other.len() > 1 && ends(&one) == ends(&other))
            || (one.len().min(other.len()) == 1 && one.last() == other.last()))
}

fn recorded() -> BTreeMap<String, Figures> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(RECORDED);
    serde_json::from_str(&fs::read_to_string(path).expect(RECORDED)).expect(RECORDED)
}

#[test]
fn extraction_is_as_good_as_recorded() {
    let recorded = recorded();
    let mut fallen = String::new();
    for set in label_sets() {
        let (figures, _) = score(&set);
        let before = &recorded[set.name];
        println!("{}: {figures:#?}", set.name);
        for (name, was) in before {
            let is = figures.get(name).copied().unwrap_or_default();
            if is < was - ROUNDING {
                let _ = writeln!(fallen, "{}: {name} fell from {was} to {is}", set.name);
            }
        }
    }
    assert!(fallen.is_empty(), "{fallen}");
}

#[test]
#[ignore = "writes the figures down; run it when they rose"]
fn record_the_scoreboard() {
    let mut figures = recorded();
    for set in label_sets() {
        figures.insert(set.name.to_owned(), score(&set).0);
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(RECORDED);
    fs::write(
        path,
        serde_json::to_string_pretty(&figures).expect("JSON") + "\n",
    )
    .expect(RECORDED);
}

#[test]
#[ignore = "prints the errors one by one, with --nocapture"]
fn list_the_errors() {
    for set in label_sets() {
        for error in score(&set).1 {
            println!("{}: {error}", set.name);
        }
    }
}

#[test]
fn middle_names_do_not_distinguish_persons() {
    assert!(same_person("Dana Q. Whitlock", "Dana Whitlock"));
    assert!(same_person("José Valdés-Ortega Jr.", "Jose Valdes Ortega"));
    assert!(!same_person("Dana Whitlock", "Dora Whitlock"));
}
