//! `dragnet index`

use std::fmt::Write as _;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use dragnet::corpus::Limits;
use dragnet::index::{self, Mode, Options, Report};
use dragnet::print::{Format, to_line};
use std::io::Write as _;

use crate::cli::IndexArgs;
use crate::commands::{Context, Failure, Outcome, Output, finish};
use crate::terminal::progress::{Terminal, grouped};

pub fn index(args: &IndexArgs, context: &Context<'_>) -> Result<Outcome, Failure> {
    let options = Options {
        corpus: args.corpus.clone(),
        index: context.global.index.clone(),
        full: args.full,
        dry_run: args.dry_run,
        allow_empty: args.allow_empty,
        follow_links: args.follow_links,
        limits: Limits {
            record_bytes: args.max_file_size << 20,
        },
        commit_every: args.commit_every << 20,
    };
    let report = run(&options, context)?;
    match context.output.format {
        Format::Text => summarize(&report, args.verbose, context.output),
        Format::Json | Format::Jsonl => {
            let mut out = Output::data();
            writeln!(out, "{}", to_line(&report)?)?;
            finish(out)?;
        }
        Format::Csv => {
            return Err(Failure::Usage(
                "a report cannot be CSV".to_owned(),
                Some("use --format json".to_owned()),
            ));
        }
    }
    let incomplete = args.strict && !(report.skipped.is_empty() && report.kept.is_empty());
    Ok(if incomplete {
        Outcome::Incomplete
    } else {
        Outcome::Done
    })
}

/// Set by the first signal to stop: the work ends at the next record.
static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// What a shell says of a program that was stopped by Ctrl-C: 128 and the number of the signal.
pub const STOPPED: u8 = 130;

/// How long the work may take to end by itself after the first signal. A person has waited long enough by then.
const PATIENCE: Duration = Duration::from_millis(800);

/// Ctrl-C, or a request to end, stops the work cleanly; a second one stops it at once. Either way the last commit stays,
/// as it would if the machine lost its power.
fn stop_on_signal() {
    // Without a handler Ctrl-C still ends the program, and the last commit is whole: nothing is lost but politeness.
    let _ = ctrlc::set_handler(|| {
        if INTERRUPTED.swap(true, Ordering::Relaxed) {
            std::process::exit(STOPPED.into());
        }
        // What the system is asked for in one piece, such as to flush a large file, does not look at the flag.
        thread::spawn(|| {
            thread::sleep(PATIENCE);
            let output = Output::plain();
            output.error("interrupted: what was committed is kept");
            output.hint("run the same command again to go on");
            std::process::exit(STOPPED.into());
        });
    });
}

/// Works with progress on a terminal, until it is done or a signal ends it.
pub fn with_progress<T>(
    context: &Context<'_>,
    work: impl FnOnce(&dyn index::Progress, &AtomicBool) -> dragnet::error::Result<T>,
) -> Result<T, Failure> {
    struct Silent;
    impl index::Progress for Silent {}
    stop_on_signal();
    if context.output.is_quiet() {
        return Ok(work(&Silent, &INTERRUPTED)?);
    }
    let progress = Terminal::new();
    let done = work(&progress, &INTERRUPTED);
    progress.clear();
    Ok(done?)
}

fn run(options: &Options, context: &Context<'_>) -> Result<Report, Failure> {
    with_progress(context, |progress, interrupted| {
        index::build(options, context.knowledge, progress, interrupted)
    })
}

/// Builds the index that `dragnet search` finds missing.
pub fn build_first(corpus: &Path, context: &Context<'_>) -> Result<(), Failure> {
    context.output.note(&format!(
        "no index yet: building `{}` from `{}`",
        context.global.index.display(),
        corpus.display()
    ));
    let options = Options::of(corpus, &context.global.index);
    let report = run(&options, context)?;
    summarize(&report, false, context.output);
    Ok(())
}

/// So many files that are kept are named where nobody asked for a list.
const NAMED: usize = 10;

fn summarize(report: &Report, verbose: bool, output: &Output) {
    for kept in report
        .kept
        .iter()
        .take(if verbose { usize::MAX } else { NAMED })
    {
        let of = if kept.files > 1 {
            format!(" ({})", counted(kept.files, "file"))
        } else {
            String::new()
        };
        output.note(&format!("kept {}{of}: {}", kept.id, kept.reason));
    }
    if verbose {
        for skip in &report.skipped {
            let new = if skip.new && report.mode == Mode::Update {
                " (new)"
            } else {
                ""
            };
            output.note(&format!("skipped {}: {}{new}", skip.id, skip.reason));
        }
    }
    output.note(&summary(report, verbose));
}

fn summary(report: &Report, verbose: bool) -> String {
    let why = match report.mode {
        Mode::OtherVersion => "rebuilt for what this dragnet knows: ",
        Mode::First | Mode::Update | Mode::Full => "",
    };
    let mut line = if report.dry_run { "would index: " } else { why }.to_owned();
    // Writing to a String cannot fail.
    let _ = write!(
        line,
        "{} from {}",
        counted(report.releases, "release"),
        counted(report.files, "file")
    );
    if report.mode == Mode::Update {
        let changes = named(&[
            (report.changes.added, "new"),
            (report.changes.changed, "changed"),
            (report.changes.removed, "gone"),
        ]);
        let records = named(&[
            (report.records.added, "new"),
            (report.records.changed, "changed"),
            (report.records.removed, "gone"),
        ]);
        let changes = match (changes.is_empty(), records.is_empty()) {
            (true, _) => "nothing new".to_owned(),
            (false, true) => changes,
            (false, false) => format!("{changes}; records: {records}"),
        };
        let _ = write!(line, " ({changes})");
    } else if report.resumed {
        line.push_str(" (gone on with what was there)");
    }
    let _ = write!(line, ", {} skipped", grouped(report.skipped.len() as u64));
    let new = report.skipped.iter().filter(|skip| skip.new).count();
    let mut notes = Vec::new();
    if report.mode == Mode::Update && new > 0 {
        notes.push(format!("{} new", grouped(new as u64)));
    }
    if !report.skipped.is_empty() && !verbose {
        notes.push("--verbose lists them".to_owned());
    }
    if !notes.is_empty() {
        let _ = write!(line, " ({})", notes.join("; "));
    }
    let kept: u64 = report.kept.iter().map(|kept| kept.files).sum();
    if kept > 0 {
        let _ = write!(line, ", {} kept", grouped(kept));
    }
    let _ = write!(line, ", {:.1} s", report.elapsed.as_secs_f64());
    line
}

/// Those that are more than none, with their names.
fn named(counts: &[(u64, &str)]) -> String {
    let named: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{} {what}", grouped(*count)))
        .collect();
    named.join(", ")
}

fn counted(number: u64, what: &str) -> String {
    format!(
        "{} {what}{}",
        grouped(number),
        if number == 1 { "" } else { "s" }
    )
}
