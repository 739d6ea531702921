//! Words among the arguments: `-medicare` is one, and no option.

use std::ffi::OsString;

/// The program's arguments as clap should see them.
///
/// `search` and `facets` take words, and `-medicare` is a word: releases without it. They have no one-letter options but
/// `-h`, so whatever else begins with a single hyphen is given a minus sign in its place, which [`words`] takes back.
pub fn arguments(raw: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut takes_words = false;
    let mut literal = false;
    raw.map(|argument| {
        let Some(text) = argument.to_str() else {
            return argument;
        };
        literal |= text == "--";
        takes_words |= matches!(text, "search" | "query" | "facets");
        match text.strip_prefix('-') {
            Some(word)
                if takes_words
                    && !literal
                    && !word.is_empty()
                    && !word.starts_with('-')
                    && word != "h" =>
            {
                OsString::from(format!("{MINUS}{word}"))
            }
            _ => argument,
        }
    })
    .collect()
}

/// Stands for the hyphen of a word that must not be there.
const MINUS: char = '\u{2212}';

/// The words as one query text.
pub fn words(arguments: &[String]) -> String {
    let typed: Vec<String> = arguments
        .iter()
        .map(|word| {
            word.strip_prefix(MINUS)
                .map_or_else(|| word.clone(), |word| format!("-{word}"))
        })
        .collect();
    typed.join(" ")
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, Parser};
    use dragnet::query::Limit;

    use super::*;
    use crate::cli::{Cli, Command, LimitArg};

    fn parsed(line: &[&str]) -> Cli {
        Cli::try_parse_from(arguments(line.iter().map(OsString::from)))
            .expect("arguments that parse")
    }

    #[test]
    fn the_arguments_are_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_word_after_a_hyphen_is_a_word() {
        let cli = parsed(&[
            "dragnet",
            "search",
            "fraud",
            "-police",
            "-homicide",
            "--limit",
            "3",
        ]);
        let Command::Search(search) = cli.command else {
            panic!("not a search")
        };
        assert_eq!(words(&search.words), "fraud -police -homicide");
        assert!(matches!(search.limit, LimitArg(Limit::Count(3))));
    }

    #[test]
    fn a_mistyped_option_is_an_error() {
        let line = ["dragnet", "search", "fraud", "--agncy", "FBI"];
        assert!(Cli::try_parse_from(arguments(line.iter().map(OsString::from))).is_err());
    }
}
