//! Random bytes, random tags, and real pages cut and mixed: none makes dragnet fail, and none takes much longer for its size
//! than the others.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use dragnet::convert::convert;
use dragnet::corpus::{Limits, read_bytes};
use dragnet::extract::extract;
use dragnet::knowledge::Knowledge;

use crate::support::random::Random;
use crate::support::real_releases;

/// Pieces of random pages.
const PIECES: [&str; 34] = [
    "<div>",
    "</div>",
    "<p>",
    "</p>",
    "<br>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<ul><li>",
    "</ul>",
    "<b>",
    "</i>",
    "<a href=\"x\">",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<h1>",
    "</h1>",
    "<title>",
    "<meta content='",
    "&amp;",
    "&#8217;",
    "&nbsp;",
    "&zwnj;",
    "<article class=\"node--press-release\">",
    "<div class=\"field--name-field-pr-body\">",
    "<pre>",
    "<nav",
    "'",
    "\"",
    ">",
    "<",
];

const WORDS: [&str; 16] = [
    "Assistant U.S. Attorney ",
    "Dana Q. Whitlock ",
    "prosecuted by ",
    "FBI, ",
    "18 U.S.C. § 1343 ",
    "June 8, 2021 ",
    "the ",
    "was charged with wire fraud. ",
    "U.S. Attorney’s Office ",
    "for the Southern District of New York ",
    "and ",
    "\n",
    "\n\n",
    "WASHINGTON – ",
    "Attorney General ",
    "said ",
];

/// Some pages of the sample corpus and, if they are at hand, of the real releases.
fn real_pages() -> Vec<Vec<u8>> {
    fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                collect(&path, files);
            } else {
                files.push(path);
            }
        }
    }
    let mut files = Vec::new();
    let real = ["opa-html", "county-da"]
        .into_iter()
        .filter_map(real_releases::corpus);
    for folder in [PathBuf::from("corpus")].into_iter().chain(real) {
        let mut found = Vec::new();
        collect(&folder, &mut found);
        found.sort();
        let step = found.len().div_ceil(100).max(1);
        files.extend(found.into_iter().step_by(step));
    }
    files
        .iter()
        .filter_map(|file| fs::read(file).ok())
        .collect()
}

fn page(number: usize, random: &mut Random, real: &[Vec<u8>]) -> Vec<u8> {
    match number % 3 {
        0 => {
            let length = random.below(20_000);
            // Half of them begin like a page, so that they are read as one.
            let start: &[u8] = if random.below(2) == 0 {
                b"<html><body>"
            } else {
                b""
            };
            let random = (0..length).map(|_| u8::try_from(random.below(256)).expect("a byte"));
            start.iter().copied().chain(random).collect()
        }
        1 => {
            let mut page = String::from("<html><body>");
            for _ in 0..random.below(3000) {
                page += if random.below(2) == 0 {
                    PIECES[random.below(PIECES.len())]
                } else {
                    WORDS[random.below(WORDS.len())]
                };
            }
            page.into_bytes()
        }
        _ => {
            let mut page = real[random.below(real.len())].clone();
            let from = random.below(page.len() / 2 + 1);
            let to = from + random.below(page.len() - from + 1);
            page = page[from..to].to_vec();
            for _ in 0..random.below(20) {
                if page.is_empty() {
                    break;
                }
                let at = random.below(page.len());
                match random.below(3) {
                    0 => page[at] = b'<',
                    1 => page.truncate(at),
                    _ => page.extend_from_within(at..(at + 500).min(page.len())),
                }
            }
            page
        }
    }
}

/// Reads, converts and extracts one page. Returns how long it took.
fn take(bytes: &[u8]) -> Duration {
    let started = Instant::now();
    let mut records = Vec::new();
    read_bytes("2021-06-08.html", bytes, Limits::default(), &mut |record| {
        records.extend(record.ok());
    })
    .unwrap_or_default();
    for record in &records {
        if let Ok(page) = convert(record) {
            let found = extract(&page, "2021-06-08.html", Knowledge::builtin());
            assert!(!page.title.contains('\n'));
            assert!(
                found
                    .agencies
                    .is_sorted_by_key(|agency| agency.value.clone())
            );
        }
    }
    started.elapsed()
}

#[test]
fn no_odd_page_fails() {
    let real = real_pages();
    let mut random = Random::new(7);
    for number in 0..600 {
        take(&page(number, &mut random, &real));
    }
}

/// Prints how long 10,000 pages take for their size:
/// `cargo test --release --test dragnet -- --ignored --nocapture ten_thousand_odd_pages`.
#[test]
#[ignore = "a measurement"]
fn ten_thousand_odd_pages_take_time_for_their_size() {
    let real = real_pages();
    let mut random = Random::new(1);
    let mut times = Vec::new();
    for number in 0..10_000 {
        let page = page(number, &mut random, &real);
        let time = take(&page).min(take(&page)).min(take(&page));
        // Small pages are left out: most of their time does not depend on their size.
        if page.len() >= 1024 {
            let kilobytes = f64::from(u32::try_from(page.len()).expect("a small page")) / 1024.0;
            times.push((time.as_secs_f64() * 1e6 / kilobytes, page.len(), number % 3));
        }
    }
    times.sort_by(|a, b| a.0.total_cmp(&b.0));
    let median = times[times.len() / 2].0;
    for (kind, name) in ["random bytes", "random tags", "cuts of real pages"]
        .iter()
        .enumerate()
    {
        let own: Vec<f64> = times
            .iter()
            .filter(|time| time.2 == kind)
            .map(|time| time.0)
            .collect();
        println!(
            "{name}: median {:.2}, slowest {:.2} µs a kilobyte",
            own[own.len() / 2],
            own[own.len() - 1]
        );
    }
    let (slowest, bytes, _) = times[times.len() - 1];
    println!(
        "all: median {median:.2}, slowest {slowest:.2} µs a kilobyte (a page of {bytes} bytes): {:.1} times",
        slowest / median
    );
}
