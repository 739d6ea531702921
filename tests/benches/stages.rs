//! What each stage costs a page: `cargo bench --bench stages [FOLDER]`.
//!
//! Reads the pages of FOLDER (default: `target/corpora/opa-html` where it is, else the sample corpus) into memory, then
//! runs each stage over all of them on one thread, several times, and prints the median per page. Ratios are what counts:
//! machines differ, and the same machine from hour to hour.

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use dragnet::convert::convert;
use dragnet::corpus::{Limits, Record, Walked, read_records, walk};
use dragnet::extract::extract;
use dragnet::knowledge::Knowledge;
use dragnet::release::Page;

/// The program's own, so that the stages cost here what they cost there.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How often each stage is run; odd, so that the median is one of them.
const RUNS: usize = 7;

fn main() {
    let named = std::env::args()
        .skip(1)
        .find(|argument| !argument.starts_with("--"));
    let real = Path::new("target/corpora/opa-html");
    let folder = named.as_deref().map_or(
        if real.is_dir() {
            real
        } else {
            Path::new("corpus")
        },
        Path::new,
    );
    let records = records(folder);
    let pages: Vec<(&Record, Page)> = records
        .iter()
        .filter_map(|record| convert(record).ok().map(|page| (record, page)))
        .collect();
    println!(
        "{}: {} records, {} releases, median of {RUNS} runs",
        folder.display(),
        records.len(),
        pages.len()
    );

    let knowledge = Knowledge::builtin();
    let read = median(|| black_box(self::records(folder)).len());
    let converted = median(|| {
        records
            .iter()
            .filter(|record| black_box(convert(record)).is_ok())
            .count()
    });
    let extracted = median(|| {
        pages
            .iter()
            .filter(|(record, page)| {
                !black_box(extract(page, record.file_name(), knowledge))
                    .agencies
                    .is_empty()
            })
            .count()
    });
    for (stage, time) in [
        ("read", read),
        ("convert", converted),
        ("extract", extracted),
    ] {
        let page =
            (time / u32::try_from(records.len().max(1)).unwrap_or(u32::MAX)).as_secs_f64() * 1e6;
        println!(
            "{stage:<8} {page:8.1} µs a record   {:.2} of convert",
            time.as_secs_f64() / converted.as_secs_f64()
        );
    }
}

fn records(folder: &Path) -> Vec<Record> {
    let mut records = Vec::new();
    for walked in walk(folder, None, false) {
        if let Walked::File(file) = walked {
            read_records(&file, Limits::default(), &|_| (), &mut |record| {
                records.extend(record.ok());
            });
        }
    }
    records
}

fn median(mut stage: impl FnMut() -> usize) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let started = Instant::now();
            black_box(stage());
            started.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[RUNS / 2]
}
