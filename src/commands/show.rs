//! `dragnet show`, `dragnet matter` and `dragnet similar`: what stands around one release.

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
    let (release, body) = index.release(args.id.trim_start_matches("./"))?;
    let matter = query::matter(&index, &release.id)?;
    let output = context.output;
    let fetched = index.fetched(&release.id);
    with_pager(!args.no_pager, output, |out| {
        let options = context.print_options();
        let shown = ShownRelease {
            release: &release,
            body: &body,
            matter: &matter,
            fetched: fetched.as_ref(),
        };
        output.format.release(&shown, &options, out)
    })?;
    Ok(Outcome::Done)
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
        .names_index()
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
    let (whole, typed) = (typed, typed.trim().trim_start_matches("./"));
    if typed.is_empty() {
        return Err(Failure::Usage(
            "there is neither an id nor a word".to_owned(),
            Some("type the id of a release, or words that find one".to_owned()),
        ));
    }
    // An id may begin or end with a space.
    let whole = whole.trim_start_matches("./");
    if whole != typed
        && let Ok((release, _)) = index.release(whole)
    {
        return Ok(Some(release.id));
    }
    match index.release(typed) {
        // The path of a file is meant as an id.
        Err(Error::NoSuchRelease { .. }) if typed.contains(' ') || !typed.contains('/') => {}
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
