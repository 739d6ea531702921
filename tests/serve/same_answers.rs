//! Do pages have the totals and the releases that the library gives?

use dragnet::knowledge::Knowledge;
use dragnet::query::{Limit, Partial, Request, search};
use dragnet::text::numbers::group_thousands;
use jiff::Zoned;
use serde_json::Value;

use super::html::assert_safe;
use super::rig::Rig;
use crate::support::open;

/// Words, and filters as parameters.
const WORDS: [&str; 10] = [
    "",
    "fraud",
    "wire fraud",
    "racketeering",
    "gantry street",
    "\"pleaded guilty\"",
    "fraud -wire",
    "agency:FBI",
    "brib* OR kickback*",
    "sentenced stage:sentence",
];

const FILTERS: [&[(&str, &str)]; 5] = [
    &[],
    &[("agency", "FBI")],
    &[("agency", "FBI"), ("agency", "IRS-CI")],
    &[("since", "2018"), ("until", "2021")],
    &[("stage", "sentence"), ("offense", "wire fraud")],
];

#[test]
fn fifty_searches_find_what_the_library_finds() {
    let rig = Rig::new();
    let index = open(&rig.index());
    let mut found = 0;
    for words in WORDS {
        for filters in FILTERS {
            let mut request = Request::new(words, || Zoned::now().date());
            let (mut since, mut until) = (None, None);
            let mut address = form_urlencoded::Serializer::new(String::new());
            address.append_pair("q", words);
            for (name, value) in filters {
                address.append_pair(name, value);
                match *name {
                    "since" => since = Some(*value),
                    "until" => until = Some(*value),
                    _ => drop(request.filter(name, value).expect("a filter")),
                }
            }
            if since.is_some() {
                request.between("date", since, until).expect("a filter");
            }
            request.limit = Limit::All;
            request.partial = Partial::Never;
            let results = search(&index, Knowledge::builtin(), &request).expect("an answer");
            let total = results.summary.total;
            let ids: Vec<String> = results
                .hits
                .map(|hit| hit.expect("a hit").release.id)
                .collect();
            let address = address.finish();
            let reply = rig.get(&format!(
                "/search?{address}&limit=all&strict=on&format=json"
            ));
            let answer: Value = serde_json::from_str(&reply.body).expect("JSON");
            assert_eq!(answer["total"], total, "{address}");
            let hits = answer["hits"].as_array().expect("hits").iter();
            let shown: Vec<&str> = hits.filter_map(|hit| hit["id"].as_str()).collect();
            assert_eq!(shown, ids, "{address}");
            let page = rig.get(&format!("/search?{address}"));
            assert_safe(&page.body);
            let plural = if total == 1 { "" } else { "s" };
            let told = format!(">{} release{plural}", group_thousands(total as u64));
            assert!(
                page.body.contains(&told),
                "{address}: {told}: {}",
                page.body
            );
            found += total;
        }
    }
    assert!(found > 100, "{found}");
}

#[test]
fn formats_are_those_of_the_command_line() {
    let rig = Rig::new();
    let csv = rig.get("/search?q=racketeering&format=csv");
    assert!(
        csv.body.starts_with("\u{feff}id,score,title"),
        "{}",
        csv.body
    );
    let atom = rig.get("/search?q=fraud&format=atom").body;
    let feed = feed_rs::parser::parse(atom.as_bytes()).expect("a feed");
    assert!(feed.entries.len() > 5, "{atom}");
    for path in [
        "/release/records/combined.json%230",
        "/case/records/combined.json%230",
        "/facets?field=stage",
        "/together?q=fraud",
        "/agency/doj/fbi",
    ] {
        let join = if path.contains('?') { '&' } else { '?' };
        for (format, kind) in [
            ("json", "application/json"),
            ("csv", "text/csv; charset=utf-8"),
            ("atom", "application/atom+xml"),
            ("text", "text/plain; charset=utf-8"),
        ] {
            let reply = rig.get(&format!("{path}{join}format={format}"));
            assert_eq!(
                (reply.status, reply.header("content-type")),
                (200, Some(kind)),
                "{path}"
            );
            match format {
                "json" => drop(serde_json::from_str::<Value>(&reply.body).expect("JSON")),
                "atom" => drop(feed_rs::parser::parse(reply.body.as_bytes()).expect(path)),
                _ => assert!(!reply.body.is_empty(), "{path}"),
            }
        }
    }
}
