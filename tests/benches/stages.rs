//! What each stage costs a page: `cargo bench --bench stages [FOLDER]`.
//!
//! Reads the pages of FOLDER (default: `target/corpora/opa-html` where it is, else the sample corpus) into memory, then
//! runs the stages over all of them in turn on one thread, several times, and prints the median per page. Ratios are what
//! counts, each of two stages of the same turn: machines differ, and the same machine from minute to minute.

use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use dragnet::convert::convert;
use dragnet::corpus::{Limits, Record, Walked, read_records, walk};
use dragnet::extract::extract;
use dragnet::knowledge::Knowledge;
use dragnet::model::Page;

/// Which of the stages the others are compared with.
const CONVERT: usize = 1;

/// How often each stage is run; odd, so that the median is one of them.
const RUNS: usize = 15;

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
        "{}: {} records, {} releases, median of {RUNS} turns",
        folder.display(),
        records.len(),
        pages.len()
    );

    let knowledge = Knowledge::builtin();
    let stages: [(&str, &dyn Fn() -> usize); 3] = [
        ("read", &|| black_box(self::records(folder)).len()),
        ("convert", &|| {
            let converted = records
                .iter()
                .filter(|record| black_box(convert(record)).is_ok());
            converted.count()
        }),
        ("extract", &|| {
            let credited = pages.iter().filter(|(record, page)| {
                let findings = black_box(extract(page, record.id.file_name(), knowledge));
                !findings.agencies.is_empty()
            });
            credited.count()
        }),
    ];
    let turns: Vec<[f64; 3]> = (0..RUNS)
        .map(|_| stages.map(|(_, stage)| seconds(stage)))
        .collect();
    for (at, (name, _)) in stages.iter().enumerate() {
        let time = median(turns.iter().map(|turn| turn[at]));
        let ratio = median(turns.iter().map(|turn| turn[at] / turn[CONVERT]));
        #[expect(clippy::cast_precision_loss, reason = "fewer records than 2^52")]
        let record = time * 1e6 / records.len().max(1) as f64;
        println!("{name:<8} {record:8.1} µs a record   {ratio:.2} of convert");
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

fn seconds(stage: &dyn Fn() -> usize) -> f64 {
    let started = Instant::now();
    black_box(stage());
    started.elapsed().as_secs_f64()
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
