//! The arguments of a search, read by themselves.

use std::ffi::OsString;

use clap::{Parser, Subcommand};

use crate::cli::{Cli, Command, Global, SearchArgs};

/// A search alone: to build the other commands takes longer than to read the arguments of most searches. What this does
/// not take is for [`Cli`] to read again, and to explain.
#[derive(Debug, Parser)]
#[command(name = "dragnet", infer_long_args = true, args_override_self = true)]
pub struct Searching {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Search,
}

#[derive(Debug, Subcommand)]
enum Search {
    #[command(alias = "query")]
    Search(SearchArgs),
}

impl Searching {
    /// The arguments, if they ask for a search and there is nothing to say about them.
    pub fn read(arguments: &[OsString]) -> Option<Cli> {
        let command = arguments.get(1)?;
        if command != "search" && command != "query" {
            return None;
        }
        let Searching { global, command } = Searching::try_parse_from(arguments).ok()?;
        let Search::Search(search) = command;
        Some(Cli {
            global,
            command: Command::Search(search),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Option<Cli> {
        let arguments: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        Searching::read(&arguments)
    }

    #[test]
    fn a_search_means_the_same_read_by_itself() {
        for line in [
            "dragnet search wire fraud",
            "dragnet query wire --limit all --lim 3 --facet agency --facet year",
            "dragnet search --agency FBI+IRS-CI --format jsonl --quiet --index here",
            "dragnet search x --sort newest --color never --strict --offset 2",
        ] {
            let alone = read(line).expect("a search");
            let whole = Cli::parse_from(line.split(' '));
            assert_eq!(format!("{alone:?}"), format!("{whole:?}"), "{line}");
        }
    }

    #[test]
    fn what_is_no_search_or_needs_an_answer_is_left_to_the_whole() {
        for line in [
            "dragnet facets agency",
            "dragnet --quiet search x",
            "dragnet search --help",
            "dragnet search x --limit many",
            "dragnet search x --no-such-option",
            "dragnet",
        ] {
            assert!(read(line).is_none(), "{line}");
        }
    }
}
