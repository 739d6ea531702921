//! `dragnet search`

use std::mem::ManuallyDrop;
use std::path::Path;

use dragnet::index::{self, OpenIndex};
use dragnet::print::{self, COLUMNS, Format};
use dragnet::query::{self, Limit, Request};
use jiff::Zoned;

use crate::cli::{DEFAULT_CORPUS, DEFAULT_INDEX, Filters, SearchArgs, words};
use crate::commands::{Context, Failure, Outcome, Output, index as indexing};
use crate::terminal::pager::shown;

pub fn search(args: &SearchArgs, context: &Context<'_>) -> Result<Outcome, Failure> {
    check_columns(args, context.output)?;
    let mut request = request(&words(&args.words), &args.filters);
    request.sort = args.sort.into();
    request.limit = args.limit.0;
    request.offset = args.offset;
    request.facets.clone_from(&args.facet);
    request.any = args.any;
    request.strict = args.strict;
    request.explain = args.explain;
    let index = open(context)?;
    let knowledge = context.knowledge;
    let results = query::search(&index, knowledge, &request)?;
    for note in &results.summary.notes {
        context.output.note(note);
    }
    if matches!(context.output.format, Format::Jsonl | Format::Csv) && !request.facets.is_empty() {
        context
            .output
            .note("facet counts are printed with --format text or json, or by `dragnet facets`");
    }
    let total = results.summary.total;
    let mut look = context.output.look;
    // Older pagers print the codes of links.
    look.links &= !args.pager;
    let printed = shown(args.pager, context.output, |out| {
        Ok(print::results(
            &request.words,
            results,
            context.output.format,
            &args.fields,
            look,
            knowledge,
            out,
        )?)
    })?;
    if printed == 0 && request.limit != Limit::Count(0) && context.output.format == Format::Text {
        context.output.note(if total == 0 {
            "nothing found"
        } else {
            "no more hits at this offset"
        });
    }
    Ok(if total == 0 && printed == 0 {
        Outcome::Nothing
    } else {
        Outcome::Done
    })
}

/// The request for words and filters, with all else as without options.
pub fn request(words: &str, filters: &Filters) -> Request {
    let mut request = Request::new(words, || Zoned::now().date());
    request.agencies.clone_from(&filters.agency);
    request.prosecutors.clone_from(&filters.prosecutor);
    request.prosecutor_kind = filters.prosecutor_kind.map(Into::into);
    request.districts.clone_from(&filters.district);
    request.statutes.clone_from(&filters.statute);
    request.since.clone_from(&filters.since);
    request.until.clone_from(&filters.until);
    request
}

/// Opens the index; builds the default one first where the default corpus is there and the index is not. It stays open for as
/// long as the program runs: to let go of one file after another took a twentieth of a search, and the system takes them all
/// at once from a program that ends.
pub fn open(context: &Context<'_>) -> Result<ManuallyDrop<OpenIndex>, Failure> {
    let (corpus, default) = (Path::new(DEFAULT_CORPUS), Path::new(DEFAULT_INDEX));
    if context.global.index == default && !index::exists(default) && corpus.is_dir() {
        indexing::build_first(corpus, context)?;
    }
    let index = OpenIndex::open(&context.global.index, context.knowledge)?;
    Ok(ManuallyDrop::new(index))
}

fn check_columns(args: &SearchArgs, output: &Output) -> Result<(), Failure> {
    if args.fields.is_empty() {
        return Ok(());
    }
    if output.format == Format::Text {
        return Err(Failure::Usage(
            "--fields picks columns of json, jsonl and csv".to_owned(),
            Some("add --format csv".to_owned()),
        ));
    }
    match args
        .fields
        .iter()
        .find(|field| !COLUMNS.contains(&field.as_str()))
    {
        Some(unknown) => {
            let columns = COLUMNS.join(", ");
            Err(Failure::Usage(
                format!("--fields: there is no column `{unknown}`"),
                Some(format!("the columns are {columns}")),
            ))
        }
        None => Ok(()),
    }
}
