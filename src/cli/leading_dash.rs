//! Words among the arguments: `-medicare` is one, and no option.

use std::ffi::OsString;

/// The program's arguments as clap should see them.
///
/// `search` and `facets` take words, and `-medicare` is a word: releases without it. They have no one-letter options but
/// `-h`, so whatever else begins with a single hyphen is given a minus sign in its place, which [`words`] takes back.
pub fn arguments(raw: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut takes_words = false;
    let mut literal = false;
    let mut path_follows = false;
    raw.map(|argument| {
        let is_path = path_follows;
        path_follows = argument == "--index" || argument == "--knowledge";
        let Some(text) = argument.to_str() else {
            // A word from a terminal of another encoding loses the letters that nobody can read; a path loses nothing.
            return if takes_words && !is_path {
                argument.to_string_lossy().into_owned().into()
            } else {
                argument
            };
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
    use crate::cli::{Cli, Command};

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
        assert!(matches!(search.limit, Limit::Count(3)));
    }

    #[test]
    fn a_mistyped_option_is_an_error() {
        let line = ["dragnet", "search", "fraud", "--agncy", "FBI"];
        assert!(Cli::try_parse_from(arguments(line.iter().map(OsString::from))).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_word_in_another_encoding_is_no_error() {
        use std::os::unix::ffi::OsStringExt;
        let typed = |bytes: &[u8]| OsString::from_vec(bytes.to_vec());
        let line = [
            "dragnet".into(),
            "search".into(),
            typed(b"Pe\xF1a"),
            "--index".into(),
            typed(b"a\xF1o"),
        ];
        let cli = Cli::try_parse_from(arguments(line.into_iter())).expect("arguments that parse");
        assert_eq!(cli.global.index.as_os_str(), typed(b"a\xF1o"));
        let Command::Search(search) = cli.command else {
            panic!("not a search")
        };
        assert_eq!(words(&search.words), "Pe\u{FFFD}a");
    }
}
