//! A night of indexing with nothing new, and one with ten new files, beside `find -printf` on the same folder.
//!
//! `cargo bench --bench nights` makes 200,000 small files under `target/nights` (`cargo bench --bench nights -- 50000`:
//! so many; a folder as the last argument is taken as it is), and prints the best and the median of some runs, in
//! milliseconds, with the peak memory of each where `/usr/bin/time` is there.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

const RUNS: usize = 9;

fn main() {
    let mut files = 200_000;
    let mut folder = None;
    for argument in std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with("--"))
    {
        match argument.parse() {
            Ok(number) => files = number,
            Err(_) => folder = Some(PathBuf::from(argument)),
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/nights");
    let corpus = folder.unwrap_or_else(|| made(&root.join(format!("corpus-{files}")), files));
    let index = root.join("index");
    let _ = fs::remove_dir_all(&index);
    let dragnet = || {
        let mut line = Command::new(env!("CARGO_BIN_EXE_dragnet"));
        line.args(["index", "--quiet", "--index"])
            .arg(&index)
            .arg(&corpus);
        line
    };
    report("the first build", &[measure(dragnet())]);
    let find = || {
        let mut line = Command::new("find");
        line.arg(&corpus)
            .args(["-type", "f", "-printf", "%s %T@ %p\\n"]);
        line
    };
    let times = |line: &dyn Fn() -> Command| (0..RUNS).map(|_| measure(line())).collect::<Vec<_>>();
    let found = report("find -printf", &times(&find));
    let nothing = report("nothing new", &times(&dragnet));
    println!("{:22}{:8.2} times", "", nothing / found);
    let mut ten = Vec::new();
    for run in 0..RUNS {
        for number in 0..10 {
            let name = format!("new-{run}-{number}.txt");
            fs::write(corpus.join(name), text(run * 10 + number)).expect("a file");
        }
        ten.push(measure(dragnet()));
    }
    report("ten new files", &ten);
    for run in 0..RUNS {
        for number in 0..10 {
            fs::remove_file(corpus.join(format!("new-{run}-{number}.txt"))).expect("the file");
        }
    }
}

/// A folder of so many files, a thousand to a folder.
fn made(corpus: &Path, files: usize) -> PathBuf {
    if !corpus.is_dir() {
        for number in 0..files {
            let folder = corpus.join(format!("{:03}", number / 1000));
            if number % 1000 == 0 {
                fs::create_dir_all(&folder).expect("a folder");
            }
            fs::write(folder.join(format!("release-{number}.txt")), text(number)).expect("a file");
        }
    }
    corpus.to_owned()
}

fn text(number: usize) -> String {
    format!(
        "Brewer {number} of Quillhaven Charged with Tax Evasion\n\n\
         NEWARK, N.J. – A brewer was charged today with evading taxes of ${number}. IRS Criminal Investigation \
         investigated case {number}. Assistant U.S. Attorney Ines Vandersloot is prosecuting it.\n"
    )
}

/// Milliseconds, and peak kilobytes where they can be told.
fn measure(line: Command) -> (f64, Option<u64>) {
    let timer = Path::new("/usr/bin/time");
    let mut run = if timer.exists() {
        let mut run = Command::new(timer);
        run.args(["-f", "%M"])
            .arg(line.get_program())
            .args(line.get_args());
        run
    } else {
        line
    };
    let started = Instant::now();
    let ended = run.stdout(Stdio::null()).output().expect("it runs");
    let time = started.elapsed().as_secs_f64() * 1000.0;
    assert!(
        ended.status.success(),
        "{}",
        String::from_utf8_lossy(&ended.stderr)
    );
    let said = String::from_utf8_lossy(&ended.stderr);
    (time, said.lines().last().and_then(|line| line.parse().ok()))
}

/// Prints what was measured; gives the median.
fn report(what: &str, runs: &[(f64, Option<u64>)]) -> f64 {
    let mut times: Vec<f64> = runs.iter().map(|run| run.0).collect();
    times.sort_by(f64::total_cmp);
    let median = times[times.len() / 2];
    print!(
        "{what:22}{:8.0} ms at best, {median:8.0} ms in the middle",
        times[0]
    );
    match runs.iter().filter_map(|run| run.1).max() {
        Some(peak) => println!(", {:6} MiB at most", peak >> 10),
        None => println!(),
    }
    median
}
