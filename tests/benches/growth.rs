//! How time and memory grow with the corpus: `cargo bench --bench growth -- RELEASES.jsonl [COUNT,COUNT,...]`.
//!
//! RELEASES.jsonl holds one release a line (`id`, `title`, `contents`, `date`, `components`), as many as the largest
//! count; without it the releases of the sample corpus are put together anew, with made-up names, so that the words go
//! on growing in number. For each count (default: 10,000 to 1,000,000) the first releases are indexed by the program as
//! a user runs it, and searched with ten hits and the counts of all agencies. A machine may be a third slower some minutes
//! later: so the smallest count is indexed anew before and after each, and the time for a release is given as a multiple of
//! what it is there. Prints a table in Markdown, writes it to `target/growth/growth.md` and draws `target/growth/growth.svg`.

mod programs;

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use plotters::prelude::*;
use programs::{Cost, Outcome, arguments, dragnet, mebibytes, middle, milliseconds, repeat, run};

/// The sizes measured where none are named.
const COUNTS: [usize; 5] = [10_000, 30_000, 100_000, 300_000, 1_000_000];

/// Searches from common words to rarer ones.
const QUERIES: [&str; 4] = [
    "medicare",
    "wire fraud pension",
    "racketeering",
    "false statements grand jury obstruction",
];

/// Their lines in the drawing.
const COLOURS: [RGBColor; QUERIES.len()] = [
    RGBColor(31, 119, 180),
    RGBColor(214, 39, 40),
    RGBColor(44, 160, 44),
    RGBColor(148, 103, 189),
];

/// How often a search is run; odd, so that the median is one of them.
const RUNS: usize = 9;

/// How often the smallest count is indexed before each other, and after it.
const BESIDE: usize = 9;

/// What one size cost.
struct Row {
    releases: usize,
    indexing: Cost,
    /// How many times the processor time, and the wall time, for a release are what they are among the smallest count.
    times: [f64; 2],
    /// Size of the index, in bytes.
    size: u64,
    /// For each query how many releases match, and the median time of a search.
    searches: Vec<(u64, Duration)>,
}

fn main() -> Outcome<()> {
    let arguments = arguments();
    let file = arguments.iter().find(|argument| argument.contains('.'));
    let counts: Vec<usize> = match arguments.iter().find(|argument| !argument.contains('.')) {
        Some(counts) => counts
            .split(',')
            .map(str::parse)
            .collect::<Result<_, _>>()?,
        None => COUNTS.to_vec(),
    };
    let work = Path::new("target/growth");
    fs::create_dir_all(work)?;
    let releases = match file {
        Some(file) => PathBuf::from(file),
        None => made_up(work, counts.iter().copied().max().unwrap_or(0))?,
    };
    let smallest = counts.iter().copied().min().unwrap_or(0);
    let beside = Corpus {
        releases: smallest,
        folder: work.join("smallest"),
        index: work.join("smallest-index"),
    };
    beside.write(&releases)?;
    let mut rows = Vec::new();
    for count in counts {
        let corpus = Corpus {
            releases: count,
            folder: work.join("corpus"),
            index: work.join("index"),
        };
        corpus.write(&releases)?;
        let row = measure(&corpus, &beside)?;
        eprintln!("{}", line(&row));
        rows.push(row);
    }
    let table = table(&rows);
    print!("{table}");
    fs::write(work.join("growth.md"), table)?;
    draw(&rows, &work.join("growth.svg"))
}

/// A corpus of so many releases, and where it is indexed.
struct Corpus {
    releases: usize,
    folder: PathBuf,
    index: PathBuf,
}

impl Corpus {
    /// Writes the first of the releases.
    fn write(&self, releases: &Path) -> Outcome<()> {
        remove(&self.folder)?;
        fs::create_dir(&self.folder)?;
        let mut out = BufWriter::new(File::create(self.folder.join("releases.jsonl"))?);
        let mut written = 0;
        let lines = BufReader::new(File::open(releases)?).lines();
        for line in lines.take(self.releases) {
            writeln!(out, "{}", line?)?;
            written += 1;
        }
        out.flush()?;
        if written < self.releases {
            return Err(format!("{} holds only {written} releases", releases.display()).into());
        }
        Ok(())
    }

    /// Indexes them anew.
    fn indexing(&self) -> Outcome<Command> {
        remove(&self.index)?;
        let mut command = dragnet();
        command
            .arg("index")
            .arg(&self.folder)
            .args(["--quiet", "--index"])
            .arg(&self.index);
        Ok(command)
    }

    /// Processor time and wall time for a release, in seconds.
    fn each(&self, cost: &Cost) -> [f64; 2] {
        [cost.processor, cost.wall].map(|time| time.as_secs_f64() / count(self.releases))
    }
}

fn remove(folder: &Path) -> Outcome<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    Ok(())
}

fn measure(corpus: &Corpus, beside: &Corpus) -> Outcome<Row> {
    let mut costs = repeat(BESIDE, || beside.indexing())?;
    let indexing = run(&mut corpus.indexing()?)?;
    costs.extend(repeat(BESIDE, || beside.indexing())?);
    let (each, least) = (corpus.each(&indexing), beside.each(&middle(&costs)));
    let times = [0, 1].map(|at| each[at] / least[at]);
    let mut searches = Vec::new();
    for query in QUERIES {
        let time = middle(&repeat(RUNS, || Ok(search(query, &corpus.index)))?).wall;
        searches.push((matches(query, &corpus.index)?, time));
    }
    Ok(Row {
        releases: corpus.releases,
        indexing,
        times,
        size: size_of(&corpus.index)?,
        searches,
    })
}

fn search(query: &str, index: &Path) -> Command {
    let mut command = dragnet();
    command
        .arg("search")
        .args(query.split(' '))
        .args(["--facet", "agency", "--limit", "10", "--quiet", "--index"])
        .arg(index);
    command
}

fn matches(query: &str, index: &Path) -> Outcome<u64> {
    let output = search(query, index).args(["--format", "json"]).output()?;
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout)?;
    answer["total"]
        .as_u64()
        .ok_or_else(|| format!("the answer to `{query}` has no total").into())
}

fn size_of(folder: &Path) -> Outcome<u64> {
    let mut size = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let metadata = entry.metadata()?;
        size += if metadata.is_dir() {
            size_of(&entry.path())?
        } else {
            metadata.len()
        };
    }
    Ok(size)
}

fn per_release(row: &Row) -> f64 {
    row.indexing.processor.as_secs_f64() * 1e6 / count(row.releases)
}

#[allow(clippy::cast_precision_loss)]
fn count(number: usize) -> f64 {
    number as f64
}

fn line(row: &Row) -> String {
    let mut line = format!(
        "| {} | {:.1} | {:.0} | {:.2} | {:.2} | {:.0} | {:.0} |",
        row.releases,
        row.indexing.wall.as_secs_f64(),
        per_release(row),
        row.times[0],
        row.times[1],
        mebibytes(row.indexing.memory),
        mebibytes(row.size),
    );
    for (matches, time) in &row.searches {
        // Writing to a String cannot fail.
        let _ = write!(line, " {:.1} ({matches}) |", milliseconds(*time));
    }
    line
}

fn table(rows: &[Row]) -> String {
    let mut table =
        "| releases | indexing, s | processor time a release, µs | times the least | wall time, times the least | peak memory, MiB | index, MiB |"
            .to_owned();
    for query in QUERIES {
        let _ = write!(table, " `{query}`, ms (matches) |");
    }
    table.push('\n');
    table.push_str(&"|---:".repeat(7 + QUERIES.len()));
    table.push_str("|\n");
    for row in rows {
        table.push_str(&line(row));
        table.push('\n');
    }
    table
}

/// Two drawings, one above the other: what a release costs to index, and how long searches take.
fn draw(rows: &[Row], path: &Path) -> Outcome<()> {
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else {
        return Ok(());
    };
    let sizes = count(first.releases)..count(last.releases).max(count(first.releases) + 1.0);
    let area = SVGBackend::new(path, (720, 560)).into_drawing_area();
    area.fill(&WHITE)?;
    let (upper, lower) = area.split_vertically(280);

    let highest = rows.iter().map(|row| row.times[0]).fold(0.0, f64::max);
    let mut chart = ChartBuilder::on(&upper)
        .caption(
            "Processor time a release, beside the smallest corpus",
            ("sans-serif", 18),
        )
        .margin(10)
        .margin_right(40)
        .x_label_area_size(30)
        .y_label_area_size(50)
        .build_cartesian_2d(sizes.clone().log_scale(), 0.0..highest * 1.2)?;
    chart
        .configure_mesh()
        .x_label_formatter(&|releases| format!("{releases:.0}"))
        .draw()?;
    let points = rows.iter().map(|row| (count(row.releases), row.times[0]));
    chart.draw_series(LineSeries::new(points.clone(), COLOURS[0]))?;
    chart.draw_series(points.map(|point| Circle::new(point, 3, COLOURS[0].filled())))?;

    let slowest = rows
        .iter()
        .flat_map(|row| &row.searches)
        .map(|(_, time)| milliseconds(*time))
        .fold(0.0, f64::max);
    let mut chart = ChartBuilder::on(&lower)
        .caption(
            "A search with ten hits and the counts of all agencies, ms",
            ("sans-serif", 18),
        )
        .margin(10)
        .margin_right(40)
        .x_label_area_size(30)
        .y_label_area_size(50)
        .build_cartesian_2d(sizes.log_scale(), 0.0..slowest * 1.2)?;
    chart
        .configure_mesh()
        .x_label_formatter(&|releases| format!("{releases:.0}"))
        .draw()?;
    for (at, query) in QUERIES.iter().enumerate() {
        let colour = COLOURS[at];
        let points = rows
            .iter()
            .map(|row| (count(row.releases), milliseconds(row.searches[at].1)));
        chart
            .draw_series(LineSeries::new(points, colour))?
            .label(*query)
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 16, y)], COLOURS[at]));
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperLeft)
        .background_style(WHITE.mix(0.8))
        .draw()?;
    area.present()?;
    Ok(())
}

/// Writes releases that nobody published: paragraphs of the sample corpus in new combinations, with made-up names.
fn made_up(work: &Path, count: usize) -> Outcome<PathBuf> {
    let sample = work.join("sample");
    let status = dragnet()
        .args(["index", "corpus", "--quiet", "--index"])
        .arg(&sample)
        .status()?;
    if !status.success() {
        return Err("cannot index the sample corpus".into());
    }
    let listed = dragnet()
        .args(["search", "--limit", "all", "--format", "jsonl", "--quiet"])
        .args(["--fields", "id,title", "--index"])
        .arg(&sample)
        .output()?;
    let mut titles = Vec::new();
    let mut paragraphs = Vec::new();
    for line in String::from_utf8(listed.stdout)?.lines() {
        let hit: serde_json::Value = serde_json::from_str(line)?;
        titles.push(hit["title"].as_str().unwrap_or_default().to_owned());
        let shown = dragnet()
            .args(["show", hit["id"].as_str().unwrap_or_default(), "--index"])
            .arg(&sample)
            .output()?;
        paragraphs.extend(
            String::from_utf8(shown.stdout)?
                .split("\n\n")
                .filter(|paragraph| paragraph.len() > 120)
                .map(str::to_owned),
        );
    }
    let path = work.join("made-up.jsonl");
    let mut out = BufWriter::new(File::create(&path)?);
    let mut chance = Chance(1);
    for number in 0..count {
        let name = chance.name();
        let title = format!("{name}: {}", chance.one_of(&titles));
        let mut text: Vec<&str> = (0..4 + chance.below(6))
            .map(|_| chance.one_of(&paragraphs).as_str())
            .collect();
        let last = format!(
            "{name} and {} of {} Holdings agreed to pay ${},000.",
            chance.name(),
            chance.name(),
            1 + chance.below(99_999)
        );
        text.push(&last);
        let release = serde_json::json!({
            "id": format!("made-up-{number}"),
            "title": title,
            "contents": text.join("\n\n"),
            "date": format!("{}-{:02}-{:02}", 2009 + chance.below(18), 1 + chance.below(12), 1 + chance.below(28)),
            "components": ["Criminal Division"],
        });
        writeln!(out, "{release}")?;
    }
    out.flush()?;
    Ok(path)
}

/// The same numbers in every run: xorshift64.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap_or(0) % bound.max(1)
    }

    fn one_of<'a>(&mut self, all: &'a [String]) -> &'a String {
        &all[self.below(all.len())]
    }

    fn name(&mut self) -> String {
        const SYLLABLES: [&str; 16] = [
            "ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so",
            "tu", "va",
        ];
        let mut name: String = (0..2 + self.below(3))
            .map(|_| SYLLABLES[self.below(SYLLABLES.len())])
            .collect();
        name[..1].make_ascii_uppercase();
        name
    }
}
