//! `dragnet search`

use std::path::Path;

use dragnet::index::{self, OpenIndex};
use dragnet::print::{Column, Format, PrintOptions, ask_for, column_names};
use dragnet::query::{self, Limit, Partial, Request};
use dragnet::text::numbers::counted;
use jiff::Zoned;
use serde_json::json;

use crate::cli::{DEFAULT_CORPUS, DEFAULT_INDEX, Filters, Grouped, SearchArgs, words};
use crate::commands::context::{Context, Failure, Outcome, check_provenance, write_provenance};
use crate::commands::index as indexing;
use crate::terminal::pager::with_pager;

pub fn search(args: &SearchArgs, context: &Context<'_>) -> Result<Outcome, Failure> {
    let format = context.output.format;
    let columns = columns(&args.fields, format)?;
    let mut request = request(&words(&args.words), &args.filters);
    request.sort = args.sort;
    request.limit = args.limit;
    request.offset = args.offset;
    request.facets.clone_from(&args.facet);
    request.any = args.any;
    request.partial = if args.partial {
        Partial::Always
    } else if args.strict {
        Partial::Never
    } else {
        Partial::Fill
    };
    request.copies = args.copies;
    request.by_matter = args.by == Some(Grouped::Matter);
    request.alternatives = args.alternatives;
    request.explain = args.explain;
    ask_for(&mut request, format, &columns);
    let index = open(context)?;
    check_provenance(args.provenance.as_deref(), &index)?;
    let knowledge = context.knowledge;
    let results = query::search(&index, knowledge, &request)?;
    let (total, partial_total) = (results.summary.total, results.summary.partial_total);
    let nothing = (total, partial_total) == (0, 0);
    if nothing {
        context.output.note("nothing found");
    }
    for note in &results.summary.notes {
        context.output.note(note);
    }
    if !request.facets.is_empty() && !format.has_facets_beside_hits() {
        context
            .output
            .note("facet counts are printed with --format text or json, or by `dragnet facets`");
    }
    let citation = format.names_index().then(|| index.citation()).transpose()?;
    let summary = results.summary.clone();
    let mut style = context.output.style;
    // Older pagers print the codes of links.
    style.links &= !args.pager;
    let options = PrintOptions {
        style,
        lists_copies: args.copies,
        lists_cases: request.by_matter,
        columns: &columns,
        knowledge,
        index: citation.as_ref(),
    };
    let printed = with_pager(args.pager, context.output, |out| {
        format.hits(&request.words, results, &options, out)
    })?;
    if let Some(file) = &args.provenance {
        let answer = json!({
            "query": request.words, "understood": summary.understood, "filters": summary.filters,
            "notes": summary.notes, "total": total, "partial_total": partial_total, "printed": printed,
        });
        write_provenance(file, &index, &answer)?;
    }
    let what = if request.by_matter { "case" } else { "release" };
    if request.limit == Limit::Count(0) && total > 0 {
        context.output.note(&format!(
            "{} {}; --limit 0 prints none of them",
            counted(total as u64, what),
            if total == 1 { "matches" } else { "match" }
        ));
    } else if printed == 0 && !nothing && request.limit != Limit::Count(0) {
        context.output.note(if total == 0 && request.offset == 0 {
            "nothing found; --partial lists what has some of the words"
        } else {
            "no more hits at this offset"
        });
    } else if request.offset + printed < total {
        context.output.note(&format!(
            "{printed} of {}; --limit all lists all of them, --offset {} goes on",
            counted(total as u64, what),
            request.offset + printed
        ));
    }
    Ok(if total == 0 {
        Outcome::Nothing
    } else {
        Outcome::Done
    })
}

/// The columns that `--fields` names. People leave a space after the comma.
fn columns(names: &[String], format: Format) -> Result<Vec<Column>, Failure> {
    if !names.is_empty() && format.is_for_reading() {
        return Err(Failure::Usage(
            "--fields picks columns of formats for programs".to_owned(),
            Some("add --format csv".to_owned()),
        ));
    }
    let column = |name: &String| {
        let name = name.trim();
        Column::find(name).ok_or_else(|| {
            Failure::Usage(
                format!("--fields: there is no column `{name}`"),
                Some(format!("the columns are {}", column_names().join(", "))),
            )
        })
    };
    names.iter().map(column).collect()
}

/// The request for words and filters, with everything else as without options.
pub fn request(words: &str, filters: &Filters) -> Request {
    let mut request = Request::new(words, || Zoned::now().date());
    filters.apply(&mut request);
    request
}

/// Opens the index. Builds the default one first if the default corpus exists and the index does not.
pub fn open(context: &Context<'_>) -> Result<OpenIndex, Failure> {
    let (corpus, default) = (Path::new(DEFAULT_CORPUS), Path::new(DEFAULT_INDEX));
    if context.global.index == default && !index::exists(default) && corpus.is_dir() {
        indexing::build_first(corpus, context)?;
    }
    Ok(OpenIndex::open(&context.global.index, context.knowledge)?)
}
