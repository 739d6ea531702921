//! The arguments as they were typed -> as clap should see them.
//!
//! Words stand among options: `-medicare` is a word, and no option. A line without a command is a search.

use std::borrow::Cow;
use std::ffi::OsString;

use clap::builder::{Resettable, StringValueParser, TypedValueParser};
use clap::{Arg, Command, ValueHint};
use dragnet::model::AmountRole;

use crate::cli::kinds::{Kind, find, is_long, kinds};

/// A line that cannot be meant: what is wrong, and what to type.
pub struct Mistake {
    pub message: String,
    pub hint: String,
}

/// Stands for the hyphen of a word, or of a value of an option, which clap would take for an option: a private character
/// of Unicode. [`typed`] gives the hyphen back.
pub const HYPHEN: char = '\u{E000}';

/// What word processors make of two hyphens.
const DASHES: [char; 2] = ['–', '—'];

/// The text as it was typed.
pub fn typed(text: &str) -> String {
    text.replace(HYPHEN, "-")
}

/// [`typed`], for clap.
pub fn typed_value() -> impl TypedValueParser<Value = String> {
    StringValueParser::new().map(|text| typed(&text))
}

/// A variable that is empty counts as none: nobody has typed a value that could be missed.
pub fn without_empty_variables(cli: Command) -> Command {
    cli.mut_args(|arg| {
        let value = arg.get_env().and_then(std::env::var_os);
        if value.is_some_and(|value| value.is_empty()) {
            arg.env(Resettable::Reset)
        } else {
            arg
        }
    })
}

/// What was typed, ready for clap, and notes that say where it was read otherwise than it stands.
///
/// # Errors
///
/// Two indexes, or a name near that of a command.
pub fn prepare(raw: Vec<OsString>, cli: &Command) -> Result<(Vec<OsString>, Vec<String>), Mistake> {
    let mut line = raw;
    let mut notes = Vec::new();
    if let Some(note) = search_without_its_name(&line, cli)? {
        notes.push(note);
        line.insert(1, "search".into());
    }
    let texts = lossy(&line);
    let (command, kinds) = kinds(&texts, cli);
    refuse_two_indexes(&texts, &kinds)?;
    refuse_roles_of_sums(&kinds)?;
    let has_words = matches!(command, Some("search" | "facets"));
    for (at, kind) in kinds.iter().enumerate().skip(1) {
        let text = &texts[at];
        match kind {
            // A path keeps bytes that nobody can read.
            Kind::Value(option) if is_path(option) => continue,
            Kind::Value(_) if text.starts_with('-') && !text.starts_with("--") => {
                line[at] = text.replacen('-', &HYPHEN.to_string(), 1).into();
                continue;
            }
            Kind::Short(word) if has_words => {
                let name = word.split('=').next().unwrap_or(word);
                if name.len() > 2 && is_long(name, command, cli) {
                    notes.push(format!(
                        "-{name} leaves out releases with the word {name}; the option is --{name}"
                    ));
                }
                line[at] = format!("{HYPHEN}{word}").into();
                continue;
            }
            Kind::Word if has_words && text.starts_with(DASHES) => {
                let name = text.trim_start_matches(DASHES);
                if is_long(name, command, cli) {
                    notes.push(format!("{text} is read as --{name}"));
                    line[at] = format!("--{name}").into();
                    continue;
                }
            }
            _ => {}
        }
        if has_words {
            line[at] = text.into();
        }
    }
    Ok((line, notes))
}

/// The note of a line that names no command, and is a search. A line with nothing but options of every command is none.
fn search_without_its_name(line: &[OsString], cli: &Command) -> Result<Option<String>, Mistake> {
    let texts = lossy(line);
    let (command, kinds) = kinds(&texts, cli);
    if command.is_some() {
        return Ok(None);
    }
    let word = kinds.iter().position(|kind| matches!(kind, Kind::Word));
    let Some(word) = word.map(|at| &texts[at]) else {
        let of_search = |kind: &Kind<'_>| {
            matches!(kind, Kind::Long(name) if find(name, None, cli).is_none()
                && find(name, Some("search"), cli).is_some())
        };
        let note = "no command is named: this is `dragnet search`".to_owned();
        return Ok(kinds.iter().any(of_search).then_some(note));
    };
    match nearest_command(word, cli) {
        Some(near) => Err(Mistake {
            message: format!("there is no command `{word}`"),
            hint: format!(
                "did you mean `dragnet {near}`? `dragnet search {word}` looks for the word"
            ),
        }),
        None => Ok(Some(format!(
            "there is no command `{word}`: this is `dragnet search`"
        ))),
    }
}

/// The name of a command that a word may be mistyped from. A short name is near to too many words.
fn nearest_command<'a>(word: &str, cli: &'a Command) -> Option<&'a str> {
    let word = word.to_lowercase();
    let names = cli.get_subcommands().map(Command::get_name);
    names
        .map(|name| (strsim::osa_distance(&word, name), name))
        .filter(|(edits, name)| name.len() > 3 && *edits <= name.len() / 3)
        .min()
        .map(|(_, name)| name)
}

fn refuse_two_indexes(texts: &[String], kinds: &[Kind<'_>]) -> Result<(), Mistake> {
    let mut named = texts
        .iter()
        .zip(kinds)
        .filter_map(|(text, kind)| match kind {
            Kind::Value(option) if option.get_id() == "index" => Some(text.as_str()),
            Kind::Long(name) if "index".starts_with(name) => {
                text.split_once('=').map(|(_, path)| path)
            }
            _ => None,
        });
    let first = named.next();
    match named.find(|path| Some(*path) != first) {
        Some(other) => Err(Mistake {
            message: format!("--index is given twice: `{}` and `{other}`", first.unwrap_or_default()),
            hint: "name one index; one index can hold several folders: `dragnet index FOLDER FOLDER --index DIR`"
                .to_owned(),
        }),
        None => Ok(()),
    }
}

/// A role of sums is a part of the value of `--amount`, and no option.
fn refuse_roles_of_sums(kinds: &[Kind<'_>]) -> Result<(), Mistake> {
    let role = kinds.iter().find_map(|kind| match kind {
        Kind::Long(name) => AmountRole::named(name),
        _ => None,
    });
    match role {
        Some(role) => Err(Mistake {
            message: format!("there is no option --{role}"),
            hint: format!("sums of one role are asked for like this: --amount '{role}:>1M'"),
        }),
        None => Ok(()),
    }
}

fn is_path(option: &Arg) -> bool {
    matches!(
        option.get_value_hint(),
        ValueHint::DirPath | ValueHint::FilePath
    )
}

fn lossy(line: &[OsString]) -> Vec<String> {
    let texts = line.iter().map(|argument| argument.to_string_lossy());
    texts.map(Cow::into_owned).collect()
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;
    use dragnet::query::Limit;

    use super::*;
    use crate::cli::{Cli, Command, Parsed, read, words};

    fn prepared(line: &[OsString]) -> (Cli, Vec<String>) {
        match read(line.to_vec()) {
            Ok(Parsed::Run(cli)) => {
                let notes = cli.notes.clone();
                (*cli, notes)
            }
            _ => panic!("{line:?} is no command"),
        }
    }

    fn parsed(line: &str) -> Cli {
        let line: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        prepared(&line).0
    }

    fn search(line: &str) -> crate::cli::SearchArgs {
        match parsed(line).command {
            Command::Search(search) => search,
            other => panic!("{other:?} is not a search"),
        }
    }

    fn mistake(line: &str) -> Mistake {
        match read(line.split(' ').map(OsString::from).collect()) {
            Err(mistake) => mistake,
            Ok(_) => panic!("{line} is no mistake"),
        }
    }

    #[test]
    fn the_arguments_are_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_word_after_a_hyphen_is_a_word() {
        let search = search("dragnet search fraud -police -final -nine -f-1 --limit 3");
        assert_eq!(words(&search.words), "fraud -police -final -nine -f-1");
        assert!(matches!(search.limit, Limit::Count(3)));
    }

    #[test]
    fn short_options_after_words_are_options() {
        for line in [
            "dragnet search fraud -n 5 -f json",
            "dragnet search fraud -n5 -fjson",
            "dragnet -f json query -n=5 fraud",
            "dragnet search -f=json fraud -n 5",
        ] {
            let cli = parsed(line);
            assert_eq!(cli.global.format.0.name(), "json", "{line}");
            let Command::Search(search) = cli.command else {
                panic!("not a search")
            };
            assert_eq!(search.words, ["fraud"], "{line}");
            assert!(matches!(search.limit, Limit::Count(5)), "{line}");
        }
    }

    #[test]
    fn a_value_with_a_hyphen_is_what_was_typed() {
        let search = search("dragnet search --fields -id --facet -year -- -n");
        assert_eq!(search.fields, ["-id"]);
        assert_eq!(search.facet, ["-year"]);
        assert_eq!(words(&search.words), "-n");
    }

    #[test]
    fn a_line_without_a_command_is_a_search() {
        for (line, words) in [
            ("dragnet Purdue Pharma", &["Purdue", "Pharma"][..]),
            ("dragnet -f json Purdue", &["Purdue"]),
            ("dragnet --agency FBI bribery", &["bribery"]),
            ("dragnet --agency FBI", &[]),
            ("dragnet Purdue stats", &["Purdue", "stats"]),
        ] {
            assert_eq!(search(line).words, words, "{line}");
            let line: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            let (_, notes) = prepared(&line);
            assert!(notes[0].ends_with("this is `dragnet search`"), "{notes:?}");
        }
    }

    #[test]
    fn a_word_near_a_command_says_which_command_is_near() {
        for (line, near) in [
            ("dragnet serch fraud", "did you mean `dragnet search`?"),
            ("dragnet facet year", "did you mean `dragnet facets`?"),
            ("dragnet --index ix Chek", "did you mean `dragnet check`?"),
        ] {
            let mistake = mistake(line);
            assert!(mistake.hint.starts_with(near), "{line}: {}", mistake.hint);
        }
    }

    #[test]
    fn two_indexes_are_a_mistake_and_one_index_twice_is_none() {
        for line in [
            "dragnet --index a search fraud --index b",
            "dragnet search --index=a --ind b",
        ] {
            assert_eq!(
                mistake(line).message,
                "--index is given twice: `a` and `b`",
                "{line}"
            );
        }
        parsed("dragnet --index a search fraud --index a");
        parsed("dragnet search --index a -- --index b");
    }

    #[test]
    fn an_option_named_after_a_role_of_sums_says_how_to_ask_for_it() {
        let mistake = mistake("dragnet search --restitution >1M");
        assert_eq!(mistake.message, "there is no option --restitution");
        assert!(mistake.hint.ends_with("--amount 'restitution:>1M'"));
    }

    #[test]
    fn a_long_option_with_one_hyphen_or_a_dash_has_a_note() {
        let line = |text: &str| -> Vec<OsString> { text.split(' ').map(OsString::from).collect() };
        let (_, notes) = prepared(&line("dragnet search fraud -agency"));
        assert!(notes[0].contains("the option is --agency"), "{notes:?}");
        let (cli, notes) = prepared(&line("dragnet search fraud –limit 4 –fraud"));
        let Command::Search(search) = cli.command else {
            panic!("not a search")
        };
        assert!(matches!(search.limit, Limit::Count(4)));
        assert_eq!(search.words, ["fraud", "–fraud"]);
        assert_eq!(notes, ["–limit is read as --limit"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_word_in_another_encoding_is_no_error() {
        use std::os::unix::ffi::OsStringExt;
        let typed = |bytes: &[u8]| OsString::from_vec(bytes.to_vec());
        let (cli, _) = prepared(&[
            "dragnet".into(),
            "search".into(),
            typed(b"Pe\xF1a"),
            "--index".into(),
            typed(b"a\xF1o"),
        ]);
        assert_eq!(cli.global.index.as_os_str(), typed(b"a\xF1o"));
        let Command::Search(search) = cli.command else {
            panic!("not a search")
        };
        assert_eq!(words(&search.words), "Pe\u{FFFD}a");
    }
}
