//! `dragnet show`

use dragnet::print;

use super::pager::shown;
use super::search::open;
use super::{Context, Failure, Outcome};
use crate::cli::ShowArgs;

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
