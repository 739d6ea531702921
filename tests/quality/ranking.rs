//! How high do the releases that people look for stand in the list of hits? Figures over the real releases.
//!
//! The same figures as those of `../shared/queries/score.py`, beside those recorded last. A figure that falls fails the
//! test. New ones are recorded with `cargo test --test dragnet -- --ignored record_the_ranking`, and what is not found
//! first is listed with `cargo test --test dragnet -- --nocapture known_items_and_topics`.
//!
//! Topics are scored twice: with the judgments that came with them, where a hit that nobody judged counts as 0, and with
//! our own added (`tests/labels/judgments.jsonl`, by eye, on the same scale), which leave fewer hits without a judgment.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::Path;

use dragnet::index::OpenIndex;
use dragnet::knowledge::Knowledge;
use dragnet::query::{Limit, Request, search};
use serde_json::Value;

use crate::support::real_releases;

/// The file of the recorded figures.
const RECORDED: &str = "tests/labels/ranking.json";

/// Figures are recorded with three decimals.
const ROUNDING: f64 = 0.0005;

type Figures = BTreeMap<String, f64>;

/// How well each release answers a query, by path: 2 fully, 1 partly, 0 not.
type Grades = HashMap<String, f64>;

fn ids(index: &OpenIndex, words: &str, limit: usize) -> Vec<String> {
    let mut request = Request::new(words, || jiff::civil::Date::constant(2026, 1, 1));
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

/// Mean reciprocal rank of the known items, and the share of them that is found first, with one kind of query.
fn known_items(index: &OpenIndex, queries: &Path, kind: &str, figures: &mut Figures) {
    let items = lines(&queries.join("known-items.jsonl"));
    let (mut reciprocal, mut first) = (0.0, 0.0);
    for item in &items {
        let query = item[kind].as_str().expect("words");
        let path = item["path"].as_str().expect("a path");
        let found = ids(index, query, 10);
        let rank = found.iter().position(|id| id == path).map(|at| at + 1);
        reciprocal += rank.map_or(0.0, |rank| 1.0 / count(rank));
        first += f64::from(u8::from(rank == Some(1)));
        if rank != Some(1) {
            println!("{kind}: {query:?} -> {rank:?} for {path}");
        }
    }
    figures.insert(
        format!("{kind}, mean reciprocal rank"),
        reciprocal / count(items.len()),
    );
    figures.insert(format!("{kind}, found first"), first / count(items.len()));
}

fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).expect("a small number"))
}

fn grades(topic: &Value) -> Grades {
    let grades = topic["grades"].as_object().expect("grades");
    grades
        .iter()
        .map(|(path, grade)| (path.clone(), grade.as_f64().expect("a grade")))
        .collect()
}

/// The discounted cumulative gain of a list of grades.
fn gain(grades: impl Iterator<Item = f64>) -> f64 {
    grades
        .take(10)
        .enumerate()
        .map(|(at, grade)| (grade.exp2() - 1.0) / count(at + 2).log2())
        .sum()
}

/// nDCG at 10: 1 if no order of the judged releases is better.
fn ndcg(found: &[String], grades: &Grades) -> f64 {
    let mut best: Vec<f64> = grades.values().copied().collect();
    best.sort_by(|a, b| b.total_cmp(a));
    let got = found
        .iter()
        .map(|id| grades.get(id).copied().unwrap_or(0.0));
    gain(got) / gain(best.into_iter())
}

fn topics(index: &OpenIndex, queries: &Path, figures: &mut Figures) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let ours: HashMap<String, Grades> = lines(&root.join("tests/labels/judgments.jsonl"))
        .iter()
        .map(|topic| (topic["query"].to_string(), grades(topic)))
        .collect();
    let topics = lines(&queries.join("topics.jsonl"));
    let (mut theirs, mut both) = ([0.0, 0.0], [0.0, 0.0]);
    for topic in &topics {
        let mut judged = grades(topic);
        let found = ids(index, topic["query"].as_str().expect("words"), 10);
        for sums in [&mut theirs, &mut both] {
            let unjudged = found.iter().filter(|id| !judged.contains_key(*id)).count();
            sums[0] += ndcg(&found, &judged);
            sums[1] += count(unjudged) / count(found.len().max(1));
            if let Some(ours) = ours.get(&topic["query"].to_string()) {
                // Earlier judgments stay.
                for (path, grade) in ours {
                    judged.entry(path.clone()).or_insert(*grade);
                }
            }
        }
        let shown = |id: &String| judged.get(id).map_or(format!("? ({id})"), f64::to_string);
        let shown: Vec<String> = found.iter().map(shown).collect();
        println!(
            "topic {:.3} {} {}",
            ndcg(&found, &judged),
            topic["query"],
            shown.join(" ")
        );
    }
    for (name, sums) in [("as judged there", theirs), ("with our judgments", both)] {
        let mean = |sum: f64| sum / count(topics.len());
        figures.insert(format!("topics, nDCG at 10, {name}"), mean(sums[0]));
        figures.insert(format!("topics, share judged, {name}"), 1.0 - mean(sums[1]));
    }
}

fn figures() -> Option<Figures> {
    let queries = real_releases::shared("queries")?;
    let index = real_releases::index()?;
    let mut figures = Figures::new();
    for kind in ["short", "recall", "hard"] {
        known_items(&index, &queries, kind, &mut figures);
    }
    topics(&index, &queries, &mut figures);
    for figure in figures.values_mut() {
        *figure = (*figure * 1000.0).round() / 1000.0;
    }
    Some(figures)
}

#[test]
fn known_items_and_topics_are_found_as_recorded() {
    let Some(figures) = figures() else {
        return;
    };
    let recorded = fs::read_to_string(RECORDED).expect(RECORDED);
    let recorded: Figures = serde_json::from_str(&recorded).expect("figures");
    for (name, was) in &recorded {
        let is = figures[name];
        println!("{name}: {is:.3} (recorded {was:.3})");
        assert!(is >= was - ROUNDING, "{name}: {is:.3}, and it was {was:.3}");
    }
    assert_eq!(
        figures.len(),
        recorded.len(),
        "figures that were never recorded"
    );
}

#[test]
#[ignore = "writes the figures of now into the repository"]
fn record_the_ranking() {
    let figures = figures().expect("the real releases");
    let text = serde_json::to_string_pretty(&figures).expect("JSON") + "\n";
    fs::write(RECORDED, text).expect(RECORDED);
}
