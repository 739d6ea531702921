//! A night of indexing with nothing new, and one with ten new files, beside `find -printf` on the same folder.
//!
//! `cargo bench --bench incremental` makes 200,000 small files under `target/incremental` (`cargo bench --bench incremental -- 50000`:
//! so many; a folder as the last argument is taken as it is), and prints the best and the median of some runs, in
//! milliseconds, with the peak memory of each.

mod programs;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use programs::{Cost, Outcome, arguments, dragnet, mebibytes, middle, milliseconds, repeat, run};

/// How often each is run; odd, so that a median is one of them.
const RUNS: usize = 9;

fn main() -> Outcome<()> {
    let mut files = 200_000;
    let mut folder = None;
    for argument in arguments() {
        match argument.parse() {
            Ok(number) => files = number,
            Err(_) => folder = Some(PathBuf::from(argument)),
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/incremental");
    let corpus = folder.unwrap_or_else(|| made(&root.join(format!("corpus-{files}")), files));
    let index = root.join("index");
    let _ = fs::remove_dir_all(&index);
    let night = || {
        let mut line = dragnet();
        line.args(["index", "--quiet", "--index"])
            .arg(&index)
            .arg(&corpus);
        line
    };
    report("the first build", &[run(&mut night())?]);
    let find = || {
        let mut line = Command::new("find");
        line.arg(&corpus)
            .args(["-type", "f", "-printf", "%s %T@ %p\\n"]);
        line
    };
    let found = report("find -printf", &repeat(RUNS, || Ok(find()))?);
    let nothing = report("nothing new", &repeat(RUNS, || Ok(night()))?);
    println!("{:22}{:8.2} times", "", nothing / found);
    let mut made = Vec::new();
    let ten = repeat(RUNS, || {
        for _ in 0..10 {
            let file = corpus.join(format!("new-{}.txt", made.len()));
            fs::write(&file, text(made.len()))?;
            made.push(file);
        }
        Ok(night())
    })?;
    report("ten new files", &ten);
    for file in made {
        fs::remove_file(file)?;
    }
    Ok(())
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

/// Prints what was measured; gives the median.
fn report(what: &str, runs: &[Cost]) -> f64 {
    let best = runs.iter().map(|run| run.wall).min().unwrap_or_default();
    let middle = middle(runs);
    println!(
        "{what:22}{:8.0} ms at best, {:8.0} ms in the middle, {:6.0} MiB at most",
        milliseconds(best),
        milliseconds(middle.wall),
        mebibytes(middle.memory)
    );
    milliseconds(middle.wall)
}
