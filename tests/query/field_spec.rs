//! Every row of the field specification is honoured: what it says of a field can be asked, filtered, counted and shown.

use std::fs;

use dragnet::convert::convert;
use dragnet::corpus::{Limits, SourceFile, read_records};
use dragnet::extract::extract;
use dragnet::index::{OpenIndex, Options};
use dragnet::knowledge::Knowledge;
use dragnet::print::{self, PrintOptions, ShownRelease, Style};
use dragnet::query::{LANGUAGE_HELP, Limit, Request, search};
use dragnet::schema::{FIELDS, FacetKind, FieldSpec, FilterOption, Lookup, bands, shown_quantity};
use serde_json::Value;
use tempfile::TempDir;

use crate::support::small_index::{answer, request};
use crate::support::test_repo::TestRepo;
use crate::support::{index, open};

/// A release that has a value in every field.
const RECORD: &str = r#"{"id": "26-0417", "title": "Oldport Ferryman Pleads Guilty to Wire Fraud", "date": "2024-03-05T00:00:00-05:00",
"contents": "Jonas T. Ferrand, 40, a ferryman of Oldport, pleaded guilty today before U.S. District Judge Ada M. Brightwater in the District of Rhode Island to wire fraud, in violation of 18 U.S.C. § 1343, and to a crime under the Hobbs Act. The case is No. 1:24-cr-00017. Ferrand agreed to pay $1.2 million in restitution and to forfeit $750,000. He paid bribes of $90,000, and he stole $4 million. Victims lost approximately $5 million. He submitted $4.5 million in fraudulent claims to Medicare, and Medicare paid $2.5 million on those claims. Agents seized $33,000. In 2023, Ferrand was sentenced to 41 months in prison and a $50,000 fine. The court ordered him to pay disgorgement of $70,000, prejudgment interest of $8,000, and a civil penalty of $60,000. Ferrand agreed to pay $2 million to settle the claims. The court entered a judgment of $3 million against him. A fund will pay $400,000 to compensate victims. The FBI investigated the case. Assistant U.S. Attorney Hester V. Lanternby prosecuted the case.",
"url": "https://www.justice.gov/usao-ri/pr/oldport-ferryman", "components": ["USAO - Rhode Island"]}"#;

fn index_of_one() -> (TempDir, OpenIndex) {
    let folder = TempDir::new().expect("a folder");
    let corpus = folder.path().join("corpus");
    fs::create_dir(&corpus).expect("a folder");
    fs::write(corpus.join("ferryman.json"), RECORD).expect("a file");
    let options = Options::of(&corpus, &folder.path().join("index"));
    index(&options).expect("a build");
    let index = open(&options.index);
    (folder, index)
}

/// The values of the one release in a field, as a filter names them.
fn values(index: &OpenIndex, field: &FieldSpec) -> Vec<String> {
    let (_, hits) = answer(index, &request(""));
    let cells = (field.values)(&hits[0].release);
    match field.lookup {
        Some(Lookup::Date) => cells.texts(),
        Some(Lookup::Money | Lookup::Imprisonment) => {
            let quantities = cells.quantities().into_iter();
            quantities
                .map(|quantity| shown_quantity(field, quantity))
                .collect()
        }
        _ => cells.terms().into_iter().map(str::to_owned).collect(),
    }
}

fn total(index: &OpenIndex, request: &Request) -> usize {
    let results = search(index, Knowledge::builtin(), request).expect("an answer");
    results.summary.total
}

#[test]
fn a_query_and_an_option_find_a_release_by_every_field_that_has_a_lookup() {
    let (_folder, index) = index_of_one();
    for field in FIELDS.iter().filter(|field| field.lookup.is_some()) {
        let values = values(&index, field);
        assert!(!values.is_empty(), "the release has no {}", field.name);
        for value in values {
            let asked = request(&format!("{}:\"{value}\"", field.name));
            assert_eq!(total(&index, &asked), 1, "{}", asked.words);
            let mut filtered = request("");
            match field.option {
                Some(FilterOption::Range { .. }) => {
                    filtered
                        .between(field.name, Some(&value), Some(&value))
                        .expect("a filter");
                }
                _ => {
                    filtered.filter(field.name, &value).expect("a filter");
                }
            }
            assert_eq!(total(&index, &filtered), 1, "{}: {value}", field.name);
        }
        assert!(
            LANGUAGE_HELP.contains(&format!("  {}:", field.name)),
            "`dragnet help query` does not tell of {}:",
            field.name
        );
    }
}

#[test]
fn every_facet_counts_the_values_of_its_field() {
    let (_folder, index) = index_of_one();
    let mut asked = request("");
    asked.facets = dragnet::schema::facets()
        .map(|(name, ..)| name.to_owned())
        .collect();
    asked.limit = Limit::Count(0);
    for (facet, (name, field, kind)) in answer(&index, &asked)
        .0
        .facets
        .iter()
        .zip(dragnet::schema::facets())
    {
        assert_eq!((facet.name.as_str(), facet.kind), (name, kind));
        let counted: Vec<&str> = facet
            .values
            .iter()
            .map(|value| value.value.as_deref().expect("a value"))
            .collect();
        assert!(facet.values.iter().all(|value| value.count == 1), "{name}");
        if kind == FacetKind::Bands {
            let hits = answer(&index, &request("")).1;
            for quantity in (field.values)(&hits[0].release).quantities() {
                let mut bands = bands(field).iter();
                let band = bands.find(|band| band.range.contains(&quantity));
                assert!(counted.contains(&band.expect("a band").value), "{name}");
            }
            continue;
        }
        for value in values(&index, field) {
            let known = counted
                .iter()
                .any(|counted| *counted == value || value.starts_with(*counted));
            assert!(known, "{name} counts {counted:?}, not {value}");
        }
    }
}

#[test]
fn every_column_is_in_json_csv_and_text() {
    let (_folder, index) = index_of_one();
    let knowledge = Knowledge::builtin();
    let (release, body) = index.release("ferryman.json").expect("the release");
    let matter = dragnet::query::matter(&index, "ferryman.json").expect("the release");
    let shown = ShownRelease {
        fetched: None,
        release: &release,
        body: &body,
        matter: &matter,
    };
    let printed = |format: &str| {
        let options = PrintOptions {
            style: Style::default(),
            lists_copies: false,
            lists_cases: false,
            columns: &[],
            knowledge,
            index: None,
        };
        let mut out = Vec::new();
        let format = print::format(format).expect("a format");
        format.release(&shown, &options, &mut out).expect("output");
        String::from_utf8(out).expect("text")
    };
    let json: Value = serde_json::from_str(&printed("json")).expect("JSON");
    let (csv, text) = (printed("csv"), printed("text"));
    let header = csv.lines().next().expect("a header");
    for field in FIELDS {
        let Some(column) = field.column else { continue };
        let cells = (field.values)(&release);
        assert_eq!(json[column], cells.json(), "{column}");
        assert!(header.split(',').any(|name| name == column), "{column}");
        for value in cells.texts() {
            assert!(text.contains(&value), "{column}: {value} is not in\n{text}");
        }
    }
}

#[test]
fn inspect_shows_the_evidence_of_every_field_that_has_an_extractor() {
    let (folder, index) = index_of_one();
    let path = folder.path().join("corpus/ferryman.json");
    let file = SourceFile {
        size: fs::metadata(&path).expect("the file").len(),
        path,
        id: "ferryman.json".to_owned(),
        modified: 0,
        changed: 0,
    };
    let mut found = Vec::new();
    read_records(&file, Limits::default(), &|_| (), &mut |record| {
        let page = convert(&record.expect("a record")).expect("a page");
        let findings = extract(&page, "ferryman.json", Knowledge::builtin());
        for field in FIELDS {
            let evidence = (field.evidence)(&findings);
            found.push((field.name, evidence.len()));
        }
    });
    let extracted = [
        "date",
        "main_district",
        "district",
        "agency",
        "prosecutor",
        "statute",
        "act",
        "stage",
        "event",
        "proceeding",
        "defendant",
        "sentence",
        "amount",
        "docket",
        "judge",
        "offense",
        "number",
    ];
    for (name, evidence) in found {
        let field = FIELDS.iter().find(|field| field.name == name).expect(name);
        let expected = if extracted.contains(&name) {
            values(&index, field).len().max(1)
        } else {
            0
        };
        assert_eq!(evidence, expected, "{name}");
    }
}

#[test]
fn the_help_of_search_names_every_option_of_a_field() {
    let repo = TestRepo::new();
    for command in ["search", "facets"] {
        let help = repo.run(&[command, "--help"]).out;
        for field in FIELDS {
            let options = match field.option {
                Some(FilterOption::Values { .. }) => vec![field.name],
                Some(FilterOption::Range {
                    since, until, none, ..
                }) => vec![since, until, none],
                None => Vec::new(),
            };
            for option in options {
                assert!(
                    help.contains(&format!("--{option} "))
                        || help.contains(&format!("--{option}\n")),
                    "{command}: {option}"
                );
            }
        }
        let facets = repo.run(&["facets", "--help"]).out;
        for (name, ..) in dragnet::schema::facets() {
            assert!(facets.contains(name), "{name}");
        }
    }
}
