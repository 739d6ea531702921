//! How well the releases that people mean are found: a scoreboard over the real releases, where they are at hand.
//!
//! The same figures as `shared/queries/score.py`, from the library. The index is built once and kept under `target/`.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use dragnet::corpus::Limits;
use dragnet::index::{OpenIndex, Options, Progress, build, exists};
use dragnet::knowledge::Knowledge;
use dragnet::query::{Limit, Request, search};
use serde_json::Value;

struct Silent;
impl Progress for Silent {}

/// Two tests ask for the index at once.
static BUILDING: Mutex<()> = Mutex::new(());

pub(crate) fn index() -> Option<(OpenIndex, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let queries = root.join("../shared/queries");
    let corpus = root.join("target/corpora/opa-html");
    if !queries.is_dir() || !corpus.is_dir() {
        println!("skipped: the real releases are not here");
        return None;
    }
    let _one_at_a_time = BUILDING.lock().expect("a lock");
    let index = root.join("target/ranking-index");
    let open = |index: &Path| OpenIndex::open(index, Knowledge::builtin()).ok();
    if !exists(&index) || open(&index).is_none() {
        let options = Options {
            corpus,
            index: index.clone(),
            full: true,
            dry_run: false,
            allow_empty: false,
            follow_links: true,
            limits: Limits::default(),
        };
        build(
            &options,
            Knowledge::builtin(),
            &Silent,
            &AtomicBool::new(false),
        )
        .expect("an index");
    }
    Some((open(&index)?, queries))
}

fn ids(index: &OpenIndex, words: &str, limit: usize) -> Vec<String> {
    let mut request = Request::new(words, jiff::civil::Date::constant(2026, 1, 1));
    request.limit = Limit::Count(limit);
    let results = search(index, Knowledge::builtin(), &request).expect("an answer");
    results
        .hits
        .map(|hit| format!("opa-html/{}", hit.expect("a hit").release.id))
        .collect()
}

fn lines(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).expect("queries");
    text.lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect()
}

#[test]
fn known_items_and_topics_are_found() {
    let Some((index, queries)) = index() else {
        return;
    };
    let started = Instant::now();
    let mut searches = 0u32;
    let mut board = HashMap::new();
    for kind in ["short", "recall", "hard"] {
        let items = lines(&queries.join("known-items.jsonl"));
        let mut sum = 0.0;
        for item in &items {
            let (query, path) = (
                item[kind].as_str().expect("words"),
                item["path"].as_str().expect("a path"),
            );
            let found = ids(&index, query, 12);
            searches += 1;
            let rank = found
                .iter()
                .take(10)
                .position(|id| id == path)
                .map(|at| at + 1);
            sum += rank.map_or(0.0, |rank| {
                1.0 / f64::from(u32::try_from(rank).expect("small"))
            });
            if rank != Some(1) {
                println!("{kind}: {query:?} -> {rank:?} for {path}");
            }
        }
        let mean = sum / f64::from(u32::try_from(items.len()).expect("few"));
        board.insert(kind, mean);
    }
    let mut sum = 0.0;
    let topics = lines(&queries.join("topics.jsonl"));
    for topic in &topics {
        let grades: HashMap<String, f64> = topic["grades"]
            .as_object()
            .expect("grades")
            .iter()
            .map(|(path, grade)| (path.clone(), grade.as_f64().unwrap_or(0.0)))
            .collect();
        let gain = |grade: f64, at: usize| {
            (grade.exp2() - 1.0) / f64::from(u32::try_from(at + 2).expect("small")).log2()
        };
        let mut best: Vec<f64> = grades.values().copied().collect();
        best.sort_by(|a, b| b.total_cmp(a));
        let ideal: f64 = best
            .iter()
            .take(10)
            .enumerate()
            .map(|(at, grade)| gain(*grade, at))
            .sum();
        let found = ids(&index, topic["query"].as_str().expect("words"), 10);
        searches += 1;
        let shown: Vec<String> = found
            .iter()
            .map(|id| grades.get(id).map_or("?".to_owned(), f64::to_string))
            .collect();
        let got: f64 = found
            .iter()
            .enumerate()
            .map(|(at, id)| gain(grades.get(id).copied().unwrap_or(0.0), at))
            .sum();
        println!(
            "topic {:.3} {} {}",
            got / ideal,
            topic["query"],
            shown.join(" ")
        );
        sum += got / ideal;
    }
    let topics = sum / f64::from(u32::try_from(topics.len()).expect("few"));
    let took = started.elapsed() / searches.max(1);
    println!(
        "short {:.3} recall {:.3} hard {:.3} topics {topics:.3}; {took:?} a search",
        board["short"], board["recall"], board["hard"]
    );
    assert!(board["short"] >= 0.93 && board["recall"] >= 0.70);
    assert!(board["hard"] >= 0.90 && topics >= 0.90);
}
