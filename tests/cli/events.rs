//! What happened, as a person at a terminal asks for it and reads it.

use std::fmt::Write as _;

use crate::support::test_repo::TestRepo;

const SENTENCE: &str = "Ferryman Sentenced to 41 Months in Prison for Wire Fraud\n\n\
    PROVIDENCE, R.I. – Jane Q. Tallow, 43, of Oldport, was sentenced today to 41 months in prison for wire fraud. U.S. District Judge \
    Ada M. Brightwater also ordered Tallow to pay $1.2 million in restitution. The case is No. 2:18-cr-00123-ABC.\n";

const LIFE: &str = "Gantry Men Sentenced for Murder\n\n\
    RENO, Nev. – Pat Okonjo, 30, of Gantry, was sentenced today to life in prison for murder. Lee Moss, 31, of Gantry, was sentenced \
    today to 24 months in prison.\n";

const SETTLEMENT: &str = "Acme Freight Agrees to Pay $25 Million to Settle False Claims Act Allegations\n\n\
    June 4, 2019\n\nAcme Freight Co. Inc., of Portland, agreed today to pay $25 million to settle allegations that it violated the False Claims \
    Act.\n";

const PARK: &str = "Office Opens a Park\n\nA park was opened by the county. It has a pond.\n";

fn indexed() -> TestRepo {
    let repo = TestRepo::empty();
    repo.write("corpus/sentence.txt", SENTENCE);
    repo.write("corpus/life.txt", LIFE);
    repo.write("corpus/settlement.txt", SETTLEMENT);
    repo.write("corpus/park.txt", PARK);
    repo.run(&["index"]);
    repo
}

/// What was printed on both sides, and the status.
fn shown(repo: &TestRepo, lines: &[&[&str]]) -> String {
    let mut text = String::new();
    for line in lines {
        let ran = repo.run(line);
        let _ = writeln!(text, "$ dragnet {}", line.join(" "));
        for part in [&ran.out, &ran.err] {
            text.push_str(part);
            if !part.is_empty() && !part.ends_with('\n') {
                text.push('\n');
            }
        }
        let _ = writeln!(text, "[{}]\n", ran.status);
    }
    text
}

#[test]
fn a_value_that_cannot_be_is_an_error_that_shows_its_place_and_what_can_be() {
    let repo = indexed();
    let lines: [&[&str]; 14] = [
        &["search", "amount:>lots"],
        &["search", "fraud sentence:-3"],
        &["search", "stage:sentnce"],
        &["search", "docket:"],
        &["search", "(fraud OR restitution:10y)"],
        &["search", "offense:\"wyre fraud\""],
        &["search", "proceeding:crimnal"],
        &["search", "defendant:\"Jane Tallo\""],
        &["search", "--sentence=-3"],
        &["search", "--stage", "sentnce"],
        &["search", "--amount", "restitution:>lots"],
        &["search", "--amount", "restitutn:>1m"],
        &["search", "--docket", "soon"],
        &["facets", "stage", "--sum", "restitutn"],
    ];
    insta::assert_snapshot!("errors-of-what-happened", shown(&repo, &lines));
}

#[test]
fn a_hit_tells_what_happened_on_one_line_of_a_terminal() {
    let repo = indexed();
    let out = repo.run(&["search", "--limit", "all"]).out;
    for line in [
        "    sentence, 41 months, restitution $1,200,000\n",
        "    sentence, longest life\n",
        "    settlement 2019-06-04, settlement $25,000,000\n",
    ] {
        assert!(out.contains(line), "{line}{out}");
    }
    let park = repo.run(&["search", "park"]).out;
    assert_eq!(
        park.lines().filter(|line| line.starts_with("    ")).count(),
        3,
        "{park}"
    );
}

#[test]
fn orders_and_statistics_of_what_happened_can_be_asked_for() {
    let repo = indexed();
    let lines: [&[&str]; 8] = [
        &[
            "search",
            "--sort",
            "sentence",
            "--limit",
            "2",
            "--format",
            "csv",
            "--fields",
            "id,months",
        ],
        &[
            "search",
            "--sort",
            "amount",
            "--limit",
            "2",
            "--format",
            "csv",
            "--fields",
            "id,amounts",
        ],
        &["search", "--sort", "amount:restitution", "--limit", "2"],
        &["search", "--sort", "restitutn"],
        &["facets", "stage", "--sum", "amount", "--median", "sentence"],
        &[
            "facets", "stage", "--sum", "amount", "--median", "sentence", "--format", "csv",
        ],
        &["facets", "sentence"],
        &["facets", "amount", "--format", "jsonl"],
    ];
    insta::assert_snapshot!("orders-and-statistics", shown(&repo, &lines));
}

#[test]
fn options_of_what_happened_filter_as_fields_of_the_query_do() {
    let repo = indexed();
    for (option, value, query, expected) in [
        ("--stage", "sentence", "stage:sentence", 2),
        ("--offense", "wire fraud", "offense:\"wire fraud\"", 1),
        ("--defendant", "Jane Tallow", "defendant:\"Jane Tallow\"", 1),
        ("--judge", "Ada Brightwater", "judge:\"Ada Brightwater\"", 1),
        ("--docket", "18-cr-123", "docket:18-cr-123", 1),
        ("--proceeding", "criminal", "proceeding:criminal", 2),
        ("--event-since", "2019-06", "event:2019-06..", 1),
        ("--event-until", "2019", "event:..2019", 1),
        ("--amount", ">=10m", "amount:>=10m", 1),
        ("--amount", "restitution:>1M", "restitution:>1M", 1),
        ("--sentence", ">=10y", "sentence:>=10y", 1),
    ] {
        let by_option = repo.ids(&[option, value]);
        assert_eq!(by_option.len(), expected, "{option} {value}");
        assert_eq!(repo.ids(&[query]), by_option, "{query}");
        let counted = repo
            .run(&["facets", "stage", option, value, "--format", "json"])
            .out;
        let counted: serde_json::Value = serde_json::from_str(&counted).expect("JSON");
        assert_eq!(counted["total"], expected, "{option} {value}");
    }
}
