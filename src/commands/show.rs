//! `dragnet show`

use dragnet::corpus::Journal;
use dragnet::index::OpenIndex;

use crate::cli::ShowArgs;
use crate::commands::context::{Context, Failure, Outcome};
use crate::commands::search::open;
use crate::terminal::pager::with_pager;

pub fn show(args: &ShowArgs, context: &Context<'_>) -> Result<Outcome, Failure> {
    let index = open(context)?;
    let (release, body) = index.release(&args.id)?;
    let output = context.output;
    if let Some(note) = fetched(&index, &release.id) {
        output.note(&note);
    }
    with_pager(!args.no_pager, output, |out| {
        let options = context.print_options();
        output.format.release(&release, &body, &options, out)
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
