//! Nothing of a release or of its name controls a terminal, runs in a spreadsheet or makes a dangerous link, in any command
//! and format.

use std::fs;

use crate::support::test_repo::{Ran, TestRepo};

/// Text that would control a terminal: colours, a cleared screen, a window's title, bells, one-character CSI, changed
/// directions, line separators, a byte order mark, a backspace.
const NASTY: &str = "\u{1b}[31m\u{1b}[2J\u{1b}]0;owned\u{7}\u{9b}5m\u{202e}desrever\u{2066}\u{200f}\u{2028}\u{feff}\u{8}";

fn hostile_repo() -> TestRepo {
    let repo = TestRepo::new();
    let line = serde_json::json!({
        "title": format!("=HYPERLINK(\"x\") {NASTY}Ferrywright Fined {NASTY}"),
        "body": format!("Ferrywright {NASTY} was fined today. The case was prosecuted by Assistant U.S. Attorney Dana{NASTY} Whitlock and investigated by the FBI. {NASTY}"),
        "date": "2021-06-08", "number": format!("21-533{NASTY}"),
        "components": [format!("USAO - Maine{NASTY}"), NASTY], "topics": [NASTY],
        "url": format!("https://www.justice.gov/x{NASTY}"),
    });
    repo.write("corpus/list.jsonl", format!("{line}\n{{\"title\": 1\n"));
    // A file name may hold any byte except `/` and 0.
    if cfg!(unix) {
        repo.write(
            &format!("corpus/=1+1{NASTY}.txt"),
            format!("Ferrywright Sued{NASTY}\n\nFerrywright was sued.\n"),
        );
        repo.write(&format!("corpus/bad{NASTY}.pdf"), "%PDF-1.7");
    }
    repo
}

/// Only dragnet's own colours may be in the output, and only with `--color always`.
fn assert_clean(line: &[&str], ran: &Ran) {
    let colored = line.contains(&"always");
    for shown in [&ran.out, &ran.err] {
        let mut rest = shown.clone();
        if colored {
            for code in 0..100 {
                for before in ["", "1;", "0;", "2;", "4;"] {
                    rest = rest.replace(&format!("\u{1b}[{before}{code}m"), "");
                }
            }
        }
        let csv = line.contains(&"csv");
        let steers = |letter: char| {
            letter.is_control() && letter != '\n' && !(csv && letter == '\r')
                || matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
        };
        assert!(!rest.contains(steers), "{line:?}: {rest:?}");
    }
}

#[test]
fn nothing_of_a_release_controls_a_terminal_in_any_command() {
    let repo = hostile_repo();
    let run = |line: &[&str]| {
        let ran = repo.run(line);
        assert_clean(line, &ran);
        ran
    };
    run(&["index", "--verbose"]).is_done();
    run(&["index", "--full", "--format", "json"]).is_done();
    let ids = repo.ids(&["ferrywright"]);
    assert!(!ids.is_empty());
    let inspected: Vec<String> = fs::read_dir(repo.path().join("corpus"))
        .expect("the corpus")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_file())
        .map(|path| path.to_str().expect("UTF-8").to_owned())
        .collect();
    for format in dragnet::print::FORMATS.iter().map(|format| format.name()) {
        for color in ["never", "always"] {
            let asked = ["--format", format, "--color", color];
            let run = |line: &[&str]| run(&[line, &asked[..]].concat());
            run(&[
                "search",
                "ferrywright",
                "--explain",
                "--facet",
                "prosecutor",
                "--facet",
                "source",
            ]);
            run(&["search", NASTY, "--explain"]);
            run(&["search", "ferrywright", "--agency", NASTY]);
            run(&["search", "ferrywright", "--prosecutor", NASTY]);
            run(&["search", "ferrywright", "--since", NASTY]);
            run(&["search", "ferrywright", "--facet", NASTY]);
            for id in &ids {
                assert_eq!(run(&["show", id]).status, 0, "{id:?}");
            }
            run(&["show", NASTY]);
            for (field, ..) in dragnet::schema::facets() {
                run(&["facets", field]);
            }
            for file in &inspected {
                run(&["inspect", file]);
            }
            run(&["inspect", NASTY]);
            if format != "csv" {
                run(&["check"]);
            }
            run(&["search", "x", "--index", NASTY]);
        }
    }
    fs::write(
        repo.path().join("rows.tsv"),
        format!("path\tname\n/{NASTY}\t{NASTY}\n"),
    )
    .expect("a file");
    run(&["search", "x", "--knowledge", "rows.tsv"]);
}

#[test]
fn no_cell_is_a_formula() {
    let repo = hostile_repo();
    repo.run(&["index"]).is_done();
    let mut outputs = vec![repo.run(&["search", "ferrywright", "--format", "csv"]).out];
    for id in repo.ids(&["ferrywright"]) {
        outputs.push(repo.run(&["show", &id, "--format", "csv"]).out);
    }
    outputs.push(
        repo.run(&["inspect", "corpus/list.jsonl", "--format", "csv"])
            .out,
    );
    for field in ["prosecutor", "source", "agency"] {
        outputs.push(repo.run(&["facets", field, "--format", "csv"]).out);
    }
    assert!(outputs[0].contains("'=HYPERLINK"), "{}", outputs[0]);
    for output in outputs {
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .from_reader(output.as_bytes());
        for row in reader.records() {
            for cell in &row.expect("a row") {
                assert!(
                    !cell.trim_start().starts_with(['=', '+', '-', '@']),
                    "{cell:?}"
                );
            }
        }
    }
}

#[test]
fn only_http_and_https_addresses_are_links() {
    let repo = TestRepo::new();
    for (number, address) in [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "JaVaScRiPt:alert(1)//http://www.justice.gov/",
        "//evil.example.com/x",
        "https://www.justice.gov/usao/pr/1",
    ]
    .iter()
    .enumerate()
    {
        let record = serde_json::json!({"title": "Ferrywright Fined", "body": "Ferrywright was fined.", "url": address});
        repo.write(&format!("corpus/{number}.json"), record.to_string());
        repo.write(
            &format!("corpus/{number}.html"),
            format!("<html><head><link rel=\"canonical\" href=\"{address}\"></head><body><h1>Ferrywright Fined</h1><p>Ferrywright was fined today.</p></body></html>"),
        );
    }
    repo.run(&["index"]).is_done();
    let hits = repo.run(&[
        "search",
        "ferrywright",
        "--copies",
        "--limit",
        "all",
        "--format",
        "jsonl",
    ]);
    assert_eq!(hits.out.lines().count(), 12, "{}", hits.out);
    let mut links = 0;
    for line in hits.out.lines() {
        let hit: serde_json::Value = serde_json::from_str(line).expect("JSON");
        if let Some(url) = hit["url"].as_str() {
            assert_eq!(url, "https://www.justice.gov/usao/pr/1");
            links += 1;
        }
    }
    assert_eq!(links, 2);
}
