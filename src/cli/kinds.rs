//! What is each argument of a line: an option, a value, a word?

use clap::{Arg, Command};

/// What one argument is.
pub(super) enum Kind<'a> {
    /// The value of the option before it.
    Value(&'a Arg),
    /// `--name`, or `--name=value`: the name.
    Long(&'a str),
    /// What stands after a single hyphen and is no option.
    Short(&'a str),
    /// Any other option, and all that follows `--`.
    Other,
    Word,
}

/// What each argument is, and the name of the command: the first word, if it is one.
pub(super) fn kinds<'a>(texts: &'a [String], cli: &'a Command) -> (Option<&'a str>, Vec<Kind<'a>>) {
    let mut command = None;
    let mut named = false;
    let mut literal = false;
    let mut option: Option<&Arg> = None;
    let mut kinds = vec![Kind::Other];
    for text in texts.iter().skip(1) {
        if let Some(option) = option.take() {
            kinds.push(Kind::Value(option));
            continue;
        }
        literal |= text == "--";
        let kind = if literal {
            Kind::Other
        } else if let Some(long) = text.strip_prefix("--") {
            let name = long.split('=').next().unwrap_or(long);
            option = find(name, command.or(Some("search")), cli).filter(|_| !long.contains('='));
            Kind::Long(name)
        } else if let Some(short) = text.strip_prefix('-').filter(|short| !short.is_empty()) {
            let found = short_option(short, command, cli);
            option = found.filter(|_| short.len() == 1);
            if found.is_some() || short == "h" {
                Kind::Other
            } else {
                Kind::Short(short)
            }
        } else {
            if !named {
                command = cli.find_subcommand(text).map(Command::get_name);
                if text == "help" {
                    command = Some("help");
                }
            }
            named = true;
            Kind::Word
        };
        option = option.filter(|option| option.get_action().takes_values());
        kinds.push(kind);
    }
    (command, kinds)
}

/// The option of every command, or of this one, that a long name means; it may be cut short.
pub(super) fn find<'a>(name: &str, command: Option<&str>, cli: &'a Command) -> Option<&'a Arg> {
    let command = command.and_then(|command| cli.find_subcommand(command));
    let options = || {
        let own = command.into_iter().flat_map(Command::get_arguments);
        own.chain(cli.get_arguments())
    };
    let named = |option: &&Arg| option.get_long() == Some(name);
    let begun = |option: &&Arg| option.get_long().is_some_and(|long| long.starts_with(name));
    options().find(named).or_else(|| options().find(begun))
}

/// Whether this is the whole name of an option of a command.
pub(super) fn is_long(name: &str, command: Option<&str>, cli: &Command) -> bool {
    find(name, command, cli).is_some_and(|option| option.get_long() == Some(name))
}

/// The option of one letter that stands here: `n`, `n5`, `fjson`. `final` is a word.
fn short_option<'a>(text: &str, command: Option<&str>, cli: &'a Command) -> Option<&'a Arg> {
    let letter = text.chars().next()?;
    let rest = text.get(letter.len_utf8()..)?.trim_start_matches('=');
    let command = command.and_then(|command| cli.find_subcommand(command));
    let own = command.into_iter().flat_map(Command::get_arguments);
    let option = own
        .chain(cli.get_arguments())
        .find(|option| option.get_short() == Some(letter))?;
    let is_value = option
        .get_possible_values()
        .iter()
        .any(|value| value.matches(rest, false));
    let is_number = rest.bytes().all(|byte| byte.is_ascii_digit());
    (is_number || is_value).then_some(option)
}
