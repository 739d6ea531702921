//! `dragnet completions` and `dragnet man`

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Command, CommandFactory};
use dragnet::knowledge::Knowledge;
use dragnet::knowledge::tables::events::offense_names;
use dragnet::model::{Proceeding, Stage};

use crate::cli::Cli;
use crate::commands::context::{Context, Failure, Outcome, finish};
use crate::terminal::output::Output;

pub fn completions(shell: clap_complete::Shell, context: &Context<'_>) -> Result<Outcome, Failure> {
    // Generated in memory first: the generator does not report a closed pipe but panics on it.
    let mut script = Vec::new();
    let mut command = with_names(context.knowledge);
    clap_complete::generate(shell, &mut command, "dragnet", &mut script);
    write_out(&script)
}

/// The commands as a shell should complete them: with the names that filters know. A search takes others, too.
fn with_names(knowledge: &Knowledge) -> Command {
    let mut agencies = Vec::new();
    let mut districts = Vec::new();
    for agency in knowledge.agencies() {
        let name = typed_name(&agency.path, knowledge);
        let value = PossibleValue::new(name).help(agency.name.clone());
        if agency.path.starts_with("/doj/usao/") {
            districts.push(value.clone());
        }
        agencies.push(value);
    }
    let take = |values: &[PossibleValue]| PossibleValuesParser::new(values.to_vec());
    let fields: Vec<PossibleValue> = dragnet::schema::facets()
        .map(|(name, ..)| PossibleValue::new(name))
        .collect();
    let stages: Vec<PossibleValue> = Stage::ALL.iter().map(|stage| stage.name().into()).collect();
    let kinds: Vec<PossibleValue> = (Proceeding::ALL.iter())
        .map(|kind| kind.name().into())
        .collect();
    let offenses: Vec<PossibleValue> = offense_names().map(Into::into).collect();
    let quantities: Vec<PossibleValue> = dragnet::schema::quantities()
        .map(|field| field.name.into())
        .collect();
    let mut command = Cli::command();
    for name in ["search", "facets"] {
        command = command.mut_subcommand(name, |command| {
            command
                .mut_arg("agency", |agency| agency.value_parser(take(&agencies)))
                .mut_arg("district", |district| {
                    district.value_parser(take(&districts))
                })
                .mut_arg("stage", |stage| stage.value_parser(take(&stages)))
                .mut_arg("proceeding", |kind| kind.value_parser(take(&kinds)))
                .mut_arg("offense", |offense| offense.value_parser(take(&offenses)))
        });
    }
    command = command.mut_subcommand("facets", |command| {
        command
            .mut_arg("sum", |sum| sum.value_parser(take(&quantities)))
            .mut_arg("median", |median| median.value_parser(take(&quantities)))
    });
    command.mut_subcommand("search", |command| {
        command.mut_arg("facet", |facet| facet.value_parser(take(&fields)))
    })
}

/// The abbreviation of an agency where it is one word, else its path.
fn typed_name(path: &str, knowledge: &Knowledge) -> String {
    let is_word = |short: &String| short.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let short = knowledge.abbreviation(path).filter(is_word);
    short.unwrap_or_else(|| path.to_owned())
}

pub fn man(of: Option<&str>) -> Result<Outcome, Failure> {
    let mut command = Cli::command();
    // Names the pages of commands after the program, and gives them the options that every command takes.
    command.build();
    if let Some(name) = of {
        let found = command.get_subcommands().find(|command| {
            command.get_name() == name || command.get_all_aliases().any(|alias| alias == name)
        });
        let Some(found) = found else {
            let commands: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
            return Err(Failure::Usage(
                format!("there is no command `{name}`"),
                Some(format!("the commands are {}", commands.join(", "))),
            ));
        };
        command = found.clone().version(env!("CARGO_PKG_VERSION"));
    }
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page)?;
    write_out(&page)
}

fn write_out(text: &[u8]) -> Result<Outcome, Failure> {
    let mut out = Output::data();
    std::io::Write::write_all(&mut out, text)?;
    finish(out)?;
    Ok(Outcome::Done)
}
