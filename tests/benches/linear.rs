//! Whether a page costs time in proportion to its size, whatever its markup: `cargo bench --bench linear`.
//!
//! Each kind of page is made at three sizes, each twice the one before, and converted and searched for agencies,
//! prosecutors, dates and statutes. Printed is the time per kilobyte: where it stays the same, time is linear.

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::{Duration, Instant};

use dragnet::convert::convert;
use dragnet::corpus::{Content, Record};
use dragnet::extract::extract;
use dragnet::knowledge::Knowledge;
use dragnet::model::RecordId;

/// The smallest of the three sizes, in bytes.
const SIZE: usize = 256 << 10;

/// How often each page is read: the fastest counts, because other work on the machine only slows.
const RUNS: usize = 3;

fn filled(before: &str, piece: &str, after: &str, size: usize) -> String {
    format!("{before}{}{after}", piece.repeat(size / piece.len()))
}

/// A kind of page: its name, and the page at a size.
type Kind = (&'static str, fn(usize) -> String);

const KINDS: [Kind; 27] = [
    ("nested elements", |size| {
        filled("<body>", "<div>", "words", size)
    }),
    ("nested and closed", |size| {
        let times = size / 11;
        format!(
            "<body>{}words{}",
            "<div>".repeat(times),
            "</div>".repeat(times)
        )
    }),
    ("nested inline", |size| {
        filled("<body><p>", "<b><i>x", "", size)
    }),
    ("nested lists", |size| {
        filled("<body>", "<ul><li>x", "", size)
    }),
    ("nested tables", |size| {
        filled("<body>", "<table><tr><td>x", "", size)
    }),
    ("one wide row", |size| {
        filled("<body><table><tr>", "<td>7</td>", "</table>", size)
    }),
    ("many rows", |size| {
        filled(
            "<body><table>",
            "<tr><td>7</td><td>x</td></tr>",
            "</table>",
            size,
        )
    }),
    ("attributes", |size| {
        let mut page = String::from("<body><p ");
        while page.len() < size {
            let length = page.len();
            let _ = write!(page, "a{length}=\"{length}\" ");
        }
        page + ">words</p>"
    }),
    ("one long attribute", |size| {
        filled("<body><p title=\"", "x ", "\">words</p>", size)
    }),
    ("entities", |size| {
        filled("<body><p>", "&amp;&#8217;x ", "</p>", size)
    }),
    ("rare entities", |size| {
        filled("<body><p>", "&zwnj;&hearts;x ", "</p>", size)
    }),
    ("unknown entities", |size| {
        filled("<body><p>", "&nothing;&#xFFFFFFF; ", "</p>", size)
    }),
    ("paragraphs", |size| {
        filled("<body>", "<p>It was said today.</p>", "", size)
    }),
    ("line breaks", |size| {
        filled("<body>", "said today<br>", "", size)
    }),
    ("open comments", |size| {
        filled("<body><p>words</p>", "<!-- x ", "", size)
    }),
    ("open scripts", |size| {
        filled("<body><p>words</p>", "<script>x ", "", size)
    }),
    ("open menus", |size| {
        filled("<body><p>words</p>", "<nav>x ", "", size)
    }),
    ("bare signs", |size| filled("<body><p>", "<", "", size)),
    ("one long word", |size| {
        filled("<body><p>", "x", "</p>", size)
    }),
    ("names", |size| {
        filled(
            "<body><p>",
            "Assistant U.S. Attorneys Dana Q. Whitlock and Jo Doe, ",
            "</p>",
            size,
        )
    }),
    ("agencies", |size| {
        filled(
            "<body><p>",
            "investigated by the FBI, IRS-CI and the U.S. Department of Labor; ",
            "</p>",
            size,
        )
    }),
    ("statutes and dates", |size| {
        filled(
            "<body><p>",
            "18 U.S.C. §§ 1343, 1344 and 2 on June 8, 2021, ",
            "</p>",
            size,
        )
    }),
    ("words of courts", |size| {
        filled("<body><p>", "Judge ", "of Oldport said.</p>", size)
    }),
    ("honorifics", |size| {
        filled("<body><p>", "Mr. ", "U.S. Attorney Ann Lee said.</p>", size)
    }),
    ("initials", |size| {
        filled(
            "<body><p>",
            "J. K. ",
            "U.S. Attorney Ann Lee said.</p>",
            size,
        )
    }),
    ("particles", |size| {
        filled(
            "<body><p>",
            "de la ",
            "U.S. Attorney Ann Lee said.</p>",
            size,
        )
    }),
    ("credits", |size| {
        filled(
            "<body><p>",
            "is being prosecuted by ",
            "U.S. Attorney Ann Lee.</p>",
            size,
        )
    }),
];

fn main() {
    println!(
        "{:<22}{:>12}{:>12}{:>12}   µs a kilobyte",
        "", "n", "2n", "4n"
    );
    for (name, page) in KINDS {
        let mut line = format!("{name:<22}");
        let mut costs = Vec::new();
        for size in [SIZE, 2 * SIZE, 4 * SIZE] {
            let html = page(size);
            let kilobytes = f64::from(u32::try_from(html.len()).unwrap_or(u32::MAX)) / 1024.0;
            let record = Record {
                id: RecordId::of_file("a.html"),
                content: Content::Html(html),
            };
            let fastest = (0..RUNS).map(|_| time(&record)).min().unwrap_or_default();
            let cost = fastest.as_secs_f64() * 1e6 / kilobytes;
            let _ = write!(line, "{cost:>12.2}");
            costs.push(cost);
        }
        println!("{line}   {:.2} times", costs[2] / costs[0]);
    }
}

fn time(record: &Record) -> Duration {
    let started = Instant::now();
    if let Ok(page) = convert(record) {
        black_box(extract(&page, "a.html", Knowledge::builtin()));
    }
    started.elapsed()
}
