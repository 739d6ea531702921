//! The values that options take, and how they are read.

use std::fmt;

use clap::ValueEnum;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use dragnet::model::AmountRole;
use dragnet::print::{self, FORMATS, Format};
use dragnet::query::{Limit, Sort};

/// The order of the values of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FacetOrder {
    /// The most frequent first.
    Count,
    /// By name: a tree by its paths, dates by the calendar.
    Name,
}

/// What is listed and counted instead of releases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Grouped {
    /// Cases: the releases of one case are one.
    Matter,
}

/// An output format, as typed.
#[derive(Clone, Copy)]
pub struct FormatArg(pub Format);

impl fmt::Debug for FormatArg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name())
    }
}

/// Reads the name of an output format.
pub fn formats() -> impl TypedValueParser<Value = FormatArg> {
    let names = FORMATS
        .iter()
        .map(|format| PossibleValue::new(format.name()).help(format.help()));
    PossibleValuesParser::new(names)
        .map(|name| FormatArg(print::format(&name).unwrap_or(FORMATS[0])))
}

/// Reads the order of hits.
pub fn orders() -> impl TypedValueParser<Value = Sort> {
    let mut orders = vec![
        PossibleValue::new("relevance").help("Best match first"),
        PossibleValue::new("newest").help("Newest first"),
        PossibleValue::new("oldest").help("Oldest first"),
        PossibleValue::new("sentence").help("Longest imprisonment first"),
        PossibleValue::new("amount").help("Largest sum first; amount:restitution: of one role"),
    ];
    // One for each role of money, with and without the name of the field.
    let of_role = |role: &AmountRole| {
        let order = PossibleValue::new(format!("amount:{role}"));
        order.alias(role.name()).hide(true)
    };
    orders.extend(AmountRole::ALL.iter().map(of_role));
    PossibleValuesParser::new(orders).map(|order| Sort::named(&order).unwrap_or_default())
}

/// Reads a number, or `all`.
pub fn limit(text: &str) -> Result<Limit, String> {
    match text {
        "all" => Ok(Limit::All),
        number => number
            .parse()
            .map(Limit::Count)
            .map_err(|_| "a number, or `all`".to_owned()),
    }
}
