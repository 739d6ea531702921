//! The options that filter by fields: one or two for each row of the field specification that has any.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::error::Error;
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};
use dragnet::model::ProsecutorKind;
use dragnet::query::{FieldFilter, Request};
use dragnet::schema::{FIELDS, FilterOption};

use crate::cli::arguments::typed_value;

const HEADING: &str = "Filters";

const PROSECUTOR_KIND: &str = "prosecutor-kind";

/// What limits the releases that count as matches.
#[derive(Debug, Default)]
pub struct Filters {
    fields: Vec<FieldFilter>,
    prosecutor_kind: Option<ProsecutorKind>,
}

impl Filters {
    /// Adds the filters to a request.
    pub fn apply(&self, request: &mut Request) {
        request.filters.extend(self.fields.iter().cloned());
        request.prosecutor_kind = self.prosecutor_kind;
    }
}

impl Args for Filters {
    fn augment_args(mut command: Command) -> Command {
        for field in FIELDS {
            match field.option {
                Some(FilterOption::Values { value, help }) => {
                    let option = option(field.name, value, help).action(ArgAction::Append);
                    command = command.arg(option);
                }
                Some(FilterOption::Range {
                    since,
                    since_help,
                    until,
                    until_help,
                    none,
                    none_help,
                }) => {
                    command = command
                        .arg(option(since, "DATE", since_help))
                        .arg(option(until, "DATE", until_help))
                        .arg(switch(none, none_help));
                }
                None => {}
            }
            if field.name == "prosecutor" {
                let help = "Count only prosecutors of this kind";
                command = command
                    .arg(option(PROSECUTOR_KIND, "KIND", help).value_parser(prosecutor_kinds()));
            }
        }
        command
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Filters {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let one = |option: &str| matches.get_one::<String>(option).cloned();
        let mut filters = Filters::default();
        for field in FIELDS {
            match field.option {
                Some(FilterOption::Values { .. }) => {
                    if let Some(values) = matches.get_many::<String>(field.name) {
                        filters
                            .fields
                            .push(FieldFilter::any_of(field, values.cloned().collect()));
                    }
                }
                Some(FilterOption::Range {
                    since, until, none, ..
                }) => {
                    let (since, until) = (one(since), one(until));
                    let undated = matches.get_flag(none);
                    if since.is_some() || until.is_some() {
                        filters
                            .fields
                            .push(FieldFilter::between(field, since, until, undated));
                    }
                }
                None => {}
            }
        }
        filters.prosecutor_kind = matches.get_one(PROSECUTOR_KIND).copied();
        Ok(filters)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

fn switch(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .action(ArgAction::SetTrue)
        .help(help)
        .help_heading(HEADING)
}

fn option(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .value_name(value)
        .value_parser(typed_value())
        .help(help)
        .help_heading(HEADING)
}

fn prosecutor_kinds() -> impl TypedValueParser<Value = ProsecutorKind> {
    let kinds = [
        clap::builder::PossibleValue::new("counsel").help("Handles the case"),
        clap::builder::PossibleValue::new("official").help("Announces it or is quoted"),
    ];
    PossibleValuesParser::new(kinds).map(|kind| match kind.as_str() {
        "counsel" => ProsecutorKind::Counsel,
        _ => ProsecutorKind::Official,
    })
}
