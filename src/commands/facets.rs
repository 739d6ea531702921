//! `dragnet facets`

use dragnet::query::{self, Limit, Partial};

use crate::cli::{FacetsArgs, words};
use crate::commands::context::{Context, Failure, Outcome};
use crate::commands::search::{open, request};
use crate::terminal::pager::with_pager;

pub fn facets(args: &FacetsArgs, context: &Context<'_>) -> Result<Outcome, Failure> {
    let mut request = request(&words(&args.words), &args.filters);
    request.facets = vec![args.field.clone()];
    request.limit = Limit::Count(0);
    request.partial = Partial::Never;
    request.alternatives = args.alternatives;
    let index = open(context)?;
    let mut summary = query::facets(&index, context.knowledge, &request)?;
    for note in &summary.notes {
        context.output.note(note);
    }
    if let Limit::Count(count) = args.limit {
        for facet in &mut summary.facets {
            facet.keep_most_frequent(count);
        }
    }
    with_pager(args.pager, context.output, |out| {
        let options = context.print_options();
        let format = context.output.format;
        format.facets(&summary.facets, summary.total, &options, out)
    })?;
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
