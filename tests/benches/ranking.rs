//! How high do the releases stand that people look for, and which weights put them highest?
//! `cargo bench --bench ranking INDEX QUERIES [NAME=VALUE]... [--errors] [--learn]`
//!
//! INDEX is an index of the real releases. QUERIES is a folder with `remembered.jsonl`, `known-items.jsonl` and
//! `topics.jsonl`: see `docs/tests.md`. Our own queries (`tests/labels/remembered.jsonl`: 80 that were written without looking at
//! what is found, then 60 of which the 30 that failed were read) are asked, too. Prints the
//! mean reciprocal rank of each kind of query, and of those for one corpus: a copy of the release that is meant is as good.
//! Of topics it prints the nDCG at 10: of the pages of the Office of Public Affairs, as they were judged, and of all releases
//! with our own judgments (`tests/labels/judgments.jsonl`, `judgments-all.jsonl`).
//!
//! `NAME=VALUE` tries another weight for remembered queries (`src/query/weights.rs`). `--errors` lists what is not found
//! first. `--learn` climbs from the weights of now to the best ones, one weight at a time, and does the same for four
//! fifths of the releases, five times: the figures of what was left out tell what the weights are worth for queries that
//! nobody has seen.

#![allow(clippy::cast_precision_loss)] // Means of small numbers.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::Path;

use dragnet::index::OpenIndex;
use dragnet::knowledge::Knowledge;
use dragnet::query::{Limit, Request, Weights, WeightsByKind, search};
use serde_json::Value;

/// Number of parts that are left out in turn.
const FOLDS: usize = 5;

/// What a weight must add to the goal to be taken.
const LEAST_GAIN: f64 = 0.001;

/// The name of a weight, where it is, and the values that are tried.
type Parameter = (&'static str, fn(&mut Weights) -> &mut f32, &'static [f32]);

const PARAMETERS: &[Parameter] = &[
    ("k1", |w| &mut w.k1, &[0.6, 0.8, 1.0, 1.3]),
    ("b", |w| &mut w.b, &[0.5, 0.65, 0.8, 0.9]),
    ("topical", |w| &mut w.topical, &[0.0, 0.25, 0.5, 1.0]),
    ("concept", |w| &mut w.concept, &[0.0, 0.25, 0.5, 0.75]),
    ("light", |w| &mut w.light, &[1.0, 0.7, 0.5, 0.3]),
    ("same", |w| &mut w.same, &[0.5, 0.65, 0.75, 0.85]),
    ("near", |w| &mut w.near, &[0.3, 0.4, 0.5, 0.65]),
    ("loose", |w| &mut w.loose, &[0.0, 0.2, 0.35, 0.5]),
    ("gain", |w| &mut w.gain, &[1.0, 1.1, 1.3]),
    ("coverage", |w| &mut w.coverage, &[0.3, 0.5, 0.6, 0.7]),
    ("stage", |w| &mut w.stage, &[1.0, 2.0, 3.0]),
    ("proximity", |w| &mut w.proximity, &[0.25, 0.5, 0.75]),
    ("lead", |w| &mut w.lead, &[0.0, 0.1, 0.2, 0.3]),
];

struct Query {
    /// The file and the way of asking: `remembered recall`; or `topic`.
    kind: String,
    words: String,
    /// The release that is meant; empty for a topic.
    path: String,
    /// Of a topic: how well releases answer it.
    grades: HashMap<String, f64>,
    /// Whether only pages of the Office of Public Affairs are judged.
    is_of_public_affairs: bool,
}

impl Query {
    /// What belongs together: all queries for one release.
    fn about(&self) -> &str {
        if self.path.is_empty() {
            &self.words
        } else {
            &self.path
        }
    }
}

fn lines(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).expect("queries");
    text.lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect()
}

fn queries(folder: &Path) -> Vec<Query> {
    let mut queries = Vec::new();
    let labels = Path::new("tests/labels");
    for (set, file) in [
        ("remembered", folder.join("remembered.jsonl")),
        ("known-items", folder.join("known-items.jsonl")),
        ("our remembered", labels.join("remembered.jsonl")),
    ] {
        for item in lines(&file) {
            for kind in ["short", "recall", "hard"] {
                queries.extend(item[kind].as_str().map(|words| Query {
                    kind: format!("{set} {kind}"),
                    words: words.to_owned(),
                    path: item["path"].as_str().expect("a path").to_owned(),
                    grades: HashMap::new(),
                    is_of_public_affairs: set == "known-items",
                }));
            }
        }
    }
    let ours: Vec<Value> = ["judgments.jsonl", "judgments-all.jsonl"]
        .iter()
        .flat_map(|file| lines(&labels.join(file)))
        .collect();
    for topic in lines(&folder.join("topics.jsonl")) {
        let words = topic["query"].as_str().expect("words");
        let query = |kind: &str, grades: HashMap<String, f64>| Query {
            kind: kind.to_owned(),
            words: words.to_owned(),
            path: String::new(),
            grades,
            is_of_public_affairs: kind == "topic",
        };
        queries.push(query("topic", grades(&topic)));
        let mut all: HashMap<String, f64> = (ours.iter())
            .filter(|judged| judged["query"] == topic["query"])
            .flat_map(grades)
            .collect();
        all.extend(grades(&topic));
        queries.push(query("topic, all corpora", all));
    }
    queries
}

/// The grades of a line of judgments, by path.
fn grades(judged: &Value) -> HashMap<String, f64> {
    let grades = judged["grades"].as_object().expect("grades").iter();
    grades
        .map(|(path, grade)| (path.clone(), grade.as_f64().expect("a grade")))
        .collect()
}

/// The discounted cumulative gain of a list of grades.
fn gain(grades: impl Iterator<Item = f64>) -> f64 {
    let ten = grades.take(10).enumerate();
    ten.map(|(at, grade)| (grade.exp2() - 1.0) / (at as f64 + 2.0).log2())
        .sum()
}

/// What each query scores, from 0 to 1.
fn scores(index: &OpenIndex, queries: &[Query], weights: &Weights) -> Vec<f64> {
    let (first, second) = queries.split_at(queries.len() / 2);
    std::thread::scope(|scope| {
        let halves = [first, second].map(|queries| {
            scope.spawn(move || {
                let scores = queries.iter().map(|query| score(index, query, weights));
                scores.collect::<Vec<f64>>()
            })
        });
        halves
            .into_iter()
            .flat_map(|half| half.join().expect("scores"))
            .collect()
    })
}

/// The reciprocal rank of the release that is meant among the ten best; of a topic the nDCG at 10.
fn score(index: &OpenIndex, query: &Query, weights: &Weights) -> f64 {
    let mut request = Request::new(&query.words, || jiff::civil::Date::constant(2026, 1, 1));
    request.limit = Limit::Count(30);
    request.snippets = false;
    request.full_names = false;
    request.weights = WeightsByKind {
        remembered: *weights,
        ..WeightsByKind::default()
    };
    let results = search(index, Knowledge::builtin(), &request).expect("an answer");
    // Each with its copies.
    let found: Vec<Vec<String>> = results
        .hits
        .map(|hit| hit.expect("a hit"))
        .map(|hit| {
            let ids = std::iter::once(hit.release.id).chain(hit.kinship.copies);
            ids.map(|id| match id.find("opa-html/") {
                Some(at) => id[at..].to_owned(),
                None => id,
            })
            .collect()
        })
        .filter(|ids: &Vec<String>| {
            !query.is_of_public_affairs || ids.iter().any(|id| id.starts_with("opa-html/"))
        })
        .take(10)
        .collect();
    if query.path.is_empty() {
        let mut best: Vec<f64> = query.grades.values().copied().collect();
        best.sort_by(|a, b| b.total_cmp(a));
        let grade = |ids: &Vec<String>| {
            let known = ids.iter().find_map(|id| query.grades.get(id).copied());
            known.unwrap_or(0.0)
        };
        return gain(found.iter().map(grade)) / gain(best.into_iter());
    }
    let rank = found.iter().position(|ids| ids.contains(&query.path));
    rank.map_or(0.0, |at| 1.0 / (at as f64 + 1.0))
}

fn print(queries: &[Query], scores: &[f64]) {
    let mut groups: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for (query, score) in queries.iter().zip(scores) {
        groups.entry(query.kind.clone()).or_default().push(*score);
        if let Some((corpus, _)) = query.path.split_once('/') {
            let group = format!("{}, {corpus}", query.kind);
            groups.entry(group).or_default().push(*score);
        }
    }
    println!("{:44} mean   first  in ten  queries", "");
    for (group, scores) in groups {
        let share = |is: fn(&f64) -> bool| {
            scores.iter().filter(|score| is(score)).count() as f64 / scores.len() as f64
        };
        println!(
            "{group:44} {:.3}  {:.3}  {:.3}   {}",
            mean(&scores),
            share(|score| *score >= 1.0),
            share(|score| *score > 0.0),
            scores.len()
        );
    }
}

fn mean(scores: &[f64]) -> f64 {
    scores.iter().sum::<f64>() / scores.len().max(1) as f64
}

/// What is to be as high as it can be: the sum of the means of all kinds of queries, those for remembered words twice.
fn goal(queries: &[Query], scores: &[f64], counts: impl Fn(&Query) -> bool) -> f64 {
    let mut by_kind: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for (query, score) in queries
        .iter()
        .zip(scores)
        .filter(|(query, _)| counts(query))
    {
        by_kind.entry(&query.kind).or_default().push(*score);
    }
    let weight = |kind: &str| if kind.ends_with("recall") { 2.0 } else { 1.0 };
    let means = by_kind
        .iter()
        .map(|(kind, scores)| weight(kind) * mean(scores));
    means.sum()
}

/// Learns weights, and remembers what it has measured.
struct Learner<'a> {
    index: &'a OpenIndex,
    queries: &'a [Query],
    /// The scores with weights that were tried, by their names and values.
    tried: HashMap<String, Vec<f64>>,
}

impl Learner<'_> {
    fn scores(&mut self, weights: &Weights) -> &[f64] {
        let (index, queries) = (self.index, self.queries);
        self.tried
            .entry(format!("{weights:?}"))
            .or_insert_with(|| scores(index, queries, weights))
    }

    /// Changes one weight after another to the best of its values, until nothing gets better.
    fn climb(&mut self, counts: impl Fn(&Query) -> bool, print: bool) -> Weights {
        let queries = self.queries;
        let mut best = Weights::REMEMBERED;
        let mut highest = goal(queries, self.scores(&best), &counts);
        loop {
            let before = highest;
            for (name, of, values) in PARAMETERS {
                for value in *values {
                    let mut tried = best;
                    *of(&mut tried) = *value;
                    let reached = goal(queries, self.scores(&tried), &counts);
                    if print {
                        println!("  {name}={value}: {reached:.4} (best {highest:.4})");
                    }
                    if reached > highest + LEAST_GAIN {
                        (best, highest) = (tried, reached);
                    }
                }
            }
            if highest - before <= LEAST_GAIN {
                return best;
            }
        }
    }

    fn learn(&mut self) {
        let learned = self.climb(|_| true, true);
        println!("learned: {learned:?}");
        print(self.queries, self.scores(&learned));
        let mut folds: HashMap<&str, usize> = HashMap::new();
        for query in self.queries {
            let next = folds.len() % FOLDS;
            folds.entry(query.about()).or_insert(next);
        }
        let mut left_out = vec![0.0; self.queries.len()];
        for fold in 0..FOLDS {
            let learned = self.climb(|query| folds[query.about()] != fold, false);
            println!("without part {fold}: {learned:?}");
            let scores = self.scores(&learned).to_vec();
            for (at, query) in self.queries.iter().enumerate() {
                if folds[query.about()] == fold {
                    left_out[at] = scores[at];
                }
            }
        }
        println!("what was left out:");
        print(self.queries, &left_out);
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    let [index, folder, ..] = arguments.as_slice() else {
        println!("cargo bench --bench ranking INDEX QUERIES [NAME=VALUE]... [--errors] [--learn]");
        return;
    };
    let index = OpenIndex::open(Path::new(index), Knowledge::builtin()).expect("an index");
    let queries = queries(Path::new(folder));
    let mut weights = Weights::REMEMBERED;
    for argument in &arguments {
        if let Some((name, value)) = argument.split_once('=') {
            let parameter = PARAMETERS.iter().find(|(known, ..)| *known == name);
            *parameter.expect("the name of a weight").1(&mut weights) =
                value.parse().expect("a number");
        }
    }
    let scores = scores(&index, &queries, &weights);
    print(&queries, &scores);
    if arguments.iter().any(|argument| argument == "--errors") {
        for (query, score) in queries.iter().zip(&scores) {
            if *score < 1.0 {
                println!("{score:.2} {}: {}", query.kind, query.words);
            }
        }
    }
    if arguments.iter().any(|argument| argument == "--learn") {
        let mut learner = Learner {
            index: &index,
            queries: &queries,
            tried: HashMap::new(),
        };
        learner.learn();
    }
}
