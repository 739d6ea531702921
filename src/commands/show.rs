//! `dragnet show`

use dragnet::print;

use crate::cli::ShowArgs;
use crate::commands::search::open;
use crate::commands::{Context, Failure, Outcome};
use crate::terminal::pager::shown;

pub fn show(args: &ShowArgs, context: &Context<'_>) -> Result<Outcome, Failure> {
    let index = open(context)?;
    let (release, body) = index.release(&args.id)?;
    let output = context.output;
    shown(!args.no_pager, output, |out| {
        let printed = print::release(
            &release,
            &body,
            output.format,
            output.look,
            context.knowledge,
            out,
        );
        Ok(printed?)
    })?;
    Ok(Outcome::Done)
}
