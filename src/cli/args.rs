//! Every argument of the command line. Nothing else of dragnet knows clap.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{
    ArgAction, Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum, ValueHint,
};
use dragnet::index::COMMIT_EVERY;
use dragnet::print::FORMATS;
use dragnet::query::{Limit, Sort};
use dragnet::schema::facets;

use crate::cli::arguments::{Mistake, prepare, typed_value, without_empty_variables};
use crate::cli::clap_message::end;
#[cfg(feature = "fetch")]
use crate::cli::fetch::{FETCH_EXAMPLES, FetchArgs};
use crate::cli::filters::Filters;
use crate::cli::release_args::{MatterArgs, ShowArgs, SimilarArgs};
#[cfg(feature = "serve")]
use crate::cli::serve::{SERVE_EXAMPLES, ServeArgs};
use crate::cli::values::{FacetOrder, FormatArg, Grouped, formats, limit, orders};

/// Full-text search over enforcement releases: who announced, who prosecuted, where and when.
#[derive(Debug, Parser)]
#[command(name = "dragnet", version, infer_long_args = true, args_override_self = true, after_help = HELP_EXAMPLES)]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
    /// Where the line was read otherwise than it stands.
    #[arg(skip)]
    pub notes: Vec<String>,
}

/// The folder that is indexed where none is named.
pub const DEFAULT_CORPUS: &str = "corpus";

/// The folder of the index where none is named.
pub const DEFAULT_INDEX: &str = "index";

/// What the line asks for.
pub enum Parsed {
    /// A command.
    Run(Box<Cli>),
    /// The page on the query language.
    HelpQuery,
    /// The table of agencies: those with all of these words.
    HelpAgencies(String),
    /// The table of districts: those with all of these words.
    HelpDistricts(String),
}

/// Reads the program's arguments. Prints help, the version or a usage error and ends where they ask for it.
///
/// # Errors
///
/// A line that cannot be meant.
pub fn parse() -> Result<Parsed, Mistake> {
    read(std::env::args_os().collect())
}

/// [`parse`], of a line.
pub fn read(raw: Vec<OsString>) -> Result<Parsed, Mistake> {
    // `query` is also a name of `search`, so clap's own `help` would show that command's options.
    let topic: Vec<_> = raw
        .iter()
        .skip(1)
        .filter_map(|word| word.to_str())
        .collect();
    match topic[..] {
        ["help", "query"] => return Ok(Parsed::HelpQuery),
        ["help", "agencies", ref words @ ..] => return Ok(Parsed::HelpAgencies(words.join(" "))),
        ["help", "districts", ref words @ ..] => {
            return Ok(Parsed::HelpDistricts(words.join(" ")));
        }
        _ => {}
    }
    let mut command = without_empty_variables(Cli::command());
    let (line, notes) = prepare(raw, &command)?;
    let read = command.try_get_matches_from_mut(line);
    let mut cli = read
        .and_then(|matches| Cli::from_arg_matches(&matches))
        .unwrap_or_else(|error| end(&error));
    cli.notes = notes;
    Ok(Parsed::Run(Box::new(cli)))
}

/// The words as one query text.
pub fn words(arguments: &[String]) -> String {
    arguments.join(" ")
}

const HELP_EXAMPLES: &str = "\
Examples:
  dragnet index releases/                     index a folder of release files
  dragnet search wire fraud pension           the best matches for all these words
  dragnet search '\"wire fraud\"' --agency FBI --since 2015
  dragnet search --agency FBI+IRS-CI --district NV --facet year
  dragnet facets prosecutor --agency SDNY     who prosecutes there, with counts";

fn facets_help() -> String {
    let names: Vec<&str> = facets().map(|(name, ..)| name).collect();
    format!(
        "\
Examples:
  dragnet facets agency                        every agency, as a tree
  dragnet facets agency:/doj/usao              one branch
  dragnet facets agency --sort count           the most frequent first
  dragnet facets prosecutor --agency SDNY      who prosecutes there
  dragnet facets year wire fraud               releases with these words, by year
  dragnet facets offense --sum restitution --median sentence
Fields: {}.",
        names.join(", ")
    )
}

/// Options that every command takes.
#[derive(Args, Debug)]
pub struct Global {
    /// The folder of the index.
    #[arg(long, global = true, value_name = "DIR", default_value = DEFAULT_INDEX, env = "DRAGNET_INDEX", value_hint = ValueHint::DirPath)]
    pub index: PathBuf,
    /// How to print: text for reading, the others for programs.
    #[arg(short, long, global = true, value_name = "FORMAT", default_value = FORMATS[0].name(), value_parser = formats())]
    pub format: FormatArg,
    /// A table of agencies of your own, beside those that dragnet knows: see docs/agencies.md.
    #[arg(long, global = true, value_name = "FILE", env = "DRAGNET_KNOWLEDGE", value_hint = ValueHint::FilePath)]
    pub knowledge: Option<PathBuf>,
    /// Print no progress and no notes; errors still.
    #[arg(long, global = true)]
    pub quiet: bool,
    /// When CSV begins with a byte order mark, by which spreadsheets know UTF-8: auto is for a new file.
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    pub bom: When,
    /// When to use colour and other marks of a terminal.
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    pub color: When,
}

/// When to do something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// Where it is of use: colour on a terminal, unless `NO_COLOR` is set; a byte order mark in a new file.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Index a folder of release files, or bring its index up to date.
    #[command(after_help = "\
Examples:
  dragnet index                       index the folder corpus/ into index/
  dragnet index releases --index ix   another folder, another index
  dragnet index corpus releases       two folders in one index
  dragnet index --dry-run             say what has changed, and change nothing
  dragnet index --full                build it anew
  dragnet index --verbose             name what changed, and what was left out, with the reason")]
    Index(IndexArgs),
    /// Find releases.
    #[command(
        visible_alias = "query",
        after_help = "\
Examples:
  dragnet search wire fraud pension
  dragnet search '\"wire fraud\" -medicare' --since 2014
  dragnet search racketeering --agency FBI --agency DEA     either
  dragnet search racketeering --agency FBI+DOL-OIG          both
  dragnet search --prosecutor Vandersloot --sort newest
  dragnet search --stage sentence --offense 'wire fraud' --sentence '>=5y'
  dragnet search kickbacks --facet agency --facet year
  dragnet search kickbacks --limit all --format csv > hits.csv
Exit status: 0 found, 1 nothing found, 2 an error."
    )]
    Search(SearchArgs),
    /// Show one release: its fields, then its text.
    #[command(after_help = "\
Examples:
  dragnet show justice.gov/2019/boss-gantry-street-organization-sentenced-27-years.html
  dragnet show records/hhs-oig-actions.jsonl#0 --format json
On a terminal a long release is shown through $PAGER (or less); --no-pager prints it straight.")]
    Show(ShowArgs),
    /// Show a case: its releases as a time line, its defendants with the latest event of each, its sums of money.
    #[command(after_help = "\
Examples:
  dragnet matter justice.gov/2019/boss-gantry-street-organization-sentenced-27-years.html
  dragnet matter gantry street boss       the case of the best match for these words
  dragnet matter gantry street --explain  also why its releases are one case")]
    Matter(MatterArgs),
    /// Find releases like another one that are not of its case, each with the words that both have.
    #[command(after_help = "\
Examples:
  dragnet similar justice.gov/2019/boss-gantry-street-organization-sentenced-27-years.html
  dragnet similar gantry street boss -n 3  like the best match for these words")]
    Similar(SimilarArgs),
    /// Count the values of a field among the matches.
    #[command(after_help = facets_help())]
    Facets(FacetsArgs),
    /// Show what is found in a file, and the words it was found by; needs no index.
    #[command(after_help = "\
Examples:
  dragnet inspect release.html
  dragnet inspect corpus --format jsonl > found.jsonl")]
    Inspect(InspectArgs),
    /// Verify an index: its bytes, its versions, its agreement with its corpus.
    #[command(after_help = "\
Examples:
  dragnet check                          say what is wrong with index/, and what to do about it
  dragnet check --format json            the same for a script
Exit status: 0 all is well, 1 whole but not up to date, 2 damaged, or not to be checked.")]
    Check,
    /// Tell what an index holds, to be cited: releases by source and year, gaps, and a digest.
    #[command(after_help = "\
Examples:
  dragnet stats                          what index/ holds
  dragnet stats --format json            the same for a script")]
    Stats,
    /// Get releases from the net into a folder: the Justice Department's, and those of feeds, sitemaps and pages.
    #[cfg(feature = "fetch")]
    #[command(after_help = FETCH_EXAMPLES)]
    Fetch(FetchArgs),
    /// Show the index in a browser, on this machine: search, releases, cases, who works with whom.
    #[cfg(feature = "serve")]
    #[command(after_help = SERVE_EXAMPLES)]
    Serve(ServeArgs),
    /// Print a script that completes commands, options and the names of agencies for a shell.
    #[command(after_help = "\
Examples:
  dragnet completions bash > ~/.local/share/bash-completion/completions/dragnet
  dragnet completions zsh > ~/.zfunc/_dragnet          with ~/.zfunc in $fpath
  dragnet completions fish > ~/.config/fish/completions/dragnet.fish")]
    Completions {
        /// Which shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page, of dragnet or of one command.
    #[command(after_help = "\
Examples:
  dragnet man > ~/.local/share/man/man1/dragnet.1
  dragnet man search > ~/.local/share/man/man1/dragnet-search.1")]
    Man {
        /// Which command.
        command: Option<String>,
    },
}

#[derive(Args, Debug)]
pub struct IndexArgs {
    /// The folder of release files, in any format that docs/input.md lists. Several folders are one corpus. Without it: the
    /// corpus of the index, or, where there is no index, corpus/.
    #[arg(value_name = "CORPUS", value_hint = ValueHint::DirPath)]
    pub corpora: Vec<PathBuf>,
    /// Build anew, beside the old index, and swap when it is whole.
    #[arg(long)]
    pub full: bool,
    /// Say what would change, and change nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Name what was added, changed and removed, and what is left out, with the reason.
    #[arg(long, short)]
    pub verbose: bool,
    /// Exit with status 2 where anything is left out, cannot be read any more, or holds far fewer releases than before.
    #[arg(long)]
    pub strict: bool,
    /// Go on with the index of a corpus that is in another place now.
    #[arg(long, requires = "corpora")]
    pub moved: bool,
    /// Let a corpus that has become empty empty the index.
    #[arg(long)]
    pub allow_empty: bool,
    /// Take files as they are now, also where they hold far fewer releases than before or none any more, or where most of them
    /// are gone.
    #[arg(long)]
    pub accept_losses: bool,
    /// Follow links in the corpus.
    #[arg(long)]
    pub follow_links: bool,
    /// Leave out pages, and records of a file that holds many, larger than this.
    #[arg(long, value_name = "MIB", default_value_t = 64, value_parser = clap::value_parser!(u64).range(1..=1024))]
    pub max_file_size: u64,
    /// Where an index is built from nothing, commit after so much of the corpus, so that an interrupted build can go on.
    #[arg(long, value_name = "MIB", default_value_t = COMMIT_EVERY >> 20, value_parser = clap::value_parser!(u64).range(1..=1 << 20))]
    pub commit_every: u64,
}

#[derive(Args, Debug)]
pub struct SearchArgs {
    /// What to look for: words, "exact phrases", fields such as title: or date:. The language: `dragnet help query`.
    #[arg(value_name = "WORDS", value_parser = typed_value())]
    pub words: Vec<String>,
    #[command(flatten)]
    pub filters: Filters,
    /// The order of the hits.
    #[arg(long, value_name = "ORDER", default_value = "relevance", value_parser = orders())]
    pub sort: Sort,
    /// How many hits: a number, or all.
    #[arg(short = 'n', long, default_value = "10", value_name = "N", value_parser = limit)]
    pub limit: Limit,
    /// How many of the first hits to leave out.
    #[arg(long, default_value_t = 0, value_name = "N")]
    pub offset: usize,
    /// Count the values of a field among all matches. Repeat for more.
    #[arg(long, value_name = "FIELD", action = ArgAction::Append, value_parser = typed_value())]
    pub facet: Vec<String>,
    /// Write what is needed to find the same again into this file: the command, the totals, the digest of the index.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub provenance: Option<PathBuf>,
    /// Print only these columns, in this order, in formats for programs: id,date,title.
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',', value_parser = typed_value())]
    pub fields: Vec<String>,
    /// Find releases with any of the words.
    #[arg(long)]
    pub any: bool,
    /// Only releases with all the words, however few.
    #[arg(long, conflicts_with = "any")]
    pub strict: bool,
    /// List releases with some of the words behind those with all, in every format and with every limit.
    #[arg(long, conflicts_with_all = ["any", "strict"])]
    pub partial: bool,
    /// List and count cases instead of releases: of each the best match, with the span and the stages of the whole case.
    #[arg(long, value_enum, value_name = "WHAT", conflicts_with = "copies")]
    pub by: Option<Grouped>,
    /// List and count each copy of a release. Without it, the copy that tells most stands for all of them.
    #[arg(long)]
    pub copies: bool,
    /// Count each --facet as if the filters on its own field were not there.
    #[arg(long)]
    pub alternatives: bool,
    /// Say how the query was read, and why each hit scored as it did.
    #[arg(long)]
    pub explain: bool,
    /// Show the hits through $PAGER (or less), on a terminal.
    #[arg(long)]
    pub pager: bool,
}

#[derive(Args, Debug)]
pub struct FacetsArgs {
    /// The field, or a branch of the agency tree: `agency:/doj`.
    #[arg(value_parser = typed_value())]
    pub field: String,
    /// Count only among releases with these words.
    #[arg(value_name = "WORDS", value_parser = typed_value())]
    pub words: Vec<String>,
    #[command(flatten)]
    pub filters: Filters,
    /// How many values, the most frequent and those that a filter names. Without it: all years, months and bands, else 50.
    #[arg(short = 'n', long, value_name = "N", value_parser = limit)]
    pub limit: Option<Limit>,
    /// Beside each count the sum that its releases tell: restitution, fine, ..., or amount for any role.
    #[arg(long, value_name = "ROLE", value_parser = typed_value())]
    pub sum: Option<String>,
    /// Beside each count the median of what its releases tell: sentence, a role of money, or amount.
    #[arg(long, value_name = "WHAT", value_parser = typed_value())]
    pub median: Option<String>,
    /// The order of the values. Without it: agencies as a tree, years and months by the calendar, others by their counts.
    #[arg(long, value_enum, value_name = "ORDER")]
    pub sort: Option<FacetOrder>,
    /// Count cases instead of releases; a sum has the largest of each case.
    #[arg(long, value_enum, value_name = "WHAT", conflicts_with = "copies")]
    pub by: Option<Grouped>,
    /// Count each copy of a release. Without it, copies count once.
    #[arg(long)]
    pub copies: bool,
    /// Count as if the filters on the field itself were not there.
    #[arg(long)]
    pub alternatives: bool,
    /// Write what is needed to find the same again into this file: the command, the totals, the digest of the index.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub provenance: Option<PathBuf>,
    /// Show the counts through $PAGER (or less), on a terminal.
    #[arg(long)]
    pub pager: bool,
}

#[derive(Args, Debug)]
pub struct InspectArgs {
    /// Release files, or folders of them.
    #[arg(required = true, value_name = "FILE", value_hint = ValueHint::AnyPath)]
    pub files: Vec<PathBuf>,
}
