//! Which body publishes a page, by its site or by a line of its text?

use serde::Deserialize;

use crate::knowledge::loader::Table;

pub(crate) const TABLE: Table = Table::new("issuers.tsv", include_str!("../data/issuers.tsv"));

/// How an issuer is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum IssuerKind {
    /// By the host of the page's address.
    Host,
    /// By a phrase that is in each of its releases.
    Phrase,
}

/// One way to know who issued a page: a row of `issuers.tsv`.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Issuer {
    pub(crate) kind: IssuerKind,
    /// The host, without `www.`, or the phrase.
    pub value: &'static str,
    /// The path of the issuing agency.
    pub path: &'static str,
}

/// Returns the issuers that are known in one way.
pub(crate) fn issuers(kind: IssuerKind) -> Vec<Issuer> {
    let mut issuers: Vec<Issuer> = TABLE.rows();
    issuers.retain(|issuer| issuer.kind == kind);
    issuers
}
