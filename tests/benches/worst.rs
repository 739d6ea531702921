//! The queries that cost most, whatever they find: `cargo bench --bench worst -- [INDEX]`.
//!
//! INDEX is an index of any releases; without it that of the last size of the benchmark of growth, a million releases where
//! nothing else was named. Each query is a whole run of the program. Prints a table in Markdown, and fails where one takes
//! more than five seconds, or more than 256 MiB of memory of its own: the pages of the index that it looks at are the
//! system's copies of files. Memory is measured on Linux alone. `--limit all` is measured apart: it prints every release, one
//! after another, so that its time grows with what it prints, and its memory must not.

#[path = "programs/basics.rs"]
mod basics;

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use basics::{Outcome, arguments, dragnet, mebibytes, milliseconds};

/// Maximum time of a query.
const MAX_TIME: Duration = Duration::from_secs(5);

/// Maximum memory of a query, in bytes.
const MAX_MEMORY: u64 = 256 << 20;

/// Maximum number of words in a query.
const WORDS: usize = 1000;

/// Number of releases whose words are counted, to find the most frequent.
const COUNTED: &str = "4000";

fn main() -> Outcome<()> {
    let index = arguments()
        .first()
        .map_or_else(|| PathBuf::from("target/growth/index"), PathBuf::from);
    let words = frequent_words(&index)?;
    println!("| query | ms | MiB | exit |\n|---|---:|---:|---:|");
    let mut beyond = 0;
    for (name, line) in queries(&words) {
        let (time, memory, status) = run(&index, &line)?;
        let is_whole = line.contains(&"all".to_owned());
        let is_beyond = time > MAX_TIME && !is_whole || memory > MAX_MEMORY;
        beyond += usize::from(is_beyond);
        let mark = if is_beyond { " **beyond**" } else { "" };
        println!(
            "| {name} | {:.0} | {:.0} | {status}{mark} |",
            milliseconds(time),
            mebibytes(memory)
        );
    }
    if beyond > 0 {
        return Err(format!("{beyond} queries take more than five seconds or 256 MiB").into());
    }
    Ok(())
}

/// Every query: what it is, and its arguments.
fn queries(words: &[String]) -> Vec<(&'static str, Vec<String>)> {
    let all = words.join(" ");
    let either = words.join(" OR ");
    let pairs = |between: &str| -> Vec<String> {
        let pairs = words.windows(2);
        pairs
            .map(|pair| format!("{}{between}{}", pair[0], pair[1]))
            .collect()
    };
    let phrases: Vec<String> = pairs(" ")
        .iter()
        .take(WORDS / 2)
        .map(|pair| format!("\"{pair}\""))
        .collect();
    let near: Vec<String> = pairs(" w/499 ")
        .iter()
        .take(WORDS / 2)
        .map(|pair| format!("({pair})"))
        .collect();
    let chain = |word: &str, within: usize| {
        let links = format!(" w/{within} {word}").repeat(30);
        format!("({word}{links})")
    };
    let chains: Vec<String> = (0..30)
        .map(|at| chain(&words[at % words.len()], 499 - at))
        .collect();
    let letters = || ('a'..='z').map(|letter| letter.to_string());
    let beginnings: Vec<String> = letters()
        .flat_map(|one| letters().map(move |two| format!("{one}{two}*")))
        .collect();
    let patterns: Vec<String> = letters()
        .flat_map(|one| letters().map(move |two| format!("{one}*{two}")))
        .collect();
    let alike: Vec<String> = words.iter().map(|word| format!("{word}~")).collect();
    let unknown: Vec<String> = (0..WORDS).map(|at| format!("zqxjkvw{at}y")).collect();
    let days: Vec<String> = (0..WORDS)
        .map(|at| {
            format!(
                "date:{}-{:02}-{:02}..",
                2000 + at % 20,
                1 + at % 12,
                1 + at % 28
            )
        })
        .collect();
    let none: Vec<String> = words
        .iter()
        .map(|word| format!("(statute:none OR {word})"))
        .collect();
    let negated: Vec<String> = words.iter().map(|word| format!("-{word}")).collect();
    let quoted = phrases.join(" OR ");
    let query = |query: &str| vec![query.to_owned()];
    let with = |query: &str, options: &[&str]| {
        let mut line = vec![query.to_owned()];
        line.extend(options.iter().map(|option| (*option).to_owned()));
        line
    };
    let facets = |names: &[&str], times: usize| {
        let names = names.iter().cycle().take(times);
        let line = names.flat_map(|name| ["--facet".to_owned(), (*name).to_owned()]);
        line.collect::<Vec<_>>()
    };
    vec![
        ("three words", query("wire fraud pension")),
        ("1,000 frequent words", query(&all)),
        ("1,000 frequent words, any", with(&all, &["--any"])),
        (
            "1,000 frequent words, by date, with those that lack some",
            with(&all, &["--partial", "--sort", "newest"]),
        ),
        (
            "1,000 frequent words, `--explain`",
            with(&all, &["--explain"]),
        ),
        ("1,000 words joined by OR", query(&either)),
        (
            "1,000 words joined by OR, `--explain`",
            with(&either, &["--explain"]),
        ),
        ("1,000 frequent words left out", query(&negated.join(" "))),
        (
            "title: and 1,000 words joined by OR",
            query(&format!("title:({either})")),
        ),
        ("500 phrases of frequent words", query(&phrases.join(" "))),
        ("500 phrases joined by OR", query(&quoted)),
        ("500 phrases left out", query(&format!("fraud -({quoted})"))),
        (
            "one phrase 500 times",
            query(&vec!["\"of the\""; 500].join(" OR ")),
        ),
        ("a chain of 30 `the w/499 the`", query(&chain("the", 499))),
        ("30 chains of frequent words", query(&chains.join(" "))),
        (
            "500 pairs of frequent words, w/499",
            query(&near.join(" OR ")),
        ),
        ("`a* w/5 e*`", query("a* w/5 e*")),
        ("a chain of 30 `a*`", query(&chain("a*", 5))),
        ("`*e* *a* *i*`", query("*e* *a* *i*")),
        (
            "676 beginnings of two letters",
            query(&beginnings.join(" ")),
        ),
        (
            "676 beginnings joined by OR",
            query(&beginnings.join(" OR ")),
        ),
        ("676 patterns `a*b`", query(&patterns.join(" OR "))),
        ("1,000 words with `~`", query(&alike.join(" "))),
        ("1,000 unknown words", query(&unknown.join(" "))),
        ("1,000 dates", query(&days.join(" "))),
        ("1,000 times `statute:none OR`", query(&none.join(" "))),
        (
            "10,000 parentheses",
            query(&format!(
                "{}fraud{}",
                "(".repeat(10_000),
                ")".repeat(10_000)
            )),
        ),
        ("500 facets of prosecutors", {
            let mut line = query("fraud");
            line.extend(facets(&["prosecutor"], 500));
            line
        }),
        ("700 facets of several fields", {
            let mut line = query("");
            line.extend(facets(
                &[
                    "agency",
                    "agency:/doj",
                    "prosecutor",
                    "statute",
                    "act",
                    "year",
                    "month",
                ],
                700,
            ));
            line
        }),
        (
            "the hits from the millionth on",
            with("fraud", &["--offset", "1000000"]),
        ),
        (
            "10,000 hits",
            with("e*", &["--limit", "10000", "--format", "csv"]),
        ),
        (
            "`e*`, all hits",
            with("e*", &["--limit", "all", "--format", "csv"]),
        ),
        (
            "all releases, two columns",
            with(
                "",
                &["--limit", "all", "--format", "csv", "--fields", "id,title"],
            ),
        ),
    ]
}

fn run(index: &Path, line: &[String]) -> Outcome<(Duration, u64, i32)> {
    let mut command = search(index);
    command
        .args(line)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let started = Instant::now();
    let mut child = command.spawn()?;
    let mut memory = 0;
    let status = loop {
        memory = own_memory(child.id()).unwrap_or(0).max(memory);
        if let Some(status) = child.try_wait()? {
            break status.code().ok_or("ended by a signal")?;
        }
        thread::sleep(Duration::from_millis(1));
    };
    if status > 1 {
        return Err(format!("`{:.200}` ended with {status}", line.join(" ")).into());
    }
    Ok((started.elapsed(), memory, status))
}

/// How much memory of its own a process takes now, in bytes; none where the system does not tell. The pages of the index that it
/// looks at are not counted: they are the system's copies of files, which it takes back when it needs memory.
fn own_memory(process: u32) -> Option<u64> {
    let told = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = told.lines().find(|line| line.starts_with("RssAnon:"))?;
    let kibibytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kibibytes << 10)
}

fn search(index: &Path) -> Command {
    let mut command = dragnet();
    command.args(["search", "--index"]).arg(index);
    command
}

/// The most frequent words of some releases, the most frequent first.
fn frequent_words(index: &Path) -> Outcome<Vec<String>> {
    let listed = search(index)
        .args([
            "",
            "--limit",
            COUNTED,
            "--format",
            "jsonl",
            "--fields",
            "title,snippet",
        ])
        .output()?;
    let mut counts: HashMap<String, usize> = HashMap::new();
    for word in String::from_utf8(listed.stdout)?.split(|c: char| !c.is_alphabetic()) {
        if word.len() > 1 {
            *counts.entry(word.to_lowercase()).or_default() += 1;
        }
    }
    let mut words: Vec<(usize, String)> = counts
        .into_iter()
        .map(|(word, count)| (count, word))
        .collect();
    words.sort_by(|a, b| b.cmp(a));
    words.truncate(WORDS);
    if words.len() < 2 {
        return Err(format!("{} holds no releases", index.display()).into());
    }
    Ok(words.into_iter().map(|(_, word)| word).collect())
}
