//! `dragnet show`

use crate::cli::ShowArgs;
use crate::commands::context::{Context, Failure, Outcome};
use crate::commands::search::open;
use crate::terminal::pager::with_pager;

pub fn show(args: &ShowArgs, context: &Context<'_>) -> Result<Outcome, Failure> {
    let index = open(context)?;
    let (release, body) = index.release(&args.id)?;
    let output = context.output;
    with_pager(!args.no_pager, output, |out| {
        let options = context.print_options();
        output.format.release(&release, &body, &options, out)
    })?;
    Ok(Outcome::Done)
}
