//! `dragnet stats`

use std::fmt::Write as _;
use std::io::Write as _;

use dragnet::index::{Gap, Stats};
use dragnet::print::clean_lines;
use dragnet::text::numbers::{counted, group_thousands};

use crate::commands::context::{Context, Failure, Outcome, finish, print_report};
use crate::commands::search::open;
use crate::terminal::output::Output;

/// Maximum number of sources that are listed for reading.
const MAX_SOURCES: usize = 20;

pub fn stats(context: &Context<'_>) -> Result<Outcome, Failure> {
    let stats = open(context)?.stats()?;
    print_report(&stats, context.output, || {
        let mut out = Output::data();
        out.write_all(clean_lines(&report(&stats)).as_bytes())?;
        finish(out)
    })?;
    Ok(Outcome::Done)
}

// Writing to a String cannot fail.
fn report(stats: &Stats) -> String {
    let number = |count: u64| format!("{:>10}", group_thousands(count));
    let mut text = counted(stats.releases, "release");
    if stats.copies > 0 {
        let copies = group_thousands(stats.copies);
        let _ = write!(text, " (and {copies} copies of them)");
    }
    if let (Some(first), Some(last)) = (stats.first, stats.last) {
        let _ = write!(text, ", {first} to {last}");
    }
    let index = &stats.index;
    let _ = write!(
        text,
        "\n\ndigest   {}\ndragnet  {}, schema {}, tables {}\n",
        index.digest, index.dragnet, index.schema, index.tables
    );
    if let Some(built) = index.built {
        let _ = writeln!(text, "written  {built}");
    }
    for root in &stats.corpora {
        let _ = write!(text, "corpus   {}", root.path.display());
        let prefix = root.prefix.iter();
        text.extend(prefix.map(|prefix| format!(" (ids begin with {prefix}/)")));
        text.push('\n');
    }
    text.push_str("\nReleases by source, with copies\n");
    for source in stats.sources.iter().take(MAX_SOURCES) {
        let name = source.source.as_deref().unwrap_or("(none)");
        let _ = write!(text, "{}  {name}", number(source.releases));
        if let (Some(first), Some(last)) = (source.first, source.last) {
            let _ = write!(text, "  {first} to {last}");
        }
        text.push('\n');
    }
    let more = stats.sources.iter().skip(MAX_SOURCES);
    let releases = more.clone().map(|source| source.releases).sum();
    if more.len() > 0 {
        let sources = counted(more.len() as u64, "more source");
        let _ = writeln!(
            text,
            "{}  {sources}: --format json lists them",
            number(releases)
        );
    }
    text.push_str("\nReleases by year\n");
    for (year, count) in &stats.years {
        let _ = writeln!(text, "{}  {year}", number(*count));
    }
    text.push_str("\nReleases without\n");
    for (field, count) in &stats.without {
        let _ = writeln!(text, "{}  {field}", number(*count));
    }
    let _ = writeln!(text, "\nLeft out: {}", group_thousands(stats.skipped));
    for (reason, count) in &stats.reasons {
        let _ = writeln!(text, "{}  {reason}", number(*count));
    }
    if !stats.gaps.is_empty() {
        text.push_str("\nGaps: two months or more with at most a tenth of the usual month, the median of the twelve before\n");
    }
    for gap in &stats.gaps {
        let _ = writeln!(text, "  {}", in_words(gap));
    }
    if stats.gaps_left_out > 0 {
        let _ = writeln!(text, "  and {} more", group_thousands(stats.gaps_left_out));
    }
    text
}

/// `justice.gov: none from 2018-05 on (usual: 81 a month)`.
fn in_words(gap: &Gap) -> String {
    let releases = match gap.releases {
        0 => "none".to_owned(),
        few => group_thousands(few),
    };
    let until = match &gap.until {
        Some(until) => format!("to {until}"),
        None => "on".to_owned(),
    };
    format!(
        "{}: {releases} from {} {until} (usual: {} a month)",
        gap.source,
        gap.from,
        group_thousands(gap.usual)
    )
}
