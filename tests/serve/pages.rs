//! Every page that can be reached: well formed, small, with its headings in order and its links leading somewhere.

use std::collections::{BTreeSet, VecDeque};

use super::html::assert_safe;
use super::rig::Rig;

/// Maximum number of pages that are visited.
const MOST: usize = 250;

/// Maximum length of a page, in bytes.
const MAX_BYTES: usize = 60_000;

#[test]
fn every_link_leads_to_a_page_that_is_well_formed_and_small() {
    let rig = Rig::new();
    let starts = [
        "/together",
        "/help",
        "/about",
        "/",
        "/search?q=fraud&by=matter&limit=50",
    ];
    let mut waiting: VecDeque<String> = starts.map(str::to_owned).into();
    let mut seen: BTreeSet<String> = waiting.iter().cloned().collect();
    // Of each kind of page some, so that searches do not crowd out all others.
    let mut of_kind = std::collections::BTreeMap::<String, usize>::new();
    let mut visited = 0;
    while let Some(path) = waiting.pop_front() {
        let reply = rig.get(&path);
        assert_eq!(reply.status, 200, "{path}");
        visited += 1;
        if !reply
            .header("content-type")
            .is_some_and(|kind| kind.starts_with("text/html"))
        {
            continue;
        }
        assert!(reply.body.len() < MAX_BYTES, "{path}: {}", reply.body.len());
        let tags = assert_safe(&reply.body);
        let headings = tags
            .iter()
            .filter_map(|tag| tag.name.strip_prefix('h')?.parse::<u8>().ok());
        let headings: Vec<u8> = headings.collect();
        assert_eq!(
            tags.iter().filter(|tag| tag.name == "h1").count(),
            1,
            "{path}"
        );
        assert!(
            headings.windows(2).all(|two| two[1] <= two[0] + 1),
            "{path}: {headings:?}"
        );
        for name in ["main", "header", "footer", "nav", "title"] {
            assert!(tags.iter().any(|tag| tag.name == name), "{path}: no {name}");
        }
        for tag in &tags {
            let target = tag.get("href").filter(|target| target.starts_with('/'));
            let Some(target) = target else { continue };
            let target = target.split('#').next().unwrap_or_default();
            let kind: String = target
                .split(['/', '?'])
                .nth(1)
                .unwrap_or_default()
                .to_owned();
            let of_kind = of_kind.entry(kind).or_default();
            if *of_kind < MOST / 8 && seen.insert(target.to_owned()) {
                *of_kind += 1;
                waiting.push_back(target.to_owned());
            }
        }
    }
    assert!(visited > 100, "{visited} pages");
}

#[test]
fn every_answer_tells_the_browser_what_it_may_do() {
    let rig = Rig::new();
    for path in [
        "/",
        "/search?q=fraud&format=csv",
        "/nothing",
        "/search?agency=FBJ",
        "/release/x",
    ] {
        let reply = rig.get(path);
        let policy = reply.header("content-security-policy").expect("a policy");
        for part in [
            "default-src 'none'",
            "style-src 'self'",
            "script-src 'self'",
            "img-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        ] {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(reply.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(reply.header("referrer-policy"), Some("no-referrer"));
        assert_eq!(reply.header("x-frame-options"), Some("DENY"));
    }
}

#[test]
fn mistakes_are_told_in_the_words_of_the_command_line() {
    let rig = Rig::new();
    let unknown = rig.get("/search?q=fraud&agency=FBJ");
    assert_eq!(unknown.status, 400);
    assert!(unknown.body.contains("--agency `FBJ`"), "{}", unknown.body);
    assert!(
        unknown.body.contains("agency=%2Fdoj%2Ffbi"),
        "{}",
        unknown.body
    );
    assert_eq!(rig.get("/search?sort=best").status, 400);
    assert_eq!(rig.get("/search?format=doc").status, 400);
    assert_eq!(rig.get("/nothing").status, 404);
    let release = rig.get("/release/nothing/like/it");
    assert_eq!(release.status, 404);
    assert!(
        release.body.contains("no release has the id"),
        "{}",
        release.body
    );
    assert!(
        rig.get("/search?colour=red")
            .body
            .contains("is no parameter")
    );
    let empty = rig.get("/search?q=racketeering&agency=FBI&agency=none&since=1990&until=1991");
    assert!(
        empty.body.contains("What could be loosened"),
        "{}",
        empty.body
    );
}

#[test]
fn a_release_shows_where_each_value_stands() {
    let rig = Rig::new();
    let id = "justice.gov/2018/bookkeeper-gantry-street-organization-pleads-guilty-racketeering-conspiracy.html";
    let reply = rig.get(&format!("/release/{id}?q=racketeering"));
    let tags = assert_safe(&reply.body);
    let places: BTreeSet<&str> = tags
        .iter()
        .filter_map(|tag| tag.get("id").filter(|id| id.starts_with("place")))
        .collect();
    assert!(places.len() > 5, "{places:?}");
    for tag in &tags {
        if let Some(place) = tag
            .get("href")
            .and_then(|target| target.strip_prefix("#place"))
        {
            assert!(places.contains(&*format!("place{place}")), "{place}");
        }
    }
    assert!(
        reply.body.contains("<mark>racketeering</mark>"),
        "{}",
        reply.body
    );
    assert!(reply.body.contains("rel=\"noreferrer\""), "{}", reply.body);
}
