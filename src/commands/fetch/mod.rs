//! `dragnet fetch`

mod hint;

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use dragnet::error::{Error, ValueSource};
use dragnet::fetch::{
    Failure as Failed, FetchError, FetchOptions, FetchReport, KnownSource, SourceKind, SourceState,
    SystemClock, fetch as run, known_sources,
};
use dragnet::index::OpenIndex;
use dragnet::print::clean_lines;
use dragnet::query::syntax::{date_note, read_dates, read_last_day};
use dragnet::text::numbers::{counted, group_thousands};
use jiff::civil::Date;

use crate::cli::{DEFAULT_CORPUS, FetchArgs};
use crate::commands::context::{Context, Failure, Outcome, finish, print_report};
use crate::terminal::file_argument;
use crate::terminal::output::Output;
use crate::terminal::progress::with_fetch_progress;

/// Maximum size of a list of addresses, in bytes.
const MAX_LIST_BYTES: u64 = 64 << 20;

/// Maximum number of failures that are named for reading.
const MAX_NAMED: usize = 10;

pub fn fetch(args: &FetchArgs, context: &Context<'_>) -> Result<Outcome, Failure> {
    if args.list {
        return list(&args.sources, context);
    }
    let (sources, origins) = sources(args, context.output)?;
    let options = options(args, sources, context)?;
    let ran = with_fetch_progress(context.output, |progress, interrupted| {
        run(&options, &SystemClock::default(), progress, interrupted)
    });
    let report = ran.map_err(|error| match &error {
        FetchError::BadSource { source_text, .. } => {
            let at = origins.get(source_text).map(|origin| format!("{origin}: "));
            let message = format!("{}{error}", at.unwrap_or_default());
            Failure::Usage(message, hint::of_error(&error))
        }
        _ => failure(&error),
    })?;
    print_report(&report, context.output, || {
        summarize(&report, args.verbose, context.output)
    })?;
    Ok(outcome(&report, context.output))
}

fn failure(error: &FetchError) -> Failure {
    Failure::Usage(error.to_string(), hint::of_error(error))
}

fn outcome(report: &FetchReport, output: &Output) -> Outcome {
    if report.interrupted {
        output.error("interrupted: what was received is kept");
        output.hint("run the same command again to go on");
        return Outcome::Interrupted;
    }
    let failed = |state| move |source: &&dragnet::fetch::SourceReport| source.state == state;
    for source in report.sources.iter().filter(failed(SourceState::Failed)) {
        if let Some(fault) = &source.fault {
            output.error(&format!("cannot fetch {}: {fault}", source.source));
            let mut known = known_sources().iter();
            let is_api =
                |known: &KnownSource| known.name == source.source && known.kind == SourceKind::Api;
            output.hint(&hint::of_fault(fault, known.any(is_api)));
        }
    }
    if report.has_failed() {
        Outcome::Incomplete
    } else if report.has_failures() {
        Outcome::SomeFailed
    } else {
        Outcome::Done
    }
}

/// The sources, those of lists among them, and of these where each stands: `line 3 of sources.txt`.
fn sources(
    args: &FetchArgs,
    output: &Output,
) -> Result<(Vec<String>, HashMap<String, String>), Failure> {
    let (mut sources, mut origins) = (Vec::new(), HashMap::new());
    for typed in &args.sources {
        let (list, text) = if typed == "-" {
            let list = "standard input".to_owned();
            let text = file_argument::read_text(io::stdin().lock(), MAX_LIST_BYTES);
            let text = text.map_err(|error| bad_list(Path::new(&list), &error))?;
            (list, text)
        } else if let Some(file) = typed.strip_prefix('@') {
            let path = Path::new(file);
            let text = file_argument::read(path, MAX_LIST_BYTES);
            (
                format!("`{file}`"),
                text.map_err(|error| bad_list(path, &error))?,
            )
        } else {
            sources.push(typed.clone());
            continue;
        };
        let before = sources.len();
        for (line, address) in addresses(&text) {
            origins
                .entry(address.to_owned())
                .or_insert_with(|| format!("line {line} of {list}"));
            sources.push(address.to_owned());
        }
        if sources.len() == before {
            output.warning(&format!("{list} names no address"));
        }
    }
    Ok((sources, origins))
}

fn options(
    args: &FetchArgs,
    sources: Vec<String>,
    context: &Context<'_>,
) -> Result<FetchOptions, Failure> {
    let since = day("since", args.since.as_deref(), |typed| {
        read_dates(typed, today).map(|range| range.first)
    })?;
    let until = day("until", args.until.as_deref(), |typed| {
        read_last_day(typed, today)
    })?;
    if let (Some(first), Some(last)) = (since, until)
        && first > last
    {
        let message = format!("--since {first} comes after --until {last}: no date is between");
        return Err(Failure::Usage(message, None));
    }
    for typed in args.since.iter().chain(&args.until) {
        if let Some(note) = date_note(typed) {
            context.output.note(&note);
        }
    }
    let typed = |text: &Option<String>| text.clone().unwrap_or_default();
    Ok(FetchOptions {
        sources,
        into: match &args.into {
            Some(into) => into.clone(),
            None => corpus_of_index(context)?,
        },
        since,
        until,
        span: format!("{}..{}", typed(&args.since), typed(&args.until)),
        limit: args.limit,
        matching: args.matching.clone(),
        dry_run: args.dry_run,
        rate: args.rate,
        user_agent: args.user_agent.clone(),
        contact: args.contact.clone(),
        timeout: Duration::from_secs(args.timeout),
        max_bytes: args.max_bytes,
        recheck: args.recheck,
        api: args.api.clone(),
    })
}

/// The addresses of a list, with the numbers of their lines: one a line. Empty lines and those that begin with `#` are none.
fn addresses(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.trim_start_matches('\u{feff}').lines().map(str::trim);
    (1..)
        .zip(lines)
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}

fn bad_list(path: &Path, error: &io::Error) -> Failure {
    failure(&FetchError::BadList {
        path: path.to_owned(),
        why: error.to_string(),
    })
}

/// The day that an option names, as `read` reads it.
fn day(
    option: &'static str,
    typed: Option<&str>,
    read: impl Fn(&str) -> Result<Option<Date>, String>,
) -> Result<Option<Date>, Failure> {
    let Some(typed) = typed else {
        return Ok(None);
    };
    let day = read(typed).map_err(|why| Error::BadValue {
        at: ValueSource::Option(option),
        value: typed.to_owned(),
        why,
        suggestions: Vec::new(),
        place: None,
    })?;
    Ok(day)
}

fn today() -> Date {
    jiff::Zoned::now().date()
}

/// The only folder of the corpus of the index; else the default.
fn corpus_of_index(context: &Context<'_>) -> Result<PathBuf, Failure> {
    let index = &context.global.index;
    let Ok(recorded) = OpenIndex::read_build_info(index) else {
        return Ok(DEFAULT_CORPUS.into());
    };
    match &recorded.corpora()[..] {
        [corpus] => Ok(corpus.clone()),
        several => Err(Failure::Usage(
            format!("index `{}` has {} folders", index.display(), several.len()),
            Some("name the one to fetch into with --into DIR".to_owned()),
        )),
    }
}

fn list(words: &[String], context: &Context<'_>) -> Result<Outcome, Failure> {
    let has = |source: &&KnownSource, word: &String| {
        let word = word.to_lowercase();
        source.name.contains(&word) || source.publisher.to_lowercase().contains(&word)
    };
    let is_meant =
        |source: &&KnownSource| words.is_empty() || words.iter().any(|word| has(source, word));
    let sources: Vec<&KnownSource> = known_sources().iter().filter(is_meant).collect();
    print_report(&sources, context.output, || {
        let mut text = String::new();
        for source in &sources {
            let mut notes = Vec::new();
            if source.needs_contact() {
                notes.push("needs --contact".to_owned());
            }
            if source.tried == "untried" {
                notes.push("untried".to_owned());
            } else {
                notes.push(format!("tried {}", source.tried));
            }
            // Writing to a String cannot fail.
            let _ = writeln!(
                text,
                "{:<18} {} ({})\n{:<18} {}",
                source.name,
                source.publisher,
                notes.join(", "),
                "",
                source.url
            );
        }
        let mut out = Output::data();
        out.write_all(clean_lines(&text).as_bytes())?;
        finish(out)
    })?;
    Ok(Outcome::Done)
}

fn summarize(report: &FetchReport, verbose: bool, output: &Output) -> Result<(), Failure> {
    if verbose && !report.dry_run {
        let names = &report.names;
        for (what, files) in [
            ("new", &names.new),
            ("changed", &names.changed),
            ("gone", &names.gone),
        ] {
            for file in files {
                output.note(&format!("{what} {file}"));
            }
        }
    }
    if report.dry_run {
        let mut out = Output::data();
        for url in &report.names.new {
            writeln!(out, "{}", dragnet::print::clean(url))?;
        }
        finish(out)?;
    }
    // A source that failed as a whole is told at the end, with what to do about it.
    let is_source = |failure: &&Failed| {
        let mut sources = report.sources.iter();
        sources.any(|source| source.state == SourceState::Failed && source.url == failure.url)
    };
    let failures: Vec<&Failed> = report
        .failures
        .iter()
        .filter(|one| !is_source(one))
        .collect();
    let most = if verbose { usize::MAX } else { MAX_NAMED };
    for failure in failures.iter().take(most) {
        output.warning(&format!("failed {}: {}", failure.url, failure.reason));
    }
    let more = failures.len().saturating_sub(most);
    if more > 0 {
        output.warning(&format!(
            "and {} more: --verbose names them",
            group_thousands(more as u64)
        ));
    }
    for left in &report.hosts_left {
        output.warning(&format!(
            "{} is left alone until the next run: {}",
            left.host, left.reason
        ));
    }
    output.note(&summary(report));
    Ok(())
}

fn summary(report: &FetchReport) -> String {
    let counts = &report.counts;
    let mut line = if report.dry_run { "would fetch: " } else { "" }.to_owned();
    // Writing to a String cannot fail.
    let _ = write!(
        line,
        "{} into {}",
        counted(counts.new, "new release"),
        report.into.display()
    );
    for (count, what) in [
        (counts.changed, "changed"),
        (counts.unchanged, "unchanged"),
        (counts.gone, "gone from the source"),
        (counts.left_out, "left out"),
        (counts.failed, "failed"),
    ] {
        if count > 0 {
            let _ = write!(line, ", {} {what}", group_thousands(count));
        }
    }
    if report.limited {
        line.push_str(" (the limit was reached; the next run goes on)");
    }
    let requests = counted(report.requests, "request");
    let _ = write!(line, ", {requests}, {:.1} s", report.elapsed.as_secs_f64());
    line
}
