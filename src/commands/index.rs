//! `dragnet index`

use std::fmt::Write as _;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use dragnet::corpus::Limits;
use dragnet::index::{self, Mode, Options, Report};
use dragnet::print::{Format, to_line};
use std::io::Write as _;

use super::{Context, Failure, Outcome, Output, finish};
use crate::cli::IndexArgs;
use crate::progress::{Terminal, grouped};

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
    let incomplete = args.strict && !report.skipped.is_empty();
    Ok(if incomplete {
        Outcome::Incomplete
    } else {
        Outcome::Done
    })
}

/// Set by the first signal to stop; the work ends at the next record, with nothing changed.
static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// What a shell says of a program that was stopped by Ctrl-C: 128 and the number of the signal.
const STOPPED: i32 = 130;

/// Ctrl-C, or a request to end, stops the work cleanly; a second one stops it at once. Either way the last commit stays.
fn stop_on_signal() {
    // Without a handler Ctrl-C still ends the program, and the last commit is whole: nothing is lost but politeness.
    let _ = ctrlc::set_handler(|| {
        if INTERRUPTED.swap(true, Ordering::Relaxed) {
            std::process::exit(STOPPED);
        }
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

fn summarize(report: &Report, verbose: bool, output: &Output) {
    let why = match report.mode {
        Mode::OtherVersion => "rebuilt for what this dragnet knows: ",
        Mode::First | Mode::Update | Mode::Full => "",
    };
    let mut line = if report.dry_run {
        "would index: ".to_owned()
    } else {
        why.to_owned()
    };
    // Writing to a String cannot fail.
    let _ = write!(
        line,
        "{} from {}",
        counted(report.releases, "release"),
        counted(report.files, "file")
    );
    if report.mode == Mode::Update {
        let parts = [
            (report.changes.added, "new"),
            (report.changes.changed, "changed"),
            (report.changes.removed, "gone"),
        ];
        let changes: Vec<String> = parts
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| format!("{} {what}", grouped(*count)))
            .collect();
        let changes = if changes.is_empty() {
            "nothing new".to_owned()
        } else {
            changes.join(", ")
        };
        let _ = write!(line, " ({changes})");
    }
    let _ = write!(line, ", {} skipped", grouped(report.skipped.len() as u64));
    if !report.skipped.is_empty() && !verbose {
        line.push_str(" (--verbose lists them)");
    }
    let _ = write!(line, ", {:.1} s", report.elapsed.as_secs_f64());
    if verbose {
        for skip in &report.skipped {
            output.note(&format!("skipped {}: {}", skip.id, skip.reason));
        }
    }
    output.note(&line);
}

fn counted(number: u64, what: &str) -> String {
    format!(
        "{} {what}{}",
        grouped(number),
        if number == 1 { "" } else { "s" }
    )
}
