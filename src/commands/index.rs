//! `dragnet index`

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use dragnet::corpus::Limits;
use dragnet::error::Error;
use dragnet::index::{self, ChangedNames, Mode, OpenIndex, Options, Report, RetainedFile};
use dragnet::text::numbers::{counted, group_thousands};

use crate::cli::{DEFAULT_CORPUS, IndexArgs};
use crate::commands::context::{Context, Failure, Outcome, print_report};
use crate::commands::hint;
use crate::terminal::output::Output;
use crate::terminal::progress::with_progress;

pub fn index(args: &IndexArgs, context: &Context<'_>) -> Result<Outcome, Failure> {
    let options = Options {
        corpora: corpora(args, context),
        index: context.global.index.clone(),
        full: args.full,
        dry_run: args.dry_run,
        moved: args.moved,
        allow_empty: args.allow_empty,
        accept_losses: args.accept_losses,
        follow_links: args.follow_links,
        limits: Limits {
            record_bytes: args.max_file_size << 20,
        },
        commit_every: args.commit_every << 20,
    };
    let mut report = run(&options, context)?;
    print_report(&report, context.output, || {
        summarize(&report, args.verbose, context.output);
        Ok(())
    })?;
    if report.kept.iter().any(RetainedFile::is_loss) {
        let index = &context.global.index;
        context.output.hint(&hint::accept_losses(index));
    }
    tell_not_tidied(&mut report, context)?;
    let has_lost = !report.lost.is_empty() && !args.accept_losses;
    let has_left_out = !(report.skipped.is_empty() && report.kept.is_empty());
    let incomplete = args.strict && (has_left_out || has_lost);
    Ok(if incomplete {
        Outcome::Incomplete
    } else {
        Outcome::Done
    })
}

/// The folders that were named; else those of the index; else the default.
fn corpora(args: &IndexArgs, context: &Context<'_>) -> Vec<PathBuf> {
    if !args.corpora.is_empty() {
        return args.corpora.clone();
    }
    match OpenIndex::read_build_info(&context.global.index) {
        Ok(recorded) => recorded.corpora(),
        Err(_) => vec![DEFAULT_CORPUS.into()],
    }
}

fn run(options: &Options, context: &Context<'_>) -> Result<Report, Failure> {
    let report = with_progress(context.output, |progress, interrupted| {
        index::build(options, context.knowledge, progress, interrupted)
    })?;
    Ok(report)
}

/// Builds the index that `dragnet search` finds missing.
pub fn build_first(corpus: &Path, context: &Context<'_>) -> Result<(), Failure> {
    context.output.note(&format!(
        "no index yet: building `{}` from `{}`",
        context.global.index.display(),
        corpus.display()
    ));
    let options = Options::of(corpus, &context.global.index);
    let mut report = run(&options, context)?;
    summarize(&report, false, context.output);
    tell_not_tidied(&mut report, context)
}

/// Says, behind the report, why the index was not tidied up. The run has done all else, so that a full disk is a warning. A
/// signal and damage end the command.
fn tell_not_tidied(report: &mut Report, context: &Context<'_>) -> Result<(), Failure> {
    match report.not_tidied.take() {
        None => Ok(()),
        Some(error @ (Error::Interrupted { .. } | Error::Damaged { .. })) => Err(error.into()),
        Some(error) => {
            context.output.warning(&format!(
                "index `{}` is up to date, but its small parts could not be merged ({error}): the next run tries again",
                context.global.index.display()
            ));
            Ok(())
        }
    }
}

/// Maximum number of files of each kind that are named without `--verbose`.
pub const MAX_NAMED: usize = 10;

fn summarize(report: &Report, verbose: bool, output: &Output) {
    let most = if verbose { usize::MAX } else { MAX_NAMED };
    name_retained("kept", &report.kept, most, output);
    name_retained("lost", &report.lost, most, output);
    if verbose {
        name_changes(&report.names, report.mode, output);
        for file in &report.left_out {
            output.note(&format!("left out {}: {}", file.id, file.what));
        }
        for skip in &report.skipped {
            let new = if skip.new && report.mode == Mode::Update {
                " (new)"
            } else {
                ""
            };
            output.note(&format!("skipped {}: {}{new}", skip.id, skip.reason));
        }
    }
    if let Some(error) = &report.not_compared {
        output.warning(&format!(
            "whether files have lost releases is not known, since nothing could be compared with the index before: {error}"
        ));
    }
    output.note(&summary(report, verbose));
}

/// A line for each file that is kept or lost, also with `--quiet`, and one that says how many more there are.
fn name_retained(what: &str, files: &[RetainedFile], most: usize, output: &Output) {
    for file in files.iter().take(most) {
        output.warning(&format!("{what} {}", retained(file)));
    }
    let more = files.len().saturating_sub(most);
    if more > 0 {
        let more = group_thousands(more as u64);
        output.warning(&format!("and {more} more {what}; --verbose names them"));
    }
}

/// A file or folder that is kept or lost, and why: `2019 (6 files): cannot be read: Permission denied`.
pub fn retained(file: &RetainedFile) -> String {
    let of = if file.files > 1 {
        format!(" ({})", counted(file.files, "file"))
    } else {
        String::new()
    };
    format!("{}{of}: {}", file.id, file.reason)
}

/// A line for each file or record that was added, changed or removed. In an index that is built anew all are new.
fn name_changes(names: &ChangedNames, mode: Mode, output: &Output) {
    let records = &names.records;
    let is_told = |what| mode == Mode::Update || what == "deleted";
    for (what, files, records) in [
        ("new", &names.added, &records.added),
        ("changed", &names.changed, &records.changed),
        ("deleted", &names.removed, &records.removed),
    ]
    .into_iter()
    .filter(|(what, ..)| is_told(*what))
    {
        for name in files.iter().chain(records) {
            output.note(&format!("{what} {name}"));
        }
    }
    if names.left_out > 0 && mode == Mode::Update {
        let more = group_thousands(names.left_out);
        output.note(&format!("and {more} more that are not named"));
    }
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
            (report.changes.removed, "deleted"),
        ]);
        let records = named(&[
            (report.records.added, "new"),
            (report.records.changed, "changed"),
            (report.records.removed, "deleted"),
        ]);
        let changes = match (changes.is_empty(), records.is_empty()) {
            (true, _) => "nothing new".to_owned(),
            (false, true) => changes,
            (false, false) => format!("{changes}; records: {records}"),
        };
        let _ = write!(line, " ({changes})");
    } else {
        let files = named(&[(report.changes.removed, "deleted")]);
        let records = named(&[(report.records.removed, "records deleted")]);
        let resumed = report
            .resumed
            .then(|| "continued an interrupted build".to_owned());
        let notes = [Some(files), Some(records), resumed];
        let notes: Vec<String> = notes
            .into_iter()
            .flatten()
            .filter(|note| !note.is_empty())
            .collect();
        if !notes.is_empty() {
            let _ = write!(line, " ({})", notes.join("; "));
        }
    }
    let _ = write!(
        line,
        ", {} skipped",
        group_thousands(report.skipped.len() as u64)
    );
    let new = report.skipped.iter().filter(|skip| skip.new).count();
    let mut notes = Vec::new();
    if report.mode == Mode::Update && new > 0 {
        notes.push(format!("{} new", group_thousands(new as u64)));
    }
    if !report.skipped.is_empty() && !verbose {
        notes.push("--verbose lists them".to_owned());
    }
    if !notes.is_empty() {
        let _ = write!(line, " ({})", notes.join("; "));
    }
    for (files, what) in [(&report.kept, "kept"), (&report.lost, "lost")] {
        let files: u64 = files.iter().map(|told| told.files).sum();
        if files > 0 {
            let _ = write!(line, ", {} {what}", group_thousands(files));
        }
    }
    let _ = write!(line, ", {:.1} s", report.elapsed.as_secs_f64());
    line
}

/// The counts above zero, with their names.
fn named(counts: &[(u64, &str)]) -> String {
    let named: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{} {what}", group_thousands(*count)))
        .collect();
    named.join(", ")
}
