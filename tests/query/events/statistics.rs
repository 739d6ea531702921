//! Sums and medians beside counts: are they those that one computes by hand from what the releases tell?

use std::collections::BTreeMap;

use dragnet::index::OpenIndex;
use dragnet::knowledge::Knowledge;
use dragnet::print::{self, PrintOptions, Style};
use dragnet::query::{self, Summary, search};
use serde_json::{Value, json};

use super::{cases, every, sample};

/// The counts of a field, with a sum and a median, as JSON.
fn facets(
    index: &OpenIndex,
    facet: &str,
    sum: &str,
    median: &str,
    words: &str,
) -> (Summary, Value) {
    let mut asked = every(words);
    asked.facets = vec![facet.to_owned()];
    asked.sum = Some(sum.to_owned());
    asked.median = Some(median.to_owned());
    let summary = query::facets(index, Knowledge::builtin(), &asked).expect("an answer");
    let mut out = Vec::new();
    let format = print::format("json").expect("a format");
    format
        .facets(words, &summary, &options(), &mut out)
        .expect("output");
    let object: Value = serde_json::from_slice(&out).expect("JSON");
    (summary, object["facets"][facet].clone())
}

fn options() -> PrintOptions<'static> {
    PrintOptions {
        style: Style::default(),
        lists_copies: false,
        lists_cases: false,
        columns: &[],
        knowledge: Knowledge::builtin(),
        index: None,
    }
}

/// Every hit as JSON Lines have it.
fn lines(index: &OpenIndex, words: &str) -> Vec<Value> {
    let results = search(index, Knowledge::builtin(), &every(words)).expect("an answer");
    let mut out = Vec::new();
    let format = print::format("jsonl").expect("a format");
    format
        .hits(words, results, &options(), &mut out)
        .expect("output");
    let text = String::from_utf8(out).expect("text");
    text.lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect()
}

/// The largest sum of a role that a hit tells, in dollars.
fn largest(hit: &Value, role: &str) -> Option<u64> {
    let amounts = hit["amounts"].as_array().expect("a list").iter();
    let of_role = amounts.filter(|amount| role == "amount" || amount["role"] == role);
    of_role.filter_map(|amount| amount["value"].as_u64()).max()
}

/// The longest imprisonment of a hit in months: none is 0, and life comes after every number. The time served has none.
fn longest(hit: &Value) -> Option<f64> {
    let sentences = hit["sentences"].as_array().expect("a list").iter();
    // The time served comes after none, and before every number.
    let months = sentences.map(|sentence| match &sentence["months"] {
        Value::Null => (0, 0.0),
        Value::Number(months) => (2, months.as_f64().expect("a number")),
        word if word == "time served" => (1, 0.0),
        _ => (3, f64::INFINITY),
    });
    let longest = months.max_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    longest.and_then(|(kind, months)| (kind != 1).then_some(months))
}

fn median(mut numbers: Vec<f64>) -> Value {
    numbers.sort_by(f64::total_cmp);
    let Some(last) = numbers.len().checked_sub(1) else {
        return Value::Null;
    };
    let (low, high) = (numbers[last / 2], numbers[last.div_ceil(2)]);
    if low.is_infinite() {
        return json!("life");
    }
    if high.is_infinite() {
        return number(low);
    }
    number(((low + high) * 5.0).round() / 10.0)
}

/// A whole number without a point.
fn number(number: f64) -> Value {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a small number"
    )]
    if number.fract() == 0.0 {
        json!(number as u64)
    } else {
        json!(number)
    }
}

#[test]
fn sums_and_medians_are_those_of_the_hits_by_hand() {
    for index in [cases(), sample()] {
        for (facet, key, sum, words) in [
            ("stage", "stage", "restitution", ""),
            ("stage", "stage", "amount", "fraud"),
            ("offense", "offenses", "forfeiture", ""),
            ("proceeding", "proceeding", "amount", ""),
            ("district", "districts", "restitution", ""),
            ("source", "source", "fine", "stage:sentence"),
        ] {
            let mut by_hand: BTreeMap<String, Vec<Value>> = BTreeMap::new();
            for hit in lines(index, words) {
                let values = match &hit[key] {
                    Value::Array(values) if values.is_empty() => vec![Value::Null],
                    Value::Array(values) => values.clone(),
                    value => vec![value.clone()],
                };
                for value in values {
                    by_hand
                        .entry(value.to_string())
                        .or_default()
                        .push(hit.clone());
                }
            }
            let (_, counted) = facets(index, facet, sum, "sentence", words);
            let counted = counted.as_array().expect("a list");
            assert_eq!(counted.len(), by_hand.len(), "{facet}");
            for value in counted {
                let hits = &by_hand[&value["value"].to_string()];
                let sums: Vec<u64> = hits.iter().filter_map(|hit| largest(hit, sum)).collect();
                let lengths: Vec<f64> = hits.iter().filter_map(longest).collect();
                let total = if sums.is_empty() {
                    Value::Null
                } else {
                    json!(sums.iter().sum::<u64>())
                };
                assert_eq!(value["count"], hits.len(), "{value}");
                assert_eq!(
                    value["sum"],
                    json!({"of": sum, "value": total, "told": sums.len()}),
                    "{facet} {words} {value}"
                );
                assert_eq!(
                    value["median"],
                    json!({"of": "sentence", "told": lengths.len(), "value": median(lengths)}),
                    "{facet} {words} {value}"
                );
            }
        }
    }
}

#[test]
fn medians_of_money_are_in_whole_dollars() {
    let (_, counted) = facets(
        cases(),
        "stage",
        "fine",
        "amount:restitution",
        "stage:sentence",
    );
    // 80,000, 420,000, 1,200,000 and 3,500,000.
    assert_eq!(
        counted[0]["median"],
        json!({"of": "restitution", "value": 810_000, "told": 4})
    );
    assert_eq!(
        counted[0]["sum"],
        json!({"of": "fine", "value": 50_000, "told": 1})
    );
}

#[test]
fn what_is_in_no_sum_and_in_no_median_is_told() {
    let (summary, _) = facets(
        cases(),
        "stage",
        "restitution",
        "sentence",
        "stage:sentence",
    );
    assert_eq!(
        summary.notes,
        [
            "2 releases without `restitution` are in no sum of `restitution`",
            "a sum of `restitution` is over releases, each with its largest: a case that several releases tell of is in it several times",
            "a median of `sentence` is over releases, each with its longest: no prison counts as 0 months, life and death as longer than any number, and the time served not at all",
        ]
    );
}

#[test]
fn sums_of_cases_are_told_as_such() {
    let mut asked = every("stage:sentence");
    asked.by_matter = true;
    asked.facets = vec!["stage".to_owned()];
    asked.sum = Some("restitution".to_owned());
    let index = cases();
    let summary = query::facets(index, Knowledge::builtin(), &asked).expect("an answer");
    assert_eq!(
        summary.notes,
        [
            "2 cases without `restitution` are in no sum of `restitution`",
            "a sum of `restitution` is over cases, each with its largest",
        ]
    );
    let mut out = Vec::new();
    let format = print::format("text").expect("a format");
    format
        .facets("", &summary, &options(), &mut out)
        .expect("output");
    let printed = String::from_utf8(out).expect("text");
    assert!(printed.contains("  cases, sum of restitution"), "{printed}");
}

#[test]
fn a_sum_of_what_has_none_is_an_error() {
    for (sum, median) in [
        ("sentence", "sentence"),
        ("restitutn", "sentence"),
        ("fine", "stage"),
    ] {
        let mut asked = every("");
        asked.facets = vec!["stage".to_owned()];
        asked.sum = Some(sum.to_owned());
        asked.median = Some(median.to_owned());
        let error = query::facets(cases(), Knowledge::builtin(), &asked).err();
        let error = error.expect("an error").to_string();
        assert!(
            error.contains("a sum is of amount, restitution")
                || error.contains("a median is of sentence, amount"),
            "{error}"
        );
    }
}
