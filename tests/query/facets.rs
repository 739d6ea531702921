//! Do the counts of facets equal those counted one by one over all hits, with any words and filters? And do totals, the
//! rows of a table and `stats` agree with them?

use std::collections::{BTreeMap, BTreeSet};

use dragnet::index::OpenIndex;
use dragnet::knowledge::Knowledge;
use dragnet::model::{ProsecutorKind, Release};
use dragnet::print::{self, PrintOptions, Style};
use dragnet::query::{Limit, Partial, Request, search};
use jiff::civil::Date;

use crate::support::random::Random;
use crate::support::real_releases;
use crate::support::small_index::index_of;

const FIELDS: [&str; 9] = [
    "agency",
    "agency:/doj",
    "agency:/doj/usao",
    "prosecutor",
    "district",
    "statute",
    "source",
    "year",
    "month",
];

const WORDS: [&str; 14] = [
    "",
    "",
    "fraud",
    "wire fraud",
    "\"wire fraud\"",
    "fraud OR arson",
    "kickback* -medicare",
    "FBI",
    "title:charged",
    "tax w/5 return",
    "sentenced months prison",
    "-guilty",
    "arson racketeering extortion",
    "defrauded~ bank",
];

/// A random request.
#[derive(Clone)]
struct Asked {
    words: String,
    any: bool,
    kind: Option<ProsecutorKind>,
    alternatives: bool,
    /// Whether each copy of a release counts.
    copies: bool,
    /// Field, whether it stands in the query (else it is an option), value.
    filters: Vec<(&'static str, bool, String)>,
}

impl Asked {
    /// The request, without the filters of one field.
    fn request(&self, without: &str) -> Request {
        let mut request = Request::new(&self.words, || Date::constant(2022, 3, 1));
        request.copies = self.copies;
        for (field, in_query, value) in self.filters.iter().filter(|filter| filter.0 != without) {
            match (*field, in_query) {
                ("date", true) => request.words.extend([" date:", value]),
                ("date", false) => {
                    let until = value[..4]
                        .parse()
                        .map_or_else(|_| value.clone(), |year: i32| (year + 2).to_string());
                    request
                        .between("date", Some(value), Some(&until))
                        .expect("a field");
                }
                ("source", _) => request.words.extend([" source:", value]),
                (field, true) => request.words.extend([" ", field, ":\"", value, "\""]),
                (field, false) => {
                    request.filter(field, value).expect("a field");
                }
            }
        }
        request.any = self.any;
        request.prosecutor_kind = self.kind;
        request.partial = Partial::Never;
        request.alternatives = self.alternatives;
        request.limit = Limit::All;
        request
    }
}

fn releases(index: &OpenIndex, request: &Request) -> Vec<Release> {
    let results = search(index, Knowledge::builtin(), request).expect("an answer");
    results
        .hits
        .map(|hit| hit.expect("a hit").release)
        .collect()
}

/// The values of a field that one release counts for.
fn values(release: &Release, facet: &str, kind: Option<ProsecutorKind>) -> BTreeSet<String> {
    let (field, branch) = facet.split_once(':').unwrap_or((facet, ""));
    let date = release.date.map(|date| date.to_string());
    match field {
        "agency" => {
            let mut paths = BTreeSet::new();
            for path in &release.agencies {
                let ends = path.match_indices('/').map(|(at, _)| at).skip(1);
                paths.extend(ends.map(|end| path[..end].to_owned()));
                paths.insert(path.clone());
            }
            let below = format!("{branch}/");
            paths.retain(|path| branch.is_empty() || path == branch || path.starts_with(&below));
            paths
        }
        "prosecutor" => {
            let is = |name: &str, kind| {
                let mut persons = release.prosecutors.iter();
                persons.any(|person| person.name == name && person.kind == kind)
            };
            let names = release.prosecutors.iter().map(|person| person.name.clone());
            names
                .filter(|name| match kind {
                    Some(ProsecutorKind::Counsel) => is(name, ProsecutorKind::Counsel),
                    Some(ProsecutorKind::Official) => !is(name, ProsecutorKind::Counsel),
                    None => true,
                })
                .collect()
        }
        "district" => release.districts.iter().cloned().collect(),
        "statute" => release.statutes.iter().cloned().collect(),
        "source" => release.source.iter().cloned().collect(),
        "year" => date.iter().map(|date| date[..4].to_owned()).collect(),
        _ => date.iter().map(|date| date[..7].to_owned()).collect(),
    }
}

fn filtered_by(facet: &str) -> &str {
    match facet {
        "year" | "month" => "date",
        facet => facet.split(':').next().unwrap_or_default(),
    }
}

/// A request whose filters take their values from some release.
fn some_request(random: &mut Random, all: &[Release]) -> Asked {
    let kinds = [
        None,
        None,
        Some(ProsecutorKind::Counsel),
        Some(ProsecutorKind::Official),
    ];
    let mut asked = Asked {
        words: (*random.one_of(&WORDS)).to_owned(),
        any: random.below(5) == 0,
        kind: *random.one_of(&kinds),
        alternatives: random.below(2) == 0,
        copies: random.below(2) == 0,
        filters: Vec::new(),
    };
    for _ in 0..random.below(4) {
        let release = random.one_of(all);
        let field = *random.one_of(&[
            "agency",
            "prosecutor",
            "district",
            "statute",
            "source",
            "date",
        ]);
        let value = match field {
            "agency" => release.agencies.first().map(|path| {
                let above = path.rsplit_once('/').map_or("", |(above, _)| above);
                let above = if above.is_empty() { path } else { above };
                [path.clone(), above.to_owned(), format!("{path}+FBI")][random.below(3)].clone()
            }),
            "prosecutor" => release
                .prosecutors
                .first()
                .map(|person| person.name.clone()),
            "district" => release.districts.last().cloned(),
            "statute" => release.statutes.first().cloned(),
            "source" => release.source.clone(),
            _ => release.date.map(|date| date.year().to_string()),
        };
        // A person of another kind is no value, so that a filter by that person finds nothing.
        if let Some(value) = value.filter(|_| field != "prosecutor" || asked.kind.is_none()) {
            asked.filters.push((field, random.below(2) == 0, value));
        }
    }
    asked
}

/// The number of rows of the CSV of an answer.
fn csv_rows(index: &OpenIndex, request: &Request) -> usize {
    let results = search(index, Knowledge::builtin(), request).expect("an answer");
    let options = PrintOptions {
        style: Style::default(),
        lists_copies: false,
        lists_cases: false,
        columns: &[],
        knowledge: Knowledge::builtin(),
        index: None,
    };
    let mut table = Vec::new();
    let format = print::format("csv").expect("a format");
    format
        .hits("", results, &options, &mut table)
        .expect("a table");
    csv::Reader::from_reader(table.as_slice()).records().count()
}

/// Whether a release lacks a field.
type Lacks = fn(&Release) -> bool;

/// Compares what `stats` tells of an index with its releases, of which copies are listed once.
fn compare_stats(index: &OpenIndex) {
    let request = |copies| Request {
        limit: Limit::All,
        copies,
        ..Request::new("", || Date::constant(2022, 3, 1))
    };
    let (shown, all) = (
        releases(index, &request(false)),
        releases(index, &request(true)),
    );
    let stats = index.stats().expect("stats");
    assert_eq!(stats.releases, shown.len() as u64);
    assert_eq!(stats.releases + stats.copies, all.len() as u64);
    let count = |releases: &[Release], is_meant: &dyn Fn(&Release) -> bool| {
        releases.iter().filter(|release| is_meant(release)).count() as u64
    };
    let without: [(&str, Lacks); 6] = [
        ("agency", |release| release.agencies.is_empty()),
        ("date", |release| release.date.is_none()),
        ("district", |release| release.districts.is_empty()),
        ("prosecutor", |release| release.prosecutors.is_empty()),
        ("source", |release| release.source.is_none()),
        ("statute", |release| release.statutes.is_empty()),
    ];
    for (field, is_without) in without {
        assert_eq!(stats.without[field], count(&shown, &is_without), "{field}");
    }
    for (year, of_year) in &stats.years {
        let is_of_year = |release: &Release| release.date.map(Date::year) == Some(*year);
        assert_eq!(*of_year, count(&shown, &is_of_year), "{year}");
    }
    for source in &stats.sources {
        let is_of_source = |release: &Release| release.source == source.source;
        assert_eq!(source.releases, count(&all, &is_of_source), "{source:?}");
    }
    let dated: u64 = stats.years.values().sum();
    assert_eq!(dated + stats.without["date"], stats.releases);
}

fn compare(index: &OpenIndex, requests: usize) {
    compare_stats(index);
    let mut random = Random::new(1865);
    let all = releases(
        index,
        &Request {
            limit: Limit::All,
            // Each copy: the counts are compared with those of all releases.
            copies: true,
            ..Request::new("", || Date::constant(2022, 3, 1))
        },
    );
    let (mut counts, mut answers) = (0, 0);
    for _ in 0..requests {
        let asked = some_request(&mut random, &all);
        let mut request = asked.request("");
        request.facets = FIELDS.map(str::to_owned).to_vec();
        request.limit = Limit::Count(0);
        let summary = search(index, Knowledge::builtin(), &request)
            .expect("an answer")
            .summary;
        let facets = summary.facets;
        assert_eq!(facets.len(), FIELDS.len());
        let mut found: BTreeMap<String, Vec<Release>> = BTreeMap::new();
        let rows = csv_rows(index, &asked.request(""));
        assert_eq!(rows, summary.total, "{request:?}");
        for facet in &facets {
            let field = filtered_by(&facet.name);
            let is_filtered = asked.filters.iter().any(|filter| filter.0 == field);
            let without = if is_filtered && asked.alternatives {
                field
            } else {
                ""
            };
            let found = found
                .entry(without.to_owned())
                .or_insert_with(|| releases(index, &asked.request(without)));
            let mut by_hand: BTreeMap<Option<String>, usize> = BTreeMap::new();
            for release in found.iter() {
                let values = values(release, &facet.name, asked.kind);
                if values.is_empty() && !facet.name.contains(':') {
                    *by_hand.entry(None).or_default() += 1;
                }
                for value in values {
                    *by_hand.entry(Some(value)).or_default() += 1;
                }
            }
            // Fields with at most one value: each release counts once, those without a value as `(none)`.
            if without.is_empty() && ["year", "month", "source"].contains(&facet.name.as_str()) {
                let sum: usize = facet.values.iter().map(|value| value.count).sum();
                assert_eq!(
                    (sum, found.len()),
                    (summary.total, summary.total),
                    "{}",
                    facet.name
                );
            }
            let shown = format!("{} of {request:?}", facet.name);
            for value in &facet.values {
                let count = by_hand.remove(&value.value).unwrap_or(0);
                assert_eq!(value.count, count, "{}: {shown}", value.label());
                assert!(count > 0 || value.selected, "{}: {shown}", value.label());
                counts += 1;
            }
            assert!(by_hand.is_empty(), "{by_hand:?} are not counted: {shown}");
            answers += 1;
        }
    }
    println!("{counts} counts of {answers} lists in {requests} answers are right");
}

#[test]
fn facet_counts_equal_counts_over_all_hits_rows_of_a_table_and_stats() {
    let components = [
        "Criminal Division",
        "Tax Division",
        "USAO - New York, Southern",
        "USAO - Florida, Southern",
        "Federal Bureau of Investigation",
        "Antitrust Division",
    ];
    let crimes = [
        "wire fraud in violation of 18 U.S.C. § 1343",
        "arson",
        "kickbacks under 42 U.S.C. § 1320a-7b(b)",
        "tax evasion on a return, Title 26, United States Code, Section 7201",
        "bank fraud, 18 U.S.C. § 1344, and wire fraud, 18 U.S.C. § 1343",
    ];
    let persons = ["Lee Moss", "Dana Q. Whitlock", "Ada Quarrel", "José Núñez"];
    let mut random = Random::new(1924);
    let releases: Vec<[String; 4]> = (0..80)
        .map(|_| {
            let crime = random.one_of(&crimes);
            let person = random.one_of(&persons);
            let ends = ["was sentenced to six months in prison", "was charged", "pleaded guilty"];
            let end = random.one_of(&ends);
            let by = ["The FBI investigated the case.", "IRS-CI and the FBI investigated.", ""];
            let by = random.one_of(&by);
            [
                format!("Man Charged with {}", crime.split(',').next().unwrap_or_default()),
                format!("A man {end} for {crime}. {by} Assistant U.S. Attorney {person} prosecuted the case."),
                format!("20{}-0{}-1{}", 15 + random.below(6), 1 + random.below(9), random.below(9)),
                (*random.one_of(&components)).to_owned(),
            ]
        })
        .collect();
    let releases: Vec<(&str, &str, &str, &str)> = releases
        .iter()
        .map(|[title, body, date, component]| {
            (
                title.as_str(),
                body.as_str(),
                date.as_str(),
                component.as_str(),
            )
        })
        .collect();
    let (_folder, index) = index_of(&releases);
    compare(&index, 300);
}

#[test]
fn facet_counts_of_real_releases_equal_counts_over_all_hits() {
    if let Some(index) = real_releases::index() {
        compare(&index, 12);
    }
}

#[test]
#[ignore = "takes minutes: 500 answers over all real releases"]
fn many_facet_counts_of_real_releases_equal_counts_over_all_hits() {
    if let Some(index) = real_releases::index() {
        compare(&index, 500);
    }
}
