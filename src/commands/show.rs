//! `dragnet show`, `dragnet matter` and `dragnet similar`: what stands around one release.

use dragnet::corpus::Journal;
use dragnet::error::Error;
use dragnet::index::OpenIndex;
use dragnet::print::{PrintOptions, ShownRelease};
use dragnet::query::{self, Limit, Partial};
use jiff::Zoned;

use crate::cli::{Filters, MatterArgs, ShowArgs, SimilarArgs, words};
use crate::commands::context::{Context, Failure, Outcome};
use crate::commands::search::{open, request};
use crate::terminal::pager::with_pager;

pub fn show(args: &ShowArgs, context: &Context<'_>) -> Result<Outcome, Failure> {
    let index = open(context)?;
    let (release, body) = index.release(&args.id)?;
    let matter = query::matter(&index, &release.id)?;
    let output = context.output;
    if let Some(note) = fetched(&index, &release.id) {
        output.note(&note);
    }
    with_pager(!args.no_pager, output, |out| {
        let options = context.print_options();
        let shown = ShownRelease {
            release: &release,
            body: &body,
            matter: &matter,
        };
        output.format.release(&shown, &options, out)
    })?;
    Ok(Outcome::Done)
}

/// What the journal of `dragnet fetch` says of a release; none where it does not know it.
fn fetched(index: &OpenIndex, id: &str) -> Option<String> {
    let mut roots = index.build_info.roots.iter();
    let (root, file) = roots.find_map(|root| Some((root, root.path_below(id)?)))?;
    let journal = Journal::read(&root.path, &mut |_| ()).ok()?;
    let mut releases = journal.releases.values();
    let known = releases.find(|known| known.file.as_deref() == Some(file))?;
    let day = |time: jiff::Timestamp| time.strftime("%Y-%m-%d").to_string();
    let first = day(known.first_seen);
    let changed = known
        .last_changed
        .map(day)
        .filter(|changed| *changed != first);
    let changed = changed.map_or_else(String::new, |changed| format!(", last changed {changed}"));
    let gone = if known.gone {
        ", no longer at its source"
    } else {
        ""
    };
    let url = &known.url;
    Some(format!(
        "fetched from {url}: first seen {first}{changed}{gone}"
    ))
}

pub fn matter(args: &MatterArgs, context: &Context<'_>) -> Result<Outcome, Failure> {
    let index = open(context)?;
    let Some(id) = id_of(&words(&args.words), &index, context)? else {
        context.output.note("nothing found");
        return Ok(Outcome::Nothing);
    };
    let matter = query::matter(&index, &id)?;
    let output = context.output;
    with_pager(args.pager, output, |out| {
        let options = context.print_options();
        output.format.matter(&matter, args.explain, &options, out)
    })?;
    Ok(Outcome::Done)
}

pub fn similar(args: &SimilarArgs, context: &Context<'_>) -> Result<Outcome, Failure> {
    let index = open(context)?;
    let typed = words(&args.words);
    let Some(id) = id_of(&typed, &index, context)? else {
        context.output.note("nothing found");
        return Ok(Outcome::Nothing);
    };
    let today = || Zoned::now().date();
    let results = query::similar(&index, context.knowledge, &id, args.limit, today)?;
    let nothing = results.summary.total == 0;
    if nothing {
        context.output.note("nothing found");
    }
    let output = context.output;
    let citation = output
        .format
        .is_json()
        .then(|| index.citation())
        .transpose()?;
    with_pager(args.pager, output, |out| {
        let options = PrintOptions {
            index: citation.as_ref(),
            ..context.print_options()
        };
        output.format.hits(&typed, results, &options, out)
    })?;
    Ok(if nothing {
        Outcome::Nothing
    } else {
        Outcome::Done
    })
}

/// The id of a release that is named by its id or its number, or found by words: the best match.
fn id_of(typed: &str, index: &OpenIndex, context: &Context<'_>) -> Result<Option<String>, Failure> {
    match index.release(typed) {
        Err(Error::NoSuchRelease { .. }) => {}
        found => return Ok(Some(found?.0.id)),
    }
    let mut request = request(typed, &Filters::default());
    request.limit = Limit::Count(1);
    request.partial = Partial::Never;
    request.snippets = false;
    let mut results = query::search(index, context.knowledge, &request)?;
    for note in &results.summary.notes {
        context.output.note(note);
    }
    let hit = results.hits.next().transpose()?;
    Ok(hit.map(|hit| hit.release.id))
}
