//! What a query may cost: equal parts are one, and what many words cost is bounded.

use std::time::{Duration, Instant};

use dragnet::query::{Limit, Partial};

use crate::support::small_index::{RELEASES, answer, index_of, request};

#[test]
fn equal_parts_of_a_query_are_one() {
    let (_folder, index) = index_of(&RELEASES);
    let once = |words: &str| {
        let mut request = request(words);
        request.explain = true;
        request.partial = Partial::Never;
        let (summary, hits) = answer(&index, &request);
        let scores: Vec<f32> = hits.iter().map(|hit| hit.score).collect();
        (
            summary.total,
            scores,
            summary.explanation.expect("an explanation").lines().count(),
        )
    };
    for (part, between) in [
        ("\"wire fraud\"", " OR "),
        ("(wire OR mail)", " "),
        ("(fraud w/9 wire)", " OR "),
        ("title:fraud", " "),
        ("agency:FBI", " OR "),
        ("date:2021", " OR "),
    ] {
        let one = once(part);
        assert!(one.0 > 0, "{part}");
        assert_eq!(once(&vec![part; 40].join(between)), one, "{part}");
    }
    assert_eq!(
        once("\"wire fraud\" OR \"Wire Fraud\"").1,
        once("\"wire fraud\"").1
    );
}

#[test]
fn a_facet_that_is_asked_for_500_times_is_counted_once() {
    let (_folder, index) = index_of(&RELEASES);
    let mut request = request("");
    request.facets = vec!["prosecutor".to_owned(); 500];
    request.facets.push("year".to_owned());
    let (summary, _) = answer(&index, &request);
    let names: Vec<&str> = summary
        .facets
        .iter()
        .map(|facet| facet.name.as_str())
        .collect();
    assert_eq!(names, ["prosecutor", "year"]);
}

#[test]
fn branches_of_one_field_have_the_counts_that_each_has_alone() {
    let (_folder, index) = index_of(&RELEASES);
    let facets = |names: &[&str]| {
        let mut request = request("");
        request.facets = names.iter().map(|name| (*name).to_owned()).collect();
        answer(&index, &request).0.facets
    };
    let names = ["agency", "agency:/doj", "year", "agency:/doj/fbi", "month"];
    let together = facets(&names);
    for (name, facet) in names.iter().zip(&together) {
        assert_eq!(facets(&[name]), std::slice::from_ref(facet));
    }
}

#[test]
fn hits_without_snippets_are_the_same_but_for_them() {
    let (_folder, index) = index_of(&RELEASES);
    let mut request = request("fraud");
    let (_, with) = answer(&index, &request);
    request.snippets = false;
    let (_, without) = answer(&index, &request);
    let ids = |hits: &[dragnet::query::Hit]| -> Vec<String> {
        hits.iter().map(|hit| hit.release.id.clone()).collect()
    };
    assert_eq!(ids(&with), ids(&without));
    assert!(
        with[0]
            .snippet
            .fragments
            .iter()
            .any(|fragment| !fragment.marks.is_empty())
    );
    assert!(
        without[0]
            .snippet
            .fragments
            .iter()
            .all(|fragment| fragment.marks.is_empty())
    );
}

#[test]
fn a_word_that_ten_thousand_others_stand_for_takes_no_longer_to_show() {
    // Every release has thousands of words with the same beginning.
    let words: Vec<String> = (0..5000).map(|number| format!("e{number}x")).collect();
    let body = format!("{} The clerk was charged with fraud.", words.join(" "));
    let releases = vec![("Clerk Charged", body.as_str(), "2026-03-02", "Tax Division"); 20];
    let (_folder, index) = index_of(&releases);
    let mut request = request("e*");
    request.limit = Limit::All;
    request.copies = true;
    let started = Instant::now();
    let (summary, hits) = answer(&index, &request);
    assert_eq!((summary.total, hits.len()), (20, 20));
    assert!(
        started.elapsed() < Duration::from_secs(30),
        "{:?}",
        started.elapsed()
    );
}
