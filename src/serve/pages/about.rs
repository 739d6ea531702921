//! Which index is shown, what was left out of it, how often extraction is right; and the query language.

use std::collections::BTreeMap;

use askama::Template;

use crate::print::clean;
use crate::query::LANGUAGE_HELP;
use crate::serve::answer::{Answer, Failure};
use crate::serve::pages::parts::layout::{Layout, Link, day};
use crate::serve::params::Params;
use crate::serve::site::Site;
use crate::serve::visit::Visit;
use crate::text::numbers::{counted, group_thousands};

/// How often extraction is right, measured on labelled releases: the record of the tests.
const SCOREBOARD: &str = include_str!("../../../tests/labels/scoreboard.json");

/// Maximum number of sources that are listed.
const MAX_SOURCES: usize = 50;

#[derive(Template)]
#[template(path = "about.html")]
struct AboutPage {
    layout: Layout,
    releases: String,
    copies: String,
    span: String,
    built: String,
    digest: String,
    schema: u32,
    corpora: Vec<String>,
    /// Site, releases, first and last day.
    sources: Vec<(String, String, String)>,
    more_sources: usize,
    without: Vec<(String, String)>,
    skipped: String,
    reasons: Vec<(String, String)>,
    gaps: Vec<String>,
    scores: Vec<(String, String)>,
}

/// What there is to know of the index.
pub(in crate::serve) fn about(visit: &Visit<'_>) -> Result<Answer, Failure> {
    let stats = Site::stats(&visit.index)?;
    if visit.params.get("format") == Some("json") {
        let line = crate::print::to_line(&*stats)?;
        return Ok(Answer::of("application/json", line.into_bytes()));
    }
    let number = |count: &u64| group_thousands(*count);
    let sources = stats.sources.iter().take(MAX_SOURCES).map(|source| {
        let name = source.source.as_deref().unwrap_or("not known");
        let span = match (source.first, source.last) {
            (Some(first), Some(last)) => format!("{first} to {last}"),
            _ => String::new(),
        };
        (clean(name).into_owned(), number(&source.releases), span)
    });
    let gaps = stats.gaps.iter().map(|gap| {
        let until = gap
            .until
            .as_ref()
            .map_or_else(|| "on".to_owned(), |until| format!("to {until}"));
        format!(
            "{}: {} from {} {until}, where {} a month are usual",
            gap.source, gap.releases, gap.from, gap.usual
        )
    });
    let mut layout = Layout::new("About this index", &Params::default());
    layout.command = Some(visit.command("stats", &Params::default()));
    layout.formats = vec![Link::new("JSON", "/about?format=json".to_owned())];
    let page = AboutPage {
        layout,
        releases: counted(stats.releases, "release"),
        copies: number(&stats.copies),
        span: match (stats.first, stats.last) {
            (Some(first), Some(last)) => format!("{} to {}", day(first), day(last)),
            _ => String::new(),
        },
        built: stats
            .index
            .built
            .map_or_else(String::new, |built| built.to_string()),
        digest: stats.index.digest.clone(),
        schema: stats.index.schema,
        corpora: stats
            .corpora
            .iter()
            .map(|root| clean(&root.path.display().to_string()).into_owned())
            .collect(),
        sources: sources.collect(),
        more_sources: stats.sources.len().saturating_sub(MAX_SOURCES),
        without: stats
            .without
            .iter()
            .map(|(field, count)| ((*field).to_owned(), number(count)))
            .collect(),
        skipped: number(&stats.skipped),
        reasons: stats
            .reasons
            .iter()
            .map(|(reason, count)| (clean(reason).into_owned(), number(count)))
            .collect(),
        gaps: gaps.collect(),
        scores: scores(),
    };
    Ok(Answer::page(page.render()?))
}

/// Each measure on real releases, in percent.
fn scores() -> Vec<(String, String)> {
    let board: BTreeMap<String, BTreeMap<String, f64>> =
        serde_json::from_str(SCOREBOARD).unwrap_or_default();
    let real = board.into_iter().find(|(corpus, _)| corpus == "real");
    let measures = real.into_iter().flat_map(|(_, measures)| measures);
    let measures = measures.filter(|(name, _)| name.ends_with(" F1") || name.ends_with(" right"));
    measures
        .map(|(name, score)| (name.replace('_', " "), format!("{:.1} %", score * 100.0)))
        .collect()
}

#[derive(Template)]
#[template(path = "help.html")]
struct HelpPage {
    layout: Layout,
    help: &'static str,
}

/// The query language on one page.
pub(in crate::serve) fn help(_: &Visit<'_>) -> Result<Answer, Failure> {
    let mut layout = Layout::new("The query language", &Params::default());
    layout.command = Some("dragnet help query".to_owned());
    let page = HelpPage {
        layout,
        help: LANGUAGE_HELP,
    };
    Ok(Answer::page(page.render()?))
}
