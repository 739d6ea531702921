//! An index of a few fictional releases, and questions to it.

use std::fs;

use dragnet::index::{OpenIndex, Options};
use dragnet::knowledge::Knowledge;
use dragnet::query::{Hit, Request, Summary, search};
use jiff::civil::Date;
use serde_json::json;
use tempfile::TempDir;

use super::{index, open};

/// An index of fictional releases: title, body, date, component.
pub fn index_of(releases: &[(&str, &str, &str, &str)]) -> (TempDir, OpenIndex) {
    let folder = TempDir::new().expect("a folder");
    let corpus = folder.path().join("corpus");
    fs::create_dir(&corpus).expect("a folder");
    let mut lines = String::new();
    for (number, (title, body, date, component)) in releases.iter().enumerate() {
        let record = json!({
            "id": format!("26-{number}"), "title": title, "contents": body, "date": date,
            "components": [component], "url": format!("https://www.justice.gov/opa/pr/{number}"),
        });
        lines.push_str(&record.to_string());
        lines.push('\n');
    }
    fs::write(corpus.join("releases.jsonl"), lines).expect("a file");
    let options = Options::of(&corpus, &folder.path().join("index"));
    index(&options).expect("a build");
    let index = open(&options.index);
    (folder, index)
}

pub const RELEASES: [(&str, &str, &str, &str); 6] = [
    (
        "Harbor City Man Sentenced for Wire Fraud",
        "Pat O’Brien, a co-conspirator of Dana Valdés, was sentenced today for wire fraud. The Federal Bureau of Investigation investigated the case. He violated 18 U.S.C. § 1343 and paid $1.2 million to AT&T.",
        "2021-06-08T00:00:00-04:00",
        "Criminal Division",
    ),
    (
        "Two Women Charged in Mail Fraud Scheme",
        "A woman and her sister defrauded investors of 1,200,000 dollars. The FBI and IRS-CI investigated. The conspiracy used the mail, and the wire was never found near the fraudulent ledger.",
        "2020-03-01T00:00:00-05:00",
        "Tax Division",
    ),
    (
        "Court Orders Extradition of Dmitrenko",
        "Dmytro Dmitrenko will be extradited. He laundered money through a non-profit. Assistant U.S. Attorney Lee Moss prosecuted.",
        "2019-12-31T00:00:00-05:00",
        "Criminal Division",
    ),
    (
        "FirstHarbor Agrees to Divest Branches",
        "The merger of FirstHarbor and a rival needs divestitures. Seven branches will be sold.",
        "2021-01-15T00:00:00-05:00",
        "Antitrust Division",
    ),
    (
        "Police Officer Convicted of Civil Rights Offense",
        "A jury convicted a police officer who beat a teenager. Title 18, United States Code, Section 242 forbids it.",
        "2022-02-02T00:00:00-05:00",
        "Civil Rights Division",
    ),
    (
        "Company Fined for Dumping Waste",
        "The vessel dumped oily waste at sea. The company will pay a fine under the plea agreement.",
        "2018-05-05T00:00:00-04:00",
        "Environment and Natural Resources Division",
    ),
];

pub fn request(words: &str) -> Request {
    Request::new(words, || Date::constant(2022, 3, 1))
}

pub fn answer(index: &OpenIndex, request: &Request) -> (Summary, Vec<Hit>) {
    let results = search(index, Knowledge::builtin(), request).expect("an answer");
    let hits = results.hits.collect::<Result<Vec<_>, _>>().expect("hits");
    (results.summary, hits)
}
