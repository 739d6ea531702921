//! `dragnet check`

use std::fmt::Write as _;
use std::io::Write as _;

use dragnet::index::{self, CheckReport, Health};
use dragnet::print::clean_lines;
use dragnet::text::numbers::group_thousands;

use crate::commands::context::{Context, Failure, Outcome, finish, print_report};
use crate::commands::hint;
use crate::commands::index::{MAX_NAMED, retained};
use crate::terminal::output::Output;
use crate::terminal::progress::with_progress;

pub fn check(context: &Context<'_>) -> Result<Outcome, Failure> {
    let checked = with_progress(context.output, |progress, interrupted| {
        index::check(
            &context.global.index,
            context.knowledge,
            progress,
            interrupted,
        )
    })?;
    print_report(&checked, context.output, || {
        let mut out = Output::data();
        out.write_all(report(&checked).as_bytes())?;
        finish(out)
    })?;
    if let Some(hint) = hint::after_check(&checked) {
        context.output.hint(&hint);
    }
    Ok(match checked.health {
        Health::Ok => Outcome::Done,
        Health::Stale => Outcome::Nothing,
        Health::Corrupt => Outcome::Incomplete,
    })
}

fn report(checked: &CheckReport) -> String {
    let state = match checked.health {
        Health::Ok => "whole, and up to date",
        Health::Stale => "whole, but not up to date",
        Health::Corrupt => "damaged",
    };
    let mut text = format!(
        "index `{}`: {state}\n{} releases; {} files, {} bytes, in {} segments compared with their sums\n",
        checked.index.display(),
        group_thousands(checked.releases),
        group_thousands(checked.files),
        group_thousands(checked.bytes),
        group_thousands(checked.segments),
    );
    for finding in &checked.findings {
        if let Some(file) = &finding.file {
            text.push_str(file);
            text.push_str(": ");
        }
        text.push_str(&finding.what);
        text.push('\n');
    }
    for file in checked.kept.iter().take(MAX_NAMED) {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "kept as indexed: {}", retained(file));
    }
    let more = checked.kept.len().saturating_sub(MAX_NAMED);
    if more > 0 {
        let _ = writeln!(text, "and {} more kept", group_thousands(more as u64));
    }
    if !checked.left_over.is_empty() {
        let _ = writeln!(
            text,
            "left by a run that did not end, and removed by the next that writes: {}",
            checked.left_over.join(", ")
        );
    }
    clean_lines(&text).into_owned()
}
