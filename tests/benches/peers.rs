//! Beside what people would use instead, in one run: `cargo bench --bench peers -- [FOLDER]`.
//!
//! FOLDER holds pages (default: `target/corpora/opa-html` where it is, else the sample corpus). dragnet reads them as they
//! are; tantivy's own command line and `SQLite` with FTS5 are given the text that dragnet found in them, and only have to index
//! it. Programs that are not installed are left out and said so: `sqlite3`, `rg`, `find`, and `tantivy`
//! (`cargo install tantivy-cli`). Prints a table in Markdown: medians, and how many times the peer's time dragnet takes.

mod programs;

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use dragnet::convert::convert;
use dragnet::corpus::{Limits, Walked, read_records, walk};
use programs::{Cost, Outcome, arguments, dragnet, mebibytes, middle, milliseconds, repeat};
use serde_json::json;

/// How often something is indexed, and how often it is searched; odd, so that a median is one of them.
const INDEXINGS: usize = 5;
const SEARCHES: usize = 41;

const QUERIES: [&str; 4] = [
    "wire fraud pension",
    "racketeering",
    "false statements grand jury obstruction",
    "medicare",
];

/// Where everything is written.
struct Work(PathBuf);

impl Work {
    fn at(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// The path of something that does not exist yet, or no longer.
    fn fresh(&self, name: &str) -> Outcome<PathBuf> {
        let path = self.at(name);
        if path.is_dir() {
            fs::remove_dir_all(&path)?;
        } else if path.exists() {
            fs::remove_file(&path)?;
        }
        Ok(path)
    }
}

fn main() -> Outcome<()> {
    let real = Path::new("target/corpora/opa-html");
    let folder = match arguments().first() {
        Some(folder) => PathBuf::from(folder),
        None if real.is_dir() => real.to_owned(),
        None => PathBuf::from("corpus"),
    };
    let work = Work(PathBuf::from("target/peers"));
    fs::create_dir_all(&work.0)?;
    let releases = texts(&folder, &work)?;
    println!("{}: {releases} releases\n", folder.display());
    println!("| | | wall, ms | processor, ms | memory, MiB | dragnet takes |");
    println!("|---|---|---:|---:|---:|---:|");
    indexing(&folder, &work)?;
    nothing_new(&folder, &work)?;
    for query in QUERIES {
        searching(query, &folder, &work)?;
    }
    Ok(())
}

/// The text of every release, as JSON Lines for one peer and as CSV for another.
fn texts(folder: &Path, work: &Work) -> Outcome<usize> {
    let mut lines = BufWriter::new(File::create(work.at("texts.jsonl"))?);
    let mut sheet = csv::Writer::from_path(work.at("texts.csv"))?;
    let mut written = 0;
    for walked in walk(folder, None, false) {
        let Walked::File(file) = walked else { continue };
        let mut pages = Vec::new();
        read_records(&file, Limits::default(), &|_| (), &mut |record| {
            pages.extend(record.ok().and_then(|record| {
                let page = convert(&record).ok()?;
                Some((record.id.to_string(), page.title, page.text))
            }));
        });
        for (id, title, text) in pages {
            writeln!(
                lines,
                "{}",
                json!({"title": title, "body": text, "path": id})
            )?;
            sheet.write_record([&title, &text, &id])?;
            written += 1;
        }
    }
    lines.flush()?;
    sheet.flush()?;
    Ok(written)
}

fn indexing(folder: &Path, work: &Work) -> Outcome<()> {
    let ours = median(INDEXINGS, || {
        let mut command = dragnet();
        command.arg("index").arg(folder).arg("--quiet");
        command.arg("--index").arg(work.fresh("index")?);
        Ok(command)
    })?;
    row("index", "dragnet, from the pages", ours, None);
    if installed("tantivy") {
        let theirs = median(INDEXINGS, || {
            let index = work.fresh("tantivy")?;
            fs::create_dir(&index)?;
            fs::write(index.join("meta.json"), tantivy_schema().to_string())?;
            let mut command = Command::new("tantivy");
            command.args(["index", "-t", "2", "-m", "500000000", "-i"]);
            command.arg(index).arg("-f").arg(work.at("texts.jsonl"));
            command.stderr(Stdio::null());
            Ok(command)
        })?;
        row("index", "tantivy-cli, from the text", theirs, Some(ours));
    }
    if installed("sqlite3") {
        let theirs = median(INDEXINGS, || {
            let mut command = Command::new("sqlite3");
            command.arg(work.fresh("fts.db")?).args([
                "PRAGMA journal_mode = wal",
                "CREATE VIRTUAL TABLE r USING fts5(title, body, path UNINDEXED, tokenize = 'porter unicode61')",
            ]);
            command.arg(format!(
                ".import --csv {} r",
                work.at("texts.csv").display()
            ));
            Ok(command)
        })?;
        row("index", "SQLite FTS5, from the text", theirs, Some(ours));
    }
    Ok(())
}

fn nothing_new(folder: &Path, work: &Work) -> Outcome<()> {
    let ours = median(INDEXINGS, || {
        let mut command = dragnet();
        command.arg("index").arg(folder).arg("--quiet");
        command.arg("--index").arg(work.at("index"));
        Ok(command)
    })?;
    row("nothing new", "dragnet", ours, None);
    if installed("find") {
        let theirs = median(INDEXINGS, || {
            let mut command = Command::new("find");
            command.arg(folder);
            command.args(["-type", "f", "-printf", "%p %s %T@\n"]);
            Ok(command)
        })?;
        row("nothing new", "find -printf", theirs, Some(ours));
    }
    Ok(())
}

fn searching(query: &str, folder: &Path, work: &Work) -> Outcome<()> {
    let search = |more: &'static [&'static str]| {
        median(SEARCHES, || {
            let mut command = dragnet();
            command.arg("search").args(query.split(' ')).args(more);
            command
                .arg("--index")
                .arg(work.at("index"))
                .stderr(Stdio::null());
            Ok(command)
        })
    };
    let ours = search(&[])?;
    row(query, "dragnet", ours, None);
    let with_counts = search(&["--facet", "agency"])?;
    row(query, "dragnet, with counts of agencies", with_counts, None);
    if installed("sqlite3") {
        let theirs = median(SEARCHES, || {
            let mut command = Command::new("sqlite3");
            command.arg(work.at("fts.db")).arg(format!(
                "SELECT path, snippet(r, 1, '[', ']', '..', 24) FROM r WHERE r MATCH '{query}' ORDER BY rank LIMIT 10"
            ));
            Ok(command)
        })?;
        row(query, "SQLite FTS5", theirs, Some(with_counts));
    }
    if installed("rg") {
        let first = query.split(' ').next().unwrap_or(query);
        let theirs = median(INDEXINGS, || {
            let mut command = Command::new("rg");
            command.args(["-l", "-i", first]).arg(folder);
            Ok(command)
        })?;
        row(query, "rg -l, its first word", theirs, Some(with_counts));
    }
    Ok(())
}

fn median(runs: usize, command: impl FnMut() -> Outcome<Command>) -> Outcome<Cost> {
    Ok(middle(&repeat(runs, command)?))
}

fn row(task: &str, who: &str, cost: Cost, ours: Option<Cost>) {
    let ratio = ours.map_or_else(String::new, |ours| {
        format!("{:.2}", ours.wall.as_secs_f64() / cost.wall.as_secs_f64())
    });
    println!(
        "| {task} | {who} | {:.1} | {:.1} | {:.0} | {ratio} |",
        milliseconds(cost.wall),
        milliseconds(cost.processor),
        mebibytes(cost.memory),
    );
}

/// Whether a program can be run; says so once where it cannot.
fn installed(program: &str) -> bool {
    let found = std::env::var_os("PATH").is_some_and(|path| {
        std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
    });
    if !found {
        eprintln!("left out: {program} is not installed");
    }
    found
}

/// The fields of tantivy's own index: title and body with positions, stemmed in English, and the path.
fn tantivy_schema() -> serde_json::Value {
    let field = |name: &str, record: &str, tokenizer: &str| {
        json!({"name": name, "type": "text", "options": {
            "indexing": {"record": record, "fieldnorms": true, "tokenizer": tokenizer}, "stored": true, "fast": false}})
    };
    json!({
        "index_settings": {"docstore_compression": "lz4", "docstore_blocksize": 16384},
        "segments": [],
        "opstamp": 0,
        "schema": [
            field("title", "position", "en_stem"),
            field("body", "position", "en_stem"),
            field("path", "basic", "raw"),
        ],
    })
}
