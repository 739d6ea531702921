//! Searching, from the text a person types to the hits: over a few fictional releases.

use std::fs;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use dragnet::corpus::Limits;
use dragnet::index::{OpenIndex, Options, Progress, build};
use dragnet::knowledge::Knowledge;
use dragnet::query::{Hit, Limit, Request, Sort, Summary, search};
use jiff::civil::Date;
use serde_json::json;
use tempfile::TempDir;

struct Silent;
impl Progress for Silent {}

/// An index of fictional releases: title, body, date, component.
pub(crate) fn index_of(releases: &[(&str, &str, &str, &str)]) -> (TempDir, OpenIndex) {
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
    let options = Options {
        corpus,
        index: folder.path().join("index"),
        full: false,
        dry_run: false,
        allow_empty: false,
        follow_links: false,
        limits: Limits::default(),
        commit_every: u64::MAX,
    };
    build(
        &options,
        Knowledge::builtin(),
        &Silent,
        &AtomicBool::new(false),
    )
    .expect("a build");
    let index = open(&options.index);
    (folder, index)
}

fn open(path: &Path) -> OpenIndex {
    OpenIndex::open(path, Knowledge::builtin()).expect("an index")
}

pub(crate) const RELEASES: [(&str, &str, &str, &str); 6] = [
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

pub(crate) fn request(words: &str) -> Request {
    Request::new(words, || Date::constant(2022, 3, 1))
}

pub(crate) fn answer(index: &OpenIndex, request: &Request) -> (Summary, Vec<Hit>) {
    let results = search(index, Knowledge::builtin(), request).expect("an answer");
    let hits = results.hits.collect::<Result<Vec<_>, _>>().expect("hits");
    (results.summary, hits)
}

/// The numbers of the releases that match, in the order of the corpus.
fn matches(index: &OpenIndex, words: &str) -> Vec<usize> {
    let mut request = request(words);
    request.strict = true;
    request.limit = Limit::All;
    let (summary, hits) = answer(index, &request);
    assert_eq!(summary.total, hits.len(), "{words}");
    let mut numbers: Vec<usize> = hits.iter().map(number).collect();
    numbers.sort_unstable();
    numbers
}

fn number(hit: &Hit) -> usize {
    hit.release
        .id
        .rsplit('#')
        .next()
        .and_then(|number| number.parse().ok())
        .expect("a record's number")
}

#[test]
fn every_construct_finds_what_it_should() {
    let (_folder, index) = index_of(&RELEASES);
    for (words, expected) in [
        ("", &[0, 1, 2, 3, 4, 5][..]),
        ("fraud", &[0, 1]),
        ("FRAUDS", &[0, 1]),
        ("wire fraud", &[0, 1]),
        ("\"wire fraud\"", &[0]),
        ("“wire fraud”", &[0]),
        ("\"frauds\"", &[]),
        ("fraud -mail", &[0]),
        ("fraud NOT wire", &[]),
        ("extradition OR merger", &[2, 3]),
        ("(extradition OR merger) branches", &[3]),
        ("extradit*", &[2]),
        ("extradit!", &[2]),
        ("w?man", &[1]),
        ("wom*n", &[1]),
        ("dimitrenko~", &[2]),
        ("wire w/1 fraud", &[0]),
        ("wire w/7 fraudulent", &[1]),
        ("fraud pre/1 wire", &[]),
        ("(wire OR mail) w/1 fraud", &[0, 1]),
        ("\"wire fraud\" w/10 sentenced", &[0]),
        ("title:fraud", &[0, 1]),
        ("title:investigated", &[]),
        ("o'brien", &[0]),
        ("OBrien", &[0]),
        ("valdes", &[0]),
        ("coconspirator", &[0]),
        ("co-conspirators", &[0]),
        ("nonprofit", &[2]),
        ("AT&T", &[0]),
        ("IRS-CI", &[1]),
        ("\"co-conspirator of Dana\"", &[0]),
        ("\"a coconspirator of\"", &[0]),
        ("18 USC 1343", &[0]),
        ("Title 18, United States Code, Section 1343", &[0]),
        ("18 U.S.C. 242", &[4]),
        ("statute:\"18 USC 242\" OR statute:\"18 USC 1343\"", &[0, 4]),
        ("FBI", &[0, 1]),
        ("fbi", &[0, 1]),
        ("Federal Bureau of Investigation", &[0, 1]),
        ("$1.2 million", &[0, 1]),
        ("$1.2M", &[0, 1]),
        ("1200000", &[0, 1]),
        ("agency:\"Tax Division\"", &[1]),
        ("fraud agency:DOJ", &[0, 1]),
        ("date:2021", &[0, 3]),
        ("date:2019..2020", &[1, 2]),
        ("date:>=2021-06", &[0, 4]),
        ("date:30d", &[4]),
        ("number:26-3", &[3]),
        ("the", &[0, 1, 3, 5]),
        ("plea w/400 dumping", &[5]),
        ("dumping w/2 company", &[]),
        ("waste w/1 company", &[]),
        ("waste w/1 the", &[]),
        ("of the fraud", &[0, 1]),
        ("racketeering", &[]),
    ] {
        assert_eq!(matches(&index, words), expected, "{words}");
    }
}

#[test]
fn releases_that_lack_a_word_follow_and_say_so() {
    let (_folder, index) = index_of(&RELEASES);
    let (summary, hits) = answer(&index, &request("fraud sentenced"));
    assert_eq!(summary.total, 1);
    assert_eq!(hits.iter().map(number).collect::<Vec<_>>(), [0, 1]);
    assert_eq!(hits[0].missing, Vec::<String>::new());
    assert_eq!(hits[1].missing, ["sentenced"]);
    // With none that has all, those with most count.
    let (summary, hits) = answer(&index, &request("fraud merger mail"));
    assert_eq!(summary.total, 1);
    assert_eq!(number(&hits[0]), 1);
    assert_eq!(hits[0].missing, ["merger"]);
    let mut strict = request("fraud merger mail");
    strict.strict = true;
    assert_eq!(answer(&index, &strict).0.total, 0);
    let mut any = request("fraud merger");
    any.any = true;
    assert_eq!(answer(&index, &any).0.total, 3);
    let mut all = request("fraud sentenced");
    all.limit = Limit::All;
    assert_eq!(answer(&index, &all).1.len(), 1);
}

#[test]
fn a_word_that_occurs_nowhere_gets_a_suggestion_and_its_likeness() {
    let (_folder, index) = index_of(&RELEASES);
    let (summary, hits) = answer(&index, &request("extraditoin"));
    assert_eq!(summary.total, 0);
    assert_eq!(
        summary.notes,
        ["no release has `extraditoin`; did you mean `extradition`?"]
    );
    assert_eq!(number(&hits[0]), 2);
    assert_eq!(hits[0].missing, ["extraditoin"]);
}

#[test]
fn common_words_leave_nothing_out_and_that_is_said_where_it_matters() {
    let (_folder, index) = index_of(&[
        ("Theft", "Theft of metals.", "2020-01-01", "Tax Division"),
        ("Arson", "Arson at a plant.", "2020-01-01", "Tax Division"),
    ]);
    let (summary, _) = answer(&index, &request("theft of metals"));
    assert_eq!(summary.notes, Vec::<String>::new());
    let (summary, hits) = answer(&index, &request("theft from metals"));
    assert_eq!((summary.total, hits.len()), (1, 1));
    assert!(
        summary.notes[0].starts_with("`from` is too common to leave a release out"),
        "{:?}",
        summary.notes
    );
}

#[test]
fn filters_and_facets_count_alike() {
    let (_folder, index) = index_of(&RELEASES);
    let mut request = request("");
    request.facets = ["agency", "year", "month", "source", "agency:/doj/crm"]
        .map(str::to_owned)
        .to_vec();
    request.agencies = vec!["Tax Division".to_owned()];
    request.limit = Limit::All;
    let (summary, hits) = answer(&index, &request);
    assert_eq!(hits.iter().map(number).collect::<Vec<_>>(), [1]);
    let count = |name: &str, value: &str| {
        let facet = summary
            .facets
            .iter()
            .find(|facet| facet.name == name)
            .expect(name);
        facet
            .values
            .iter()
            .find(|known| known.value == value)
            .map(|value| (value.count, value.selected))
    };
    // The field's own filter is not heeded: the alternatives stay visible.
    assert_eq!(count("agency", "/doj"), Some((6, false)));
    assert_eq!(count("agency", "/doj/tax"), Some((1, true)));
    assert_eq!(count("agency", "/doj/crm"), Some((2, false)));
    assert_eq!(
        count("agency:/doj/crm", "/doj/tax"),
        Some((1, true)).filter(|_| false)
    );
    assert_eq!(count("year", "2020"), Some((1, false)));
    assert_eq!(count("year", "2021"), None);
    assert_eq!(count("month", "2020-03"), Some((1, false)));
    assert_eq!(count("source", "justice.gov"), Some((1, false)));
}

#[test]
fn names_resolve_or_tell_the_nearest() {
    let (_folder, index) = index_of(&RELEASES);
    let fail = |change: &dyn Fn(&mut Request)| {
        let mut request = request("");
        change(&mut request);
        search(&index, Knowledge::builtin(), &request)
            .err()
            .map(|error| error.to_string())
    };
    let error =
        fail(&|request| request.agencies = vec!["Tax Divsion".to_owned()]).expect("an error");
    assert!(
        error.contains("--agency `Tax Divsion`: no agency is called so"),
        "{error}"
    );
    assert!(fail(&|request| request.prosecutors = vec!["Paul Moss".to_owned()]).is_some());
    assert!(fail(&|request| request.since = Some("soon".to_owned())).is_some());
    assert!(fail(&|request| request.facets = vec!["colour".to_owned()]).is_some());
    assert!(fail(&|request| request.statutes = vec!["mail fraud".to_owned()]).is_some());
    let mut named = request("");
    named.prosecutors = vec!["moss, lee".to_owned()];
    assert_eq!(
        answer(&index, &named)
            .1
            .iter()
            .map(number)
            .collect::<Vec<_>>(),
        [2]
    );
    let mut both = request("");
    both.agencies = vec!["Tax Division+FBI".to_owned()];
    assert_eq!(
        answer(&index, &both)
            .1
            .iter()
            .map(number)
            .collect::<Vec<_>>(),
        [1]
    );
}

#[test]
fn order_and_pages_hold_together() {
    let (_folder, index) = index_of(&RELEASES);
    let order = |sort: Sort, limit: usize, offset: usize| {
        let mut request = request("");
        request.sort = sort;
        request.limit = Limit::Count(limit);
        request.offset = offset;
        answer(&index, &request)
            .1
            .iter()
            .map(number)
            .collect::<Vec<_>>()
    };
    assert_eq!(order(Sort::Newest, 10, 0), [4, 0, 3, 1, 2, 5]);
    assert_eq!(order(Sort::Oldest, 10, 0), [5, 2, 1, 3, 0, 4]);
    assert_eq!(order(Sort::Relevance, 2, 1), [0, 3]);
    assert_eq!(order(Sort::Newest, 5, 100), Vec::<usize>::new());
    assert_eq!(order(Sort::Newest, 0, 0), Vec::<usize>::new());
}

#[test]
fn words_that_stand_together_nowhere_are_looked_for_apart() {
    let (_folder, index) = index_of(&RELEASES);
    for words in [
        "wire w/2 ledger",
        "\"mail fraud ledger\"",
        "ledger pre/1 \"mail fraud\"",
    ] {
        let (summary, hits) = answer(&index, &request(words));
        assert_eq!(summary.total, 0, "{words}");
        assert_eq!(hits.iter().map(number).collect::<Vec<_>>(), [1], "{words}");
        assert_eq!(hits[0].missing, [words]);
        assert!(
            summary.notes[0].contains("further apart"),
            "{:?}",
            summary.notes
        );
    }
    let (summary, hits) = answer(&index, &request("\"dumping extradition\""));
    assert_eq!((summary.total, hits.len()), (0, 0));
}
