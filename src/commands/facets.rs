//! `dragnet facets`

use dragnet::print::PrintOptions;
use dragnet::query::{self, Limit, Partial};
use dragnet::schema::FacetKind;
use dragnet::text::numbers::group_thousands;
use serde_json::json;

use crate::cli::{FacetOrder, FacetsArgs, Grouped, words};
use crate::commands::context::{Context, Failure, Outcome, check_provenance, write_provenance};
use crate::commands::search::{open, request};
use crate::terminal::pager::with_pager;

pub fn facets(args: &FacetsArgs, context: &Context<'_>) -> Result<Outcome, Failure> {
    let typed = words(&args.words);
    let mut request = request(&typed, &args.filters);
    request.facets = vec![args.field.clone()];
    request.limit = Limit::Count(0);
    request.partial = Partial::Never;
    request.copies = args.copies;
    request.by_matter = args.by == Some(Grouped::Matter);
    request.alternatives = args.alternatives;
    request.sum.clone_from(&args.sum);
    request.median.clone_from(&args.median);
    let index = open(context)?;
    check_provenance(args.provenance.as_deref(), &index)?;
    let mut summary = query::facets(&index, context.knowledge, &request)?;
    for facet in &mut summary.facets {
        match args.sort {
            Some(FacetOrder::Count) => facet.sort_by_count(),
            Some(FacetOrder::Name) => facet.sort_by_name(),
            None => {}
        }
        let Limit::Count(most) = args.limit.unwrap_or(unasked_limit(facet.kind)) else {
            continue;
        };
        let left_out = facet.keep_most_frequent(most);
        if left_out > 0 {
            summary.notes.push(format!(
                "the {} most frequent values of {}; {} more with --limit all",
                group_thousands(most as u64),
                facet.name,
                group_thousands(left_out as u64)
            ));
        }
    }
    for note in &summary.notes {
        context.output.note(note);
    }
    let format = context.output.format;
    let citation = format.names_index().then(|| index.citation()).transpose()?;
    with_pager(args.pager, context.output, |out| {
        let options = PrintOptions {
            index: citation.as_ref(),
            ..context.print_options()
        };
        format.facets(&typed, &summary, &options, out)
    })?;
    if let Some(file) = &args.provenance {
        let answer = json!({
            "field": args.field, "query": typed, "understood": summary.understood, "filters": summary.filters, "notes": summary.notes,
            "total": summary.total,
        });
        write_provenance(file, &index, &answer)?;
    }
    let empty = summary.total == 0;
    if empty {
        context.output.note("nothing found");
    }
    Ok(if empty {
        Outcome::Nothing
    } else {
        Outcome::Done
    })
}

/// How many values are listed where no limit is given: of a scale all.
fn unasked_limit(kind: FacetKind) -> Limit {
    if kind.is_scale() {
        Limit::All
    } else {
        Limit::Count(50)
    }
}
