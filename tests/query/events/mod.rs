//! What happened in a case: is it found, filtered, counted, sorted and added up as the releases tell it?

mod bands;
mod names;
mod quantities;
mod statistics;

use std::path::Path;
use std::sync::LazyLock;

use dragnet::index::{OpenIndex, Options};
use dragnet::query::{Hit, Limit, Partial, Request, Sort};
use dragnet::schema::{self, FieldSpec};
use tempfile::TempDir;

use crate::support::small_index::{answer, index_of, request};
use crate::support::{index, open};

/// Fictional releases: title, body, date, component.
const CASES: [(&str, &str, &str, &str); 10] = [
    (
        "Oldport Ferryman Sentenced to 41 Months in Prison for Wire Fraud",
        "Jane Q. Tallow, 43, of Oldport, was sentenced today to 41 months in prison for wire fraud. U.S. District Judge Ada M. Brightwater also ordered Tallow to pay $1.2 million in restitution and a $50,000 fine. The case is No. 2:18-cr-00123-ABC.",
        "2019-06-04T00:00:00-04:00",
        "USAO - Rhode Island",
    ),
    (
        "Quillhaven Baker Sentenced to 12 Years in Prison for Bank Fraud",
        "Jane R. Tallow, 51, of Quillhaven, was sentenced yesterday to 12 years in prison for bank fraud. U.S. District Judge Ada Brightwater also ordered Tallow to pay $3,500,000 in restitution. The case is No. 19-cr-45.",
        "2020-02-11T00:00:00-05:00",
        "USAO - Rhode Island",
    ),
    (
        "Gantry Man Sentenced to Life in Prison for Murder",
        "Pat Okonjo, 30, of Gantry, was sentenced today to life in prison for murder. U.S. District Judge Lee Vantongeren imposed the sentence.",
        "2021-03-03T00:00:00-05:00",
        "USAO - Nevada",
    ),
    (
        "Otterbank Clerk Sentenced to Probation for Tax Evasion",
        "Ines Valdés-Moss, 35, of Otterbank, was sentenced today to two years of probation for tax evasion. She was ordered to pay $80,000 in restitution.",
        "2021-05-05T00:00:00-04:00",
        "USAO - Vermont",
    ),
    (
        "Marlbeck Courier Sentenced to Time Served for Wire Fraud",
        "Tobias Merriweather, also known as Shorty, 28, of Marlbeck, was sentenced today to time served for wire fraud.",
        "2021-07-07T00:00:00-04:00",
        "USAO - Vermont",
    ),
    (
        "Brackwater Treasurer Pleads Guilty to Wire Fraud",
        "Lenora Quillfeather, 61, of Brackwater, pleaded guilty today to wire fraud. Quillfeather agreed to forfeit $750,000.",
        "2022-01-10T00:00:00-05:00",
        "USAO - Maine",
    ),
    (
        "Two Brackwater Men Charged with Money Laundering",
        "Jane Tallow, 22, and Omar Lindqvist, 29, both of Brackwater, were charged today in an indictment with money laundering. The case is Criminal No. 22-00077.",
        "2022-02-14T00:00:00-05:00",
        "USAO - Maine",
    ),
    (
        "Acme Freight Agrees to Pay $25 Million to Settle False Claims Act Allegations",
        "Acme Freight Co. Inc., of Portland, agreed to pay $25 million to settle allegations that it violated the False Claims Act.",
        "2022-04-01T00:00:00-04:00",
        "Civil Division",
    ),
    (
        "Justice Department Appoints a Director",
        "A director was appointed to lead a new office. Nothing else was announced.",
        "2022-06-01T00:00:00-04:00",
        "Criminal Division",
    ),
    (
        "Quillhaven Broker Sentenced to 90 Months in Prison for Wire Fraud",
        "Rosalind Tern, 44, of Quillhaven, was sentenced today to 90 months in prison for wire fraud. She was ordered to pay $420,000 in restitution and to forfeit $1,000,000. The case is No. 1:21-cr-00123.",
        "2023-06-01T00:00:00-04:00",
        "USAO - Rhode Island",
    ),
];

static CASES_INDEX: LazyLock<(TempDir, OpenIndex)> = LazyLock::new(|| index_of(&CASES));

fn cases() -> &'static OpenIndex {
    &CASES_INDEX.1
}

static SAMPLE_INDEX: LazyLock<(TempDir, OpenIndex)> = LazyLock::new(|| {
    let folder = TempDir::new().expect("a folder");
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let options = Options::of(&corpus, &folder.path().join("index"));
    index(&options).expect("a build");
    let index = open(&options.index);
    (folder, index)
});

/// An index of the sample corpus.
fn sample() -> &'static OpenIndex {
    &SAMPLE_INDEX.1
}

fn field(name: &str) -> &'static FieldSpec {
    schema::find_in_query(name).expect(name)
}

/// The fields of what happened.
fn event_fields() -> impl Iterator<Item = &'static FieldSpec> {
    let named = [
        "stage",
        "event",
        "proceeding",
        "offense",
        "defendant",
        "judge",
        "docket",
        "sentence",
        "amount",
    ];
    let roles = dragnet::model::AmountRole::ALL
        .iter()
        .map(|role| role.name());
    named.into_iter().chain(roles).map(field)
}

/// A request for every hit.
fn every(words: &str) -> Request {
    let mut asked = request(words);
    asked.limit = Limit::All;
    asked.partial = Partial::Never;
    asked
}

fn ids(hits: &[Hit]) -> Vec<String> {
    let mut ids: Vec<String> = hits.iter().map(|hit| hit.release.id.clone()).collect();
    ids.sort();
    ids
}

/// The ids of the hits of a query.
fn found(index: &OpenIndex, words: &str) -> Vec<String> {
    ids(&answer(index, &every(words)).1)
}

/// The numbers of the made-up cases that a query finds.
fn numbers(words: &str) -> Vec<usize> {
    let ids = found(cases(), words);
    let numbers = ids
        .iter()
        .filter_map(|id| id.rsplit_once('#')?.1.parse().ok());
    numbers.collect()
}

/// The ids of the hits that a filter by an option leaves.
fn filtered(index: &OpenIndex, name: &str, value: &str) -> Vec<String> {
    let mut asked = every("");
    asked.filter(name, value).expect("a field");
    ids(&answer(index, &asked).1)
}

/// The notes on a query of the made-up cases.
fn notes(words: &str) -> Vec<String> {
    answer(cases(), &every(words)).0.notes
}

/// Every release of an index.
fn releases(index: &OpenIndex) -> &'static [Hit] {
    static OF_CASES: LazyLock<Vec<Hit>> = LazyLock::new(|| answer(cases(), &every("")).1);
    static OF_SAMPLE: LazyLock<Vec<Hit>> = LazyLock::new(|| answer(sample(), &every("")).1);
    if std::ptr::eq(index, cases()) {
        &OF_CASES
    } else {
        &OF_SAMPLE
    }
}

/// The ids of the releases of an index that `holds` is true of.
fn ids_where(index: &OpenIndex, holds: impl Fn(&Hit) -> bool) -> Vec<String> {
    let hits = releases(index).iter().filter(|hit| holds(hit));
    let mut ids: Vec<String> = hits.map(|hit| hit.release.id.clone()).collect();
    ids.sort();
    ids
}

#[test]
fn every_value_of_what_happened_finds_its_releases_by_query_and_by_option() {
    for index in [cases(), sample()] {
        for field in event_fields().filter(|field| !["event", "docket"].contains(&field.name)) {
            for hit in releases(index) {
                for value in (field.values)(&hit.release).terms() {
                    let has = |other: &Hit| (field.values)(&other.release).terms().contains(&value);
                    let mut expected = ids_where(index, has);
                    let by_query = found(index, &format!("{}:\"{value}\"", field.name));
                    assert_eq!(by_query, filtered(index, field.name, value), "{value}");
                    // A name finds those who may be the same person, too.
                    expected.retain(|id| !by_query.contains(id));
                    assert!(expected.is_empty(), "{} {value}: {expected:?}", field.name);
                }
            }
        }
    }
}

#[test]
fn none_finds_the_releases_without_a_value_and_no_other_value_does() {
    for index in [cases(), sample()] {
        for field in event_fields() {
            let unknown = ids_where(index, |hit| (field.values)(&hit.release).is_empty());
            let name = field.name;
            assert_eq!(found(index, &format!("{name}:none")), unknown, "{name}");
            assert_eq!(filtered(index, name, "none"), unknown, "{name}");
            let known = ids_where(index, |hit| !(field.values)(&hit.release).is_empty());
            assert_eq!(found(index, &format!("-{name}:none")), known, "{name}");
        }
    }
}

#[test]
fn every_count_of_what_happened_is_that_of_the_releases() {
    for index in [cases(), sample()] {
        let is_event = |field: &FieldSpec| event_fields().any(|known| known == field);
        for (facet, field, _) in schema::facets().filter(|(_, field, _)| is_event(field)) {
            let mut asked = every("");
            asked.facets = vec![facet.to_owned()];
            let summary = answer(index, &asked).0;
            for value in &summary.facets[0].values {
                let name = field.name;
                let words = match &value.value {
                    Some(value) => format!("{name}:\"{value}\""),
                    None => format!("{name}:none"),
                };
                // A name of a defendant finds those who may be the same person, too.
                let found = found(index, &words).len();
                let is_name = facet == "defendant" && found > value.count;
                assert!(
                    found == value.count || is_name,
                    "{words}: {found}, not {}",
                    value.count
                );
            }
        }
    }
}

#[test]
fn the_day_of_the_event_is_a_date_like_the_day_of_issue() {
    assert_eq!(numbers("event:2020-02-10"), [1]);
    assert_eq!(numbers("event:2019..2020"), [0, 1]);
    assert_eq!(numbers("event:>=2022-02"), [6, 9]);
    assert_eq!(numbers("event>=2022-02"), [6, 9]);
    assert_eq!(numbers("event:\"June 2023\""), [9]);
    let mut asked = every("");
    asked
        .between("event", Some("2021-05"), Some("2022-01"))
        .expect("a field");
    let (summary, hits) = answer(cases(), &asked);
    assert_eq!(hits.len(), 3);
    assert_eq!(
        summary.notes,
        ["2 releases without `event` are left out; --event-undated keeps them"]
    );
}

#[test]
fn a_list_by_the_largest_sum_or_the_longest_sentence_has_what_is_unknown_last() {
    let order = |sort: &str| -> (Vec<String>, Vec<String>) {
        let mut asked = every("");
        asked.sort = Sort::by_largest(sort).expect(sort);
        let (summary, hits) = answer(cases(), &asked);
        let known = asked.sort.field().expect("a field");
        let shown = hits
            .iter()
            .map(|hit| {
                let cells = (known.values)(&hit.release);
                let largest = cells.quantities().into_iter().max();
                largest.map_or("-".to_owned(), |largest| {
                    schema::shown_quantity(known, largest)
                })
            })
            .collect();
        (shown, summary.notes)
    };
    let (shown, notes) = order("sentence");
    assert_eq!(
        shown,
        [
            "life",
            "144 months",
            "90 months",
            "41 months",
            "time served",
            "no prison",
            "-",
            "-",
            "-",
            "-"
        ]
    );
    assert_eq!(notes, ["4 releases without `sentence` come last"]);
    for name in ["amount:restitution", "restitution"] {
        let (shown, notes) = order(name);
        assert_eq!(
            shown[..4],
            ["$3,500,000", "$1,200,000", "$420,000", "$80,000"]
        );
        assert_eq!(notes, ["6 releases without `restitution` come last"]);
    }
    assert_eq!(order("amount").0[0], "$25,000,000");
    assert_eq!(Sort::by_largest("stage"), None);
}

#[test]
fn a_filter_says_how_many_releases_it_could_not_tell() {
    for (words, note) in [
        (
            "restitution:>1m",
            "6 releases without `restitution` are left out; `OR restitution:none` behind it keeps them",
        ),
        ("stage:sentence sentence:<1y", ""),
        (
            "stage:plea judge:Brightwater",
            "1 release without `judge` is left out; `OR judge:none` behind it keeps it",
        ),
        ("docket:22-77 stage:indictment", ""),
    ] {
        assert_eq!(notes(words).concat(), note, "{words}");
    }
    let mut asked = every("");
    asked.filter("amount", "restitution:>1m").expect("a field");
    let (summary, hits) = answer(cases(), &asked);
    assert_eq!(hits.len(), 2);
    assert_eq!(
        summary.notes,
        ["6 releases without `restitution` are left out; --amount restitution:none keeps them"]
    );
    asked.filter("amount", "fine:>1k").expect("a field");
    let (summary, hits) = answer(cases(), &asked);
    assert_eq!(hits.len(), 2);
    assert_eq!(
        summary.notes,
        ["6 releases without `restitution` and `fine` are left out; --amount none keeps them"]
    );
}
