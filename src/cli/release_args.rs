//! The arguments of the commands that are about one release.

use clap::Args;

use crate::cli::arguments::typed_value;

fn at_least_one(text: &str) -> Result<usize, String> {
    let number = text.parse().ok().filter(|number| *number > 0);
    number.ok_or_else(|| "a number from 1 on".to_owned())
}

#[derive(Args, Debug)]
pub struct ShowArgs {
    /// The id of the release, as search prints it.
    pub id: String,
    /// Print straight, without a pager.
    #[arg(long)]
    pub no_pager: bool,
}

#[derive(Args, Debug)]
pub struct MatterArgs {
    /// The id of a release of the case, as search prints it, or words that find one.
    #[arg(required = true, value_name = "ID|WORDS", value_parser = typed_value())]
    pub words: Vec<String>,
    /// Name the links that join the releases, each with its reason.
    #[arg(long)]
    pub explain: bool,
    /// Show the case through $PAGER (or less), on a terminal.
    #[arg(long)]
    pub pager: bool,
}

#[derive(Args, Debug)]
pub struct SimilarArgs {
    /// The id of a release, as search prints it, or words that find one.
    #[arg(required = true, value_name = "ID|WORDS", value_parser = typed_value())]
    pub words: Vec<String>,
    /// How many releases.
    #[arg(short = 'n', long, default_value_t = 10, value_name = "N", value_parser = at_least_one)]
    pub limit: usize,
    /// Show the releases through $PAGER (or less), on a terminal.
    #[arg(long)]
    pub pager: bool,
}
