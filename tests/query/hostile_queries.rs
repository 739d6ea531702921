//! Odd, long and random queries: none fails, none takes long, none loses a word without a note.

use std::time::{Duration, Instant};

use dragnet::error::{Error, ValueSource};
use dragnet::index::OpenIndex;
use dragnet::knowledge::Knowledge;
use dragnet::query::{Request, search};
use jiff::civil::Date;

use crate::support::random::Random;
use crate::support::real_releases;
use crate::support::small_index::{RELEASES, index_of};

/// Maximum time of a query: a query without bounds took minutes. Wide, because the tests are compiled with little
/// optimisation and other programs run beside them.
const MAX_TIME: Duration = Duration::from_secs(60);

/// Queries that take longer are printed.
const LONG: Duration = Duration::from_millis(250);

/// Pieces of random queries: words, signs, operators, and what word processors make of them.
const PIECES: [&str; 72] = [
    "fraud",
    "wire",
    "O’Brien",
    "O'Brien",
    "AT&T",
    "§",
    "-",
    "--",
    "(",
    ")",
    "((",
    "))",
    "\"",
    "“",
    "”",
    "„",
    "«",
    "»",
    "'",
    "‘",
    "’",
    "`",
    "\u{202E}",
    "\u{200F}",
    "\u{200B}",
    "\u{FEFF}",
    "\u{0}",
    "\u{1}",
    "\u{2}",
    "a*",
    "b*",
    "*",
    "?",
    "?*?*",
    "w?re",
    "*ing",
    "!",
    "extradit!",
    "~",
    "~~~~",
    "dimitrenko~",
    "fraud~9",
    "w/5",
    "pre/3",
    "w/0",
    "w/99999999999",
    "/s",
    "w/p",
    "AND",
    "OR",
    "NOT",
    "and",
    "title:",
    "re:",
    "x:y",
    "18 USC 1343",
    "18USC1343",
    "§ 1343",
    "USC",
    "$1.2M",
    "$",
    "1,2,3",
    "1e999",
    "🦀",
    "ｆｒａｕｄ",
    "İ",
    "ß",
    "ﬁne",
    "Ω",
    "中文",
    "e\u{301}",
    "of",
];

/// Fields, some with values that are errors.
const FIELDS: [&str; 10] = [
    "agency:FBI",
    "agency:",
    "agency:(",
    "date:2021",
    "date:never",
    "date:2021..",
    "statute:§",
    "number:\"",
    "source:x",
    "prosecutor:(a OR b",
];

const WRITTEN: [&str; 47] = [
    // A sum that is nearly as large as this one has no 64 bits.
    "18000000000b fraud",
    "",
    " ",
    "\"",
    "“",
    "((",
    "))",
    ")(",
    "-",
    "- -",
    "--fraud",
    "AND",
    "OR OR",
    "NOT",
    "NOT NOT fraud",
    "w/5",
    "w/5 w/5",
    "fraud w/5 w/5 wire",
    "pre/",
    "~",
    "*",
    "?",
    "!",
    "§",
    "$",
    "&",
    "'",
    "O’Brien",
    "AT&T",
    "\u{202E}fraud",
    "title:",
    "agency",
    "re: fraud",
    "fraud w/99999999999 wire",
    "a* b* c*",
    "?*?*",
    "a* w/5 b*",
    "*a* w/9 *e*",
    "x:y:z",
    "18 USC",
    "fraud\u{0}wire",
    "🦀",
    "(-fraud)",
    "-(fraud OR wire)",
    "\"fraud\"~5",
    "the w/400 of w/400 and w/400 to",
    "w?*n",
];

/// A text of random pieces, some with fields.
fn random_text(random: &mut Random, fields: bool) -> String {
    let mut text = String::new();
    for _ in 0..=random.below(12) {
        let field = fields && random.below(12) == 0;
        text += if field {
            FIELDS[random.below(FIELDS.len())]
        } else {
            PIECES[random.below(PIECES.len())]
        };
        if random.below(3) > 0 {
            text.push(' ');
        }
    }
    text
}

/// Long queries: many words, long words, deep groups, long chains.
#[allow(clippy::format_collect)] // Made once, and in no hurry.
fn long_texts() -> Vec<String> {
    let letters: Vec<String> = ('a'..='z').map(|letter| letter.to_string()).collect();
    let each = |before: &str, after: &str| -> String {
        letters
            .iter()
            .map(|letter| format!("{before}{letter}{after} "))
            .collect()
    };
    let chained =
        |parts: &str, between: &str| parts.split_whitespace().collect::<Vec<_>>().join(between);
    vec![
        "x".repeat(50_000),
        "x ".repeat(25_000),
        "fraud wire ".repeat(5_000),
        (0..2_000).map(|number| format!("word{number} ")).collect(),
        (0..60)
            .map(|number| format!("defraudid{number}x conspirasy{number} "))
            .collect(),
        letters
            .iter()
            .map(|letter| format!("conspi{letter}asy embezl{letter}ment "))
            .collect(),
        each("", "*"),
        each("", "?*"),
        each("*", "*"),
        each("fra", "d~"),
        each("defraud", "~"),
        chained(&each("", "*"), " w/5 "),
        chained(&each("", "*"), " OR "),
        chained(
            "fraud wire mail bank tax the of and to in for with",
            " w/5 ",
        ),
        (0..24).map(|_| "(the of) w/9 ").collect::<String>() + "(fraud wire)",
        "the w/5 ".repeat(400) + "fraud",
        "fraud OR ".repeat(600) + "wire",
        "(".repeat(20_000) + "fraud",
        "(".repeat(40) + "fraud" + &" wire)".repeat(40),
        "-".repeat(30_000),
        "~".repeat(30_000),
        "\"".repeat(30_001),
        "*".repeat(30_000),
        "a?".repeat(15_000),
        "*a".repeat(100),
        "title:".repeat(5_000),
        "NOT ".repeat(5_000) + "fraud",
        "18 USC 1343 ".repeat(2_000),
        "O’Brien’s-".repeat(3_000),
        format!("\"{}\"", "the of and to in ".repeat(300)),
        "\u{202E}\u{200F}".repeat(10_000) + "fraud",
        "$1 million ".repeat(1_000),
        "Federal Bureau of Investigation ".repeat(500),
    ]
}

/// Searches and reads all hits. Returns how long it took.
fn ask(index: &OpenIndex, words: &str, lost: &mut Vec<String>) -> Duration {
    let started = Instant::now();
    let shown: String = words.chars().take(60).collect();
    let answer = search(
        index,
        Knowledge::builtin(),
        &Request::new(words, || Date::constant(2022, 3, 1)),
    );
    match answer {
        Ok(results) => {
            let summary = results.summary;
            assert!(
                summary.notes.len() <= 60,
                "{shown:?}: {} notes",
                summary.notes.len()
            );
            for hit in results.hits {
                hit.expect("a hit");
            }
            if summary.notes.is_empty() {
                lost_nothing(words, &summary.understood, lost);
            }
        }
        Err(Error::BadValue { at, .. }) => assert!(
            matches!(at, ValueSource::Query(_)) && words.contains(&at.to_string()),
            "{shown:?} is refused for {at}"
        ),
        Err(error) => panic!("{shown:?}: {error}"),
    }
    started.elapsed()
}

/// Every typed word is part of the query as it was understood; else it is added to `lost`.
fn lost_nothing(words: &str, understood: &str, lost: &mut Vec<String>) {
    let plain = |text: &str| -> String {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    let understood = plain(understood);
    for word in words.split_whitespace() {
        if !matches!(word, "AND" | "OR" | "NOT") && !word.contains('/') {
            let word = plain(word);
            if !understood.contains(&word) {
                lost.push(format!("{words:?} lost {word:?}: {understood:?}"));
            }
        }
    }
}

fn feed(index: &OpenIndex, count: usize) {
    let mut lost = Vec::new();
    let mut random = Random::new(20_211_206);
    let written = WRITTEN.iter().map(|text| (*text).to_owned());
    let texts = (0..count).map(|number| random_text(&mut random, number % 2 == 0));
    for text in written.chain(long_texts()).chain(texts) {
        let took = ask(index, &text, &mut lost);
        let shown: String = text.chars().take(60).collect();
        assert!(took < MAX_TIME, "{took:?} for {shown:?}");
        if took > LONG {
            println!("{took:?} for {shown:?}");
        }
    }
    assert!(lost.is_empty(), "{lost:#?}");
}

#[test]
fn no_query_fails_or_loses_a_word_without_a_note() {
    let (_folder, index) = index_of(&RELEASES);
    feed(&index, 2_000);
}

#[test]
fn no_query_takes_long_over_real_releases() {
    if let Some(index) = real_releases::index() {
        feed(&index, 300);
    }
}

/// Prints the queries that take longer than 100 ms. Run it in a release build.
#[test]
#[ignore = "a measurement: cargo test --release --test dragnet -- --ignored --nocapture queries_that_take_long"]
fn queries_that_take_long_over_real_releases() {
    let Some(index) = real_releases::index() else {
        return;
    };
    let mut random = Random::new(1945);
    let mut lost = Vec::new();
    let texts: Vec<String> = (0..5_000)
        .map(|number| random_text(&mut random, number % 2 == 0))
        .collect();
    let written = WRITTEN.iter().map(|text| (*text).to_owned());
    let mut slowest = Duration::ZERO;
    for text in written.chain(long_texts()).chain(texts) {
        let took = ask(&index, &text, &mut lost);
        slowest = slowest.max(took);
        if took > Duration::from_millis(100) {
            let shown: String = text.chars().take(90).collect();
            println!("{took:?} for {shown:?}, {} letters", text.chars().count());
        }
    }
    println!("slowest: {slowest:?}");
}
